/** What is kept of a learner's way: progress, agreements, commitments. Whatever was stored is read as untrusted. */

import { isTable } from "./given.ts";

export interface Pledge {
  text: string;
  who: string;
  when: string; // a day such as "2026-01-31", or empty
}

export interface PathRecord {
  version: 1;
  way: string | null; // the chosen shorter way; null: all of it
  last: string | null; // the module last opened
  item: string | null; // what the plan is about: a row's id
  done: Record<string, string>; // by module, the day
  agreements: Record<string, Pledge>; // by module
  commitments: Record<string, Pledge>; // by module
}

export type PledgeKind = "agreements" | "commitments";

const TEXT_MOST = 4000, NAME_MOST = 200, ENTRIES_MOST = 200;
const ID = /^[\p{L}\p{N}_-]{1,60}$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NEVER = new Set(["__proto__", "constructor", "prototype"]);

/** What fits the form; modules that a path no longer has are kept, since another path may have them. */
export function readRecord(stored: unknown): PathRecord {
  const from = isTable(stored) ? stored : {};
  return {
    version: 1,
    way: id(from.way),
    last: id(from.last),
    item: id(from.item),
    done: entries(from.done, (day) => isDay(day) ? day : null),
    agreements: entries(from.agreements, pledge),
    commitments: entries(from.commitments, pledge),
  };
}

export function isSaid(pledge: Pledge | undefined): boolean {
  return pledge !== undefined && pledge.text.trim() !== "";
}

/** How many modules have one. */
export function saidCount(pledges: Record<string, Pledge>): number {
  return Object.values(pledges).filter(isSaid).length;
}

/** The record with one field of a pledge changed; nothing is kept of one that is empty. */
export function withPledge(record: PathRecord, kind: PledgeKind, module: string, pledge: Pledge): PathRecord {
  const { [module]: _before, ...others } = record[kind];
  const isEmpty = pledge.text.trim() === "" && pledge.who.trim() === "";
  return { ...record, [kind]: isEmpty ? others : { ...others, [module]: pledge } };
}

export function withDone(record: PathRecord, module: string, day: string | null): PathRecord {
  const { [module]: _before, ...others } = record.done;
  return { ...record, done: day === null ? others : { ...others, [module]: day } };
}

export function isDay(text: unknown): text is string {
  return typeof text === "string" && DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function pledge(part: unknown): Pledge | null {
  if (!isTable(part)) return null;
  const made = {
    text: said(part.text, TEXT_MOST),
    who: said(part.who, NAME_MOST),
    when: isDay(part.when) ? part.when : "",
  };
  return made.text === "" && made.who === "" ? null : made;
}

function entries<Entry>(part: unknown, read: (entry: unknown) => Entry | null): Record<string, Entry> {
  const found: Record<string, Entry> = {};
  for (const [name, entry] of isTable(part) ? Object.entries(part).slice(0, ENTRIES_MOST) : []) {
    const fitting = id(name) !== null ? read(entry) : null;
    if (fitting !== null) found[name] = fitting;
  }
  return found;
}

function said(part: unknown, most: number): string {
  return typeof part === "string" ? part.slice(0, most) : "";
}

function id(part: unknown): string | null {
  return typeof part === "string" && ID.test(part) && !NEVER.has(part) ? part : null;
}
