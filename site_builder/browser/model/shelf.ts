/** A store of which somebody else keeps a copy (a portal, the page around a frame): this browser's storage, the page's memory
where that refuses, with the time of each change, by which the newest of two copies is known. */

import type { Trouble } from "./keeper.ts";
import type { Texts } from "./store.ts";

/** The text that stands under one name: a tool's work, or a section of the case file. */
export interface Portion {
  at: string; // when it was changed: ISO 8601
  text: string;
  nameless: boolean; // the learner's own words were left out
}

export interface Shelf extends Texts {
  /** Why this browser keeps nothing, or not all. */
  readonly trouble: Trouble | null;
  /** Those under which work stands. */
  names(): string[];
  /** What stands under a name; null where nothing ever stood there. */
  portion(name: string): Portion | null;
  /** Puts a copy from elsewhere in its place, with its time. */
  put(name: string, portion: Portion): void;
}

const TIMES = "times";

/** `isWork`: of a name. `changed`: such a one has another text. */
export function shelf(scope: string, isWork: (name: string) => boolean, changed: (name: string) => void): Shelf {
  const memory = new Map<string, string | null>();
  const prefix = `armory:${scope}:`, timesKey = prefix + TIMES;
  const nameOf = (key: string | null) => {
    const name = key?.startsWith(prefix) ? key.slice(prefix.length) : TIMES;
    return name !== TIMES && isWork(name) ? name : undefined;
  };
  let trouble: Trouble | null = null;

  function getItem(key: string): string | null {
    const held = memory.get(key);
    if (held !== undefined) return held;
    try {
      return localStorage.getItem(key);
    } catch {
      trouble ??= "refused";
      return null;
    }
  }

  function store(key: string, text: string | null): void {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      memory.delete(key);
      if (memory.size === 0) trouble = null;
    } catch (error) {
      memory.set(key, text);
      trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
    }
  }

  function times(): Record<string, string> {
    try {
      return { ...JSON.parse(getItem(timesKey) ?? "{}") };
    } catch {
      return {};
    }
  }

  function stamp(name: string, at: string): void {
    store(timesKey, JSON.stringify({ ...times(), [name]: at }));
  }

  function change(key: string, text: string | null): void {
    if (getItem(key) === text) return;
    store(key, text);
    const name = nameOf(key);
    if (name === undefined) return;
    stamp(name, new Date().toISOString());
    changed(name);
  }

  addEventListener("storage", ({ key }) => {
    const name = nameOf(key);
    if (name !== undefined) changed(name); // another window of the same course
  });

  return {
    getItem,
    setItem: change,
    removeItem: (key) => change(key, null),
    get trouble() {
      return trouble;
    },
    names() {
      const keys = [...memory.keys()];
      try {
        keys.push(...Object.keys(localStorage));
      } catch {
        // what there is stands in the memory
      }
      return [...new Set(keys)].flatMap((key) => getItem(key) === null ? [] : nameOf(key) ?? []);
    },
    portion(name) {
      const text = getItem(prefix + name), at = times()[name];
      return text === null && at === undefined ? null : { at: at ?? "", text: text ?? "", nameless: false };
    },
    put(name, { at, text }) {
      store(prefix + name, text === "" ? null : text);
      stamp(name, at);
    },
  };
}
