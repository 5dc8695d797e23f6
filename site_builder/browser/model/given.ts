/** A given file (an example, what was stored, a loaded file) in, checked as untrusted; what fits becomes work. */

import type { Given, GivenFile, PageData, ValueData } from "./page_data.ts";
import { checkNumber, readTyped, type Refusal } from "./typing.ts";
import { hereSaid } from "./start_texts.ts";
import { emptyWork, type Work } from "./work.ts";

/** What could not be taken: a path such as "account A3 › rating › growth", what stood there, and why. */
export interface Unfit {
  where: string;
  what: string;
  why: Refusal;
}

const ROW_ID = /^[\p{L}\p{N}_-]{1,40}$/u;
const NEVER = new Set(["__proto__", "constructor", "prototype"]);

/** A list that the file does not name has the rows that every sheet starts with, unless `starts` is false. */
export function readGiven(data: PageData, given: unknown, starts = true): { work: Work; unfit: Unfit[] } {
  const work = emptyWork(), unfit: Unfit[] = [];
  if (!isTable(given)) return { work, unfit: [{ where: "", what: excerpt(given), why: { word: "form", facts: {} } }] };
  let file: GivenFile = { ...given };
  for (const [name, { grows }] of Object.entries(data.lists)) {
    if (!grows) continue;
    // First, so that what the file says of these rows stands.
    if (starts && file[name] === undefined) file = { [name]: grows.rows.map((row) => ({ ...row })), ...file };
    readRows(data, name, file[name], work, unfit);
  }
  for (const [name, part] of Object.entries(file)) {
    const list = data.lists[name], value = data.values[name];
    if (list?.grows) {
      for (const row of Array.isArray(part) ? part : []) readRow(data, name, row, work, unfit);
    } else if (value?.role === "given") readCells(data, name, value, part, [], work, unfit);
    else unfit.push({ where: name, what: excerpt(part), why: { word: "unknown", facts: {} } });
  }
  return { work, unfit };
}

function readRows(data: PageData, list: string, rows: unknown, work: Work, unfit: Unfit[]): void {
  const ids: string[] = work.rows[list] = [];
  const { most, prefix } = data.lists[list].grows!;
  if (rows !== undefined && !Array.isArray(rows)) {
    unfit.push({ where: list, what: excerpt(rows), why: { word: "form", facts: {} } });
    return;
  }
  for (const row of rows ?? []) {
    if (!isTable(row)) continue;
    const id = row.id === undefined ? prefix + (ids.length + 1) : String(row.id);
    if (isRowId(id) && !ids.includes(id) && ids.length < most) ids.push(id);
    else unfit.push({ where: `${list} ${id.slice(0, 40)}`, what: excerpt(row), why: { word: "row", facts: { most } } });
    row.id = id;
  }
  const numbers = ids.map((id) => Number(/\d{1,9}$/.exec(id)?.[0] ?? 0));
  work.next[list] = Math.max(0, ...numbers) + 1;
}

function readRow(data: PageData, list: string, row: unknown, work: Work, unfit: Unfit[]): void {
  if (!isTable(row)) {
    unfit.push({ where: list, what: excerpt(row), why: { word: "form", facts: {} } });
    return;
  }
  const id = String(row.id);
  if (!work.rows[list].includes(id)) return; // said before, as a whole
  for (const [name, part] of Object.entries(row)) {
    if (name === "id") continue;
    const value = data.values[name];
    if (value?.role === "given" && value.for[0]?.[1] === list) {
      readCells(data, name, value, hereSaid(data.lists[list], id, name, part), [id], work, unfit);
    } else unfit.push({ where: `${list} ${id} › ${name}`, what: excerpt(part), why: { word: "unknown", facts: {} } });
  }
}

function readCells(
  data: PageData,
  name: string,
  value: ValueData,
  part: unknown,
  at: string[],
  work: Work,
  unfit: Unfit[],
): void {
  if (part === null || part === undefined) return;
  const where = [name, ...at].join(" › ");
  if (at.length < value.for.length) {
    const list = value.for[at.length][1];
    if (!isTable(part)) {
      unfit.push({ where, what: excerpt(part), why: { word: "form", facts: {} } });
      return;
    }
    for (const [item, below] of Object.entries(part)) {
      const known = data.lists[list].items?.some((one) => one.id === item) ??
        (work.rows[list]?.includes(item) || isElsewhere(data, list, item));
      if (known) readCells(data, name, value, below, [...at, item], work, unfit);
      else unfit.push({ where: `${where} › ${item}`, what: excerpt(below), why: { word: "unknown", facts: {} } });
    }
    return;
  }
  const reading = readFigure(data, value, part, work);
  if (reading.refusal) unfit.push({ where, what: excerpt(part), why: reading.refusal });
  else if (reading.figure !== null) (work.typed[name] ??= new Map()).set(at.join("/"), reading.figure);
}

function readFigure(data: PageData, value: ValueData, part: unknown, work: Work) {
  if (typeof part === "number" && (value.kind === "number" || value.kind === "whole")) {
    return checkNumber(value, part, String(part));
  }
  const text = typeof part === "object" ? JSON.stringify(part) : String(part);
  const rows = (value.of ? work.rows[value.of] ?? [] : []).map((id): [string, string] => [id, id]);
  if (value.of && isElsewhere(data, value.of, text)) rows.push([text, text]);
  return readTyped(data, value, text, rows);
}

/** A row that the list's own tool may have: the figure is kept, and counts where it has. */
function isElsewhere(data: PageData, list: string, id: string): boolean {
  return data.lists[list].from !== undefined && isRowId(id);
}

export function isRowId(id: string): boolean {
  return ROW_ID.test(id) && !NEVER.has(id);
}

/** The work as a given file: what `compute --given` takes, and what is stored. */
export function writeGiven(data: PageData, work: Work): GivenFile {
  const given: GivenFile = {};
  const rowTables: Record<string, Map<string, GivenFile>> = {};
  for (const [name, list] of Object.entries(data.lists)) {
    if (!list.grows) continue;
    rowTables[name] = new Map((work.rows[name] ?? []).map((id) => [id, { id }]));
    given[name] = [...rowTables[name].values()];
  }
  for (const [name, value] of Object.entries(data.values)) {
    const rows = rowTables[value.for[0]?.[1]];
    for (const [key, figure] of work.typed[name] ?? []) {
      const at = key === "" ? [] : key.split("/");
      let table: GivenFile | undefined = given;
      if (rows) {
        const id = at.shift()!, list = value.for[0][1];
        table = rows.get(id);
        if (!table && isElsewhere(data, list, id)) {
          rows.set(id, table = { id });
          (given[list] as GivenFile[]).push(table);
        }
      }
      if (table) nest(table, [name, ...at], figure);
    }
  }
  return given;
}

function nest(table: GivenFile, path: string[], figure: Given): void {
  for (const step of path.slice(0, -1)) table = (table[step] ??= {}) as GivenFile;
  table[path[path.length - 1]] = figure;
}

/** Not an array: keys with something behind each. */
export function isTable(part: unknown): part is GivenFile {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}

function excerpt(part: unknown): string {
  const text = typeof part === "object" ? JSON.stringify(part) ?? "" : String(part);
  return text.length > 80 ? text.slice(0, 79) + "…" : text;
}
