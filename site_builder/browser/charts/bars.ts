/** One or more lying bars per item; the first figure is full, the next ones are thinner and below it. */

import type { BarsData } from "../model/page_data.ts";
import { decimal, itemLabel, shown } from "../model/show.ts";
import type { Scene } from "../model/sheet.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture } from "./parts.ts";
import { cut, figure, heading, notDrawn, roundUp, svg, table, text, textWidth } from "./parts.ts";

const TOP = 34, RIGHT = 56;
const BAR = 9, GAP = 3, SPACE = 13;

export function bars(scene: Scene, chart: BarsData, width: number): Picture {
  const places = scene.ids[chart.for].map((_, place) => place);
  const figures = places.map((i) => chart.bars.map((value) => figure(scene, value, i)));
  const drawn = places.filter((i) => figures[i].some(Number.isFinite));
  const all = figures.flat().filter(Number.isFinite);
  const low = Math.min(0, ...all), high = roundUp(Math.max(0, ...all));
  const left = 12 +
    Math.min(width * 0.3, Math.max(28, ...drawn.map((i) => textWidth(itemLabel(scene, chart.for, i, true), 12))));
  const across = (x: number) => left + ((x - low) / (high - low)) * (width - RIGHT - left);
  const step = chart.bars.length * (BAR + GAP) + SPACE;
  const height = TOP + drawn.length * step + 22;
  const parts: Node_[] = [...key(scene, chart), ...grid(low, high, across, height)];
  drawn.forEach((i, n) => {
    const top = TOP + n * step + SPACE / 2;
    const name = cut(itemLabel(scene, chart.for, i, true), 12, width * 0.3);
    parts.push(text(left - 8, px(top + (step - SPACE) / 2 + 3), name, "name", "end"));
    chart.bars.forEach((value, kind) => {
      const y = top + kind * (BAR + GAP);
      const x = figures[i][kind];
      if (!Number.isFinite(x)) return;
      const from = across(Math.min(0, x)), to = across(Math.max(0, x));
      parts.push(node("rect", { x: px(from), y, width: px(to - from), height: BAR, rx: 1, class: `bar bar--${kind}` }));
      parts.push(text(px(to + 5), y + BAR - 0.5, shown(scene, value, i), "amount", "start"));
    });
  });
  const rows = places.map((i) => [
    itemLabel(scene, chart.for, i),
    ...chart.bars.map((value) => shown(scene, value, i)),
  ]);
  const head = [scene.data.lists[chart.for].label, ...chart.bars.map((value) => heading(scene, value))];
  return {
    drawing: svg(chart.label, width, height, parts),
    table: table(chart.label, head, rows),
    note: notDrawn(scene, places.length - drawn.length),
  };
}

function key(scene: Scene, chart: BarsData): Node_[] {
  let x = 10;
  return chart.bars.flatMap((value, kind) => {
    const label = heading(scene, value);
    const parts = [
      node("rect", { x, y: 8, width: 14, height: BAR, rx: 1, class: `bar bar--${kind}` }),
      text(x + 20, 17, label, "axis", "start"),
    ];
    x += 44 + textWidth(label, 12);
    return parts;
  });
}

function grid(low: number, high: number, across: (x: number) => number, height: number): Node_[] {
  const steps = [0, high / 2, high, ...(low < 0 ? [low] : [])];
  const places = high < 4 ? (Number.isInteger(high * 5) ? 1 : 2) : Number.isInteger(high / 2) ? 0 : 1;
  return steps.flatMap((x) => [
    node("line", { x1: px(across(x)), x2: px(across(x)), y1: TOP, y2: height - 20, class: x === 0 ? "zero" : "rule" }),
    text(px(across(x)), height - 5, decimal(x, places), "tick"),
  ]);
}
