/** The headline results of a calculator as another page may hear them: without anything that a learner wrote. */

import type { Calculator } from "../calculator.ts";
import { labelOf } from "../model/page_data.ts";
import { place, STATES } from "../model/sheet.ts";
import { BLANK, shown } from "../model/show.ts";
import type { Told } from "./messages.ts";

/** Of a tool with a sheet for each item, those of the item that is shown. */
export function resultsOf(calculator: Calculator): Record<string, Told> {
  const { data } = calculator;
  return Object.fromEntries(
    data.results.filter((name) => !isWritten(calculator, name)).map((name) => {
      const label = labelOf(data, name), at = placeIn(calculator, name);
      if (data.lights[name]) {
        const state = STATES[calculator.scene.figures.lights[name][at] ?? 0];
        return [name, { label, value: state, text: data.words[`light_${state}`] }];
      }
      return [name, { label, value: held(calculator, name, at), text: shown(calculator.scene, name, at) }];
    }),
  );
}

/** The learner typed something, and every result of the tool is there. */
export function isComplete(calculator: Calculator): boolean {
  const { data, mode, work, scene } = calculator;
  if (mode !== "mine" || !Object.values(work.typed).some((cells) => cells.size > 0)) return false;
  return data.results.every((name) => {
    const at = placeIn(calculator, name);
    return data.lights[name] ? scene.figures.lights[name][at] > 0 : shown(scene, name, at) !== BLANK;
  });
}

/** Names of customers stand in texts, and are what rows of a list that grows are called. */
function isWritten({ data }: Calculator, name: string): boolean {
  const { kind, of } = data.values[name] ?? {};
  return kind === "text" || kind === "item" && data.lists[of!].items === undefined;
}

/** -1 where there is no item. */
function placeIn({ data, scene, chosen }: Calculator, name: string): number {
  const shape = (data.values[name] ?? data.lights[name]).for;
  const at = shape.map(([, list]) => scene.ids[list].indexOf(chosen[list] ?? scene.ids[list][0]));
  return at.includes(-1) ? -1 : place(shape, at, scene.ids);
}

function held({ data, scene }: Calculator, name: string, at: number): Told["value"] {
  const { kind, of } = data.values[name], figure = scene.figures.values[name][at] ?? null;
  if (figure === null || typeof figure === "string") return figure;
  if (Number.isNaN(figure)) return null;
  return kind === "item" ? scene.ids[of!][figure] : kind === "truth" ? figure === 1 : figure;
}
