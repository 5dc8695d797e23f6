/** What a question's markup carries in `data-question`, and an answer as it is kept: a text. */

import type { GivenFile } from "../model/page_data.ts";

export interface NumberData {
  given: GivenFile;
  draws: Record<string, { from: number; step: number; count: number }>; // by `value[item]`, as one types it
  answer: string; // `value[item]`
  tolerance: number; // as one types it
  traps: string[]; // `value[item]`: what comes out of a mistake
}

export interface Question {
  kind: "choice" | "several" | "truth" | "order" | "number";
  tool: string; // its slug
  right?: string[]; // ids of options; of an order all of them, in order
  number?: NumberData;
}

/** Ids of options parted by spaces, or a number as it was typed; "" is no answer. */
export type Answer = string;

export interface Verdict {
  right: boolean;
  says: string[]; // which of the question's remarks this answer has earned; "" is the one for any wrong answer
  word?: string; // a summary
  facts?: Record<string, number>;
}

export function optionsOf(answer: Answer): string[] {
  return answer === "" ? [] : answer.split(" ");
}

/** The judgement of anything but a number; null where nothing is answered. */
export function judge({ kind, right = [] }: Question, answer: Answer): Verdict | null {
  const given = optionsOf(answer);
  if (given.length === 0) return null;
  if (kind === "order") {
    const count = given.filter((id, at) => id === right[at]).length, all = count === right.length;
    return { right: all, says: all ? [] : [""], word: all ? undefined : "in_place", facts: { count } };
  }
  const wrong = given.filter((id) => !right.includes(id)), missing = right.filter((id) => !given.includes(id));
  const all = wrong.length === 0 && missing.length === 0;
  if (kind === "truth") return { right: all, says: all ? [] : [""] };
  const facts = { right: given.length - wrong.length, missing: missing.length, wrong: wrong.length };
  return { right: all, says: wrong, word: kind === "several" && !all ? "partly" : undefined, facts };
}
