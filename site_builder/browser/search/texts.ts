/** What `render/search.py` hands over, made ready to be searched. */

import { stemmer } from "npm:stemmer@2.0.1";
import { type Fold, folding } from "./fold.ts";

/** `text`: a line for each block of the page. */
type SectionData = [anchor: string, heading: string, text: string];

export interface Known {
  words: Record<string, string>;
  kinds: string[]; // of pages, in the order of results
  same: string[];
  pages: [address: string, title: string, kind: number, sections: SectionData[]][];
}

/** `plain…` is folded. */
export interface Section {
  anchor: string;
  heading: string;
  text: string;
  plainHeading: string;
  plainText: string;
}

export interface Page {
  address: string;
  title: string;
  kind: number;
  plainTitle: string;
  sections: Section[];
}

export interface Texts {
  fold: Fold;
  pages: Page[];
  /** The words of these texts that have the stem of an English one. */
  forms: (word: string) => string[];
}

const ENGLISH = /[a-z]{3,}/g;

export function textsOf({ same, pages }: Known): Texts {
  const fold = folding(same);
  const ready = pages.map(([address, title, kind, sections]) => ({
    address,
    title,
    kind,
    plainTitle: fold(title),
    sections: sections.map(([anchor, heading, text]) => (
      { anchor, heading, text, plainHeading: fold(heading), plainText: fold(text) }
    )),
  }));
  let stems: Map<string, string[]> | undefined; // made when an English word is first asked for
  const forms = (word: string) => {
    if (!/^[a-z]{3,}$/.test(word)) return [];
    stems ??= stemsOf(ready);
    return (stems.get(stemmer(word)) ?? []).filter((form) => !form.startsWith(word));
  };
  return { fold, pages: ready, forms };
}

function stemsOf(pages: Page[]): Map<string, string[]> {
  const every = new Set<string>();
  for (const { plainTitle, sections } of pages) {
    const texts = [plainTitle, ...sections.flatMap((each) => [each.plainHeading, each.plainText])];
    for (const text of texts) for (const [word] of text.matchAll(ENGLISH)) every.add(word);
  }
  const stems = new Map<string, string[]>();
  for (const word of every) stems.set(stemmer(word), [...stems.get(stemmer(word)) ?? [], word]);
  return stems;
}
