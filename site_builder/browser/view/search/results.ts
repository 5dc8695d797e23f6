/** Found pages as elements: by kind, each page with its sections and the words around what was found. */

import { excerpt, marked, type Piece } from "../../search/excerpt.ts";
import type { FoundPage, FoundSection } from "../../search/find.ts";
import type { Term } from "../../search/query.ts";
import type { Known } from "../../search/texts.ts";
import { all, make } from "../elements.ts";

export interface Group {
  label: string;
  count: number;
  part: HTMLElement;
}

const FEW = 3; // sections of a page shown at first

export function groupsOf(found: FoundPage[], terms: Term[], { kinds, words }: Known, siteRoot: string): Group[] {
  const made: Group[] = [];
  for (const [kind, name] of kinds.entries()) {
    const pages = found.filter((each) => each.page.kind === kind);
    if (pages.length === 0) continue;
    const label = words[`group_${name}`];
    const id = `found-${name}`;
    const items = pages.map((each) => pageItem(each, terms, words, siteRoot));
    const part = make(
      "section",
      { class: "found", "aria-labelledby": id },
      make("p", { class: "found__group", id }, label, " ", make("span", {}, String(pages.length))),
      make("ol", { class: "md-search-result__list" }, ...items),
    );
    made.push({ label, count: pages.length, part });
  }
  return made;
}

/** The words marked in a result, as they stand on the page. */
export function hitsIn(item: Element): string[] {
  return [...new Set(all(item, "mark").map((each) => each.textContent ?? ""))].filter((each) => each !== "");
}

function pageItem({ page, sections }: FoundPage, terms: Term[], words: Known["words"], siteRoot: string): HTMLElement {
  const address = siteRoot + page.address;
  const item = make("li", { class: "md-search-result__item" });
  const [before] = sections.filter(({ section }) => section.anchor === "");
  const title = make("span", { class: "found__title" }, ...nodes(marked(page.title, page.plainTitle, terms)));
  item.append(link(address, title, ...(before ? [excerptOf(before, terms, words.gap)] : [])));
  const others = sections.filter(({ section }) => section.anchor !== "");
  const shown = (each: FoundSection) => sectionLink(address, each, terms, words.gap);
  item.append(...others.slice(0, FEW).map(shown));
  const rest = others.slice(FEW);
  if (rest.length > 0) {
    const more = make("button", { type: "button", class: "found__more" });
    more.append(words.more.replace("{count}", String(rest.length)));
    more.addEventListener("click", () => {
      const links = rest.map(shown);
      more.replaceWith(...links);
      links[0].focus();
    });
    item.append(more);
  }
  return item;
}

function sectionLink(address: string, found: FoundSection, terms: Term[], gap: string): HTMLElement {
  const { section } = found;
  const heading = make("span", { class: "found__heading" });
  heading.append(...nodes(marked(section.heading, section.plainHeading, terms)));
  return link(`${address}#${encodeURIComponent(section.anchor)}`, heading, excerptOf(found, terms, gap));
}

function link(address: string, ...parts: Node[]): HTMLAnchorElement {
  return make("a", { class: "md-search-result__link", href: address }, ...parts);
}

function excerptOf({ section }: FoundSection, terms: Term[], gap: string): HTMLElement {
  return make("span", { class: "found__text" }, ...nodes(excerpt(section, terms, gap)));
}

function nodes(pieces: Piece[]): (Node | string)[] {
  return pieces.map(({ text, isHit }) => isHit ? make("mark", {}, text) : text);
}
