/** Bars of one whole each, parted by the items of a list; the last one, outlined, is what they should look like. */

import type { MixData } from "../model/page_data.ts";
import type { Node_ } from "./node.ts";
import type { Box, Picture, View } from "./parts.ts";
import {
  cut,
  figure,
  heading,
  legend,
  NAME,
  nameOf,
  notDrawn,
  places,
  rect,
  svg,
  table,
  text,
  textWidth,
  told,
} from "./parts.ts";
import { on, patterns, segment } from "./segments.ts";

const BAR = 30, TITLE = 20, LINE = 16, SPACE = 14, SIDE = 10;

export function mix(view: View, chart: MixData): Picture {
  const { words, values, lists } = view.scene.data, items = places(view, chart.for);
  const bars = chart.target ? [...chart.bars, chart.target] : chart.bars;
  const key = legend(
    view,
    items.map((item, kind) => ({
      label: nameOf(view, chart.for, item),
      swatch: (box) => segment(view, box, kind),
    })),
  );
  const parts: Node_[] = [patterns(view, items.length), ...key.drawn];
  let top = key.height + 6, blank = 0;
  for (const value of bars) {
    if (value === chart.target) top += 4; // its outline
    let below = 0;
    const shares = items.map((item) => figure(view, value, { [chart.for]: item }));
    const box: Box = { x: SIDE, y: top + TITLE, width: view.width - 2 * SIDE, height: BAR };
    parts.push(
      text(SIDE, top + (value === chart.target ? 10 : 14), cut(heading(view, value), NAME, box.width), "name", "start"),
    );
    if (shares.some(Number.isNaN)) {
      blank++;
      parts.push(rect(box, "empty"), text(SIDE + 10, box.y + BAR / 2 + 4, words.blank, "axis", "start"));
    } else {
      const sum = shares.reduce((sum, x) => sum + Math.max(0, x), 0);
      const whole = values[value].percent ? Math.max(100, sum) : sum || 1;
      const { drawn, lines } = parted(view, chart, value, shares.map((x) => Math.max(0, x) / whole), box);
      parts.push(...drawn);
      below = lines * LINE + 4;
    }
    if (value === chart.target) {
      parts.push(rect({ ...box, x: box.x - 4, y: box.y - 4, width: box.width + 8, height: BAR + 8 }, "outline"));
    }
    top += TITLE + BAR + below + SPACE;
  }
  const rows = items.map((item) => [
    nameOf(view, chart.for, item),
    ...bars.map((value) => told(view, value, { [chart.for]: item })),
  ]);
  return {
    drawing: svg(view, top - SPACE + 4, parts),
    table: table(view.title, [lists[chart.for].label, ...bars.map((value) => heading(view, value))], rows),
    note: notDrawn(view, blank),
  };
}

/** The segments, each with its figure: within where there is room, else below, in as many lines as that takes. */
function parted(
  view: View,
  chart: MixData,
  value: string,
  shares: number[],
  bar: Box,
): { drawn: Node_[]; lines: number } {
  const drawn: Node_[] = [rect(bar, "empty")], ends: number[] = []; // of each line below, how far it is written
  let x = bar.x;
  shares.forEach((share, item) => {
    const box: Box = { ...bar, x, width: share * bar.width };
    x += box.width;
    if (box.width <= 0) return;
    const amount = told(view, value, { [chart.for]: item });
    const full = `${nameOf(view, chart.for, item, true)} ${amount}`;
    const content = textWidth(full, NAME) < box.width - 8 ? full : amount;
    const width = textWidth(content, NAME);
    drawn.push(...segment(view, box, item));
    if (width < box.width - 6) return void drawn.push(on(box, item, content));
    const middle = box.x + box.width / 2, most = bar.x + bar.width - width;
    const from = Math.min(most, Math.max(bar.x, middle - width / 2)), free = ends.findIndex((end) => end < from);
    const line = free < 0 ? ends.length : free;
    ends[line] = from + width + 6;
    drawn.push(text(from, bar.y + BAR + 17 + line * LINE, content, "amount", "start"));
  });
  return { drawn, lines: ends.length };
}
