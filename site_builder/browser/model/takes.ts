/** What one tool takes from others: the work in each in, the rows and figures that lie under the work in this one out.

The same rules stand in Python (`catalog/`, `compute`); `tests/conformance/takes` holds both to them. */

import { compared, withCompared } from "./compared.ts";
import { readGiven } from "./given.ts";
import type { Given, PageData, ValueData } from "./page_data.ts";
import { type Giver, idsOf, keyOf, type Scene, sceneOf, unplace } from "./sheet.ts";
import { checkNumber, readTyped } from "./typing.ts";
import { type Under, untouched } from "./under.ts";
import type { Version } from "./version.ts";
import { typedAt, type Work } from "./work.ts";

/** With what kept versions of its work tell. */
function told({ data, program, work }: Giver, under: Under, versions: Version[]): Under {
  return data.compares ? withCompared(data, under, compared(data, program, work, versions, under)) : under;
}

/** A figure of another tool that cannot stand here. */
export interface Misfit {
  value: string; // here
  key: string;
  figure: Given;
}

/** `givers` by slug; one that is missing is one without work. `own`: this tool. `versions`: all that are kept.
`scenes`: what is known of these givers already; it is added to. */
export function taken(
  own: Giver,
  givers: Record<string, Giver>,
  versions: Version[] = [],
  scenes: Record<string, Scene | null> = {},
): { under: Under; misfits: Misfit[] } {
  const { data } = own;
  const worked = (slug: string) => givers[slug] !== undefined && isWorked(givers[slug]);
  for (const slug of data.givers ?? []) {
    if (scenes[slug] !== undefined) continue;
    const giver = givers[slug];
    const touched = giver && [slug, ...giver.data.givers ?? []].some(worked);
    if (!touched) scenes[slug] = null;
    else scenes[slug] = sceneOf(giver, told(giver, underOf(giver.data, givers, scenes, giver.work).under, versions));
  }
  const { under, misfits } = underOf(data, givers, scenes, own.work);
  return { under: told(own, under, versions), misfits };
}

/** Is anything typed beyond the rows that every sheet starts with? */
export function isWorked({ data, work }: Giver): boolean {
  let start = starts.get(data);
  if (!start) starts.set(data, start = readGiven(data, {}).work);
  const names = new Set([...Object.keys(work.typed), ...Object.keys(start.typed)]);
  return [...names].some((name) => !sameCells(work.typed[name], start.typed[name]));
}

const starts = new WeakMap<PageData, Work>();

function sameCells(own = new Map<string, Given>(), other = new Map<string, Given>()): boolean {
  return own.size === other.size && [...own].every(([key, figure]) => other.get(key) === figure);
}

function underOf(
  data: PageData,
  givers: Record<string, Giver>,
  scenes: Record<string, Scene | null>,
  own: Work,
): { under: Under; misfits: Misfit[] } {
  const under = untouched(data), misfits: Misfit[] = [];
  for (const [list, { from }] of Object.entries(data.lists)) {
    if (from !== undefined && givers[from] && isWorked(givers[from])) under.rows[list] = filledRows(givers[from], list);
  }
  const ids = idsOf(data, own, under);
  for (const [name, { tool, value: there }] of Object.entries(data.takes ?? {})) {
    const scene = scenes[tool], value = data.values[name];
    if (!scene) continue;
    const cells = under.cells[name] = new Map<string, Given>();
    const { for: shape } = scene.data.values[there];
    scene.figures.values[there].forEach((held, i) => {
      const figure = byId(scene, there, held);
      if (figure === null) return;
      const key = keyOf(shape, unplace(shape, i, scene.ids), scene.ids);
      if (!isHere(data, value, key, ids)) return;
      if (fits(data, value, figure, ids)) cells.set(key, figure);
      else if (typedAt(own, name, key) === null) misfits.push({ value: name, key, figure });
    });
  }
  return { under, misfits };
}

/** The rows of a tool's own sheet in which something is typed. */
function filledRows({ data, work }: Giver, list: string): string[] {
  const filled = new Set<string>();
  for (const [name, cells] of Object.entries(work.typed)) {
    const shape = data.values[name]?.for ?? [];
    shape.forEach(([, other], i) => {
      if (other === list) { for (const key of cells.keys()) filled.add(key.split("/")[i]); }
    });
  }
  return (work.rows[list] ?? []).filter((id) => filled.has(id));
}

function byId(scene: Scene, name: string, held: number | string | null): Given | null {
  if (held === null || held === "" || Number.isNaN(held)) return null;
  const { kind, of } = scene.data.values[name];
  if (kind === "truth") return held === 1;
  return kind === "item" ? scene.ids[of!][held as number] ?? null : held;
}

/** Items that this tool's list lacks, and rows of lists that are not there, are none of its business. */
function isHere(data: PageData, value: ValueData, key: string, ids: Record<string, string[]>): boolean {
  const parts = key === "" ? [] : key.split("/");
  return value.for.every(([, list], i) => ids[list].includes(parts[i]) || data.lists[list].grows !== undefined);
}

function fits(data: PageData, value: ValueData, figure: Given, ids: Record<string, string[]>): boolean {
  switch (value.kind) {
    case "item":
      return ids[value.of!].includes(String(figure));
    case "date":
      return readTyped(data, value, String(figure)).refusal === undefined;
    case "number":
    case "whole":
      return checkNumber(value, typed(value, Number(figure)), "").refusal === undefined;
    default:
      return true;
  }
}

/** As one would type it; limits and whole numbers are compared as the language does, within one part in 10^9. */
function typed({ percent, scale, min, max, kind }: ValueData, held: number): number {
  const x = percent ? held * 100 : held;
  const limits = [...(scale ?? [min, max]), ...(scale || kind === "whole" ? [Math.round(x)] : [])];
  return limits.find((limit) =>
    limit !== undefined && Math.abs(limit - x) <= 1e-9 * Math.max(Math.abs(limit), Math.abs(x))
  ) ?? x;
}
