/** A term of the glossary that is just what was typed, with what it means. */

import type { Known, Section, Texts } from "./texts.ts";

export interface Meaning {
  term: string;
  means: string;
}

/** Its entry's first line has the term in every language, the second what it means. */
export function meaningOf(query: string, { fold, pages }: Texts, { kinds }: Known): Meaning | null {
  const wanted = fold(query).trim();
  if (wanted.length < 2) return null;
  const entries = pages.filter((page) => kinds[page.kind] === "glossary").flatMap((page) => page.sections);
  const entry = entries.find((each) => each.plainHeading === wanted) ?? entries.find((each) => isNamed(each, wanted));
  const lines = entry?.text.split("\n") ?? [];
  return entry && lines.length > 1 ? { term: lines[0], means: lines[1] } : null;
}

/** In the other script, in English, or by the letters in brackets after it. */
function isNamed({ plainHeading, plainText }: Section, wanted: string): boolean {
  const names = plainText.split("\n", 1)[0].slice(plainHeading.length).trim();
  const english = names.search(/[a-z]/);
  const simplified = english === -1 ? names : names.slice(0, english).trim();
  return [simplified, ...(english === -1 ? [] : names.slice(english).split(/[()]/))].some((each) =>
    each.trim() === wanted
  );
}
