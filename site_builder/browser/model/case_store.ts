/** Everything that the browser keeps of one learner, as the texts that storage holds. */

import { type CaseFile, gather, SECTIONS, storedForm } from "./case_file.ts";
import { readRecord } from "./case_record.ts";
import type { Trouble } from "./keeper.ts";
import { sectionKey, VERSIONS } from "./section.ts";
import { texts } from "./store.ts";

export interface Before {
  what: "load" | "merge" | "anew";
  at: string; // ISO 8601
  stored: Record<string, string>;
}

export interface CaseStore {
  read(name: string): string | null;
  /** Keeps a text, or removes it. */
  put(name: string, text: string | null): Trouble | null;
  gather(): CaseFile;
  /** What was there before the last loading, merging or starting anew. */
  before(): Before | null;
  /** Remembers what is there now; without it nothing must be replaced. */
  remember(what: Before["what"]): Trouble | null;
  /** What was there before takes the place of what is there now, which is remembered in turn. */
  goBack(): Trouble | null;
  /** Replaces everything by a file; where it does not fit into storage, all is left as it was. */
  replace(file: CaseFile): Trouble | null;
  empty(): void;
}

export function caseStore(siteRoot: string, slugs: string[]): CaseStore {
  const names = [...slugs, VERSIONS, "case", ...SECTIONS];
  const keyOf = (name: string) => sectionKey(siteRoot, name);

  function read(name: string): string | null {
    try {
      return texts().getItem(keyOf(name));
    } catch {
      return null;
    }
  }

  function put(name: string, text: string | null): Trouble | null {
    try {
      if (text === null) texts().removeItem(keyOf(name));
      else texts().setItem(keyOf(name), text);
      return null;
    } catch (error) {
      return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
    }
  }

  function all(): Record<string, string> {
    return Object.fromEntries(names.flatMap((name) => {
      const text = read(name);
      return text === null ? [] : [[name, text]];
    }));
  }

  /** All or nothing. */
  function putAll(fresh: Record<string, string>): Trouble | null {
    const old = all();
    for (const name of names) put(name, null); // makes room first
    for (const [name, text] of Object.entries(fresh)) {
      const trouble = names.includes(name) ? put(name, text) : null;
      if (!trouble) continue;
      for (const each of names) put(each, null);
      for (const [each, text] of Object.entries(old)) put(each, text);
      return trouble;
    }
    return null;
  }

  function before(): Before | null {
    try {
      const found = JSON.parse(read("before") ?? "null");
      return typeof found?.stored === "object" && found.stored !== null ? found : null;
    } catch {
      return null;
    }
  }

  function remember(what: Before["what"]): Trouble | null {
    return put("before", JSON.stringify({ what, at: new Date().toISOString(), stored: all() }));
  }

  return {
    read,
    put,
    before,
    remember,
    gather: () => gather(slugs, readRecord(JSON.parse(read("case") ?? "null")), read),
    goBack() {
      const then = before();
      if (!then) return null;
      const now = { ...then, at: new Date().toISOString(), stored: all() };
      const trouble = putAll(then.stored);
      return trouble ?? put("before", JSON.stringify(now));
    },
    replace(file) {
      const fresh: Record<string, string> = {};
      for (const [slug, given] of Object.entries(file.tools)) fresh[slug] = storedForm(given, file.state[slug]);
      if (file.versions.length > 0) fresh[VERSIONS] = JSON.stringify(file.versions);
      for (const name of SECTIONS) if (file[name] !== undefined) fresh[name] = JSON.stringify(file[name]);
      const { name, team, date } = file;
      fresh.case = JSON.stringify({ name, team, date, filed: file.saved });
      return putAll(fresh);
    },
    empty: () => void putAll({}),
  };
}
