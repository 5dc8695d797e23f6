/** Two states of a tool's work in; what differs, typed and worked out, and by how much, out. */

import type { PageData } from "./page_data.ts";
import { keyOf, place, positions, type Scene, type Shape } from "./sheet.ts";
import { typedAt, type Work } from "./work.ts";

/** One figure that is not the same in both; null: none, or no such place. Held forms; lights as 0 to 3. */
export interface Difference {
  name: string;
  key: string;
  then: string | number | null;
  now: string | number | null;
  /** Of numbers: by how much it changed, and the share of what it was. */
  by: number | null;
  part: number | null;
  /** Of scales: as far apart as people should talk about. */
  far: boolean;
}

export interface Side {
  scene: Scene;
  work: Work;
}

export const FAR = 2; // points of a scale

/** `typed`: what was typed in either; `results`: all else, in the order of the definition; `lights`. */
export function compare(
  then: Side,
  now: Side,
): { typed: Difference[]; results: Difference[]; lights: Difference[] } {
  const { data } = now.scene, typed: Difference[] = [], results: Difference[] = [], lights: Difference[] = [];
  for (const [name, { for: shape, role, scale, kind }] of Object.entries(data.values)) {
    if (name.includes(".") || role === "fixed") continue;
    for (const key of keysOf(shape, then.scene, now.scene)) {
      const found = difference(data, name, key, held(then.scene, name, shape, key), held(now.scene, name, shape, key));
      if (!found) continue;
      found.far = scale !== undefined && found.by !== null && Math.abs(found.by) >= FAR;
      if (kind === "item") found.by = found.part = null;
      const own = role === "given" && (typedAt(then.work, name, key) !== null || typedAt(now.work, name, key) !== null);
      (own ? typed : results).push(found);
    }
  }
  for (const [name, { for: shape }] of Object.entries(data.lights)) {
    for (const key of keysOf(shape, then.scene, now.scene)) {
      const before = light(then.scene, name, shape, key), after = light(now.scene, name, shape, key);
      if (before !== after) lights.push({ name, key, then: before, now: after, by: null, part: null, far: false });
    }
  }
  return { typed, results, lights };
}

function difference(
  data: PageData,
  name: string,
  key: string,
  then: Difference["then"],
  now: Difference["now"],
): Difference | null {
  if (then === now) return null;
  const numbers = typeof then === "number" && typeof now === "number" && data.values[name].kind !== "truth";
  if (numbers && Math.abs(then - now) <= 1e-9 * Math.max(Math.abs(then), Math.abs(now))) return null;
  const by = numbers ? now - then : null;
  const part = numbers && then !== 0 && data.values[name].kind !== "item" ? (now - then) / Math.abs(then) : null;
  return { name, key, then, now, by, part, far: false };
}

/** A figure at a place, in held form; null where there is none. */
export function held(scene: Scene, name: string, shape: Shape, key: string): Difference["then"] {
  const at = positions(shape, key, scene.ids);
  if (at.includes(-1)) return null;
  const figure = scene.figures.values[name]?.[place(shape, at, scene.ids)];
  if (figure === undefined || figure === null || figure === "" || Number.isNaN(figure)) return null;
  const { kind, of } = scene.data.values[name];
  // Rows may stand elsewhere: an item of a grown list is what its id says.
  return kind === "item" && !scene.data.lists[of!].items ? scene.ids[of!][figure as number] ?? null : figure;
}

export function light(scene: Scene, name: string, shape: Shape, key: string): number | null {
  const at = positions(shape, key, scene.ids);
  return at.includes(-1) ? null : scene.figures.lights[name][place(shape, at, scene.ids)];
}

/** The places of both, those of today first. */
function keysOf(shape: Shape, then: Scene, now: Scene): string[] {
  const keys = (scene: Scene): string[] => {
    let found: number[][] = [[]];
    for (const [, list] of shape) found = found.flatMap((at) => scene.ids[list].map((_, i) => [...at, i]));
    return found.map((at) => keyOf(shape, at, scene.ids));
  };
  const lists = [...new Set(shape.map(([, list]) => list))];
  const same = lists.every((list) => then.ids[list].join() === now.ids[list].join());
  return same ? keys(now) : [...new Set([...keys(now), ...keys(then)])];
}
