/** What has changed in a tool's definition since a link was made, and what that does to its results. */

import { type Given, labelOf, type PageData } from "../model/page_data.ts";
import { heldText, placeLabel, shown } from "../model/show.ts";
import { type Scene, type Shape, STATES, unplace } from "../model/sheet.ts";
import type { Then } from "./sent.ts";

/** Of a tool's `.marks.js`: of every value and light, a short mark of its definition, and its label. */
export interface Definition {
  marks: Record<string, string>;
  labels: Record<string, string>;
}

/** A default, a result or a light, by its label and place, in words. */
export interface Moved {
  what: string;
  then: string;
  now: string;
}

export interface Since {
  fresh: string[]; // labels of values and lights that are new
  gone: string[]; // ids: their labels are gone too
  different: string[];
  lists: { list: string; fresh: string[]; gone: string[] }[]; // labels, except of what is gone
  defaults: Moved[];
  results: Moved[];
}

/** `scene`: what the link shows now. Items that came or went are no other figure of those that stayed. */
export function since(data: PageData, then: Then, { marks, labels }: Definition, scene: Scene): Since {
  const known = Object.keys(then.marks), label = (name: string) => labels[name] ?? labelOf(data, name);
  const different = known.filter((name) => Object.hasOwn(marks, name) && marks[name] !== then.marks[name]);
  const moved = (name: string, shape: Shape, count: number, before: At, text: (place: number) => string) =>
    Array.from({ length: count }, (_, place): Moved | null => {
      const was = before(placeThen(then, shape, place, scene));
      if (was === null || was === text(place)) return null;
      const where = placeLabel(scene, shape, unplace(shape, place, scene.ids));
      return { what: where ? `${label(name)} · ${where}` : label(name), then: was, now: text(place) };
    }).filter((each) => each !== null);

  const values = (names: string[]) =>
    names.flatMap((name) => {
      const column = then.figures[name], value = data.values[name];
      if (!column || !value) return [];
      const now = scene.figures.values[name];
      const before: At = (place) => figureText(scene, name, column[place]);
      return moved(name, value.for, now?.length ?? 0, before, (place) => shown(scene, name, place));
    });
  const lights = Object.entries(data.lights).flatMap(([name, light]) => {
    const states = then.lights[name] ?? "", word = (code: number) => data.words[`light_${STATES[code]}`];
    const column = scene.figures.lights[name];
    const before: At = (place) => word(Number(states[place])) ?? null;
    return moved(name, light.for, column.length, before, (place) => word(column[place]));
  });
  return {
    fresh: known.length > 0 ? Object.keys(marks).filter((name) => !Object.hasOwn(then.marks, name)).map(label) : [],
    gone: known.filter((name) => !Object.hasOwn(marks, name)),
    different: different.map(label),
    lists: lists(data, then),
    defaults: values(Object.keys(data.values).filter((name) => !data.results.includes(name))),
    results: [...values(data.results), ...lights],
  };
}

/** What stood at a place then; null where nothing is known of it. */
type At = (place: number) => string | null;

/** The place in a column of then; -1 where there was none. */
function placeThen(then: Then, shape: Shape, place: number, scene: Scene): number {
  return unplace(shape, place, scene.ids).reduce((sum, at, i) => {
    const list = shape[i][1], ids = then.items[list] ?? [], was = ids.indexOf(scene.ids[list][at]);
    return sum < 0 || was < 0 ? -1 : sum * ids.length + was;
  }, 0);
}

function figureText(scene: Scene, name: string, figure: Given | null | undefined): string | null {
  return figure === null || figure === undefined ? null : heldText(scene, name, figure);
}

function lists(data: PageData, { items }: Then): Since["lists"] {
  return Object.entries(data.lists).flatMap(([list, { items: now, label }]) => {
    const before = items[list];
    if (!now || !before) return [];
    const fresh = now.filter(({ id }) => !before.includes(id)).map((item) => item.label);
    const gone = before.filter((id) => !now.some((item) => item.id === id));
    return fresh.length + gone.length > 0 ? [{ list: label, fresh, gone }] : [];
  });
}
