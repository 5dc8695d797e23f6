/** What the charts share: figures at a place, the table behind, names and legends, scales and text widths. */

import { labelOf, say } from "../model/page_data.ts";
import { BLANK, itemLabel, shown } from "../model/show.ts";
import { place, type Scene } from "../model/sheet.ts";
import { type Element_, node, type Node_, px } from "./node.ts";

/** What a chart is drawn from. `chosen`: the item that is shown of each list that the chart does not run over itself. */
export interface View {
  scene: Scene;
  chosen: Record<string, number>;
  width: number;
  name: string; // the chart's id
  title: string; // its label, and whom it shows
}

export interface Picture {
  drawing: Node_;
  table: Node_;
  note: string; // what could not be drawn; empty when all is
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Positions of items, by the name of an index or of its list. */
export type Items = Record<string, number>;

export const WIDE = 520, NARROW = 350; // pixels that a chart is drawn for, so that its texts keep their size
export const NAME = 12; // pixels that names and amounts are high

function at({ scene, chosen }: View, value: string, items: Items): number {
  const shape = scene.data.values[value].for;
  return place(shape, shape.map(([name, list]) => items[name] ?? items[list] ?? chosen[list] ?? 0), scene.ids);
}

/** A number, or NaN; percentages as they are read (20 for 20 %). */
export function figure(view: View, value: string, items: Items = {}): number {
  const held = view.scene.figures.values[value]?.[at(view, value, items)];
  return typeof held === "number" ? (view.scene.data.values[value].percent ? held * 100 : held) : NaN;
}

/** The figure as one reads it. */
export function told(view: View, value: string, items: Items = {}): string {
  return shown(view.scene, value, at(view, value, items));
}

/** As `told`, and in words where there is no figure. */
export function inWords(view: View, value: string, items: Items = {}): string {
  const content = told(view, value, items);
  return content === BLANK ? view.scene.data.words.blank : content;
}

export function places({ scene }: View, list: string): number[] {
  return scene.ids[list].map((_, place) => place);
}

export function nameOf({ scene }: View, list: string, place: number, short = false): string {
  return itemLabel(scene, list, place, short);
}

export function heading({ scene: { data } }: View, value: string): string {
  const label = labelOf(data, value), { unit } = data.values[value];
  return unit ? say(data, "with_unit", { label, unit }) : label;
}

export function table(caption: string, head: string[], rows: string[][]): Node_ {
  return node(
    "table",
    { class: "sheet sheet--behind" },
    node("caption", {}, caption),
    node("thead", {}, node("tr", {}, head.map((text) => node("th", { scope: "col" }, text)))),
    node(
      "tbody",
      {},
      rows.map(([first, ...others]) =>
        node("tr", {}, node("th", { scope: "row" }, first), others.map((text) => node("td", {}, text)))
      ),
    ),
  );
}

export function text(x: number, y: number, content: string, kind: string, anchor = "middle"): Element_ {
  return node("text", { x: px(x), y: px(y), class: kind, "text-anchor": anchor }, content);
}

export function rect({ x, y, width, height }: Box, kind: string): Element_ {
  return node("rect", { x: px(x), y: px(y), width: px(width), height: px(height), class: kind });
}

export function svg({ title, width }: View, height: number, parts: Node_[]): Node_ {
  const box = { viewBox: `0 0 ${width} ${px(height)}`, width, height: px(height) };
  return node("svg", { ...box, role: "img", "aria-label": title, class: "picture" }, parts);
}

const WIDEST = /[MWmw]/;

/** How wide a text is drawn, at most: a Chinese sign is as wide as it is high, Latin letters and figures are narrower. */
export function textWidth(content: string, size: number): number {
  let width = 0;
  for (const sign of content) {
    width += sign.codePointAt(0)! > 0x2e7f ? 1 : WIDEST.test(sign) ? 0.95 : sign >= "A" && sign <= "Z" ? 0.74 : 0.62;
  }
  return width * size;
}

export function cut(content: string, size: number, most: number): string {
  if (textWidth(content, size) <= most) return content;
  let result = "";
  for (const sign of content) {
    if (textWidth(result + sign + "…", size) > most) break;
    result += sign;
  }
  return result + "…";
}

// A Chinese sign stands alone, a Latin word stays whole (or ends with a hyphen), and no line begins with a sign that closes.
const PIECES =
  /\s*(?:[\u2e80-\u2fff\u3003-\u3007\u3021-\ufeff]|[^\s\u2e80-\uffff-]+-?|.)[，。、；：？！）」』》…％]*/gu;

/** How wide the longest part is that stays on one line. */
export function widestWord(content: string, size: number): number {
  return Math.max(0, ...(content.match(PIECES) ?? []).map((piece) => textWidth(piece.trim(), size)));
}

/** The text in lines of at most `most` pixels, about equally long. A word that is longer is broken; of so many `lines` the
last one may be longer. */
export function wrap(content: string, size: number, most: number, lines = 99): string[] {
  const pieces = (content.match(PIECES) ?? []).flatMap((piece) => broken(piece, size, most));
  let result = filled(pieces, size, most, lines);
  for (let less = most - size; result.length > 1 && less > most / 2; less -= size) {
    const narrower = filled(pieces, size, less, lines + 1);
    if (narrower.length > result.length || narrower.some((line) => textWidth(line, size) > less)) break;
    result = narrower;
  }
  return result;
}

function filled(pieces: string[], size: number, most: number, lines: number): string[] {
  const result = [""];
  for (const piece of pieces) {
    const last = result.length - 1, full = result[last] !== "" && textWidth(result[last] + piece, size) > most;
    if (full && result.length < lines) result.push(piece.trimStart());
    else result[last] += piece;
  }
  return result.map((line) => line.trim());
}

function broken(word: string, size: number, most: number): string[] {
  if (textWidth(word.trimStart(), size) <= most) return [word];
  const parts = [""];
  for (const sign of word) {
    if (textWidth(parts.at(-1)! + sign, size) > most && parts.at(-1) !== "") parts.push("");
    parts[parts.length - 1] += sign;
  }
  return parts;
}

/** A round figure at or above `x`: the end of an axis. */
export function roundUp(x: number): number {
  if (!(x > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(x));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * ten).find((step) => step >= x * 0.999999)!;
}

export function notDrawn({ scene }: View, count: number): string {
  return count > 0 ? say(scene.data, "not_drawn", { count }) : "";
}

/** Names of lying bars: beside them, or above where there is little room, in a `line` of its own (then `above`);
`reserved` is what stands in that line to the right. */
export function naming(
  view: View,
  names: string[],
  reserved = 0,
  line = 18,
): { left: number; above: number; names: Naming } {
  const most = Math.max(28, ...names.map((name) => textWidth(name, NAME)));
  const beside = view.width >= WIDE && most <= view.width * 0.3;
  const left = beside ? 12 + most : 10;
  return {
    left,
    above: beside ? 0 : line,
    names: (name, top, height) =>
      beside
        ? text(left - 8, top + height / 2 + 4, name, "name", "end")
        : text(left, top + NAME + 1, cut(name, NAME, view.width - 20 - reserved), "name", "start"),
  };
}
type Naming = (name: string, top: number, height: number) => Node_;

export interface Entry {
  label: string;
  swatch: (box: Box) => Node_[];
}

/** What signs mean, as many beside each other as there is room for. */
export function legend(view: View, entries: Entry[], left = 10, top = 6): { drawn: Node_[]; height: number } {
  let x = left, y = top;
  const drawn = entries.flatMap(({ label, swatch }) => {
    const width = 20 + textWidth(label, NAME);
    if (x > left && x + width > view.width - 8) [x, y] = [left, y + 20];
    const content = cut(label, NAME, view.width - left - 28);
    const parts = [...swatch({ x, y: y + 1, width: 14, height: 11 }), text(x + 20, y + 11, content, "axis", "start")];
    x += width + 18;
    return parts;
  });
  return { drawn, height: entries.length > 0 ? y + 20 : 0 };
}
