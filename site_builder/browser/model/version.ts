/** States of a tool's work that are kept beside it: own earlier ones, another rater's, an earlier review's. */

import type { GivenFile, PageData } from "./page_data.ts";
import { readGiven, type Unfit } from "./given.ts";
import { texts } from "./store.ts";
import type { Work } from "./work.ts";

/** `kept`: to compare with; `rater`: somebody else's view of the same customers; `earlier`: an earlier review. */
export type VersionKind = "kept" | "rater" | "earlier";
export const KINDS: VersionKind[] = ["kept", "rater", "earlier"];

export interface Version {
  id: string;
  tool: string; // its slug
  kind: VersionKind;
  label: string;
  by: string; // whose work it is; "" where nobody said
  date: string; // 2026-01-31, "" where nobody said
  definition: string; // the tool's fingerprint then
  given: GivenFile;
}

const MOST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whatever was stored or loaded in, what of it is a version out. */
export function readVersions(stored: unknown): Version[] {
  const found: Version[] = [], ids = new Set<string>();
  for (const each of Array.isArray(stored) ? stored : []) {
    if (typeof each !== "object" || each === null || typeof each.given !== "object" || each.given === null) continue;
    const id = line(each.id, 40) || newId(found);
    if (typeof each.tool !== "string" || ids.has(id) || found.length >= MOST) continue;
    ids.add(id);
    found.push({
      id,
      tool: each.tool.slice(0, 80),
      kind: KINDS.includes(each.kind) ? each.kind : "kept",
      label: line(each.label, 80),
      by: line(each.by, 80),
      date: DAY.test(each.date) ? each.date : "",
      definition: line(each.definition, 40),
      given: each.given,
    });
  }
  return found;
}

// deno-lint-ignore no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f\u202a-\u202e]+/g;

/** A text of one line, cut; "" for what is no text. */
export function line(text: unknown, most: number): string {
  return typeof text === "string" ? text.replace(UNSEEN, " ").trim().slice(0, most) : "";
}

/** "v3": one more than any there is. */
export function newId(versions: Version[]): string {
  return `v${Math.max(0, ...versions.map(({ id }) => Number(/^v(\d{1,9})$/.exec(id)?.[1] ?? 0))) + 1}`;
}

export function versionWork(data: PageData, { given }: Version): { work: Work; unfit: Unfit[] } {
  return readGiven(data, given);
}

/** Earlier reviews, the oldest first; without a date they come before all others, in the order in which they came. */
export function reviews(versions: Version[]): Version[] {
  return versions.filter(({ kind }) => kind === "earlier").sort((a, b) => a.date.localeCompare(b.date));
}

/** What is kept under a key of storage. */
export function keptVersions(key: string): Version[] {
  try {
    return readVersions(JSON.parse(texts().getItem(key) ?? "[]"));
  } catch {
    return [];
  }
}
