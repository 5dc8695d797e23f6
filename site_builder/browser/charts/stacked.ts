/** A lying bar per item, made of several figures one after the other, with a mark where it should reach. */

import type { StackedData } from "../model/page_data.ts";
import { decimal } from "../model/show.ts";
import { grid } from "./bars.ts";
import { node, type Node_, px } from "./node.ts";
import type { Box, Entry, Picture, View } from "./parts.ts";
import {
  figure,
  heading,
  inWords,
  legend,
  NAME,
  nameOf,
  naming,
  notDrawn,
  places,
  roundUp,
  svg,
  table,
  text,
  textWidth,
  told,
} from "./parts.ts";
import { on, patterns, segment } from "./segments.ts";

const BAR = 18, SPACE = 15;

export function stacked(view: View, chart: StackedData): Picture {
  const { words, values, lists } = view.scene.data, all = places(view, chart.for);
  const parted = chart.stack.length > 1;
  const figures = all.map((i) => chart.stack.map((value) => figure(view, value, { [chart.for]: i })));
  const sums = figures.map((row) => row.reduce((sum, x) => sum + x, 0)); // with a blank among them: blank
  const aims = all.map((i) => chart.target ? figure(view, chart.target, { [chart.for]: i }) : NaN);
  const high = roundUp(Math.max(0, ...sums.filter(Number.isFinite), ...aims.filter(Number.isFinite)));
  const { places: decimals, percent } = values[chart.stack[0]];
  const total = (x: number) => Number.isFinite(x) ? decimal(x, decimals) + (percent ? "%" : "") : words.blank;
  const amounts = all.map((i) =>
    Number.isNaN(sums[i]) && Number.isNaN(aims[i])
      ? words.blank
      : total(sums[i]) + (chart.target ? ` / ${inWords(view, chart.target, { [chart.for]: i })}` : "")
  );
  const right = 14 + Math.max(0, ...amounts.map((amount) => textWidth(amount, NAME)));
  const { left, above, names } = naming(view, all.map((i) => nameOf(view, chart.for, i, true)), right, 23);
  const inLine = above === 0; // else the amount stands in the line of the name
  const across = (x: number) => left + (Math.max(0, x) / high) * (view.width - (inLine ? right : 14) - left);

  const entries: Entry[] = parted
    ? chart.stack.map((value, kind) => ({
      label: heading(view, value),
      swatch: (box) => segment(view, box, kind),
    }))
    : [];
  if (chart.target) {
    entries.push({ label: heading(view, chart.target), swatch: (box) => aim(box.x + 7, box.y, box.height) });
  }
  const key = legend(view, entries), top = key.height + 10, step = above + BAR + SPACE;
  const height = top + all.length * step + 22;
  const parts: Node_[] = [patterns(view, chart.stack.length), ...key.drawn, ...grid(0, high, across, top, height)];
  for (const i of all) {
    const start = top + i * step + (inLine ? SPACE / 2 : 0), y = start + above;
    parts.push(names(nameOf(view, chart.for, i, true), start, BAR));
    if (Number.isFinite(sums[i])) {
      let sum = 0;
      figures[i].forEach((x, kind) => {
        const box: Box = { x: across(sum), y, width: across(sum + Math.max(0, x)) - across(sum), height: BAR };
        const content = told(view, chart.stack[kind], { [chart.for]: i });
        if (box.width > 0) parts.push(...segment(view, box, kind));
        const free = besides(box, across(aims[i]));
        if (parted && x > 0 && textWidth(content, NAME) < free.width - 6) parts.push(on(free, kind, content));
        sum += Math.max(0, x);
      });
    }
    if (Number.isFinite(aims[i])) parts.push(...aim(across(aims[i]), y, BAR));
    const over = sums[i] > aims[i] * (1 + 1e-9) ? " amount--over" : "";
    parts.push(
      inLine
        ? text(view.width - 6, y + BAR / 2 + 4, amounts[i], `amount${over}`, "end")
        : text(view.width - 10, start + NAME + 1, amounts[i], `amount${over}`, "end"),
    );
  }
  const columns = chart.target ? [...chart.stack, chart.target] : chart.stack;
  const rows = all.map((i) => {
    const row = columns.map((value) => told(view, value, { [chart.for]: i }));
    if (parted) row.splice(chart.stack.length, 0, total(sums[i]));
    return [nameOf(view, chart.for, i), ...row];
  });
  const head = columns.map((value) => heading(view, value));
  if (parted) head.splice(chart.stack.length, 0, words.total);
  return {
    drawing: svg(view, height, parts),
    table: table(view.title, [lists[chart.for].label, ...head], rows),
    note: notDrawn(view, sums.filter(Number.isNaN).length),
  };
}

/** The larger part of a box that a mark at `x` leaves. */
function besides(box: Box, x: number): Box {
  const before = x - 5 - box.x, after = box.x + box.width - x - 5;
  if (!(before > -5 && after > -5)) return box; // beside it, or no mark at all
  return before > after ? { ...box, width: before } : { ...box, x: x + 5, width: after };
}

/** A mark across a bar, told from the bar by its two heads. */
function aim(x: number, y: number, height: number): Node_[] {
  const low = px(y + height + 3), high = px(y - 3), at = px(x);
  return [
    node("path", { d: `M${at} ${high}V${low}`, class: "aim" }),
    node("path", { d: `M${at} ${high}V${low}`, class: "aim__line" }),
    node("path", {
      d: `M${px(x - 4)} ${px(y - 5)}h8l-4 6zM${px(x - 4)} ${px(y + height + 5)}h8l-4 -6z`,
      class: "aim__head",
    }),
  ];
}
