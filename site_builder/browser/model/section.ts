/** A part of the case file beside the tools' figures: kept in the browser under a key of its own. */

import type { Trouble } from "./keeper.ts";
import { workRoot } from "./roots.ts";
import { texts } from "./store.ts";

/** The section of kept versions. */
export const VERSIONS = "versions";

/** Told on this page when versions are kept or dropped here; `storage` tells the others. */
export const VERSIONS_CHANGED = "armory:versions";

export interface Section<Content> {
  /** What is kept now, read from storage each time: another page may have written. */
  get(): Content;
  /** Reads the newest, changes it, keeps it; what cannot be kept is there until the page is left. */
  update(change: (now: Content) => Content): Content;
  /** Why the last update was not kept. */
  readonly trouble: Trouble | null;
  /** Another page changed it. */
  listen(changed: (now: Content) => void): void;
}

export function sectionKey(siteRoot: string, name: string): string {
  return `armory:${workRoot(siteRoot)}:${name}`;
}

/** The place in storage of another tool or section; `key`: of a tool's work. */
export function keyBeside(key: string, tool: string, name: string): string {
  return key.slice(0, key.length - tool.length) + name;
}

/** `read` makes the content of whatever was stored (undefined where nothing was), and trusts none of it. */
export function section<Content>(key: string, read: (stored: unknown) => Content): Section<Content> {
  let unkept: Content | undefined, trouble: Trouble | null = null;

  function get(): Content {
    if (unkept !== undefined) return unkept;
    try {
      const text = texts().getItem(key);
      return read(text === null ? undefined : JSON.parse(text));
    } catch {
      return read(undefined);
    }
  }

  return {
    get,
    update(change) {
      const fresh = change(get());
      try {
        texts().setItem(key, JSON.stringify(fresh));
        unkept = undefined;
        trouble = null;
      } catch (error) {
        unkept = fresh;
        trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
      }
      return fresh;
    },
    get trouble() {
      return trouble;
    },
    listen(changed) {
      addEventListener("storage", (event) => {
        if (event.key === key || event.key === null) changed(get());
      });
    },
  };
}
