/** The case file: all that one learner typed, over all tools, as one file; what is stored in, JSON out, and back. */

import type { CaseRecord } from "./case_record.ts";
import { today } from "./day.ts";
import { isTable } from "./given.ts";
import type { GivenFile } from "./page_data.ts";
import { line, readVersions, type Version } from "./version.ts";

/** What `case` says; a page that knows a later form writes a larger number. */
export const FORMAT = 1;
export const FILE_MOST = 20_000_000; // characters

/** What belongs to the work in a tool, beside its figures: nobody reads it but the page. */
export interface ToolState {
  version: string; // the tool's fingerprint when it was stored
  saved: string;
  next: Record<string, number>;
  unfit: unknown[];
  origins?: unknown;
}

export interface CaseFile {
  case: number;
  name: string;
  team: string;
  date: string;
  saved: string; // when the file was made
  tools: Record<string, GivenFile>; // by slug
  state: Record<string, ToolState>;
  versions: Version[];
  [section: string]: unknown; // quiz, path: as they are stored
}

/** Sections that go along as they are. */
export const SECTIONS = ["quiz", "path"];

/** `stored`: the texts that storage holds, by tool or section. */
export function gather(slugs: string[], record: CaseRecord, stored: (name: string) => string | null): CaseFile {
  const file: CaseFile = {
    case: FORMAT,
    name: record.name,
    team: record.team,
    date: record.date || today(),
    saved: new Date().toISOString(),
    tools: {},
    state: {},
    versions: readVersions(parsed(stored("versions"))),
  };
  for (const slug of slugs) {
    const kept = table(parsed(stored(slug)));
    if (!kept) continue;
    const { given, version, saved, next, unfit, origins } = kept;
    file.tools[slug] = table(given) ?? {};
    file.state[slug] = {
      version: line(version, 40),
      saved: line(saved, 40),
      next: counters(next),
      unfit: Array.isArray(unfit) ? unfit : [],
      ...(table(origins) ? { origins } : {}),
    };
  }
  for (const name of SECTIONS) {
    const kept = parsed(stored(name));
    if (kept !== undefined) file[name] = kept;
  }
  return file;
}

/** Why a text is no case file: a word of the page. */
export type NoCase = "empty" | "cut" | "json" | "foreign" | "large";

/** Untrusted text in. `later`: it was written by a later form than this page knows. */
export function readCaseFile(text: string): { file: CaseFile; later: boolean } | { trouble: NoCase } {
  if (text.length > FILE_MOST) return { trouble: "large" };
  const plain = text.replace(/^\ufeff/, "").trim();
  if (plain === "") return { trouble: "empty" };
  let found: Record<string, unknown> | null;
  try {
    found = table(JSON.parse(plain));
  } catch {
    return { trouble: plain.startsWith("{") && !plain.endsWith("}") ? "cut" : "json" };
  }
  const tools = table(found?.tools);
  if (!found || !tools) return { trouble: "foreign" };
  const file: CaseFile = {
    case: Number(found.case ?? FORMAT),
    name: line(found.name, 80),
    team: line(found.team, 80),
    date: /^\d{4}-\d{2}-\d{2}$/.test(String(found.date)) ? String(found.date) : "",
    saved: line(found.saved, 40),
    tools: Object.fromEntries(
      Object.entries(tools).map(([slug, given]) => [slug.replaceAll("_", "-"), table(given) ?? {}]),
    ),
    state: {},
    versions: readVersions(found.versions),
  };
  for (const [slug, state] of Object.entries(table(found.state) ?? {})) {
    const said = table(state);
    if (!said || !(slug in file.tools)) continue;
    file.state[slug] = {
      version: line(said.version, 40),
      saved: line(said.saved, 40),
      next: counters(said.next),
      unfit: Array.isArray(said.unfit) ? said.unfit.filter(isUnfit) : [],
      ...(table(said.origins) ? { origins: said.origins } : {}),
    };
  }
  for (const name of SECTIONS) if (found[name] !== undefined) file[name] = found[name];
  return { file, later: !(file.case <= FORMAT) };
}

/** What a page's storage holds for a tool. */
export function storedForm(given: GivenFile, state: ToolState): string {
  const saved = Number.isNaN(Date.parse(state.saved)) ? new Date().toISOString() : state.saved;
  return JSON.stringify({ ...state, saved, given, seen: {} });
}

/** How many figures a given file holds: ids of rows are none. */
export function figureCount(part: unknown, key = ""): number {
  if (Array.isArray(part)) return part.reduce((sum: number, each) => sum + figureCount(each), 0);
  if (typeof part === "object" && part !== null) {
    return Object.entries(part).reduce((sum, [name, each]) => sum + figureCount(each, name), 0);
  }
  return part === null || part === undefined || part === "" || key === "id" ? 0 : 1;
}

export function rowCount(given: GivenFile): number {
  return Object.values(given).reduce((sum: number, part) => sum + (Array.isArray(part) ? part.length : 0), 0);
}

/** A name for the file that every system takes. */
export function fileName(word: string, { team, name, date }: CaseFile): string {
  const parts = [word, team, name, date].map((part) => part.replace(/[^\p{L}\p{N}-]+/gu, "").slice(0, 24));
  return parts.filter(Boolean).join("-") + ".json";
}

function isUnfit(each: unknown): boolean {
  const { where, what, why } = table(each) ?? {};
  return typeof where === "string" && typeof what === "string" && typeof table(why)?.word === "string";
}

function counters(next: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table(next) ?? {}).flatMap(([list, n]) => Number.isInteger(n) ? [[list, n as number]] : []),
  );
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function table(part: unknown): GivenFile | null {
  return isTable(part) ? part : null;
}
