/** A chart in, its drawing and the same content as a table out. No DOM: the build draws with the same code. */

import type { ChartData } from "../model/page_data.ts";
import type { Scene } from "../model/sheet.ts";
import { bars } from "./bars.ts";
import { heat } from "./heat.ts";
import { type Picture, WIDE } from "./parts.ts";
import { quadrant } from "./quadrant.ts";
import { radar } from "./radar.ts";

/** `chosen`: which item of `each` is shown, for charts that show one at a time. */
export function picture(scene: Scene, name: string, chosen = 0, width = WIDE): Picture {
  const chart = scene.data.charts[name];
  switch (chart.kind) {
    case "quadrant":
      return quadrant(scene, chart, width);
    case "bars":
      return bars(scene, chart, width);
    case "radar":
      return radar(scene, chart, chosen, width);
    case "heat":
      return heat(scene, chart, width);
  }
}

/** Which values a chart shows: it is drawn again when one of them changes. */
export function drawnFrom(scene: Scene, chart: ChartData): string[] {
  const values = [...figuresOf(chart)];
  for (const value of [...values]) {
    for (const [, list] of scene.data.values[value].for) {
      const names = scene.data.lists[list].shown_as;
      if (names) values.push(names);
    }
  }
  return values;
}

function figuresOf(chart: ChartData): string[] {
  switch (chart.kind) {
    case "quadrant":
      return chart.size ? [chart.x, chart.y, chart.size] : [chart.x, chart.y];
    case "bars":
      return chart.bars;
    case "radar":
    case "heat":
      return [chart.value];
  }
}
