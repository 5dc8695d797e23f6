/** What a learner typed, cell by cell, and changes to it. A change can be undone and merged with another tab's. */

import type { Given, PageData } from "./page_data.ts";

export interface Work {
  rows: Record<string, string[]>; // ids of the rows of grown lists, in order
  next: Record<string, number>; // the number of the next new row: ids are never used twice
  typed: Record<string, Map<string, Given>>; // by value, then by "A1/growth"; "" for a single figure
}

export interface CellChange {
  value: string;
  key: string;
  before: Given | null;
  after: Given | null;
}
export interface RowChange {
  list: string;
  before: string[];
  after: string[];
}
export interface Change {
  cells: CellChange[];
  rows: RowChange[];
}

export function emptyWork(): Work {
  return { rows: {}, next: {}, typed: {} };
}

export function copyWork(work: Work): Work {
  return {
    rows: Object.fromEntries(Object.entries(work.rows).map(([list, ids]) => [list, [...ids]])),
    next: { ...work.next },
    typed: Object.fromEntries(Object.entries(work.typed).map(([name, cells]) => [name, new Map(cells)])),
  };
}

export function typedAt(work: Work, value: string, key: string): Given | null {
  return work.typed[value]?.get(key) ?? null;
}

export function hasFigures(work: Work): boolean {
  return Object.values(work.typed).some((cells) => cells.size > 0);
}

/** Changes the work in place. Only the cells and rows of the change are touched: what another tab did stays. */
export function apply(work: Work, change: Change): void {
  for (const { list, before, after } of change.rows) {
    work.rows[list] = mergeRows(work.rows[list] ?? [], before, after);
    for (const id of after) work.next[list] = Math.max(work.next[list] ?? 1, rowNumber(id) + 1);
  }
  for (const { value, key, after } of change.cells) {
    const cells = work.typed[value] ??= new Map();
    if (after === null) cells.delete(key);
    else cells.set(key, after);
  }
}

/** The rows now there, with the step from `before` to `after` made on them. */
function mergeRows(now: string[], before: string[], after: string[]): string[] {
  const gone = new Set(before.filter((id) => !after.includes(id)));
  const kept = new Set(now.filter((id) => !gone.has(id)));
  const added = after.filter((id) => !before.includes(id) && !kept.has(id));
  const strangers = [...kept].filter((id) => !after.includes(id)); // added by another tab
  const stays = new Set([...kept, ...added]);
  return [...after.filter((id) => stays.has(id)), ...strangers];
}

export function inverse(change: Change): Change {
  return {
    cells: change.cells.map((cell) => ({ ...cell, before: cell.after, after: cell.before })),
    rows: change.rows.map((row) => ({ ...row, before: row.after, after: row.before })),
  };
}

/** The change that turns one work into another. */
export function difference(from: Work, to: Work): Change {
  const change: Change = { cells: [], rows: [] };
  for (const list of new Set([...Object.keys(from.rows), ...Object.keys(to.rows)])) {
    const before = from.rows[list] ?? [], after = to.rows[list] ?? [];
    if (before.join() !== after.join()) change.rows.push({ list, before, after });
  }
  for (const value of new Set([...Object.keys(from.typed), ...Object.keys(to.typed)])) {
    const before = from.typed[value] ?? new Map<string, Given>(), after = to.typed[value] ?? new Map<string, Given>();
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const old = before.get(key) ?? null, fresh = after.get(key) ?? null;
      if (old !== fresh) change.cells.push({ value, key, before: old, after: fresh });
    }
  }
  return change;
}

export function cellChange(work: Work, value: string, key: string, after: Given | null): Change {
  const before = typedAt(work, value, key);
  return { cells: before === after ? [] : [{ value, key, before, after }], rows: [] };
}

/** `prefix` and a number: rows are called A1, A2 …, and a number is not used again after its row is deleted. */
export function newRowIds(work: Work, list: string, prefix: string, count: number): string[] {
  const first = work.next[list] ?? 1;
  return Array.from({ length: count }, (_, i) => prefix + (first + i));
}

function rowNumber(id: string): number {
  return Number(/\d{1,9}$/.exec(id)?.[0] ?? 0);
}

export function addRows(work: Work, list: string, ids: string[], after: string | null = null): Change {
  const before = work.rows[list] ?? [];
  const at = after === null ? before.length : before.indexOf(after) + 1;
  return { cells: [], rows: [{ list, before, after: [...before.slice(0, at), ...ids, ...before.slice(at)] }] };
}

export function moveRow(work: Work, list: string, id: string, by: number): Change {
  const before = work.rows[list] ?? [];
  const from = before.indexOf(id), to = from + by;
  if (from < 0 || to < 0 || to >= before.length) return { cells: [], rows: [] };
  const after = before.filter((other) => other !== id);
  after.splice(to, 0, id);
  return { cells: [], rows: [{ list, before, after }] };
}

/** Takes the row away with every figure typed for it, and every choice of it. */
export function deleteRow(work: Work, list: string, id: string, values: PageData["values"]): Change {
  const before = work.rows[list] ?? [];
  const change: Change = { cells: [], rows: [{ list, before, after: before.filter((other) => other !== id) }] };
  for (const [value, cells] of Object.entries(work.typed)) {
    const { for: shape = [], of = "" } = values[value] ?? {};
    for (const [key, figure] of cells) {
      const parts = key.split("/");
      if (shape.some(([, name], i) => name === list && parts[i] === id) || of === list && figure === id) {
        change.cells.push({ value, key, before: figure, after: null });
      }
    }
  }
  return change;
}

export function isEmpty(change: Change): boolean {
  return change.cells.length === 0 && change.rows.length === 0;
}
