/** Which cells of the sheet might be changed: what is typed or may be typed over, and hangs together with a figure. */

import type { Figures, Program, Scene } from "../model/sheet.ts";
import { unplace } from "../model/sheet.ts";
import { clean } from "./grid.ts";

/** By step of computing, the steps it needs: `WhyData.reads`. */
export type Reads = Record<string, string[]>;

/** A fact of the same row; a fact of another row or of the whole; a rule that the author gave a start (weights, cuts). */
export type Kind = "own" | "elsewhere" | "setting";
export const KINDS: Kind[] = ["own", "elsewhere", "setting"]; // as they are told
export const SEARCHED: Kind[] = ["own", "setting", "elsewhere"]; // the many last: by then little of them is of interest

/** A value's or a light's figure. */
export interface Asked {
  name: string;
  at: number[];
}

export interface Cell {
  value: string;
  place: number;
  at: number[];
  now: number; // in typed form
  kind: Kind;
}

/** All that a step needs, itself too. */
export function upstream(reads: Reads, names: string[]): Set<string> {
  const found = new Set(names);
  for (const name of found) for (const need of reads[name] ?? []) found.add(need); // grows while it is walked
  return found;
}

/** The steps in `among` that a value has a part in, itself too. */
export function downstream(reads: Reads, name: string, among: Set<string>): Set<string> {
  const found = new Set([name]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const step of among) if (reads[step]?.some((need) => found.has(need))) found.add(step);
  }
  return found;
}

/** The cells of a value that hold a figure. A blank one has no figure to change: there, something is to be filled in. */
export function cellsOf(scene: Scene, program: Program, name: string, asked: Asked): Cell[] {
  const { percent, for: shape } = scene.data.values[name];
  const column = scene.figures.values[name];
  const standard = grown(scene, shape) ? null : defaults(scene, program, name);
  const cells: Cell[] = [];
  for (let place = 0; place < column.length; place++) {
    const held = column[place];
    if (typeof held !== "number" || Number.isNaN(held)) continue;
    const at = unplace(shape, place, scene.ids), starts = standard !== null && !Number.isNaN(standard[place]);
    const kind = starts ? "setting" : isOwn(scene, name, at, asked) ? "own" : "elsewhere";
    cells.push({ value: name, place, at, now: percent ? clean(held * 100) : held, kind });
  }
  return cells;
}

/** What stands there while nothing is typed. */
function defaults(scene: Scene, program: Program, name: string): number[] {
  const typed = { ...scene.sheet.typed, [name]: new Float64Array(scene.sheet.typed[name].length).fill(NaN) };
  const into: Figures = { ...scene.figures, values: { ...scene.figures.values } };
  const column = program.compute({ ...scene.sheet, typed }, into, new Set([name])).values[name];
  return Array.from(column, Number);
}

function grown(scene: Scene, shape: [string, string][]): boolean {
  return shape.some(([, list]) => scene.data.lists[list].grows !== undefined);
}

/** Of a figure without rows every fact is its own; else those of the same row. */
function isOwn(scene: Scene, name: string, at: number[], asked: Asked): boolean {
  const { values, lights } = scene.data, shape = (values[asked.name] ?? lights[asked.name]).for;
  if (shape.length === 0) return true;
  let shared = false;
  for (const [i, [, list]] of values[name].for.entries()) {
    const here = asked.at.filter((_, k) => shape[k][1] === list);
    if (here.length === 0) continue;
    if (!here.includes(at[i])) return false;
    shared = true;
  }
  return shared;
}
