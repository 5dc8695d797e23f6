/** The store that the launch page lends to the pages in its frame: this browser's storage, the page's memory where that
refuses, with the time of each change, by which the newest of two copies is known. */

import type { Trouble } from "../model/keeper.ts";
import type { Texts } from "../model/store.ts";
import type { Portion } from "./kept.ts";

export interface Shelf extends Texts {
  /** Why this browser keeps nothing, or not all. */
  readonly trouble: Trouble | null;
  /** What stands under a name; null where nothing ever stood there. */
  portion(name: string): Portion | null;
  /** Puts a copy from elsewhere in its place, with its time. */
  put(name: string, portion: Portion): void;
}

const TIMES = "times";

/** `names`: of all that is work. `changed`: one of these is another. */
export function shelf(scope: string, names: string[], changed: (name: string) => void): Shelf {
  const memory = new Map<string, string | null>();
  const nameOf = new Map(names.map((name) => [`armory:${scope}:${name}`, name]));
  const timesKey = `armory:${scope}:${TIMES}`;
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
    const name = nameOf.get(key);
    if (name === undefined) return;
    stamp(name, new Date().toISOString());
    changed(name);
  }

  addEventListener("storage", ({ key }) => {
    const name = nameOf.get(key ?? "");
    if (name !== undefined) changed(name); // another window of the same course
  });

  return {
    getItem,
    setItem: change,
    removeItem: (key) => change(key, null),
    get trouble() {
      return trouble;
    },
    portion(name) {
      const text = getItem(`armory:${scope}:${name}`), at = times()[name];
      return text === null && at === undefined ? null : { at: at ?? "", text: text ?? "", nameless: false };
    },
    put(name, { at, text }) {
      store(`armory:${scope}:${name}`, text === "" ? null : text);
      stamp(name, at);
    },
  };
}
