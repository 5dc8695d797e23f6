/** A figure in held form in, the text that a person reads out. The same rules stand in `render/show.py`. */

import type { Given, PageData, ValueData } from "./page_data.ts";
import type { Scene } from "./sheet.ts";

export const BLANK = "–";
const TRIMMED = 4; // at most so many decimals of a figure that is shown as it was written
const GROUP = /\B(?=(\d{3})+$)/g;

/** Half away from zero, on the decimal with 15 significant digits: 1.005 to two places is 1.01. */
export function decimal(x: number, places: number): string {
  const [mantissa, exponent] = Math.abs(x).toExponential(14).split("e");
  const digits = mantissa.replace(".", "");
  const kept = Number(exponent) + 1 + places; // how many of the digits are shown
  let whole = kept > 0 ? digits.slice(0, kept).padEnd(kept, "0") : "0";
  if (kept >= 0 && kept < digits.length && digits[kept] >= "5") whole = String(BigInt(whole) + 1n);
  whole = whole.padStart(places + 1, "0");
  const head = whole.slice(0, whole.length - places).replace(GROUP, ",");
  const text = places > 0 ? `${head}.${whole.slice(-places)}` : head;
  return x < 0 && /[1-9]/.test(text) ? "-" + text : text;
}

/** A number as one would type it: its digits (at most 15), no separators, no zeros at the end. */
export function plain(x: number): string {
  const [mantissa, exponent] = Math.abs(x).toExponential(14).split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, ""), whole = Number(exponent) + 1;
  if (digits === "") return "0";
  const text = whole <= 0
    ? "0." + "0".repeat(-whole) + digits
    : digits.slice(0, whole).padEnd(whole, "0") + (digits.length > whole ? "." + digits.slice(whole) : "");
  return x < 0 ? "-" + text : text;
}

/** The figure at one place of a value's column; `BLANK` where there is none. */
export function shown(scene: Scene, name: string, place: number): string {
  return figureText(scene, name, scene.figures.values[name]?.[place]);
}

/** Any figure that a value might have, items by id. */
export function heldText(scene: Scene, name: string, figure: Given): string {
  const { kind, of } = scene.data.values[name];
  const place = kind === "item" ? scene.ids[of!].indexOf(String(figure)) : 0;
  if (place < 0) return String(figure);
  return figureText(scene, name, kind === "item" ? place : typeof figure === "boolean" ? Number(figure) : figure);
}

function figureText(scene: Scene, name: string, figure: string | number | null | undefined): string {
  const value = scene.data.values[name];
  if (typeof figure === "string") return figure || BLANK;
  if (figure === null || figure === undefined || Number.isNaN(figure)) return BLANK;
  if (value.kind === "item") return itemLabel(scene, value.of!, figure);
  if (value.kind === "truth") return scene.data.words[figure ? "yes" : "no"];
  return value.percent ? numberText(value, figure * 100) + "%" : numberText(value, figure);
}

function numberText(value: ValueData, x: number): string {
  return value.trimmed ? decimal(x, TRIMMED).replace(/\.?0+$/, "") : decimal(x, value.places);
}

/** What a field shows: the figure as it was typed, a default as it is shown, an item's id; empty where there is none. */
export function typedForm(scene: Scene, name: string, place: number, typed: boolean): string {
  const value = scene.data.values[name];
  const figure = scene.figures.values[name]?.[place];
  if (typeof figure === "string") return figure;
  if (figure === null || figure === undefined || Number.isNaN(figure)) return "";
  if (value.kind === "item") return scene.ids[value.of!][figure] ?? "";
  if (value.kind === "truth") return figure ? "yes" : "no";
  const x = value.percent ? figure * 100 : figure;
  return typed ? plain(x) : numberText(value, x).replaceAll(",", "");
}

/** An item's label; of a grown list, the text that the learner gave the row, else the row's id. */
export function itemLabel(scene: Scene, list: string, place: number, short = false): string {
  const { items, shown_as } = scene.data.lists[list];
  const text = shown_as ? scene.figures.values[shown_as]?.[place] : null;
  if (typeof text === "string" && text) return text;
  const item = items?.[place];
  return (items ? (short && item?.short) || item?.label : scene.ids[list][place]) ?? BLANK;
}

/** "B2 · growth": the items of one place, for lists of what was refused and for the Why? dialog. */
export function placeLabel(scene: Scene, shape: PageData["values"][string]["for"], at: number[]): string {
  return shape.map(([, list], i) => itemLabel(scene, list, at[i])).join(" · ");
}
