/** What becomes of a figure when cells are given others: only what hangs together is computed. */

import type { Figures, Program, Scene } from "../model/sheet.ts";
import { place, put } from "../model/sheet.ts";
import { type Asked, type Cell, downstream, type Reads, upstream } from "./cells.ts";

export type State = number | null; // an item's position, a light 1 green 2 amber 3 red; null is blank or unknown
export type Trial = (changes: [cell: Cell, to: number][]) => State;

export function stateOf(figures: Figures, scene: Scene, { name, at }: Asked): State {
  const { values, lights } = scene.data, i = place((values[name] ?? lights[name]).for, at, scene.ids);
  if (lights[name]) return figures.lights[name][i] || null;
  const held = figures.values[name][i];
  return typeof held === "number" && !Number.isNaN(held) ? held : null;
}

/** By given value that has a part in the figure: what becomes of the figure when one of its cells is given another one. */
export function trialsOf(
  scene: Scene,
  program: Program,
  reads: Reads,
  asked: Asked,
): { value: string; state: Trial }[] {
  const needed = upstream(reads, [asked.name]);
  const rules = Object.keys(scene.figures.values).filter((name) => name.endsWith(".must"));
  const watched = upstream(reads, [asked.name, ...rules]);
  return Object.entries(scene.data.values)
    .filter(([name, { role, kind }]) => role === "given" && kind !== "text" && kind !== "date" && needed.has(name))
    .map(([value]) => {
      const only = downstream(reads, value, watched);
      return { value, state: trialOf(scene, program, only, rules.filter((rule) => only.has(rule)), asked, value) };
    });
}

/** Computes what hangs together with one value, again and again into the same figures. */
function trialOf(
  scene: Scene,
  program: Program,
  only: Set<string>,
  rules: string[],
  asked: Asked,
  name: string,
): Trial {
  const { figures } = scene, value = scene.data.values[name];
  const typed = scene.sheet.typed[name] as Float64Array, column = typed.slice();
  const sheet = { ...scene.sheet, typed: { ...scene.sheet.typed, [name]: column } };
  const into = { values: { ...figures.values }, lights: { ...figures.lights }, rows: { ...figures.rows } };
  return (changes) => {
    for (const [cell, to] of changes) {
      if (value.kind === "item") column[cell.place] = to;
      else put(value, column, cell.place, to, scene.ids);
    }
    program.compute(sheet, into, only);
    for (const [{ place }] of changes) column[place] = typed[place];
    return rules.some((rule) => breaks(figures, into, rule)) ? null : stateOf(into, scene, asked);
  };
}

/** A rule between values that held before: breaking it is not permitted. */
function breaks(before: Figures, after: Figures, rule: string): boolean {
  const old = before.values[rule], now = after.values[rule];
  for (let i = 0; i < now.length; i++) if (now[i] === 0 && old[i] !== 0) return true;
  return false;
}
