/** What a portal keeps for the course, as one packed text: what the learner was told, the score, and work that fits. */

import { pack, unpack } from "../link/packed.ts";
import { isTable } from "../model/given.ts";
import type { Portion } from "../model/shelf.ts";

export interface Kept {
  told: boolean; // the learner has read what goes to the portal
  names: boolean; // and allowed names
  score: number | null; // the best, 0-100
  work: Record<string, Portion>;
}

export const NOTHING_KEPT: Kept = { told: false, names: false, score: null, work: {} };

/** `most`: characters that may stand there. Of the work the newest comes first; `left` are the names that did not fit. */
export function packKept(kept: Kept, most: number): { text: string; left: string[] } {
  const newest = Object.entries(kept.work).sort(([, a], [, b]) => b.at.localeCompare(a.at));
  let fitting: Kept = { ...kept, work: {} }, text = pack(JSON.stringify(fitting));
  const left: string[] = [];
  for (const [name, portion] of newest) {
    const more = { ...kept, work: { ...fitting.work, [name]: portion } }, longer = pack(JSON.stringify(more));
    if (longer.length > most) left.push(name);
    else [fitting, text] = [more, longer];
  }
  return { text: text.length > most ? "" : text, left };
}

/** Untrusted text in; null where it is none of ours, or damaged. */
export function unpackKept(text: string): Kept | null {
  try {
    const found = JSON.parse(unpack(text).text ?? "null");
    if (!isTable(found)) return null;
    const work = Object.entries(isTable(found.work) ? found.work : {}).flatMap(([name, portion]) => {
      if (!isTable(portion) || typeof portion.text !== "string" || Number.isNaN(Date.parse(String(portion.at)))) {
        return [];
      }
      return [[name, { at: String(portion.at), text: portion.text, nameless: portion.nameless === true }] as const];
    });
    const { score } = found;
    return {
      told: found.told === true,
      names: found.names === true,
      score: typeof score === "number" && score >= 0 && score <= 100 ? score : null,
      work: Object.fromEntries(work),
    };
  } catch {
    return null;
  }
}
