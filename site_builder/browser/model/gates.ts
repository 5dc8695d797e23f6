/** Gates over the case file: the work in each tool and what else is known of the learner in, what is missing out.

Only kept work counts: a tool that is not worked on gives its defaults at most, and its module's gate stays shut. */

import type { ModuleData, PathData } from "./path_data.ts";
import { type PathRecord, saidCount } from "./path_record.ts";
import type { PageData } from "./page_data.ts";
import { type Giver, idsOf, type Program, type Scene, sceneOf } from "./sheet.ts";
import { shown } from "./show.ts";
import { isWorked, taken } from "./takes.ts";
import type { Version } from "./version.ts";
import { emptyWork, type Work } from "./work.ts";

/** What the page knows of the learner beside the tools. */
export interface Facts {
  final_score: number | null; // the best share of the final test, 0-1
  agreement_count: number;
  commitment_count: number;
  plan_item: string | null;
}

export interface Need {
  value: string; // "": figures of one's own in the module's tool
  met: boolean;
  missing: string; // empty where it is met, or where nothing can be said yet
}

export function factsOf(record: PathRecord, finalScore: number | null): Facts {
  return {
    final_score: finalScore,
    agreement_count: saidCount(record.agreements),
    commitment_count: saidCount(record.commitments),
    plan_item: record.item,
  };
}

/** The path's sheet with the figures of the tools. `givers`: by slug, those with their work; `versions`: all that are
kept beside it; `scenes`: as `taken` has them. */
export function pathScene(
  data: PageData,
  program: Program,
  givers: Record<string, Giver>,
  versions: Version[],
  facts: Facts,
  scenes: Record<string, Scene | null> = {},
): Scene {
  const own = factWork(data, facts);
  const { under } = taken({ data, program, work: own }, givers, versions, scenes);
  const ids = idsOf(data, own, under);
  // A row that is no longer there cannot be meant.
  for (const [name, { of }] of Object.entries(data.values)) {
    if (of !== undefined && name in facts && !ids[of].includes(String(own.typed[name]?.get("")))) {
      delete own.typed[name];
    }
  }
  return sceneOf({ data, program, work: own }, under);
}

/** The facts that the sheet asks for, as if they had been typed. */
function factWork(data: PageData, facts: Facts): Work {
  const work = emptyWork();
  for (const [name, fact] of Object.entries(facts)) {
    if (data.values[name] === undefined || fact === null) continue;
    work.typed[name] = new Map([["", data.values[name].percent ? fact * 100 : fact]]);
  }
  return work;
}

export function workedOn(givers: Record<string, Giver>): Set<string> {
  return new Set(Object.entries(givers).filter(([, giver]) => isWorked(giver)).map(([slug]) => slug));
}

/** The conditions of a module's gate; none where it has no gate. */
export function needsOf(path: PathData, module: ModuleData, scene: Scene, worked: Set<string>): Need[] {
  if (module.gate.length === 0) return [];
  const begun = module.tool === null || worked.has(module.tool);
  const first: Need[] = [];
  if (module.tool !== null) {
    const tool = path.tools.find(({ slug }) => slug === module.tool)?.short ?? module.tool;
    first.push({
      value: "",
      met: begun,
      missing: begun ? "" : scene.data.words.not_begun.replace("{tool}", () => tool),
    });
  }
  return [
    ...first,
    ...module.gate.map(({ value, missing }) => {
      const met = begun && scene.figures.values[value][0] === 1;
      return { value, met, missing: met || !begun ? "" : filled(missing, scene) };
    }),
  ];
}

export function missingCount(needs: Need[]): number {
  return needs.filter(({ met }) => !met).length;
}

/** `{value}` as its figure, at one item of the sentence's list or for a single value; braces written twice are braces. */
export function filled(text: string, scene: Scene, at = -1): string {
  return text.replace(/\{\{|\}\}|\{([^{}\n]+)\}/g, (written, name: string | undefined) => {
    if (name === undefined) return written[0];
    const single = scene.data.values[name]?.for.length === 0;
    return shown(scene, name, single || at < 0 ? 0 : at);
  });
}
