/** A loaded case file checked against the tools of this site, and put beside the learner's own work. */

import { renamed, renaming } from "../model/align.ts";
import { type CaseFile, SECTIONS, storedForm, type ToolState } from "../model/case_file.ts";
import type { CaseStore } from "../model/case_store.ts";
import { compare, type Side } from "../model/compare.ts";
import { readGiven, writeGiven } from "../model/given.ts";
import { keptWork } from "../model/keeper.ts";
import { say } from "../model/page_data.ts";
import { sceneOf } from "../model/sheet.ts";
import { untouched } from "../model/under.ts";
import type { Version, VersionKind } from "../model/version.ts";
import { difference, hasFigures, isEmpty, type Work } from "../model/work.ts";
import { byText, placeName, sideText } from "./differences.ts";
import { fetchScript } from "./elements.ts";
import { fetchWords } from "./more.ts";
import type { Handed } from "./origins.ts";

declare const armory: { handed: Record<string, Handed> };

/** What of a file fits this site: every figure in it has been read as untrusted. */
export interface Checked {
  file: CaseFile;
  works: Record<string, Work>;
  unknown: string[]; // tools that this site does not have
  unfit: { tool: string; text: string }[];
  lines: string[]; // what is to be said of it
  missing: boolean; // a tool's script could not be fetched
}

export async function checkTools(file: CaseFile, slugs: string[], assets: string): Promise<Checked> {
  const checked: Checked = {
    file: { ...file, tools: {}, state: {} },
    works: {},
    unknown: [],
    unfit: [],
    lines: [],
    missing: false,
  };
  const named = Object.keys(file.tools);
  const wanted = named.filter((slug) => slugs.includes(slug) && !armory.handed[slug]);
  try {
    await Promise.all([fetchWords(assets), ...wanted.map((slug) => fetchScript(`${assets}tools/${slug}.js`))]);
  } catch {
    checked.missing = true;
    return checked;
  }
  for (const slug of named) {
    if (!slugs.includes(slug)) {
      checked.unknown.push(slug);
      continue;
    }
    const { data } = armory.handed[slug], { work, unfit } = readGiven(data, file.tools[slug]);
    const state: ToolState = file.state[slug] ?? { version: data.version, saved: file.saved, next: {}, unfit: [] };
    for (const [list, next] of Object.entries(state.next)) {
      if (work.rows[list]) work.next[list] = Math.max(work.next[list], next);
    }
    checked.works[slug] = work;
    checked.file.tools[slug] = writeGiven(data, work);
    checked.file.state[slug] = { ...state, next: work.next, unfit: [...state.unfit, ...unfit] };
    for (const { where, what, why } of unfit) {
      checked.unfit.push({
        tool: slug,
        text: `${where} ${what} ${say(data, `refused_${why.word}`, why.facts)}`.trim(),
      });
    }
  }
  return checked;
}

/** A typed rating that is two points apart or more, in words. */
export interface Difference {
  what: string;
  mine: string;
  theirs: string;
  by: string;
}

export interface Merged {
  adopted: string[]; // tools in which nothing was typed: theirs is now one's own
  same: string[];
  versions: Version[]; // without ids
  compared: { slug: string; typed: number; far: Difference[] }[];
}

/** Puts theirs beside the own work, rows aligned by name; the own figures stay as they are. */
export function mergeFile(
  { file, works }: Checked,
  kind: VersionKind,
  store: CaseStore,
  keyOf: (slug: string) => string,
): Merged {
  const merged: Merged = { adopted: [], same: [], versions: [], compared: [] };
  const pairs = Object.entries(works).map(([slug, theirs]) => {
    const { data, program } = armory.handed[slug];
    return { slug, data, program, theirs, ours: keptWork(data, keyOf(slug)) };
  });
  const names = renaming(pairs);
  for (const { slug, data, program, theirs: asTheirs, ours } of pairs) {
    const theirs = renamed(data, asTheirs, names), given = writeGiven(data, theirs);
    if (store.read(slug) === null || !hasFigures(ours)) {
      if (hasFigures(theirs)) {
        store.put(slug, storedForm(given, { ...file.state[slug], next: theirs.next }));
        merged.adopted.push(slug);
      }
      continue;
    }
    if (isEmpty({ cells: difference(ours, theirs).cells, rows: [] })) {
      merged.same.push(slug);
      continue;
    }
    const { name, date } = file, definition = file.state[slug].version;
    merged.versions.push({ id: "", tool: slug, kind, label: "", by: name, date, definition, given });
    const side = (work: Work): Side => ({ work, scene: sceneOf({ data, program, work }, untouched(data)) });
    const then = side(theirs), now = side(ours), { typed } = compare(then, now);
    const far = typed.filter((each) => each.far).map((each) => ({
      what: placeName(data, each, then.scene, now.scene),
      mine: sideText(now.scene, each, each.now),
      theirs: sideText(then.scene, each, each.then),
      by: byText(data, each),
    }));
    merged.compared.push({ slug, typed: typed.length, far });
  }
  for (const section of SECTIONS) {
    if (store.read(section) === null && file[section] !== undefined) store.put(section, JSON.stringify(file[section]));
  }
  for (const version of file.versions) {
    const pair = pairs.find(({ slug }) => slug === version.tool);
    if (!pair || version.kind === "kept") continue; // what they kept to compare with is theirs alone
    const { work } = readGiven(pair.data, version.given);
    merged.versions.push({ ...version, id: "", given: writeGiven(pair.data, renamed(pair.data, work, names)) });
  }
  return merged;
}
