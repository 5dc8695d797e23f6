/** A matrix of figures: the larger, the deeper the colour; below `low` and above `high` a cell has its own colour and a
sign beside the figure. */

import type { HeatData } from "../model/page_data.ts";
import { itemLabel, shown } from "../model/show.ts";
import { place, type Scene } from "../model/sheet.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture } from "./parts.ts";
import { cut, figure, svg, table, text, textWidth } from "./parts.ts";

const TOP = 38, ROW = 44, LEGEND = 34;
const DEEPEST = 0.3; // of the accent: ink on it keeps its contrast

export function heat(scene: Scene, chart: HeatData, width: number): Picture {
  const [rowIndex, rowList] = index(chart.rows), [columnIndex, columnList] = index(chart.columns);
  const shape = scene.data.values[chart.value].for;
  const byName = shape.findIndex(([name]) => name === rowIndex);
  const rowFirst = byName >= 0 ? byName === 0 : shape[0][1] === rowList;
  const rows = scene.ids[rowList].map((_, i) => i), columns = scene.ids[columnList].map((_, i) => i);
  const at = (row: number, column: number) => place(shape, rowFirst ? [row, column] : [column, row], scene.ids);
  const square = rowList === columnList && rowIndex !== columnIndex;
  const left = 14 +
    Math.min(width * 0.3, Math.max(30, ...rows.map((row) => textWidth(itemLabel(scene, rowList, row, true), 12))));
  const step = (width - left - 8) / Math.max(1, columns.length);
  const counted = rows.flatMap((row) =>
    columns.filter((column) => !(square && row === column)).map((column) => at(row, column))
  );
  const shade = shades(counted.map((place) => figure(scene, chart.value, place)));
  const parts: Node_[] = columns.map((column) =>
    text(
      px(left + (column + 0.5) * step),
      TOP - 12,
      cut(itemLabel(scene, columnList, column, true), 12, step - 4),
      "name",
    )
  );
  for (const row of rows) {
    const top = TOP + row * ROW;
    parts.push(
      text(left - 10, top + ROW / 2 + 4, cut(itemLabel(scene, rowList, row, true), 12, width * 0.3), "name", "end"),
    );
    for (const column of columns) {
      const x = figure(scene, chart.value, at(row, column));
      const band = square && row === column ? "same" : bandOf(chart, x);
      const box = { x: px(left + column * step + 1), y: top + 1, width: px(step - 2), height: ROW - 2, rx: 2 };
      const content = shown(scene, chart.value, at(row, column)) + SIGNS[band];
      parts.push(node("rect", { ...box, class: `cell cell--${band}` }));
      if (band === "within") parts.push(node("rect", { ...box, class: "cell cell--shade", "fill-opacity": shade(x) }));
      parts.push(text(px(left + (column + 0.5) * step), top + ROW / 2 + 5, content, `amount amount--${band}`));
    }
  }
  const bottom = TOP + rows.length * ROW;
  parts.push(...legend(scene, chart, left, bottom + 22));
  const head = [scene.data.lists[rowList].label, ...columns.map((column) => itemLabel(scene, columnList, column))];
  const body = rows.map((row) => [
    itemLabel(scene, rowList, row),
    ...columns.map((column) =>
      shown(scene, chart.value, at(row, column)) + SIGNS[bandOf(chart, figure(scene, chart.value, at(row, column)))]
    ),
  ]);
  return { drawing: svg(chart.label, width, bottom + LEGEND, parts), table: table(chart.label, head, body), note: "" };
}

/** How deep a figure is coloured, between the least and the most of all. */
function shades(figures: number[]): (x: number) => number {
  const known = figures.filter((x) => !Number.isNaN(x));
  const least = Math.min(...known), most = Math.max(...known);
  return (x) => most > least ? Math.round(DEEPEST * 100 * (x - least) / (most - least)) / 100 : 0;
}

type Band = "low" | "within" | "high" | "blank" | "same";
const SIGNS: Record<Band, string> = { low: " ▽", within: "", high: " △", blank: "", same: "" };

function bandOf(chart: HeatData, x: number): Band {
  if (Number.isNaN(x)) return "blank";
  if (chart.low !== undefined && x < chart.low * (1 - 1e-9)) return "low";
  return chart.high !== undefined && x > chart.high * (1 + 1e-9) ? "high" : "within";
}

function legend(scene: Scene, chart: HeatData, left: number, y: number): Node_[] {
  const words = scene.data.words;
  const parts: Node_[] = [];
  let x = left;
  for (const [band, limit] of [["low", chart.low], ["high", chart.high]] as const) {
    if (limit === undefined) continue;
    const label = `${SIGNS[band].trim()} ${
      words[band === "low" ? "heat_low" : "heat_high"].replace("{limit}", String(limit))
    }`;
    parts.push(node("rect", { x, y: y - 10, width: 12, height: 12, rx: 2, class: `cell cell--${band}` }));
    parts.push(text(x + 18, y, label, "axis", "start"));
    x += 40 + textWidth(label, 12);
  }
  return parts;
}

/** `role as a` names an index; a list alone is its own. */
function index(text: string): [name: string, list: string] {
  const [list, name] = text.split(/\s+as\s+/);
  return [name ?? list, list];
}
