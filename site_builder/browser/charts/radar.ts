/** One item's figures over a list, as a net; the learner chooses the item. */

import { labelOf, type RadarData } from "../model/page_data.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture, View } from "./parts.ts";
import {
  figure,
  legend,
  NAME,
  nameOf,
  notDrawn,
  places,
  rect,
  svg,
  table,
  text,
  told,
  widestWord,
  wrap,
} from "./parts.ts";

const HEIGHT = 400, LEAST = 64;

interface Net {
  x: number;
  y: number;
  radius: number;
  width: number;
}

export function radar(view: View, chart: RadarData): Picture {
  const { width } = view, { data } = view.scene;
  const items = places(view, chart.for);
  const word = Math.max(0, ...items.map((item) => widestWord(nameOf(view, chart.for, item), NAME)));
  const radius = Math.max(LEAST, Math.min(140, width * 0.29, width / 2 - 18 - word)); // words beside it stay whole
  const net: Net = { x: width / 2, y: HEIGHT / 2, radius, width };
  const figures = items.map((item) => figure(view, chart.value, { [chart.for]: item }));
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
  const aims = chart.target ? items.map((item) => figure(view, chart.target!, { [chart.for]: item })) : [];
  const aimed = items.filter((item) => Number.isFinite(aims[item]));
  if (aimed.length > 2) {
    parts.push(
      node("polygon", { points: aimed.map((item) => point(spoke(item, aims[item]))).join(" "), class: "reach" }),
    );
  }
  const known = items.filter((item) => Number.isFinite(figures[item]));
  const area = known.map((item) => point(spoke(item, figures[item]))).join(" ");
  if (known.length > 2) parts.push(node("polygon", { points: area, class: "area" }));
  for (const item of known) {
    const at = spoke(item, figures[item]);
    parts.push(node("circle", { cx: at.x, cy: at.y, r: 3.5, class: "dot" }));
  }
  for (const item of items) parts.push(...corner(view, chart, net, item));
  const shown = chart.target ? [chart.value, chart.target] : [chart.value];
  const head = [data.lists[chart.for].label, ...shown.map((value) => labelOf(data, value))];
  const rows = items.map((item) => [
    nameOf(view, chart.for, item),
    ...shown.map((value) => told(view, value, { [chart.for]: item })),
  ]);
  const key = legend(
    view,
    chart.target
      ? [chart.value, chart.target].map((value, n) => ({
        label: labelOf(data, value),
        swatch: (box) => [rect(box, n === 0 ? "area" : "reach")],
      }))
      : [],
    10,
    HEIGHT,
  );
  return {
    drawing: svg(view, Math.max(HEIGHT, key.height), parts.concat(key.drawn)),
    table: table(view.title, head, rows),
    note: notDrawn(view, items.length - known.length),
  };
}

function corner(view: View, chart: RadarData, net: Net, item: number): Node_[] {
  const angle = (2 * Math.PI * item) / view.scene.ids[chart.for].length - Math.PI / 2;
  const x = net.x + (net.radius + 14) * Math.cos(angle), y = net.y + (net.radius + 20) * Math.sin(angle);
  const anchor = Math.abs(Math.cos(angle)) < 0.2 ? "middle" : Math.cos(angle) > 0 ? "start" : "end";
  const room = anchor === "middle" ? 160 : anchor === "start" ? net.width - x : x;
  const lines = wrap(nameOf(view, chart.for, item), NAME, room - 4);
  const top = y - (lines.length - 1) * (Math.sin(angle) < -0.5 ? 15 : 7.5); // above the net they grow upwards
  return [
    ...lines.map((line, n) => text(x, top + n * 15, line, "name", anchor)),
    text(
      x,
      top + lines.length * 15,
      [chart.value, chart.target].flatMap((value) => value ? [told(view, value, { [chart.for]: item })] : []).join(
        " / ",
      ),
      "amount",
      anchor,
    ),
  ];
}

function point({ x, y }: { x: number; y: number }): string {
  return `${x},${y}`;
}
