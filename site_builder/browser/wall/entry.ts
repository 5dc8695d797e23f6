/** One dropped file in, read as untrusted; what of it this course can take, or why nothing, out. */

import { figureCount, type NoCase, readCaseFile } from "../model/case_file.ts";
import { readGiven } from "../model/given.ts";
import { type PageData, say } from "../model/page_data.ts";
import { type PathRecord, readRecord } from "../model/path_record.ts";
import { type QuizRecord, readQuiz } from "../model/quiz_record.ts";
import type { Program } from "../model/sheet.ts";
import type { Version } from "../model/version.ts";
import type { Work } from "../model/work.ts";

/** What tools' scripts have handed over, by slug. */
export type Handed = Record<string, { data: PageData; program: Program }>;

/** Something to be said of a file: a word of the page with its facts, and lines below it. */
export interface Remark {
  word: string;
  facts: Record<string, string | number>;
  lines: string[];
}

export interface Entry {
  file: string; // what the file is called
  name: string;
  team: string;
  date: string; // of the review; ""
  saved: string; // when the file was made
  works: Record<string, Work>; // by slug
  figures: number; // typed ones
  versions: Version[];
  quiz: QuizRecord;
  path: PathRecord;
  remarks: Remark[];
}

/** `other`: no part of it is of this course; `nothing`: a case file in which nothing was done. */
export type NoEntry = NoCase | "other" | "nothing";

export interface Refused {
  file: string;
  trouble: NoEntry | "unread" | "failed";
}

const LINES_MOST = 20;

/** `questions`: the ids of those that this course asks; `stations`: those of its modules. */
export function readEntry(
  name: string,
  text: string,
  handed: Handed,
  course: { questions: string[]; stations: string[] },
): Entry | Refused {
  const found = readCaseFile(text);
  if ("trouble" in found) return { file: name, trouble: found.trouble };
  const { file, later } = found, remarks: Remark[] = [];
  const remark = (word: string, facts: Remark["facts"] = {}, lines: string[] = []) =>
    remarks.push({ word, facts, lines: lines.slice(0, LINES_MOST) });
  const works: Entry["works"] = {}, unfit: string[] = [], unknown: string[] = [], changed: string[] = [];
  for (const [slug, given] of Object.entries(file.tools)) {
    if (!Object.hasOwn(handed, slug)) {
      unknown.push(slug.slice(0, 60));
      continue;
    }
    const { data } = handed[slug], read = readGiven(data, given), { version = "" } = file.state[slug] ?? {};
    works[slug] = read.work;
    if (version !== "" && version !== data.version) changed.push(slug);
    for (const { where, what, why } of read.unfit) {
      unfit.push(`${slug}: ${where} ${what} ${say(data, `refused_${why.word}`, why.facts)}`.trim());
    }
  }
  const quiz = readQuiz(file.quiz), path = readRecord(file.path);
  const asked = Object.keys(quiz.items), walked = Object.keys(path.done);
  const elsewhere = (ids: string[], own: string[]) => ids.length > 0 && !ids.some((id) => own.includes(id));
  const none = Object.keys(works).length === 0 && (unknown.length > 0 || elsewhere(walked, course.stations));
  if (none && !asked.some((id) => course.questions.includes(id))) return { file: name, trouble: "other" };
  const figures = figureCount(Object.entries(file.tools).filter(([slug]) => slug in works).map(([, given]) => given));
  if (figures === 0 && asked.length === 0 && walked.length === 0 && quiz.final.best === null) {
    return { file: name, trouble: "nothing" };
  }
  if (later) remark("later");
  if (unknown.length > 0) remark("unknown_tools", { count: unknown.length }, unknown);
  if (changed.length > 0) remark("changed", { count: changed.length }, changed);
  if (unfit.length > 0) remark("unfit", { count: unfit.length }, unfit);
  const { name: who, team, date, saved, versions } = file;
  return { file: name, name: who, team, date, saved, works, figures, versions, quiz, path, remarks };
}

export function isRefused(read: Entry | Refused): read is Refused {
  return "trouble" in read;
}
