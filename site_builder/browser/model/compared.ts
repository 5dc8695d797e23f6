/** What kept versions tell: two raters' figures far apart, reviews in which nothing moved down.

The same rules stand in Python (`catalog/compared.py`); `tests/conformance/compares` holds both to them. */

import type { Given, PageData } from "./page_data.ts";
import { keyOf, type Program, type Scene, sceneOf, unplace } from "./sheet.ts";
import type { Under } from "./under.ts";
import { reviews, type Version, versionWork } from "./version.ts";
import type { Work } from "./work.ts";

/** By value: what is known from versions, where anything is. `under` lies below them as it lies below the work. */
export function compared(
  data: PageData,
  program: Program,
  work: Work,
  versions: Version[],
  under: Under,
): Record<string, boolean> {
  const found: Record<string, boolean> = {};
  const own = versions.filter(({ tool }) => tool === data.tool);
  if (!data.compares || own.length === 0) return found;
  const scene = (work: Work) => sceneOf({ data, program, work }, under);
  const scenes = (them: Version[]) => them.map((version) => scene(versionWork(data, version).work));
  const now = scene(work);
  for (const [name, rule] of Object.entries(data.compares)) {
    const told = "raters" in rule
      ? farApart([now, ...scenes(own.filter(({ kind }) => kind === "rater"))], rule.raters, rule.apart)
      : neverDown([...scenes(reviews(own).slice(-2)), now], rule.reviews);
    if (told !== null) found[name] = told;
  }
  return found;
}

/** The under with what versions tell put into it, in place of what they told before. */
export function withCompared(data: PageData, under: Under, told: Record<string, boolean>): Under {
  const cells = { ...under.cells };
  for (const name of Object.keys(data.compares ?? {})) {
    if (name in told) cells[name] = new Map<string, Given>([["", told[name]]]);
    else delete cells[name];
  }
  return { ...under, cells };
}

/** Whether figures of one place are as far apart as `apart`; null where no two have a figure at the same place. */
function farApart(scenes: Scene[], name: string, apart: number): boolean | null {
  const columns = scenes.map((scene) => byKey(scene, name));
  let common = false;
  for (const key of new Set(columns.flatMap((column) => [...column.keys()]))) {
    const figures = columns.flatMap((column) => column.get(key) ?? []);
    if (figures.length < 2) continue;
    common = true;
    const far = Math.max(...figures) - Math.min(...figures);
    if (far >= apart - 1e-9 * apart) return true;
  }
  return common ? false : null;
}

/** Whether no item came further down its list from any state to the next; null with fewer than three states, or none in common. */
function neverDown(scenes: Scene[], name: string): boolean | null {
  if (scenes.length < 3) return null;
  const columns = scenes.map((scene) => byKey(scene, name));
  let common = false;
  for (let i = 1; i < columns.length; i++) {
    for (const [key, position] of columns[i]) {
      const before = columns[i - 1].get(key);
      if (before === undefined) continue;
      common = true;
      if (position > before) return false;
    }
  }
  return common ? true : null;
}

/** Numbers as typed (20 for 20 %), items by position. */
function byKey(scene: Scene, name: string): Map<string, number> {
  const { for: shape, percent } = scene.data.values[name], column = scene.figures.values[name] as Float64Array;
  const found = new Map<string, number>();
  column.forEach((held, i) => {
    if (!Number.isNaN(held)) {
      found.set(keyOf(shape, unplace(shape, i, scene.ids), scene.ids), percent ? held * 100 : held);
    }
  });
  return found;
}
