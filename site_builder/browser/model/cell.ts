/** One cell between the work and a spreadsheet: its figure as text for a spreadsheet, such a text as a figure. */

import { normal } from "./heads.ts";
import type { Given, PageData, ValueData } from "./page_data.ts";
import { itemLabel, typedForm } from "./show.ts";
import { place, positions, type Scene } from "./sheet.ts";
import { type Reading, readTyped } from "./typing.ts";

/** Ids and shown names of a list that an item is of. */
export type Rows = [id: string, name: string][];

/** Spreadsheets of East Asia take the wide signs for the narrow ones. */
const FORMULA = /^'*[=+@＝＋－＠\t\r\n-]/;

/** A text that a spreadsheet would take for a formula gets a quote before it. `site_builder/given_csv.py` has the same. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? "'" + text : text;
}

export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/** As `readTyped`, for a cell that comes from a spreadsheet: a formula that is no text is refused as one. */
export function readCell(data: PageData, value: ValueData, text: string, rows: Rows): Reading {
  if (value.kind === "text") return readTyped(data, value, unguarded(text), rows);
  if (/^\s*[=＝@＠]/.test(text)) return { refusal: { word: "formula", facts: { text } } };
  const reading = readTyped(data, value, text, rows);
  if (!reading.refusal || value.kind !== "item") return reading;
  const found = rows.find(([, name]) => normal(name) === normal(text)); // of a list whose names are worked out
  return found && normal(text) !== "" ? { figure: found[0] } : reading;
}

/** What stands in a cell, default or typed, as the page itself reads it: an item by its id; "" where it is empty. */
export function exactText(scene: Scene, value: string, key: string): string {
  const { for: shape } = scene.data.values[value];
  return typedForm(scene, value, place(shape, positions(shape, key, scene.ids), scene.ids), true);
}

/** The same as people read it: an item by its label, where the label means no other. */
export function peoplesText(scene: Scene, value: string, key: string): string {
  const { data } = scene, about = data.values[value], text = exactText(scene, value, key);
  if (text === "") return "";
  if (about.kind === "truth") return data.words[text];
  if (about.kind === "text") return guarded(text);
  if (about.kind !== "item") return text;
  const label = itemLabel(scene, about.of!, scene.ids[about.of!].indexOf(text));
  return guarded(readCell(data, about, label, rowsOfScene(scene, about.of!)).figure === text ? label : text);
}

/** Of lists whose rows are added or whose names are worked out; all else is in the data. */
export function rowsOfScene(scene: Scene, list: string): Rows {
  if (scene.data.lists[list].items && !scene.data.lists[list].shown_as) return [];
  return scene.ids[list].map((id, i) => [id, itemLabel(scene, list, i)]);
}

/** A figure as a file holds it: every digit, no exponent. */
export function figureText(figure: Given): string {
  if (typeof figure !== "number") return String(figure);
  const [mantissa, exponent] = String(figure).split("e-");
  if (exponent === undefined) return mantissa;
  const digits = mantissa.replace(/[-.]/g, "");
  return (figure < 0 ? "-0." : "0.") + "0".repeat(Number(exponent) - 1) + digits;
}
