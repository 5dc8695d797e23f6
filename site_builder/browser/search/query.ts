/** What was typed, as terms that must all stand on a page. */

import type { Texts } from "./texts.ts";

/** Folded. `forms`: other words of the same English stem. */
export interface Term {
  text: string;
  forms: string[];
}

const MOST = 12; // terms; what is pasted may be a whole page
const LONGEST = 100;

/** Split at spaces. */
export function termsOf(query: string, texts: Texts): Term[] {
  return distinct(texts.fold(query).split(/\s+/), texts);
}

/** Split also at punctuation and where Chinese meets other letters: for what stands nowhere as it was typed. */
export function looseTermsOf(query: string, texts: Texts): Term[] {
  return distinct(texts.fold(query).match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}[\p{N}.,%]*/gu) ?? [], texts);
}

function distinct(words: string[], { forms }: Texts): Term[] {
  const unlike = [...new Set(words.map((word) => word.slice(0, LONGEST)))].filter((word) => word !== "");
  return unlike.slice(0, MOST).map((text) => ({ text, forms: forms(text) }));
}
