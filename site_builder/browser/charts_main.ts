/** The script of the charts: loaded beside the first one when a chart has to be drawn anew; run alone by the build. */

import { yearOf as weeksOf } from "./charts/calendar.ts";
import { markup } from "./charts/node.ts";
import { WIDE } from "./charts/parts.ts";
import { picture } from "./charts/picture.ts";
import type { Scene } from "./model/sheet.ts";
import { pictures } from "./view/pictures.ts";

/** For the build and the tests: all charts of a scene as text. */
function drawings(scene: Scene, chosen?: Record<string, number>, width?: number): string {
  const drawn = Object.keys(scene.data.charts).map((name) => {
    const { drawing, table, note } = picture(scene, name, chosen, width);
    return [name, { drawing: markup(drawing), table: markup(table), note }];
  });
  return JSON.stringify(Object.fromEntries(drawn));
}

/** Of a calendar: what takes place in which weeks. */
function yearOf(scene: Scene, name: string): { name: string; year: number[] }[] {
  const chart = scene.data.charts[name];
  return chart.kind === "calendar" ? weeksOf({ scene, chosen: {}, width: WIDE, name, title: chart.label }, chart) : [];
}

const shared = globalThis as { armory?: Record<string, unknown> };
shared.armory = Object.assign(shared.armory ?? {}, { drawings, picture, pictures, yearOf });
