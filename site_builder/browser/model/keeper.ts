/** What a learner typed into one tool, kept: in the browser, or wherever a page around this one keeps it. */

import type { Given, GivenFile, PageData } from "./page_data.ts";
import { readGiven, type Unfit, writeGiven } from "./given.ts";
import { workRoot } from "./roots.ts";
import { keyBeside } from "./section.ts";
import { texts } from "./store.ts";
import { apply, type Change, copyWork, emptyWork, type Work } from "./work.ts";

export interface Kept {
  work: Work;
  unfit: Unfit[]; // kept from an earlier definition; never dropped by itself
  saved: Date | null;
}

/** Why nothing is kept: storage is refused, or full. */
export type Trouble = "refused" | "full";

/** The figures of other tools as the learner last saw them here, each with the day: by value and key. */
export type Seen = Record<string, Record<string, [figure: Given | null, day: string]>>;

export interface Keeper {
  load(): Kept | null;
  seen(): Seen;
  /** Keeps it beside the work, where there is any. */
  see(seen: Seen): void;
  /** Keeps the change (at the latest when the page is left). What another tab kept meanwhile stays. */
  save(change: Change): void;
  /** Replaces everything, or forgets it (null). */
  replace(work: Work | null): void;
  dropUnfit(): void;
  /** Another tab changed the work; `trouble` tells that from now on nothing is kept (null: it is again). */
  subscribe(
    changed: (kept: Kept | null) => void,
    trouble: (trouble: Trouble | null) => void,
    saved?: (at: Date) => void,
  ): void;
  /** When all was last saved as a case file: ISO 8601, "" never. */
  filed(): string;
}

/** What stands in storage. `seen`: of each tab, how many of its changes are in `given`. */
interface Stored {
  version: string;
  saved: string;
  given: GivenFile;
  next: Record<string, number>;
  unfit: Unfit[];
  seen: Record<string, number>;
  origins?: Seen;
}

const TABS_REMEMBERED = 8;

export function storageKey(siteRoot: string, tool: string): string {
  return `armory:${workRoot(siteRoot)}:${tool}`;
}

/** Is there work of the learner's own? Asked in the head of the page, before anything is shown. */
export function hasWork(key: string): boolean {
  try {
    return texts().getItem(key) !== null;
  } catch {
    return false;
  }
}

/** What is kept for a tool, read without a keeper: the work of another tool than the page's. */
export function keptWork(data: PageData, key: string): Work {
  try {
    return readGiven(data, parse(texts().getItem(key))?.given ?? {}).work;
  } catch {
    return emptyWork();
  }
}

/** Which items are shown of lists of which one is; not work, so that nothing is lost with it. */
export function chosenAt(key: string): Record<string, string> {
  try {
    return { ...JSON.parse(texts().getItem(`view-${key}`) ?? "{}") };
  } catch {
    return {};
  }
}

export function keepChosen(key: string, chosen: Record<string, string>): void {
  try {
    texts().setItem(`view-${key}`, JSON.stringify(chosen));
  } catch {
    // Nothing is lost: the first item is shown next time.
  }
}

export function browserKeeper(data: PageData, key: string): Keeper {
  const tab = Math.random().toString(36).slice(2, 8);
  let latest: Stored | null = null; // what `text` says
  let work = emptyWork();
  let text: string | null = null;
  let mine: Change[] = []; // this tab's changes since `counted`, until they are surely in storage
  let done = 0; // this tab's changes so far
  let pending = false;
  let told: (kept: Kept | null) => void = () => {};
  let troubled: (trouble: Trouble | null) => void = () => {};
  let trouble: Trouble | null = null;
  let saved: (at: Date) => void = () => {};

  function read(): void {
    let now: string | null;
    try {
      now = texts().getItem(key);
    } catch {
      return report("refused");
    }
    if (now === text && latest !== null) return;
    text = now;
    latest = parse(now);
    const { work: kept, unfit } = readGiven(data, latest?.given ?? {});
    if (latest) {
      for (const [list, next] of Object.entries(latest.next)) {
        if (kept.rows[list] && Number.isInteger(next)) kept.next[list] = Math.max(kept.next[list], next);
      }
      latest.unfit = [...latest.unfit, ...unfit];
    }
    work = kept;
    // Changes of this tab that the other tab had not seen when it wrote.
    const missing = done - (latest?.seen[tab] ?? 0);
    if (missing > 0) { for (const change of mine.slice(-missing)) apply(work, change); }
  }

  function write(): void {
    pending = false;
    const seen = Object.entries(latest?.seen ?? {}).filter(([other]) => other !== tab).slice(1 - TABS_REMEMBERED);
    latest = {
      version: data.version,
      saved: new Date().toISOString(),
      given: writeGiven(data, work),
      next: work.next,
      unfit: latest?.unfit ?? [],
      seen: { ...Object.fromEntries(seen), [tab]: done },
      origins: latest?.origins,
    };
    const fresh = JSON.stringify(latest);
    try {
      texts().setItem(key, fresh);
      text = fresh;
      mine = mine.slice(-200);
      saved(new Date(latest.saved));
      report(null);
    } catch (error) {
      report(error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused");
    }
  }

  function report(now: Trouble | null): void {
    if (now !== trouble) troubled(now);
    trouble = now;
  }

  function flush(): void {
    if (!pending) return;
    read();
    write();
  }

  function kept(): Kept | null {
    return latest && { work: copyWork(work), unfit: latest.unfit, saved: new Date(latest.saved) };
  }

  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
  addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    const now = texts().getItem(key);
    if (now === null) mine = []; // another tab started anew
    else if (now === text) return; // what this page kept itself, where another page lends it the store
    flush();
    read();
    if (now !== null) report(null); // what could not be kept is kept now
    if (latest && done > (latest.seen[tab] ?? 0) && mine.length > 0) write();
    told(kept());
  });

  return {
    load() {
      read();
      return kept();
    },
    seen: () => latest?.origins ?? {},
    see(origins) {
      read();
      if (!latest) return;
      latest.origins = origins;
      write();
    },
    save(change) {
      mine.push(change);
      done += 1;
      apply(work, change);
      // Written after the new figures are painted; `flush` makes sure of it when the page is left before.
      if (!pending) setTimeout(flush);
      pending = true;
    },
    replace(fresh) {
      mine = [];
      pending = false;
      work = fresh ? copyWork(fresh) : emptyWork();
      if (fresh) return write();
      latest = null;
      text = null;
      try {
        texts().removeItem(key);
      } catch {
        report("refused");
      }
    },
    filed() {
      try {
        return String(JSON.parse(texts().getItem(keyBeside(key, data.tool, "case"))!).filed);
      } catch {
        return "";
      }
    },
    dropUnfit() {
      read();
      if (latest) latest.unfit = [];
      write();
    },
    subscribe(changed, hear, keep = saved) {
      told = changed;
      saved = keep;
      troubled = hear;
      if (trouble) troubled(trouble);
    },
  };
}

function parse(text: string | null): Stored | null {
  if (text === null) return null;
  try {
    const stored = JSON.parse(text);
    return {
      version: String(stored.version),
      saved: String(stored.saved),
      given: stored.given ?? {},
      next: { ...stored.next },
      unfit: Array.isArray(stored.unfit) ? stored.unfit : [],
      seen: { ...stored.seen },
      origins: { ...stored.origins },
    };
  } catch {
    // Not ours, or cut: shown as what no longer fits, so that nothing is silently lost.
    const unfit = [{ where: "", what: text.slice(0, 2000), why: { word: "form", facts: {} } }];
    return { version: "", saved: new Date().toISOString(), given: {}, next: {}, unfit, seen: {} };
  }
}
