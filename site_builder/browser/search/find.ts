/** Texts and terms in; the pages on which every term stands out, the best first. */

import type { Term } from "./query.ts";
import type { Page, Section, Texts } from "./texts.ts";

/** Where a term stands in a text. */
export interface Place {
  start: number;
  end: number;
}

/** `terms`: how many of them stand in the section. */
export interface FoundSection {
  section: Section;
  terms: number;
  inHeading: boolean;
  count: number;
}

export interface FoundPage {
  page: Page;
  count: number;
  sections: FoundSection[];
}

/** How well a term stands on a page: the smaller, the better. */
const enum Level {
  Title,
  Heading,
  Text,
  InsideWord, // the beginning or middle of none: "ad" in "made"
  Nowhere,
}

/** By kind, then pages with every term in one section (or its page's title), then title before heading before text, then
by count. */
export function find(texts: Texts, terms: Term[]): FoundPage[] {
  if (terms.length === 0) return [];
  const found = texts.pages.map((page) => look(page, terms)).filter((each) => each !== null);
  const keys = (each: Looked) => [
    each.page.kind,
    each.isTogether ? 0 : 1,
    each.level,
    -each.count,
  ];
  return found.map((each) => ({ each, key: keys(each) })).sort((a, b) => byKey(a.key, b.key)).map(({ each }) => each);
}

interface Looked extends FoundPage {
  level: Level;
  isTogether: boolean;
}

function look(page: Page, terms: Term[]): Looked | null {
  const levels = terms.map((term) => levelIn(page.plainTitle, term, Level.Title));
  const inTitle = levels.map((level) => level !== Level.Nowhere);
  let isTogether = inTitle.every(Boolean);
  const sections: FoundSection[] = [];
  for (const section of page.sections) {
    const told: FoundSection = { section, terms: 0, inHeading: false, count: 0 };
    const missing = inTitle.map((is) => !is);
    terms.forEach((term, at) => {
      const heading = places(section.plainHeading, term);
      const text = places(section.plainText, term);
      if (heading.length + text.length === 0) return;
      levels[at] = Math.min(
        levels[at],
        levelOf(section.plainHeading, heading, Level.Heading),
        levelOf(section.plainText, text, Level.Text),
      );
      told.terms += 1;
      missing[at] = false;
      told.inHeading ||= heading.length > 0;
      told.count += heading.length + text.length;
    });
    if (told.terms > 0) sections.push(told);
    isTogether ||= !missing.includes(true);
  }
  const level = Math.max(...levels);
  if (level === Level.Nowhere) return null;
  sections.sort((a, b) => b.terms - a.terms || Number(b.inHeading) - Number(a.inHeading));
  return { page, level, isTogether, sections, count: sections.reduce((sum, each) => sum + each.count, 0) };
}

function levelIn(text: string, term: Term, level: Level): Level {
  return levelOf(text, places(text, term), level);
}

function levelOf(text: string, found: Place[], level: Level): Level {
  if (found.length === 0) return Level.Nowhere;
  return found.some(({ start }) => !isInside(text, start)) ? level : Level.InsideWord;
}

/** All places in a folded text. A form of a word counts where it is a whole word. */
export function places(text: string, { text: wanted, forms }: Term): Place[] {
  const found: Place[] = [];
  for (let start = text.indexOf(wanted); start !== -1; start = text.indexOf(wanted, start + wanted.length)) {
    found.push({ start, end: start + wanted.length });
  }
  for (const form of forms) {
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + form.length)) {
      const end = start + form.length;
      if (!isInside(text, start) && !isInside(text, end)) found.push({ start, end });
    }
  }
  return found;
}

/** Between two letters of an alphabet, or two digits. */
function isInside(text: string, at: number): boolean {
  return isPart(text.charCodeAt(at - 1)) && isPart(text.charCodeAt(at));
}

function isPart(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0xc0 && unit < 0x250);
}

function byKey(a: number[], b: number[]): number {
  const at = a.findIndex((each, place) => each !== b[place]);
  return at === -1 ? 0 : a[at] - b[at];
}
