/** Two people's rows of one list: the same customer may be A1 for one and A4 for the other. Names tell. */

import type { Given, PageData } from "./page_data.ts";
import { emptyWork, type Work } from "./work.ts";

/** By the tool that declares a list, and the list: their ids to ours. */
export type Renaming = Map<string, Map<string, string>>;

/** A tool, the learner's own work in it and the other one. */
export interface Pair {
  data: PageData;
  ours: Work;
  theirs: Work;
}

/** Rows with the same name are the same row; an id that means somebody else here becomes a new one. */
export function renaming(pairs: Pair[]): Renaming {
  const found: Renaming = new Map();
  for (const { data, ours, theirs } of pairs) {
    for (const [list, { grows, from, shown_as }] of Object.entries(data.lists)) {
      if (!grows || from || !shown_as) continue; // the list's own tool says what its rows are called
      const byName = new Map<string, string>(), taken = new Set([...ours.rows[list] ?? [], ...theirs.rows[list] ?? []]);
      for (const id of ours.rows[list] ?? []) byName.set(nameOf(ours, shown_as, id), id);
      byName.delete("");
      const ids = new Map<string, string>(), used = new Set<string>();
      const free = theirs.rows[list] ?? [];
      for (const id of free) {
        const same = byName.get(nameOf(theirs, shown_as, id));
        if (same !== undefined && !used.has(same)) used.add(ids.set(id, same).get(id)!);
      }
      let number = 0;
      for (const id of free) {
        if (ids.has(id)) continue;
        const mine = nameOf(ours, shown_as, id), their = nameOf(theirs, shown_as, id);
        const here = (ours.rows[list] ?? []).includes(id);
        let to = id;
        if (used.has(id) || here && mine !== "" && their !== "" && mine !== their) {
          do to = grows.prefix + (++number + Math.max(ours.next[list] ?? 1, theirs.next[list] ?? 1) - 1); while (
            taken.has(to)
          );
        }
        taken.add(to);
        used.add(to);
        ids.set(id, to);
      }
      found.set(`${data.tool} ${list}`, ids);
    }
  }
  return found;
}

/** Their work with our ids: rows, places and choices of rows. */
export function renamed(data: PageData, work: Work, names: Renaming): Work {
  const idsOf = (list: string) => names.get(`${data.lists[list].from ?? data.tool} ${list}`);
  const to = (list: string, id: string) => idsOf(list)?.get(id) ?? id;
  const fresh = emptyWork();
  for (const [list, ids] of Object.entries(work.rows)) {
    fresh.rows[list] = ids.map((id) => to(list, id));
    const numbers = fresh.rows[list].map((id) => Number(/\d{1,9}$/.exec(id)?.[0] ?? 0));
    fresh.next[list] = Math.max(work.next[list] ?? 1, ...numbers.map((n) => n + 1));
  }
  for (const [name, cells] of Object.entries(work.typed)) {
    const { for: shape, of } = data.values[name];
    const place = (key: string) => key.split("/").map((id, i) => shape[i] ? to(shape[i][1], id) : id).join("/");
    const figure = (held: Given) => of && !data.lists[of].items ? to(of, String(held)) : held;
    fresh.typed[name] = new Map([...cells].map(([key, held]) => [place(key), figure(held)]));
  }
  return fresh;
}

function nameOf(work: Work, value: string, id: string): string {
  return nameKey(String(work.typed[value]?.get(id) ?? ""));
}

/** As people compare names: neither case nor width nor blanks count. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
