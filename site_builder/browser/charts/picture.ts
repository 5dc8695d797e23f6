/** A chart in, its drawing and the same content as a table out. No DOM: the build draws with the same code. */

import type { ChartData } from "../model/page_data.ts";
import { itemLabel } from "../model/show.ts";
import type { Scene } from "../model/sheet.ts";
import { bars } from "./bars.ts";
import { calendar } from "./calendar.ts";
import { heat } from "./heat.ts";
import { ladder } from "./ladder.ts";
import { mix } from "./mix.ts";
import { type Picture, type View, WIDE } from "./parts.ts";
import { quadrant } from "./quadrant.ts";
import { radar } from "./radar.ts";
import { stacked } from "./stacked.ts";

/** `chosen`: which item is shown of each list that the chart's values vary over but that it does not run over itself. */
export function picture(scene: Scene, name: string, chosen: Record<string, number> = {}, width = WIDE): Picture {
  const chart = scene.data.charts[name];
  const whom = shownOneOf(scene, chart).filter((list) => scene.ids[list].length > 0)
    .map((list) => itemLabel(scene, list, chosen[list] ?? 0));
  const view: View = { scene, chosen, width, name, title: [chart.label, ...whom].join(": ") };
  switch (chart.kind) {
    case "quadrant":
      return quadrant(view, chart);
    case "bars":
      return bars(view, chart);
    case "radar":
      return radar(view, chart);
    case "heat":
      return heat(view, chart);
    case "stacked":
      return stacked(view, chart);
    case "mix":
      return mix(view, chart);
    case "calendar":
      return calendar(view, chart);
    case "ladder":
      return ladder(view, chart);
  }
}

/** Lists of which a chart shows one item at a time. */
export function shownOneOf(scene: Scene, chart: ChartData): string[] {
  const own = chart.kind === "heat" ? [chart.rows, chart.columns].map((text) => text.split(" ")[0]) : [chart.for];
  const all = figuresOf(chart).flatMap((value) => scene.data.values[value].for.map(([, list]) => list));
  return [...new Set(all)].filter((list) => !own.includes(list));
}

/** Which values a chart shows: it is drawn again when one of them changes. */
export function drawnFrom(scene: Scene, chart: ChartData): string[] {
  const values = figuresOf(chart), { lists } = scene.data;
  const named = values.flatMap((value) => scene.data.values[value].for.map(([, list]) => lists[list].shown_as));
  const own = "for" in chart ? [lists[chart.for].shown_as] : [];
  return [...values, ...[...named, ...own].filter((name) => name !== undefined)];
}

function figuresOf(chart: ChartData): string[] {
  switch (chart.kind) {
    case "quadrant":
      return known(chart.x, chart.y, chart.size);
    case "bars":
      return chart.bars;
    case "radar":
      return known(chart.value, chart.target);
    case "heat":
      return [chart.value];
    case "stacked":
      return known(...chart.stack, chart.target);
    case "mix":
      return known(...chart.bars, chart.target);
    case "calendar":
      return known(chart.times, chart.hours, chart.start);
    case "ladder":
      return known(chart.count, chart.detail, chart.here);
  }
}

function known(...names: (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}
