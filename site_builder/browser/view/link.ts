/** Making a link: what it will hold is said in words before anything is copied. */

import type { Calculator } from "../calculator.ts";
import { textsIn } from "../link/nameless.ts";
import { pack } from "../link/packed.ts";
import { counted, MARK, sentOf, startOf, type Then } from "../link/sent.ts";
import { readGiven } from "../model/given.ts";
import { say } from "../model/page_data.ts";
import { emptyWork, type Work } from "../model/work.ts";
import { make, toggle, write } from "./elements.ts";
import { downloadGiven } from "./loading.ts";
import { button, copy, openWindow } from "./window.ts";

const LONG = 8000; // characters from which on mail and chat programs may cut an address

/** The page's address with what the calculator holds; `names`: with texts that the author did not write. */
export function linkTo(page: string, calculator: Calculator, names: boolean, marks: Then["marks"]): string {
  const sent = sentOf(calculator, authoredIn(calculator), names, marks);
  return page.split("#")[0] + MARK + pack(JSON.stringify(sent));
}

/** `marks`: of the present definition. */
export function makeLink(calculator: Calculator, marks: Then["marks"]): void {
  const { data, work } = calculator, under = counted(calculator), authored = authoredIn(calculator);
  const texts = textsIn(data, { work, under }, authored);
  const typed = count(work.typed), taken = count(under.cells);
  const rows = Object.entries(data.lists).reduce(
    (sum, [list, { grows }]) => sum + (grows ? calculator.scene.ids[list].length : 0),
    0,
  );

  const withNames = make("input", { type: "checkbox" });
  const names = make("li"), length = make("p", {});
  const long = make("div", { class: "notice" }, make("p", {}, data.words.link_long));
  const address = make("textarea", { readonly: "", rows: "4", spellcheck: "false" });
  address.setAttribute("aria-label", data.words.link_address);
  const said = make("p", { role: "status" });
  long.append(button(data.words.link_file, () => downloadGiven(calculator)));

  // From a frame a link leads to the whole page.
  const page = document.querySelector<HTMLAnchorElement>("a[data-whole]")?.href ?? location.href;
  function write_(): void {
    address.value = linkTo(page, calculator, withNames.checked, marks);
    write(names, namesSaid(withNames.checked));
    write(length, say(data, "link_length", { count: address.value.length }));
    toggle(long, "hidden", address.value.length <= LONG);
    write(said, "");
  }

  function namesSaid(included: boolean): string {
    const { names, others } = texts;
    if (names + others === 0) return data.words.link_no_texts;
    return say(data, included ? "link_with_names" : "link_nameless", { names, others });
  }

  const facts = make("ul", {}, make("li", {}, say(data, "link_figures", { figures: typed, rows })));
  if (taken > 0) facts.append(make("li", {}, say(data, "link_taken", { count: taken })));
  facts.append(names);
  const choice = make("label", { class: "window__choice" }, withNames, make("span", {}, data.words.link_include));
  toggle(choice, "hidden", texts.names + texts.others === 0);
  withNames.addEventListener("change", write_);
  const copied = button(data.words.link_copy, async () => {
    write(said, data.words[await copy(address) ? "copied" : "selected"]);
  }, "strong");
  write_();
  openWindow(
    data.words.link_title,
    data.words.close,
    make("p", {}, data.words[location.protocol === "file:" ? "link_disk" : "link_what"]),
    make("h3", {}, data.words.link_holds),
    facts,
    choice,
    length,
    long,
    address,
    make("p", { class: "window__buttons" }, copied),
    said,
  );
}

/** What the author wrote into the sheet or the example that is shown. */
function authoredIn({ data, mode, example }: Calculator): Work {
  const start = startOf(data);
  if (mode !== "example") return start;
  const { work } = readGiven(data, data.examples[example].given ?? {});
  return { ...emptyWork(), rows: { ...start.rows, ...work.rows }, typed: { ...start.typed, ...work.typed } };
}

function count(cells: Record<string, Map<string, unknown>>): number {
  return Object.values(cells).reduce((sum, each) => sum + each.size, 0);
}
