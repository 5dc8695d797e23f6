/** The changes found so far, and which of them are told. */

import { type Cell, type Kind, KINDS, SEARCHED } from "./cells.ts";

const MOST = 3;

export interface Way extends Cell {
  to: number; // in typed form
  size: number;
  state: number; // what it moves to
}

/** What a learner is told: facts of the row first, then others, then settings; the smaller first among them. */
export interface Told {
  shown: Way[]; // the first three, and the smallest of all
  least: Way | null;
}

export type Ways = Record<Kind, Way[]>; // the smallest

export function none(): Ways {
  return { own: [], elsewhere: [], setting: [] };
}

/** Only changes smaller than this can still be told. */
export function boundOf(ways: Ways, kind: Kind): number {
  const room = kind === "own" ? MOST : MOST - ways.own.length;
  return (room > 0 ? ways[kind][room - 1] : leastOf(ways))?.size ?? Infinity;
}

export function keep(best: Way[], way: Way): void {
  const after = best.findIndex((other) => way.size < other.size);
  best.splice(after < 0 ? best.length : after, 0, way);
  best.length = Math.min(best.length, MOST);
}

/** The smallest; of equal ones what was searched first. */
function leastOf(ways: Ways): Way | null {
  const firsts = SEARCHED.flatMap((kind) => ways[kind].slice(0, 1));
  return firsts.reduce<Way | null>((best, way) => best !== null && best.size <= way.size ? best : way, null);
}

export function tell(ways: Ways): Told {
  const shown = KINDS.flatMap((kind) => ways[kind]).slice(0, MOST), least = leastOf(ways);
  return { shown: least && !shown.includes(least) ? [...shown, least] : shown, least };
}
