/** The items of an ordered list as stairs: what stands on each, how many people, and where one is. */

import type { LadderData } from "../model/page_data.ts";
import { BLANK } from "../model/show.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture, View } from "./parts.ts";
import {
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
  WIDE,
  wrap,
} from "./parts.ts";

const LINE = 17, FIRST = 22, LAST = 12, SIDE = 10;

export function ladder(view: View, chart: LadderData): Picture {
  const { words, lists } = view.scene.data, steps = places(view, chart.for);
  const here = chart.here ? figure(view, chart.here) : NaN;
  const rise = Math.min(view.width < WIDE ? 16 : 30, (view.width * 0.4) / Math.max(1, steps.length - 1));
  const on = (value: string, step: number) => told(view, value, { [chart.for]: step });
  const parts: Node_[] = [];
  let y = 6;
  for (const step of steps.toReversed()) {
    const x = SIDE + step * rise, right = view.width - SIDE, isHere = step === here;
    const count = chart.count ? figure(view, chart.count, { [chart.for]: step }) : NaN;
    const people = chart.count ? crowd(view, on(chart.count, step), count, right - 8, y + FIRST - 2) : null;
    const names = wrap(nameOf(view, chart.for, step), NAME, right - x - 24 - (people?.width ?? 0));
    const detail = chart.detail ? on(chart.detail, step) : BLANK;
    const lines = detail === BLANK ? [] : wrap(detail, NAME, right - x - 24);
    const texts = [...(isHere ? [["here", words.ladder_here]] : []), ...names.map((line) => ["name", line])];
    texts.push(...lines.map((line) => ["axis", line]));
    const height = FIRST + (texts.length - 1) * LINE + LAST;
    parts.push(node("path", {
      d: `M${px(x)} ${px(y + height)}V${y}H${right}V${px(y + height)}`,
      class: isHere ? "stair stair--here" : "stair",
    }));
    if (isHere) parts.push(node("path", { d: `M${px(x + 12)} ${y + FIRST}v-13h14l-4 5 4 5h-12v3z`, class: "flag" }));
    texts.forEach(([kind, line], n) => {
      parts.push(text(x + (kind === "here" ? 32 : 12), y + FIRST - 1 + n * LINE, line, kind, "start"));
    });
    if (people) parts.push(...people.drawn);
    y += height;
  }
  const columns = [...(chart.detail ? [chart.detail] : []), ...(chart.count ? [chart.count] : [])];
  const rows = steps.map((step) => [
    nameOf(view, chart.for, step) + (step === here ? ` (${words.ladder_here})` : ""),
    ...columns.map((value) => on(value, step)),
  ]);
  const head = [lists[chart.for].label, ...columns.map((value) => heading(view, value))];
  parts.push(node("line", { x1: 0, x2: view.width, y1: y, y2: y, class: "zero" }));
  return {
    drawing: svg(view, y + 4, parts),
    table: table(view.title, head, rows),
    note: notDrawn(view, chart.count ? steps.filter((step) => on(chart.count!, step) === BLANK).length : 0),
  };
}

/** So many people as figures, or where they are many as one of them, and in a number always. */
function crowd(
  view: View,
  shown: string,
  count: number,
  right: number,
  base: number,
): { drawn: Node_[]; width: number } {
  const most = view.width < WIDE ? 6 : 12, many = Math.round(count) > most;
  const content = shown === BLANK ? view.scene.data.words.blank : many ? `× ${shown}` : shown;
  const width = textWidth(content, NAME), figures = many ? 1 : Math.max(0, Math.round(count) || 0);
  const drawn: Node_[] = [text(right, base, content, "amount", "end")];
  for (let n = 0; n < figures; n++) {
    const x = px(right - width - 12 - n * 13);
    const d = `M${x} ${base - 12}a3 3 0 1 1-.01 0zM${px(x - 5)} ${base + 1}q0-8 5-8t5 8z`;
    drawn.push(node("path", { d, class: "person" }));
  }
  return { drawn, width: width + 10 + figures * 13 };
}
