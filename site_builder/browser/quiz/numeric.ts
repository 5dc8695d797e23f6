/** Questions that are worked out: the tool's own formulas over the numbers that were drawn. */

import { readGiven } from "../model/given.ts";
import { shown } from "../model/show.ts";
import { type Program, type Scene, sceneOf } from "../model/sheet.ts";
import type { PageData } from "../model/page_data.ts";
import { readNumber } from "../model/typing.ts";
import { withUnit } from "../model/unit.ts";
import type { NumberData, Verdict } from "./question.ts";
import { draw } from "./draw.ts";

const FIGURE = /^([a-z][a-z0-9_]*)(?:\[([^[\]]+)\])?$/;

/** What `share[A1]` means: a value and the key of one of its figures. */
export function placeOf(written: string): { name: string; key: string } {
  const [, name, items = ""] = FIGURE.exec(written)!;
  return { name, key: items.split(",").map((item) => item.trim()).join("/") };
}

/** The scene with numbers drawn anew; without `next`, with those that stand there at first. */
export function drawn(data: PageData, program: Program, number: NumberData, next: (() => number) | null): Scene {
  const { work } = readGiven(data, number.given);
  for (const [written, from] of Object.entries(next ? number.draws : {})) {
    const { name, key } = placeOf(written);
    (work.typed[name] ??= new Map()).set(key, draw(from, next!));
  }
  return sceneOf({ data, program, work });
}

/** The figure as one reads it, with its unit. */
export function figureText(scene: Scene, written: string): string {
  const { name } = placeOf(written);
  return withUnit(scene.data.values[name], shown(scene, name, placeIn(scene, written)));
}

/** As one would type it: 20 for 20 %. */
export function typedFigure(scene: Scene, written: string): number {
  const { name } = placeOf(written), held = Number(scene.figures.values[name][placeIn(scene, written)]);
  return scene.data.values[name].percent ? held * 100 : held;
}

/** "unreadable" where the answer is no number, null where there is none. */
export function judgeNumber(scene: Scene, number: NumberData, answer: string): Verdict | "unreadable" | null {
  if (answer.trim() === "") return null;
  const { name } = placeOf(number.answer), { percent } = scene.data.values[name];
  const reading = readNumber({ for: [], kind: "number", role: "given", places: 0, percent }, answer);
  if (typeof reading.figure !== "number") return "unreadable";
  const given = reading.figure, wanted = typedFigure(scene, number.answer);
  const meets = (figure: number) => Math.abs(given - figure) <= number.tolerance + 1e-9 * Math.max(1, Math.abs(figure));
  if (meets(wanted)) return { right: true, says: [] };
  const trap = number.traps.findIndex((each) => meets(typedFigure(scene, each)));
  return { right: false, says: [trap < 0 ? "" : `trap${trap}`], word: given > wanted ? "too_high" : "too_low" };
}

function placeIn(scene: Scene, written: string): number {
  const { name, key } = placeOf(written), items = key === "" ? [] : key.split("/");
  return scene.data.values[name].for.reduce((place, [, list], at) => {
    return place * scene.ids[list].length + scene.ids[list].indexOf(items[at]);
  }, 0);
}
