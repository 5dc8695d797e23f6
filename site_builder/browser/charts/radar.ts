/** One item's figures over a list, as a net; the learner chooses the item. */

import type { RadarData } from "../model/page_data.ts";
import { itemLabel, shown } from "../model/show.ts";
import { place, type Scene } from "../model/sheet.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture } from "./picture.ts";
import { cut, figure, notDrawn, svg, table, text } from "./parts.ts";

const WIDTH = 520, HEIGHT = 400, RADIUS = 140;
const MIDDLE = { x: WIDTH / 2, y: HEIGHT / 2 };

export function radar(scene: Scene, chart: RadarData, chosen: number): Picture {
  const shape = scene.data.values[chart.value].for;
  const axis = shape.findIndex(([, list]) => list === chart.for);
  const items = scene.ids[chart.for].map((_, item) => item);
  const places = items.map((item) => place(shape, shape.map((_, i) => i === axis ? item : chosen), scene.ids));
  const figures = places.map((at) => figure(scene, chart.value, at));
  const spoke = (item: number, x: number) => {
    const angle = (2 * Math.PI * item) / items.length - Math.PI / 2;
    const share = Math.min(1, Math.max(0, (x - chart.low) / (chart.high - chart.low)));
    return { x: px(MIDDLE.x + share * RADIUS * Math.cos(angle)), y: px(MIDDLE.y + share * RADIUS * Math.sin(angle)) };
  };
  const ring = (x: number) => items.map((item) => point(spoke(item, x))).join(" ");
  const steps = Math.min(5, Math.max(2, Math.round(chart.high - chart.low)));
  const parts: Node_[] = [];
  for (let step = 1; step <= steps; step++) {
    const x = chart.low + ((chart.high - chart.low) * step) / steps;
    parts.push(node("polygon", { points: ring(x), class: "ring" }));
  }
  for (const item of items) {
    const end = spoke(item, chart.high);
    parts.push(node("line", { x1: MIDDLE.x, y1: MIDDLE.y, x2: end.x, y2: end.y, class: "rule" }));
  }
  const known = items.filter((item) => Number.isFinite(figures[item]));
  const area = known.map((item) => point(spoke(item, figures[item]))).join(" ");
  if (known.length > 2) parts.push(node("polygon", { points: area, class: "area" }));
  for (const item of known) {
    const at = spoke(item, figures[item]);
    parts.push(node("circle", { cx: at.x, cy: at.y, r: 3.5, class: "dot" }));
  }
  for (const item of items) parts.push(...corner(scene, chart, item, items.length, places[item]));
  const who = chart.each && scene.ids[chart.each].length > 0 ? itemLabel(scene, chart.each, chosen) : "";
  const title = who ? `${chart.label}: ${who}` : chart.label;
  const head = [scene.data.lists[chart.for].label, scene.data.values[chart.value].label];
  return {
    drawing: svg(title, WIDTH, HEIGHT, parts),
    table: table(title, head, items.map((item) => [itemLabel(scene, chart.for, item), shown(scene, chart.value, places[item])])),
    note: notDrawn(scene, items.length - known.length),
  };
}

function corner(scene: Scene, chart: RadarData, item: number, count: number, at: number): Node_[] {
  const angle = (2 * Math.PI * item) / count - Math.PI / 2;
  const x = MIDDLE.x + (RADIUS + 16) * Math.cos(angle), y = MIDDLE.y + (RADIUS + 20) * Math.sin(angle);
  const anchor = Math.abs(Math.cos(angle)) < 0.2 ? "middle" : Math.cos(angle) > 0 ? "start" : "end";
  const room = anchor === "middle" ? 160 : anchor === "start" ? WIDTH - x : x;
  return [
    text(px(x), px(y), cut(itemLabel(scene, chart.for, item), 12, room - 4), "name", anchor),
    text(px(x), px(y + 15), shown(scene, chart.value, at), "number", anchor),
  ];
}

function point({ x, y }: { x: number; y: number }): string {
  return `${x},${y}`;
}
