/** Work without what the learner wrote in words, for a portal that must not learn customers' names; and the words put
back from what this browser has. Everything as the texts that the store holds. */

import { nameless } from "../link/nameless.ts";
import { type GivenFile, type PageData } from "../model/page_data.ts";
import { isTable, readGiven, writeGiven } from "../model/given.ts";
import { readRecord } from "../model/path_record.ts";
import { VERSIONS } from "../model/section.ts";
import { NOTHING_UNDER } from "../model/under.ts";
import { readVersions } from "../model/version.ts";

export type Tools = Record<string, { data: PageData } | undefined>; // by slug

/** Null where it cannot be told without names. */
export function withoutNames(name: string, text: string, tools: Tools): string | null {
  const held = JSON.parse(text);
  if (name === "path") return JSON.stringify({ ...readRecord(held), agreements: {}, commitments: {} });
  if (name === VERSIONS) {
    const versions = readVersions(held).flatMap((version) => {
      const given = givenWithout(version.given, tools[version.tool]?.data);
      return given ? [{ ...version, label: "", by: "", given }] : [];
    });
    return JSON.stringify(versions);
  }
  if (!isTable(held.given)) return text;
  const given = givenWithout(held.given, tools[name]?.data);
  return given && JSON.stringify({ ...held, given, unfit: [] });
}

/** Null where rows' ids could be names: other tools go by these ids. */
function givenWithout(given: GivenFile, data: PageData | undefined): GivenFile | null {
  if (!data) return null;
  const { work } = readGiven(data, given), authored = readGiven(data, {}).work;
  const { state, renamed } = nameless(data, { work, under: NOTHING_UNDER }, authored);
  return Object.keys(renamed).length > 0 ? null : writeGiven(data, state.work);
}

/** What came without names, with those that stand here for the same rows. */
export function withNames(name: string, bare: string, here: string | null, tools: Tools): string {
  if (here === null) return bare;
  try {
    const held = JSON.parse(bare), own = JSON.parse(here);
    if (name === "path") {
      const then = readRecord(own), now = readRecord(held);
      return JSON.stringify({ ...now, agreements: then.agreements, commitments: then.commitments });
    }
    if (name === VERSIONS) {
      const known = new Map(readVersions(own).map((version) => [version.id, version]));
      const said = readVersions(held).map((version) => {
        const { label = "", by = "", given = version.given } = known.get(version.id) ?? {};
        return { ...version, label, by, given };
      });
      return JSON.stringify(said);
    }
    const data = tools[name]?.data;
    if (!data || !isTable(held.given) || !isTable(own.given)) return bare;
    const now = readGiven(data, held.given).work, then = readGiven(data, own.given).work;
    for (const [value, cells] of Object.entries(then.typed)) {
      if (data.values[value].kind !== "text") continue;
      for (const [key, words] of cells) {
        const rows = data.values[value].for.map(([, list], i) => [list, key.split("/")[i]]);
        const stands = rows.every(([list, id]) => !data.lists[list].grows || now.rows[list]?.includes(id));
        if (stands && !now.typed[value]?.has(key)) (now.typed[value] ??= new Map()).set(key, words);
      }
    }
    return JSON.stringify({ ...held, given: writeGiven(data, now), unfit: own.unfit ?? [] });
  } catch {
    return bare;
  }
}
