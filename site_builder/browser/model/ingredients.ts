/** What a figure was made from: the reads of its formula, resolved at one position. */

import type { At, Part, Read } from "./page_data.ts";
import { place, type Scene } from "./sheet.ts";

/** Positions of indexes: of the figure asked about, and of what an aggregate runs over. */
export type Where = Record<string, number>;

export interface Ingredient {
  value: string;
  at: number[];
}

/** An aggregate's items: one row each; a column per figure that is read. A cell is null where nothing can be told. */
export interface Run {
  over: [index: string, list: string][];
  columns: string[];
  rows: { at: number[]; cells: (Ingredient | null)[] }[];
}

export interface Makings {
  single: Ingredient[];
  runs: Run[];
}

const ROWS_MOST = 500;

export function makings(scene: Scene, parts: Part[], where: Where): Makings {
  const single: Ingredient[] = [], runs: Run[] = [];
  for (const part of parts) {
    if ("over" in part) runs.push(...runsOf(scene, part.over, part.parts, where));
    else {
      const found = resolve(scene, part, where);
      if (found && !single.some((other) => same(other, found))) single.push(found);
    }
  }
  return { single, runs };
}

export function whereOf(shape: [string, string][], at: number[]): Where {
  return Object.fromEntries(shape.map(([index], i) => [index, at[i]]));
}

/** An aggregate and those within it, each over the lists of all around it. */
function runsOf(scene: Scene, over: [string, string][], parts: Part[], where: Where): Run[] {
  const within = parts.flatMap((part) =>
    "over" in part ? runsOf(scene, [...over, ...part.over], part.parts, where) : []
  );
  return [run(scene, over, parts, where), ...within];
}

function run(scene: Scene, over: [string, string][], parts: Part[], where: Where): Run {
  const reads = parts.filter((part): part is Read => !("over" in part));
  let places: number[][] = [[]];
  for (const [, list] of over) {
    places = places.flatMap((at) => scene.ids[list].map((_, i) => [...at, i])).slice(0, ROWS_MOST);
  }
  const rows = places.map((at) => {
    const here = { ...where, ...whereOf(over, at) };
    return { at, cells: reads.map((read) => resolve(scene, read, here)) };
  });
  return { over, columns: reads.map((read) => read.value), rows };
}

/** The figure that a read means at a position; null where it cannot be told. */
export function resolve(scene: Scene, read: Read, where: Where): Ingredient | null {
  const at = read.at.map((one) => position(scene, one, where));
  return at.some((one) => one === null || one < 0) ? null : { value: read.value, at: at as number[] };
}

function position(scene: Scene, at: At, where: Where): number | null {
  if (typeof at === "number") return at;
  if (typeof at === "string") return where[at] ?? null;
  if (at === null) return null;
  const named = resolve(scene, at, where);
  if (!named) return null;
  const figure = scene.figures.values[at.value][place(scene.data.values[at.value].for, named.at, scene.ids)];
  return typeof figure === "number" && !Number.isNaN(figure) ? figure : null;
}

function same(a: Ingredient, b: Ingredient): boolean {
  return a.value === b.value && a.at.join() === b.at.join();
}
