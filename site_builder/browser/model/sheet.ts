/** The work as typed columns for `compute`, and positions: item ids ("A1/growth") to places in a column and back. */

import type { Given, PageData, ValueData } from "./page_data.ts";
import { NOTHING_UNDER, type Under } from "./under.ts";
import type { Work } from "./work.ts";

/** Row-major in the order of the value's shape. Numbers, items (0-based) and truths (0, 1): NaN is blank; texts: null. */
export type Column = Float64Array | (string | null)[];
export type Columns = Record<string, Column>;

export interface Sheet {
  count: Record<string, number>;
  label: Record<string, string[]>; // of fixed items; the ids of grown rows
  typed: Columns;
}

/** What a light can be, by the number that programs hold it as. */
export const STATES = ["unknown", "green", "amber", "red"] as const;

export interface Figures {
  values: Columns;
  lights: Record<string, Uint8Array>; // places in STATES
  rows: Record<string, Uint8Array>; // of grown lists: 1 where the row counts
}

/** The code that a tool's script brings along. */
export interface Program {
  /** Every figure; with `into` and `only` these alone, written anew among the others. */
  compute(sheet: Sheet, into?: Figures, only?: Set<string>): Figures;
  /** Every figure, as after a `compute` of the same rows, since when some values had other figures typed in: a column
  that became no other is the same array as before. */
  recompute(sheet: Sheet, before: Figures, typed: Iterable<string>): Figures;
}

/** All that is needed to show one state of the work. */
export interface Scene {
  data: PageData;
  ids: Record<string, string[]>; // of every list, in order
  sheet: Sheet;
  figures: Figures;
}

/** A tool, and a state of the work in it. */
export interface Giver {
  data: PageData;
  program: Program;
  work: Work;
}

export type Shape = ValueData["for"];

export function sceneOf({ data, program, work }: Giver, under = NOTHING_UNDER): Scene {
  const ids = idsOf(data, work, under), sheet = sheetOf(data, work, ids, under);
  return { data, ids, sheet, figures: program.compute(sheet) };
}

export function idsOf(data: PageData, work: Work, under = NOTHING_UNDER): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const [name, list] of Object.entries(data.lists)) {
    const first = under.rows[name], own = work.rows[name] ?? [];
    ids[name] = list.items?.map((item) => item.id) ?? (first ? [...new Set([...first, ...own])] : own);
  }
  return ids;
}

export function sheetOf(data: PageData, work: Work, ids: Record<string, string[]>, under = NOTHING_UNDER): Sheet {
  const sheet: Sheet = { count: {}, label: {}, typed: {} };
  const places: Record<string, Map<string, number>> = {};
  for (const [list, all] of Object.entries(ids)) {
    sheet.count[list] = all.length;
    sheet.label[list] = data.lists[list].items?.map((item) => item.label) ?? all;
    places[list] = new Map(all.map((id, place) => [id, place]));
  }
  for (const [name, value] of Object.entries(data.values)) {
    if (value.role !== "given") continue;
    const size = value.for.reduce((product, [, list]) => product * ids[list].length, 1);
    const text = value.kind === "text" || value.kind === "date";
    const column: Column = text ? new Array<string | null>(size).fill(null) : new Float64Array(size).fill(NaN);
    for (const [key, figure] of under.cells[name] ?? []) {
      const place = placeOf(value.for, key, places, ids);
      if (place >= 0) putHeld(value, column, place, figure, ids);
    }
    for (const [key, figure] of work.typed[name] ?? []) {
      const place = placeOf(value.for, key, places, ids);
      if (place >= 0) put(value, column, place, figure, ids);
    }
    sheet.typed[name] = column;
  }
  return sheet;
}

/** Writes one typed figure into its column, in held form. */
export function put(
  value: ValueData,
  column: Column,
  place: number,
  figure: Given | null,
  ids: Record<string, string[]>,
): void {
  putHeld(value, column, place, value.percent && figure !== null ? Number(figure) / 100 : figure, ids);
}

/** As `put`, for a figure in held form, but items by id. */
function putHeld(
  value: ValueData,
  column: Column,
  place: number,
  figure: Given | null,
  ids: Record<string, string[]>,
): void {
  if (Array.isArray(column)) column[place] = figure === null ? null : String(figure);
  else if (figure === null) column[place] = NaN;
  else if (value.kind === "item") {
    const item = ids[value.of!].indexOf(String(figure));
    column[place] = item < 0 ? NaN : item;
  } else column[place] = Number(figure);
}

/** Writes what a cell holds once `figure` is typed into it, or taken out of it again. */
export function putTyped(
  value: ValueData,
  column: Column,
  place: number,
  figure: Given | null,
  ids: Record<string, string[]>,
  under: Under["cells"][string] | undefined,
  key: string,
): void {
  const taken = figure === null ? under?.get(key) : undefined;
  if (taken === undefined) put(value, column, place, figure, ids);
  else putHeld(value, column, place, taken, ids);
}

function placeOf(
  shape: Shape,
  key: string,
  places: Record<string, Map<string, number>>,
  ids: Record<string, string[]>,
): number {
  if (shape.length === 0) return 0;
  let place = 0;
  const parts = key.split("/");
  for (let i = 0; i < shape.length; i++) {
    const at = places[shape[i][1]].get(parts[i]);
    if (at === undefined) return -1;
    place = place * ids[shape[i][1]].length + at;
  }
  return place;
}

/** Item ids of a key, as positions; -1 where there is no such item. */
export function positions(shape: Shape, key: string, ids: Record<string, string[]>): number[] {
  if (shape.length === 0) return [];
  const parts = key.split("/");
  return shape.map(([, list], i) => ids[list].indexOf(parts[i]));
}

export function place(shape: Shape, at: number[], ids: Record<string, string[]>): number {
  return shape.reduce((sum, [, list], i) => sum * ids[list].length + at[i], 0);
}

/** The positions of a place in a column. */
export function unplace(shape: Shape, at: number, ids: Record<string, string[]>): number[] {
  const result: number[] = [];
  for (let i = shape.length - 1; i >= 0; i--) {
    const count = ids[shape[i][1]].length;
    result.unshift(at % count);
    at = Math.floor(at / count);
  }
  return result;
}

export function keyOf(shape: Shape, at: number[], ids: Record<string, string[]>): string {
  return shape.map(([, list], i) => ids[list][at[i]]).join("/");
}
