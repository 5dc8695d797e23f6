/** What lies under a learner's work in a tool that takes from others: their rows, and their figures in cells nobody typed. */

import type { Given, PageData, Untouched } from "./page_data.ts";

export interface Under {
  rows: Record<string, string[]>; // of imported lists: the rows that their own tool has
  cells: Record<string, Map<string, Given>>; // by value and key, in held form, items by id
}

export const NOTHING_UNDER: Under = { rows: {}, cells: {} };

/** While nothing is typed in the other tools: their defaults and facts. */
export function untouched(data: PageData): Under {
  const cells: Under["cells"] = {};
  for (const [name, { untouched }] of Object.entries(data.takes ?? {})) {
    if (untouched !== undefined) spread(untouched, [], data.values[name].for.length, cells[name] = new Map());
  }
  return { rows: {}, cells };
}

function spread(table: Untouched | null, at: string[], deep: number, found: Map<string, Given>): void {
  if (typeof table !== "object") found.set(at.join("/"), table);
  else if (at.length < deep) {
    for (const [item, part] of Object.entries(table ?? {})) spread(part, [...at, item], deep, found);
  }
}
