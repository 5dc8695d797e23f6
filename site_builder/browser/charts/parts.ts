/** What the charts share: figures at a place, the table behind, scales and text widths. */

import { labelOf, say } from "../model/page_data.ts";
import { shown } from "../model/show.ts";
import type { Scene } from "../model/sheet.ts";
import { type Element_, node, type Node_ } from "./node.ts";

export interface Picture {
  drawing: Node_;
  table: Node_;
  note: string; // what could not be drawn; empty when all is
}

export const WIDE = 520, NARROW = 350; // pixels that a chart is drawn for, so that its texts keep their size

/** A number, or NaN; percentages as they are read (20 for 20 %). */
export function figure(scene: Scene, value: string, place: number): number {
  const held = scene.figures.values[value]?.[place];
  return typeof held === "number" ? (scene.data.values[value].percent ? held * 100 : held) : NaN;
}

export function heading(scene: Scene, value: string): string {
  const label = labelOf(scene.data, value), { unit } = scene.data.values[value];
  return unit ? say(scene.data, "with_unit", { label, unit }) : label;
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
  return node("text", { x, y, class: kind, "text-anchor": anchor }, content);
}

export function svg(label: string, width: number, height: number, parts: Node_[]): Node_ {
  const box = { viewBox: `0 0 ${width} ${height}`, width, height };
  return node("svg", { ...box, role: "img", "aria-label": label, class: "picture" }, parts);
}

/** How wide a text is drawn, about: a Chinese sign is as wide as it is high, a Latin letter a bit over half. */
export function textWidth(content: string, size: number): number {
  let width = 0;
  for (const sign of content) width += sign.codePointAt(0)! > 0x2e7f ? size : size * 0.58;
  return width;
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

/** A round figure at or above `x`: the end of an axis. */
export function roundUp(x: number): number {
  if (!(x > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(x));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * ten).find((step) => step >= x * 0.999999)!;
}

export function notDrawn(scene: Scene, count: number): string {
  return count > 0 ? say(scene.data, "not_drawn", { count }) : "";
}

export function labels(scene: Scene, value: string, places: number): string[] {
  return Array.from({ length: places }, (_, place) => shown(scene, value, place));
}
