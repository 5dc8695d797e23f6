/** A matrix of figures: the larger, the deeper the colour; below `low` and above `high` a cell has its own colour and a
sign beside the figure. Where rows and columns are the same list, what lies on the diagonal is muted. */

import { type HeatData, say } from "../model/page_data.ts";
import type { Node_ } from "./node.ts";
import type { Entry, Items, Picture, View } from "./parts.ts";
import {
  figure,
  legend,
  NAME,
  nameOf,
  places,
  rect,
  svg,
  table,
  text,
  textWidth,
  told,
  WIDE,
  widestWord,
  wrap,
} from "./parts.ts";

// Of the width, for the names of rows: usually at most; and where a word needs more, so that it stays whole.
const ROOM = 0.3, ROOM_FOR_WORDS = 0.36;
const LINE = 15, TALL = 44, FLAT = 30, MANY = 8;
const UPRIGHT = 130; // pixels that a name over a narrow column runs down, unless its lines have no room beside each other
const DEEPEST = 0.3; // of the accent: ink on it keeps its contrast

export function heat(view: View, chart: HeatData): Picture {
  const [rowIndex, rowList] = index(chart.rows), [columnIndex, columnList] = index(chart.columns);
  const rows = places(view, rowList), columns = places(view, columnList);
  const at = (row: number, column: number): Items => ({ [rowIndex]: row, [columnIndex]: column });
  const square = rowList === columnList;
  const x = (row: number, column: number) => figure(view, chart.value, at(row, column));
  const content = (row: number, column: number) =>
    told(view, chart.value, at(row, column)) + SIGNS[bandOf(chart, x(row, column))];

  const called = rows.map((row) => nameOf(view, rowList, row, true));
  const word = Math.max(0, ...called.map((name) => widestWord(name, NAME)));
  const most = Math.max(view.width * ROOM, Math.min(view.width * ROOM_FOR_WORDS, word));
  const names = called.map((name) => wrap(name, NAME, most));
  const left = 14 + Math.max(30, ...names.map(widest)), step = (view.width - left - 8) / Math.max(1, columns.length);
  const shorts = shortNames(view, columnList, columns, step - 4);
  const upright = shorts.some((name) => textWidth(name, NAME) > step - 4);
  const heads = shorts.map((name) =>
    upright ? wrap(name, NAME, UPRIGHT, Math.max(1, Math.floor(step / LINE))) : [name]
  );
  const top = upright ? Math.max(...heads.map(widest)) + 18 : 38;
  const high = Math.max(rows.length > MANY ? FLAT : TALL, ...names.map((lines) => lines.length * LINE + 4));
  const fits = rows.every((row) => columns.every((column) => textWidth(content(row, column), NAME) < step - 1));

  const counted = rows.flatMap((row) => columns.filter((column) => !(square && row === column)).map((c) => x(row, c)));
  const shade = shades(counted);
  const parts: Node_[] = columns.flatMap((column) =>
    heads[column].map((line, n, { length }) => {
      const middle = left + (column + 0.5) * step + ((length - 1) / 2 - n) * LINE;
      const drawn = text(middle, top - 10, line, "name", upright ? "end" : "middle");
      if (upright) drawn.attributes["writing-mode"] = "vertical-rl";
      return drawn;
    })
  );
  for (const row of rows) {
    const y = top + row * high;
    names[row].forEach((line, n, { length }) => {
      parts.push(text(left - 10, y + high / 2 + 4 + (n - (length - 1) / 2) * LINE, line, "name", "end"));
    });
    for (const column of columns) {
      const band = square && row === column ? "same" : bandOf(chart, x(row, column));
      const box = { x: left + column * step + 1, y: y + 1, width: step - 2, height: high - 2 };
      parts.push(rect(box, `cell cell--${band}`));
      if (band === "within") {
        const over = rect(box, "cell cell--shade");
        over.attributes["fill-opacity"] = shade(x(row, column));
        parts.push(over);
      }
      const shown = fits ? content(row, column) : SIGNS[band].trim();
      if (shown) parts.push(text(left + (column + 0.5) * step, y + high / 2 + 5, shown, `amount amount--${band}`));
    }
  }
  const key = legend(view, limits(view, chart, counted), left, top + rows.length * high + 8);
  const head = [view.scene.data.lists[rowList].label, ...columns.map((column) => nameOf(view, columnList, column))];
  const body = rows.map((row) => [nameOf(view, rowList, row), ...columns.map((column) => content(row, column))]);
  return {
    drawing: svg(view, Math.max(key.height, top + rows.length * high) + 6, parts.concat(key.drawn)),
    table: table(view.title, head, body),
    note: "",
  };
}

function widest(lines: string[]): number {
  return Math.max(0, ...lines.map((line) => textWidth(line, NAME)));
}

/** Names over columns; rows that a learner added go by their ids where the names have no room. */
function shortNames(view: View, list: string, columns: number[], most: number): string[] {
  const names = columns.map((column) => nameOf(view, list, column, true));
  const grown = view.scene.data.lists[list].grows !== undefined;
  return grown && (view.width < WIDE || names.some((name) => textWidth(name, NAME) > Math.max(most, UPRIGHT)))
    ? columns.map((column) => view.scene.ids[list][column])
    : names;
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

/** Only of bands in which a figure lies: a limit may also be the end of the scale. */
function limits(view: View, chart: HeatData, counted: number[]): Entry[] {
  return ([["low", chart.low], ["high", chart.high]] as const).flatMap(([band, limit]) =>
    limit === undefined || !counted.some((x) => bandOf(chart, x) === band) ? [] : [{
      label: `${SIGNS[band].trim()} ${say(view.scene.data, `heat_${band}`, { limit })}`,
      swatch: (box) => [rect(box, `cell cell--${band}`)],
    }]
  );
}

/** `role as a` names an index; a list alone is its own. */
function index(text: string): [name: string, list: string] {
  const [list, name] = text.split(/\s+as\s+/);
  return [name ?? list, list];
}
