/** The learner as the self-study pages see him: what is kept, and the path's figures made of it. */

import { type Facts, factsOf, needsOf, pathScene, workedOn } from "../../model/gates.ts";
import type { Need } from "../../model/gates.ts";
import { readGiven } from "../../model/given.ts";
import { hasWork, keptWork, storageKey } from "../../model/keeper.ts";
import type { PageData } from "../../model/page_data.ts";
import type { PathData } from "../../model/path_data.ts";
import { type PathRecord, readRecord } from "../../model/path_record.ts";
import { readQuiz } from "../../model/quiz_record.ts";
import { type Section, section, sectionKey, VERSIONS } from "../../model/section.ts";
import type { Giver, Program, Scene } from "../../model/sheet.ts";
import { keptVersions } from "../../model/version.ts";
import { fetchScript } from "../elements.ts";

/** What tools' scripts have handed over, by slug. */
export const handed: Record<string, { data: PageData; program: Program }> = {};

export interface Sight {
  record: PathRecord;
  scene: Scene;
  needs: Record<string, Need[]>; // by module
  worked: Set<string>; // slugs of tools with figures of the learner's own
  tools: Record<string, Giver>; // by slug, those that were looked at
}

export interface Learner {
  path: PathData;
  kept: Section<PathRecord>;
  /** Has the learner typed anything in any tool? */
  begun(): boolean;
  /** All figures of the learner's own, or of the tools' first examples. Fetches the tools' scripts where they are needed. */
  look(example?: boolean): Promise<Sight>;
  listen(changed: () => void): void;
}

export async function fetchTools(siteRoot: string, slugs: string[]): Promise<void> {
  const wanted = slugs.filter((slug) => !handed[slug]);
  await Promise.allSettled(wanted.map((slug) => fetchScript(`${siteRoot}assets/tools/${slug}.js`)));
}

/** Tools with the learner's work in them, or with their first examples. */
export async function toolsOf(siteRoot: string, slugs: string[], example = false): Promise<Record<string, Giver>> {
  await fetchTools(siteRoot, slugs);
  const found: Record<string, Giver> = {};
  for (const slug of slugs) {
    if (!handed[slug]) continue;
    const { data } = handed[slug], first = Object.values(data.examples)[0];
    const work = example ? readGiven(data, first?.given ?? {}).work : keptWork(data, storageKey(siteRoot, slug));
    found[slug] = { ...handed[slug], work };
  }
  return found;
}

/** `slugs`: of the tools that are there. */
export function learner(
  path: PathData,
  program: Program,
  siteRoot: string,
  slugs: string[] = path.sheet.givers ?? [],
): Learner {
  const kept = section(sectionKey(siteRoot, "path"), readRecord);
  const quiz = section(sectionKey(siteRoot, "quiz"), readQuiz);
  const keys = slugs.map((slug) => storageKey(siteRoot, slug));
  const begun = () => keys.some(hasWork);

  return {
    path,
    kept,
    begun,
    async look(example = false) {
      const tools = example || begun() ? await toolsOf(siteRoot, slugs, example) : {};
      const record = kept.get();
      const facts: Facts = factsOf(record, quiz.get().final.best);
      const versions = example ? [] : keptVersions(sectionKey(siteRoot, VERSIONS));
      const scene = pathScene(path.sheet, program, tools, versions, facts), worked = workedOn(tools);
      const needs = Object.fromEntries(path.modules.map((each) => [each.id, needsOf(path, each, scene, worked)]));
      return { record, scene, needs, worked, tools };
    },
    listen(changed) {
      const all = [...keys, ...["path", "quiz", VERSIONS].map((name) => sectionKey(siteRoot, name))];
      addEventListener("storage", ({ key }) => (key === null || all.includes(key)) && changed());
      addEventListener("pageshow", ({ persisted }) => persisted && changed());
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && changed());
    },
  };
}
