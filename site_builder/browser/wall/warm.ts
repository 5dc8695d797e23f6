/** Goes over the tools' first examples a few times while the page waits, so that the browser has the code ready when
forty files come at once: it translates code that it has seen at work. */

import { readEntry } from "./entry.ts";
import { type Course, learnerOf } from "./learner.ts";

const TIMES = 12;

/** One round a call, when nothing else is to be done; ends when `wanted` says that files have come. */
export function warm(course: Course, wanted: () => boolean, times = TIMES): void {
  if (times === 0) return;
  const later = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 50));
  later(() => {
    if (wanted()) return;
    const tools = Object.fromEntries(
      Object.entries(course.handed).map(([slug, { data }]) => [slug, Object.values(data.examples)[0]?.given ?? {}]),
    );
    const ids = { questions: [], stations: [] };
    const entry = readEntry("", JSON.stringify({ tools }), course.handed, ids);
    if (!("trouble" in entry)) learnerOf(entry, course);
    warm(course, wanted, times - 1);
  });
}
