/** One item's figures over a list, as a net; the learner chooses the item. */

import { labelOf, type RadarData } from "../model/page_data.ts";
import { itemLabel, shown } from "../model/show.ts";
import { place, type Scene } from "../model/sheet.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture } from "./parts.ts";
import { cut, figure, notDrawn, svg, table, text } from "./parts.ts";

const HEIGHT = 400;

interface Net {
  x: number;
  y: number;
  radius: number;
  width: number;
}

export function radar(scene: Scene, chart: RadarData, chosen: number, width: number): Picture {
  const net: Net = { x: width / 2, y: HEIGHT / 2, radius: Math.min(140, width * 0.29), width };
  const shape = scene.data.values[chart.value].for;
  const axis = shape.findIndex(([, list]) => list === chart.for);
  const items = scene.ids[chart.for].map((_, item) => item);
  const places = items.map((item) => place(shape, shape.map((_, i) => i === axis ? item : chosen), scene.ids));
  const figures = places.map((at) => figure(scene, chart.value, at));
  const spoke = (item: number, x: number) => {
    const angle = (2 * Math.PI * item) / items.length - Math.PI / 2;
    const share = Math.min(1, Math.max(0, (x - chart.low) / (chart.high - chart.low)));
    return { x: px(net.x + share * net.radius * Math.cos(angle)), y: px(net.y + share * net.radius * Math.sin(angle)) };
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
    parts.push(node("line", { x1: net.x, y1: net.y, x2: end.x, y2: end.y, class: "rule" }));
  }
  const known = items.filter((item) => Number.isFinite(figures[item]));
  const area = known.map((item) => point(spoke(item, figures[item]))).join(" ");
  if (known.length > 2) parts.push(node("polygon", { points: area, class: "area" }));
  for (const item of known) {
    const at = spoke(item, figures[item]);
    parts.push(node("circle", { cx: at.x, cy: at.y, r: 3.5, class: "dot" }));
  }
  for (const item of items) parts.push(...corner(scene, chart, net, item, places[item]));
  const who = chart.each && scene.ids[chart.each].length > 0 ? itemLabel(scene, chart.each, chosen) : "";
  const title = who ? `${chart.label}: ${who}` : chart.label;
  const head = [scene.data.lists[chart.for].label, labelOf(scene.data, chart.value)];
  return {
    drawing: svg(title, width, HEIGHT, parts),
    table: table(
      title,
      head,
      items.map((item) => [itemLabel(scene, chart.for, item), shown(scene, chart.value, places[item])]),
    ),
    note: notDrawn(scene, items.length - known.length),
  };
}

function corner(scene: Scene, chart: RadarData, net: Net, item: number, at: number): Node_[] {
  const angle = (2 * Math.PI * item) / scene.ids[chart.for].length - Math.PI / 2;
  const x = net.x + (net.radius + 14) * Math.cos(angle), y = net.y + (net.radius + 20) * Math.sin(angle);
  const anchor = Math.abs(Math.cos(angle)) < 0.2 ? "middle" : Math.cos(angle) > 0 ? "start" : "end";
  const room = anchor === "middle" ? 160 : anchor === "start" ? net.width - x : x;
  return [
    text(px(x), px(y), cut(itemLabel(scene, chart.for, item), 12, room - 4), "name", anchor),
    text(px(x), px(y + 15), shown(scene, chart.value, at), "amount", anchor),
  ];
}

function point({ x, y }: { x: number; y: number }): string {
  return `${x},${y}`;
}
