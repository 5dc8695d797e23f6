/** Items as circles on two axes cut into four zones; the circle's area is a third figure. */

import type { QuadrantData } from "../model/page_data.ts";
import { BLANK, decimal } from "../model/show.ts";
import { node, type Node_, px } from "./node.ts";
import { type Picture, type View, WIDE } from "./parts.ts";
import {
  cut,
  figure,
  heading,
  NAME,
  nameOf,
  notDrawn,
  places,
  svg,
  table,
  text,
  textWidth,
  told,
  wrap,
} from "./parts.ts";

const LINE = 14;
const LONGEST = 150; // pixels; longer names take up to three lines, and stand whole in the table

interface Circle {
  x: number;
  y: number;
  r: number;
  names: string[]; // the first one that has room is shown
}
interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function quadrant(view: View, chart: QuadrantData): Picture {
  const { width } = view, { data, ids } = view.scene, grown = data.lists[chart.for].grows !== undefined;
  const of = (value: string, i: number) => figure(view, value, { [chart.for]: i });
  const height = Math.round(width * 0.85), largest = width * 0.058;
  const frame: Frame = { left: 46, top: 14, right: width - 14, bottom: height - 44 };
  const across = (x: number) => frame.left + ((x - chart.low) / (chart.high - chart.low)) * (frame.right - frame.left);
  const up = (y: number) => frame.bottom - ((y - chart.low) / (chart.high - chart.low)) * (frame.bottom - frame.top);
  const all = places(view, chart.for);
  const drawn = all.filter((i) => Number.isFinite(of(chart.x, i) + of(chart.y, i)));
  const sizes = drawn.map((i) => chart.size ? of(chart.size, i) : 1);
  const most = Math.max(...sizes.filter(Number.isFinite), 0);
  const circles = drawn.map((i, n): Circle => ({
    x: px(across(clamp(of(chart.x, i), chart.low, chart.high))),
    y: px(up(clamp(of(chart.y, i), chart.low, chart.high))),
    r: px(chart.size ? Math.max(4, largest * Math.sqrt(Math.max(0, sizes[n] || 0) / most || 0)) : 7),
    names: [
      ...(width < WIDE && grown ? [] : [nameOf(view, chart.for, i, true)]),
      ...(grown ? [ids[chart.for][i]] : []),
    ],
  }));
  const zones = corners(chart, across(chart.cut), frame);
  const parts = [...ground(across(chart.cut), up(chart.cut), frame), ...zones.flatMap(({ drawn }) => drawn)];
  parts.push(...axes(view, chart, across, up, frame));
  // Large ones first, so that small ones lie on top of them.
  const order = circles.map((_, n) => n).sort((a, b) => circles[b].r - circles[a].r || a - b);
  parts.push(node("g", { class: "dots" }, order.map((n) => dot(circles[n]))));
  parts.push(node("g", { class: "names" }, names(order.map((n) => circles[n]), zones.map(({ box }) => box), frame)));
  const columns = [chart.x, chart.y, ...(chart.size ? [chart.size] : [])];
  const rows = all.map((i) => [
    nameOf(view, chart.for, i),
    ...columns.map((value) => told(view, value, { [chart.for]: i })),
    zone(chart, of(chart.x, i), of(chart.y, i)),
  ]);
  const head = [data.lists[chart.for].label, ...columns.map((value) => heading(view, value)), data.words.zone];
  return {
    drawing: svg(view, height, parts),
    table: table(view.title, head, rows),
    note: notDrawn(view, all.length - drawn.length),
  };
}

function ground(x: number, y: number, frame: Frame): Node_[] {
  const { left, top, right, bottom } = frame;
  return [
    node("rect", { x: px(x), y: top, width: px(right - x), height: px(y - top), class: "best" }),
    node("rect", { x: left, y: top, width: right - left, height: bottom - top, class: "frame" }),
    node("line", { x1: px(x), x2: px(x), y1: top, y2: bottom, class: "cut" }),
    node("line", { x1: left, x2: right, y1: px(y), y2: px(y), class: "cut" }),
  ];
}

/** What the zones mean, in the corners; names of circles keep clear of these texts. */
function corners(chart: QuadrantData, x: number, frame: Frame): { drawn: Node_[]; box: Frame }[] {
  const { left, top, right, bottom } = frame;
  return (["top_left", "top_right", "bottom_left", "bottom_right"] as const).map((zone) => {
    const end = zone.endsWith("right"), base = zone.startsWith("top") ? top + 20 : bottom - 10;
    const lines = wrap(chart.zones[zone], 13, (end ? right - x : x - left) - 16);
    const width = Math.max(...lines.map((line) => textWidth(line, 13))), rest = (lines.length - 1) * LINE;
    const at = end ? right - 9 : left + 9, from = end ? at - width : at;
    const first = zone.startsWith("top") ? base : base - rest;
    const box = { left: from, right: from + width, top: first - 12, bottom: first + rest + 4 };
    const drawn = lines.map((line, n) => text(at, first + n * LINE, line, "zone", end ? "end" : "start"));
    return { drawn, box };
  });
}

function axes(
  view: View,
  chart: QuadrantData,
  across: (x: number) => number,
  up: (y: number) => number,
  frame: Frame,
): Node_[] {
  const steps = [chart.low, ...(chart.cut > chart.low && chart.cut < chart.high ? [chart.cut] : []), chart.high];
  const parts: Node_[] = steps.flatMap((step) => [
    text(px(across(step)), frame.bottom + 17, tick(step), "tick"),
    text(frame.left - 9, px(up(step) + 4), tick(step), "tick", "end"),
  ]);
  parts.push(text((frame.left + frame.right) / 2, frame.bottom + 35, heading(view, chart.x) + " →", "axis"));
  const middle = (frame.top + frame.bottom) / 2;
  parts.push(node("text", {
    x: 14,
    y: middle,
    class: "axis",
    "text-anchor": "middle",
    transform: `rotate(-90 14 ${middle})`,
  }, heading(view, chart.y) + " →"));
  return parts;
}

function dot({ x, y, r }: Circle): Node_ {
  return node("circle", { cx: x, cy: y, r, class: "dot" });
}

/** Beside, above or below its circle: the first place where a name covers no other name and stays inside. A name that
has no room at all stands in the table only. */
function names(circles: Circle[], taken: Frame[], frame: Frame): Node_[] {
  return circles.flatMap((circle) => {
    for (const name of circle.names) {
      const lines = wrap(name, NAME, LONGEST, 3).map((line) => cut(line, NAME, LONGEST));
      const free = spots(circle, lines).find(({ box }) =>
        inside(box, frame) && !taken.some((other) => overlap(box, other))
      );
      if (!free) continue;
      taken.push(free.box);
      return lines.map((line, n) => text(px(free.x), px(free.y + n * LINE), line, "name", free.anchor));
    }
    return [];
  });
}

/** Where the lines of a name may stand: `y` is the first one's. */
function spots({ x, y, r }: Circle, lines: string[]): { x: number; y: number; anchor: string; box: Frame }[] {
  const width = Math.max(...lines.map((line) => textWidth(line, NAME))), rest = (lines.length - 1) * LINE, gap = r + 4;
  const found: [number, number, string][] = [
    [x + gap, y + 4 - rest / 2, "start"],
    [x - gap, y + 4 - rest / 2, "end"],
    [x, y - gap - rest, "middle"],
    [x, y + gap + 9, "middle"],
    [x + r * 0.8, y - r - 1 - rest, "start"],
    [x - r * 0.8, y - r - 1 - rest, "end"],
    [x + r * 0.8, y + r + 10, "start"],
    [x - r * 0.8, y + r + 10, "end"],
  ];
  if (width < r * 1.8) found.unshift([x, y + 4 - rest / 2, "middle"]);
  return found.map(([x, y, anchor]) => {
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return { x, y, anchor, box: { left, right: left + width, top: y - NAME + 1, bottom: y + rest + 3 } };
  });
}

function inside(box: Frame, frame: Frame): boolean {
  return box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
}

function overlap(a: Frame, b: Frame): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function zone(chart: QuadrantData, x: number, y: number): string {
  if (Number.isNaN(x + y)) return BLANK;
  // One part in 10^9 below the line still counts as on it, as everywhere.
  const right = x >= chart.cut * (1 - 1e-9), top = y >= chart.cut * (1 - 1e-9);
  return chart.zones[`${top ? "top" : "bottom"}_${right ? "right" : "left"}`];
}

function tick(x: number): string {
  return decimal(x, Number.isInteger(x) ? 0 : 1);
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
