/** One learner's session in a course: the shelf that the pages in the frame keep their work on, and what of it the portal
is told. */

import { SECTIONS } from "../model/case_file.ts";
import { caseStore } from "../model/case_store.ts";
import { markOf } from "../model/checksum.ts";
import { readQuiz } from "../model/quiz_record.ts";
import { section, sectionKey, VERSIONS } from "../model/section.ts";
import { type Portion, type Shelf, shelf } from "../model/shelf.ts";
import type { Lender } from "../model/store.ts";
import { keptVersions } from "../model/version.ts";
import { fetchTools, handed, type Learner, toolsOf } from "../view/path/learner.ts";
import { isFailure } from "./api.ts";
import type { Connection, Report } from "./connection.ts";
import type { Course } from "./course.ts";
import { type Kept, NOTHING_KEPT, packKept, unpackKept } from "./kept.ts";
import { figuresOf, type Outcome, outcomeOf } from "./outcome.ts";
import { type Recorded, type Recorder, recorder } from "./recorder.ts";

import { withNames, withoutNames } from "./unnamed.ts";

/** Why a portal records nothing. */
export type Silence = "none" | "refused" | "review";

/** What the learner is shown. */
export interface Sight {
  silence: Silence | null;
  recorded: Recorded;
  outcome: Outcome;
  shelf: Shelf["trouble"];
}

export interface Session {
  lender: Lender;
  place: string;
  /** The learner has not been told yet what goes to the portal. */
  fresh: boolean;
  names: boolean;
  /** Takes over the work that the portal has, where it is newer; tells whether it replaced other work. */
  receive(): Promise<boolean>;
  /** From here on the portal is told. */
  begin(path: Learner | undefined): void;
  allowNames(allowed: boolean): void;
  moved(place: string): void;
  /** Tells the portal now what is to be told. */
  flush(): void;
  end(): void;
}

const LOOK_AFTER = 600; // milliseconds after a change

export function session(
  course: Course,
  siteRoot: string,
  connection: Connection | null,
  show: (sight: Sight) => void,
): Session {
  const opened = connection && connection.open(), failure = isFailure(opened) ? opened : null;
  const standing = isFailure(opened) ? null : opened;
  const silence = !opened ? "none" : !standing ? "refused" : standing.recording ? null : "review";
  const known = unpackKept(standing?.kept ?? "") ?? NOTHING_KEPT, kept: Kept = { ...known, work: {} };
  const slugs = course.tools.map(({ slug }) => slug), names = [...slugs, VERSIONS, "case", ...SECTIONS];
  const scope = scopeOf(course, standing?.learner ?? ""), own = shelf(scope, (name) => names.includes(name), changed);
  const opening = Date.now(), told: Record<string, string> = {};
  const sight: Sight = {
    silence,
    recorded: { at: null, failure, left: [] },
    outcome: { complete: standing?.complete ?? false, open: 0, gates: 0, score: known.score },
    shelf: null,
  };
  let record: Recorder | undefined, path: Learner | undefined, looking: number | undefined;
  let place = placeIn(course, standing?.place ?? "") ?? course.first;

  function changed(): void {
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_AFTER);
    record?.touch();
    tell({ shelf: own.trouble });
  }

  function tell(news: Partial<Sight>): void {
    show(Object.assign(sight, news));
  }

  async function look(): Promise<void> {
    const seen = await path?.look(), tools = seen?.tools ?? await toolsOf(siteRoot, slugs.filter(isKept));
    const quiz = section(sectionKey(siteRoot, "quiz"), readQuiz).get();
    const { complete, score, ...gates } = outcomeOf(course, quiz, tools, path?.path, seen);
    if (score !== null) kept.score = Math.max(score, kept.score ?? 0);
    tell({ outcome: { ...gates, complete: complete || sight.outcome.complete, score: kept.score } });
    const figures = figuresOf(tools, keptVersions(sectionKey(siteRoot, VERSIONS)));
    record?.figures(figures.filter(({ id, text }) => told[id] !== text));
    for (const { id, text } of figures) told[id] = text;
    record?.touch();
  }

  function isKept(name: string): boolean {
    return own.portion(name) !== null;
  }

  function report(most: number): { report: Report; left: string[] } {
    if (course.keep === "portal") kept.work = portions();
    const { text, left } = packKept(kept, most), { complete, score } = sight.outcome;
    const passed = score === null ? null : score >= course.mastery;
    const seconds = Math.round((Date.now() - opening) / 1000);
    return { report: { complete, passed, score, place, kept: text, seconds }, left };
  }

  function portions(): Kept["work"] {
    const found: Kept["work"] = {};
    for (const name of names) {
      const portion = own.portion(name);
      if (!portion || portion.at === "") continue;
      const text = kept.names || portion.text === "" ? portion.text : withoutNames(name, portion.text, handed);
      if (text !== null) found[name] = { ...portion, text, nameless: !kept.names };
    }
    return found;
  }

  return {
    lender: { scope, texts: own, answered: (answer) => record?.answer(answer) },
    get place() {
      return place;
    },
    fresh: standing !== null && standing.recording && !known.told,
    names: kept.names,
    async receive() {
      if (course.keep !== "portal" || !standing) return false;
      const newer = Object.entries(known.work).filter(([name, { at }]) => names.includes(name) && isOlder(name, at));
      await fetchTools(siteRoot, slugs.filter((slug) => isKept(slug) || known.work[slug] !== undefined));
      const replaces = newer.some(([name]) => own.portion(name)?.text);
      if (replaces) caseStore(siteRoot, slugs).remember("load");
      for (const [name, portion] of newer) own.put(name, { ...portion, text: whole(name, portion) });
      return replaces;
    },
    begin(way) {
      path = way;
      kept.told = true;
      if (connection && standing?.recording) record = recorder(connection, report, (recorded) => tell({ recorded }));
      if (course.keep === "portal") fetchTools(siteRoot, slugs); // names are found by them, at the end at once
      look().then(() => record?.flush());
    },
    allowNames(allowed) {
      kept.names = allowed;
      record?.touch();
    },
    moved(now) {
      place = placeIn(course, now) ?? placeIn(course, now.split("#")[0]) ?? place;
      record?.touch();
    },
    flush: () => record?.flush(),
    end() {
      if (record) record.end();
      else if (standing) connection?.close();
    },
  };

  function isOlder(name: string, at: string): boolean {
    const here = own.portion(name);
    return here === null || here.at < at;
  }

  function whole(name: string, { text, nameless }: Portion): string {
    return nameless && text !== "" ? withNames(name, text, own.portion(name)?.text || null, handed) : text;
  }
}

/** A page of the package by its address below `site/`; nothing else is opened. */
export function placeIn({ pages }: Course, text: string): string | null {
  return pages.includes(text.split("#")[0]) && /^[\w./-]+(#[\w-]*)?$/.test(text) ? text : null;
}

/** What parts this course's work, and this learner's, from all other on the same host. Without a portal the learner is
the one who was here last: a page of the course may have been opened in a window of its own. */
function scopeOf(course: Course, learner: string): string {
  const key = `armory:${course.id}:last`;
  try {
    const scope = learner === "" ? localStorage.getItem(key) : null;
    const found = scope?.startsWith(`${course.id}/`) ? scope : `${course.id}/${markOf(learner)}`;
    localStorage.setItem(key, found);
    return found;
  } catch {
    return `${course.id}/${markOf(learner)}`;
  }
}
