/** A figure and its unit, as the language writes them. The same rules stand in `render/figures.py`. */

import type { ValueData } from "./page_data.ts";
import { BLANK } from "./show.ts";

const FIGURE = "{figure}";

/** What the unit puts before and behind a figure, and keeps on its line. A percentage has its own. */
export function sidesOf({ figure, percent, unit }: ValueData): [before: string, behind: string] {
  if (unit === undefined || percent) return ["", ""];
  const [before, behind] = (figure ?? `${FIGURE} ${unit}`).replaceAll(" ", "\u00a0").split(FIGURE);
  return [before, behind];
}

/** The figure as one reads it where it stands alone. A blank has no unit. */
export function withUnit(value: ValueData, figure: string): string {
  return figure === BLANK ? figure : sidesOf(value).join(figure);
}
