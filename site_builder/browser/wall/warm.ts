/** Goes over the tools' first examples a few times while the page waits, so that the browser has the code ready when
forty files come at once: it translates code that it has seen at work. */

import { readEntry } from "./entry.ts";
import { type Course, learnerOf } from "./learner.ts";

const TIMES = 12;

/** One tool a call, when nothing else is to be done, so that a visitor is never kept waiting; ends when `wanted` says that
files have come. */
export function warm(course: Course, wanted: () => boolean, times = TIMES): void {
  const rounds = Array.from({ length: times }, () => Object.keys(course.handed)).flat();
  const later = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 50));
  const next = () => {
    const slug = rounds.shift();
    if (slug === undefined || wanted()) return;
    const given = Object.values(course.handed[slug].data.examples)[0]?.given ?? {};
    const ids = { questions: [], stations: [] };
    const entry = readEntry("", JSON.stringify({ tools: { [slug]: given } }), course.handed, ids);
    if (!("trouble" in entry)) learnerOf(entry, course);
    later(next);
  };
  later(next);
}
