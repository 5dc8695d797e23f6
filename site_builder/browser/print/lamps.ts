/** Lights for paper: those that fired, with what they say, and the names of the others. */

import { BLANK, itemLabel, shown as figureText } from "../model/show.ts";
import { type Scene, type Shape, STATES } from "../model/sheet.ts";
import { everyPlace, free, nameOf, placeAt, whole } from "./places.ts";
import type { LampData, Shown } from "./print_data.ts";

export type State = typeof STATES[number];

/** `of`: the items that it is told of, none for a light of the whole. */
export interface Told {
  state: State;
  of: string[];
  says: string;
}
export interface Lamp {
  label: string;
  state: State; // the worst of `told`
  told: Told[];
  advice: string;
}

export interface Lamps {
  fired: Lamp[]; // red ones first
  green: string[];
  unknown: string[];
}

export function lampsOf(scene: Scene, shown: Shown): Lamps {
  const lamps: Lamps = { fired: [], green: [], unknown: [] };
  for (const light of shown.data.lights) {
    const told = toldOf(scene, light, shown), states = new Set(told.map(({ state }) => state));
    if (told.length === 0) continue;
    const fired = told.filter(({ state }) => state === "red" || state === "amber");
    const state = states.has("red") ? "red" : "amber";
    const first = fired[0];
    const { for: shape } = scene.data.lights[light.name];
    const at = first ? firstPlace(scene, light, shape, first.state, shown) : [];
    const advice = first ? filled(scene, light.advice ?? "", shape, at, shown) : "";
    if (first) lamps.fired.push({ label: light.label, state, told: fired, advice });
    else lamps[states.has("green") ? "green" : "unknown"].push(light.label);
  }
  lamps.fired.sort((a, b) => STATES.indexOf(b.state) - STATES.indexOf(a.state));
  return lamps;
}

/** Items of which the same is said stand together; those with red first. */
function toldOf(scene: Scene, light: LampData, shown: Shown): Told[] {
  const { for: shape } = scene.data.lights[light.name], told: Told[] = [];
  for (const at of everyPlace(scene, free(shape, shown))) {
    const state = STATES[scene.figures.lights[light.name][placeAt(scene, shape, at, shown)] ?? 0];
    const says = filled(scene, light.says[state] ?? "", shape, at, shown);
    const lists = free(shape, shown).map(([, list]) => list);
    const name = at.map((position, i) =>
      lists.length > 1 ? itemLabel(scene, lists[i], position, true) : nameOf(scene, lists[i], position)
    ).join(" · ");
    const same = told.find((each) => each.state === state && each.says === says);
    if (same) same.of.push(name);
    else told.push({ state, of: name ? [name] : [], says });
  }
  return told.sort((a, b) => STATES.indexOf(b.state) - STATES.indexOf(a.state));
}

function firstPlace(scene: Scene, light: LampData, shape: Shape, state: State, shown: Shown): number[] {
  return everyPlace(scene, free(shape, shown)).find((at) =>
    STATES[scene.figures.lights[light.name][placeAt(scene, shape, at, shown)] ?? 0] === state
  ) ?? [];
}

/** `{value_id}` becomes the figure: a single one, or that of the light's own item. */
function filled(scene: Scene, text: string, shape: Shape, at: number[], shown: Shown): string {
  return text.replace(/\{([a-z][a-z0-9_]*)\}/g, (brace, name: string) => {
    const value = scene.data.values[name];
    if (!value || value.for.some(([, list], i) => shape[i]?.[1] !== list)) return brace;
    const positions = whole(shape, at, shown).slice(0, value.for.length);
    const figure = figureText(scene, name, placeAt(scene, value.for, positions, shown));
    return figure === BLANK ? scene.data.words.blank : figure;
  });
}
