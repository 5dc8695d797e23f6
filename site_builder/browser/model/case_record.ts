/** Whose work it is: the section of the case file that says so, and when it last went into a file. */

import { type Section, section, sectionKey } from "./section.ts";
import { line } from "./version.ts";

export interface CaseRecord {
  name: string;
  team: string;
  date: string; // 2026-01-31, of the review; "" is the day on which it is asked
  filed: string; // when the whole was last saved as a file: ISO 8601, "" never
}

export function readRecord(stored: unknown): CaseRecord {
  const said = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    name: line(said.name, 80),
    team: line(said.team, 80),
    date: /^\d{4}-\d{2}-\d{2}$/.test(String(said.date)) ? String(said.date) : "",
    filed: Number.isNaN(Date.parse(String(said.filed))) ? "" : String(said.filed),
  };
}

export function caseRecord(siteRoot: string): Section<CaseRecord> {
  return section(sectionKey(siteRoot, "case"), readRecord);
}
