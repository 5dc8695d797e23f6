/** One or more lying bars per item; the first figure is full, the next ones are thinner and below it. */

import type { BarsData } from "../model/page_data.ts";
import { decimal } from "../model/show.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture, View } from "./parts.ts";
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
  rect,
  roundUp,
  svg,
  table,
  text,
  textWidth,
  told,
} from "./parts.ts";

const RIGHT = 56;
const BAR = 9, GAP = 3, SPACE = 13;

export function bars(view: View, chart: BarsData): Picture {
  const all = places(view, chart.for);
  const figures = all.map((i) => chart.bars.map((value) => figure(view, value, { [chart.for]: i })));
  const drawn = all.filter((i) => figures[i].some(Number.isFinite));
  const known = figures.flat().filter(Number.isFinite);
  const least = Math.min(0, ...known), low = least < 0 ? -roundUp(-least) : 0, high = roundUp(Math.max(0, ...known));
  const { left, above, names } = naming(view, drawn.map((i) => nameOf(view, chart.for, i, true)));
  const across = (x: number) => left + ((x - low) / (high - low)) * (view.width - RIGHT - left);
  const key = legend(
    view,
    chart.bars.map((value, kind) => ({
      label: heading(view, value),
      swatch: (box) => [rect({ ...box, height: BAR }, `bar bar--${kind}`)],
    })),
  );
  const top = key.height + 8, size = chart.bars.length * (BAR + GAP), step = above + size + SPACE;
  const height = top + drawn.length * step + 22;
  const parts: Node_[] = [...key.drawn, ...grid(low, high, across, top, height)];
  drawn.forEach((i, n) => {
    const start = top + n * step + (above ? 0 : SPACE / 2);
    parts.push(names(nameOf(view, chart.for, i, true), start, size - GAP));
    chart.bars.forEach((value, kind) => {
      const y = start + above + kind * (BAR + GAP), x = figures[i][kind];
      const from = across(Math.min(0, x)), to = across(Math.max(0, x));
      if (Number.isFinite(x)) parts.push(rect({ x: from, y, width: to - from, height: BAR }, `bar bar--${kind}`));
      const content = inWords(view, value, { [chart.for]: i });
      parts.push(text((Number.isFinite(x) ? to : across(0)) + 5, y + BAR - 0.5, content, "amount", "start"));
    });
  });
  const rows = all.map((i) => [
    nameOf(view, chart.for, i),
    ...chart.bars.map((value) => told(view, value, { [chart.for]: i })),
  ]);
  const head = [view.scene.data.lists[chart.for].label, ...chart.bars.map((value) => heading(view, value))];
  return {
    drawing: svg(view, height, parts),
    table: table(view.title, head, rows),
    note: notDrawn(view, all.length - drawn.length),
  };
}

/** Lines at round figures, and the figures below them. */
export function grid(
  low: number,
  high: number,
  across: (x: number) => number,
  top: number,
  height: number,
): Node_[] {
  const steps = [0, high / 2, high, ...(across(0) - across(low) > 28 ? [low] : [])];
  const places = high < 4 ? (Number.isInteger(high * 5) ? 1 : 2) : Number.isInteger(high / 2) ? 0 : 1;
  return steps.flatMap((x) => [
    node("line", { x1: px(across(x)), x2: px(across(x)), y1: top, y2: height - 20, class: x === 0 ? "zero" : "rule" }),
    text(Math.max(across(x), textWidth(decimal(x, places), NAME) / 2), height - 5, decimal(x, places), "tick"),
  ]);
}
