/** The one form in which the course speaks to a portal, whichever standard that follows. */

import type { Failure } from "./api.ts";
import type { Answered } from "../model/store.ts";

/** What the portal knows when the course is opened. */
export interface Standing {
  learner: string; // an id, "" where the portal tells none
  recording: boolean; // not in a review or a preview
  complete: boolean;
  place: string; // as it was reported last
  kept: string; // likewise
}

/** What it is told of how far the learner is. */
export interface Report {
  complete: boolean;
  passed: boolean | null;
  score: number | null; // 0-100
  place: string;
  kept: string; // at most `keepMost` characters
  seconds: number; // since the course was opened
}

/** A key figure of the learner's, in words. */
export interface Told {
  id: string; // `result.account-tiering.hhi`
  text: string;
}

export interface Connection {
  keepMost: number; // characters of `Report.kept`
  open(): Standing | Failure;
  /** What differs from what was told before; the first failure. */
  tell(report: Report): Failure | null;
  answer(answered: Answered, at: Date): Failure | null;
  /** One more figure; the same one again takes the place of what was told in this session. */
  figure(told: Told, at: Date): Failure | null;
  commit(): Failure | null;
  close(): Failure | null;
}

/** A field that was refused. */
export function isAbout(failure: Failure, field: string): boolean {
  return failure.call.endsWith(` ${field}`);
}

/** The letters by which SCORM 1.2 knows options: a, b, c … */
export function letters(ids: string, options: string[]): string[] {
  return ids.split(" ").filter(Boolean).map((id) => "abcdefghijklmnopqrstuvwxyz"[options.indexOf(id)] ?? "z");
}

/** A typed number as portals read it; null where it is none. */
export function plainNumber(typed: string): string | null {
  const number = Number(typed.normalize("NFKC").replace(/[,%\s]/g, ""));
  return typed.trim() === "" || !Number.isFinite(number) ? null : String(Math.round(number * 1e7) / 1e7);
}
