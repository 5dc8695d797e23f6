/** The results below the field: what is shown while one types, and how keys move among them. */

import { find } from "../../search/find.ts";
import { meaningOf } from "../../search/meaning.ts";
import { looseTermsOf, type Term, termsOf } from "../../search/query.ts";
import { type Known, type Texts, textsOf } from "../../search/texts.ts";
import { all, make, one, write } from "../elements.ts";
import { markArrival, tellArrival } from "./arrival.ts";
import { type Group, groupsOf, hitsIn } from "./results.ts";

/** Shows at once what stands in the field. `setOpen`: shows the search, or closes it. */
export function box(root: HTMLElement, known: Known, siteRoot: string, setOpen: (open: boolean) => void): void {
  const { words } = known;
  const texts = textsOf(known);
  const list = one(root, "[data-found]");
  const said = one(root, "[data-search-says]");
  const scroll = list.closest<HTMLElement>(".md-search__scrollwrap")!;
  const field = one(root, "input") as HTMLInputElement;
  let shown: string | null = null;

  const show = () => {
    const asked = field.value.trim();
    if (asked === shown) return;
    shown = asked;
    const { terms, found, isApart } = seek(asked, texts);
    const places = found.reduce((sum, each) => sum + Math.max(each.count, 1), 0);
    if (asked === "") write(said, words.start);
    else if (found.length === 0) write(said, fill(words.none, { query: asked }));
    else if (isApart) write(said, fill(words.apart, { query: asked }));
    else write(said, fill(words.found, { pages: found.length, places }));
    const parts: Node[] = [];
    const meaning = found.length > 0 ? meaningOf(asked, texts, known) : null;
    if (meaning) parts.push(make("p", { class: "found__meaning" }, make("b", {}, meaning.term), meaning.means));
    if (asked !== "" && found.length === 0) parts.push(make("p", { class: "found__cure" }, words.cure));
    const groups = groupsOf(found, terms, known, siteRoot);
    if (groups.length > 1) parts.push(jumps(groups));
    list.replaceChildren(...parts, ...groups.map(({ part }) => part));
    scroll.scrollTop = 0;
  };

  const jumps = (groups: Group[]) => {
    const bar = make("p", { class: "found__jumps" });
    for (const { label, count, part } of groups) {
      const button = make("button", { type: "button" }, label, " ", make("span", {}, String(count)));
      button.addEventListener("click", () => {
        part.scrollIntoView({ block: "start" });
        one(part, "a").focus({ preventScroll: true });
      });
      bar.append(button);
    }
    return bar;
  };

  /** Whether the key did something here. */
  const key = (event: KeyboardEvent) => {
    const links = all(list, "a").filter((each) => each.offsetParent !== null);
    const active = document.activeElement as HTMLElement;
    if (event.key === "Enter" && active === field) {
      links[0]?.click();
      return true;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || links.length === 0) return false;
    const at = links.indexOf(active) + step;
    (at < 0 ? field : links[Math.min(at, links.length - 1)]).focus();
    return true;
  };

  /** A reader follows a result. */
  const leave = (link: HTMLAnchorElement) => {
    tellArrival(link.href, hitsIn(link.closest("li")!));
    // To a place of this page: no other is loaded.
    if (link.href.split("#")[0] === location.href.split("#")[0]) setTimeout(markArrival);
  };

  field.addEventListener("input", (event) => (event as InputEvent).isComposing || show());
  field.addEventListener("compositionend", show);
  field.form!.addEventListener("reset", () => {
    setTimeout(show); // the field is emptied after this
    field.focus();
  });
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || !key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) return;
    leave(link);
    setOpen(false);
  });
  show();
}

/** Where the words stand nowhere as they were typed: pages on which their parts stand. */
function seek(asked: string, texts: Texts): { terms: Term[]; found: ReturnType<typeof find>; isApart: boolean } {
  const terms = termsOf(asked, texts);
  const found = find(texts, terms);
  if (found.length > 0 || asked === "") return { terms, found, isApart: false };
  const loose = looseTermsOf(asked, texts);
  return { terms: loose, found: find(texts, loose), isApart: true };
}

function fill(text: string, facts: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
}
