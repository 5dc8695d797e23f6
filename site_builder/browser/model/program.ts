/** A tool's generated code as a program: its steps, each after those it needs, make all figures or some of them anew. */

import { type Kit, kit, positions, typedOr } from "../arithmetic.ts";
import type { Column, Columns, Figures, Program, Sheet } from "./sheet.ts";

/** Makes one column: of a value, or (as bytes) of a light's states, or of which rows of a list count. */
type Step = (f: Columns, sheet: Sheet, rows: Rows) => Column | Uint8Array;
type Rows = Record<string, Int32Array>; // of grown lists: the positions that count

/** The generated script of a tool: its steps by the name of what they make. In place of a function: what an author wrote,
or null for nothing; what is typed goes before it. */
export type Code = (kit: Kit) => Record<string, Step | (number | string | null)[] | null>;

export function programOf(code: Code): Program {
  const steps = Object.entries(code(kit)).map(([name, step]): [string, Step] => [name, stepOf(name, step)]);
  const reads = new Map<string, string[]>(); // what each step reads: noted when it first runs

  function make(name: string, step: Step, { values }: Figures, sheet: Sheet, rows: Rows): ReturnType<Step> {
    if (reads.has(name)) return step(values, sheet, rows);
    const read: string[] = [];
    reads.set(name, read);
    return step(noting(values, read), sheet, noting(rows, read));
  }

  return {
    compute(sheet, figures = { values: {}, lights: {}, rows: {} }, only) {
      const rows: Rows = {};
      for (const [name, step] of steps) {
        if (!only || only.has(name)) {
          const column = make(name, step, figures, sheet, rows);
          home(name, column, figures, sheet)[name] = column;
        }
        if (isList(name, sheet)) rows[name] = positions(figures.rows[name]);
      }
      return figures;
    },
    recompute(sheet, before, typed) {
      const figures = { values: { ...before.values }, lights: { ...before.lights }, rows: { ...before.rows } };
      const rows: Rows = {}, changed = new Set(typed);
      for (const [name, step] of steps) {
        if (changed.has(name) || reads.get(name)?.some((each) => changed.has(each))) {
          const column = make(name, step, figures, sheet, rows), columns = home(name, column, figures, sheet);
          if (isSame(columns[name], column)) changed.delete(name);
          else {
            columns[name] = column;
            changed.add(name);
          }
        }
        if (isList(name, sheet)) rows[name] = positions(figures.rows[name]);
      }
      return figures;
    },
  };
}

/** Names of lists, values and lights do not clash. */
function home(name: string, column: ReturnType<Step>, figures: Figures, sheet: Sheet): Record<string, typeof column> {
  if (!(column instanceof Uint8Array)) return figures.values;
  return isList(name, sheet) ? figures.rows : figures.lights;
}

function isList(name: string, { count }: Sheet): boolean {
  return Object.hasOwn(count, name);
}

function stepOf(name: string, step: ReturnType<Code>[string]): Step {
  if (typeof step === "function") return step;
  if (step === null) return (_, sheet) => sheet.typed[name];
  const written = step.every((each) => typeof each === "number") ? Float64Array.from(step) : step as Column;
  return (_, sheet) => Object.hasOwn(sheet.typed, name) ? typedOr(sheet.typed[name], written) : written;
}

/** The same columns, and into `read` the names of those that are asked for. */
function noting<T extends object>(columns: T, read: string[]): T {
  return new Proxy(columns, {
    get(all, name) {
      read.push(name as string);
      return all[name as keyof T];
    },
  });
}

function isSame(old: ArrayLike<unknown>, now: ArrayLike<unknown>): boolean {
  for (let i = 0; i < now.length; i++) if (!Object.is(old[i], now[i])) return false;
  return true;
}
