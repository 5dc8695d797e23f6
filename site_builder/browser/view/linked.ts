/** Opening a link: its figures are shown beside the learner's own, which stay untouched until the learner takes them. */

import type { Calculator } from "../calculator.ts";
import { asOwn, MARK, type Opened, readSent } from "../link/sent.ts";
import { type Definition, type Moved, since } from "../link/since.ts";
import type { Unfit } from "../model/given.ts";
import type { Keeper } from "../model/keeper.ts";
import { say } from "../model/page_data.ts";
import { difference } from "../model/work.ts";
import { all, make, write } from "./elements.ts";
import { refusalText } from "./fields.ts";
import { downloadGiven } from "./loading.ts";
import type { Notices } from "./notices.ts";
import { button, openWindow } from "./window.ts";

export interface Opening {
  calculator: Calculator;
  root: HTMLElement;
  keeper: Keeper;
  notices: Notices;
}

let shown: Opened | null = null;
const heard = new WeakSet<Calculator>();

/** Shows what the address holds, in sight. `definition`: fetches the marks of the present definition, if they are not there. */
export function openLink(opening: Opening, definition: () => Promise<Definition | null>): void {
  const { calculator, root, notices } = opening, { data } = calculator;
  const found = readSent(data, location.hash.slice(MARK.length));
  if ("why" in found) return tellUnread(opening, found.why, found.tool);
  shown = found;
  for (const topic of ["link", "link-unfit", "link-since"]) notices.hide(topic);
  calculator.showLinked(found.work, found.under);
  document.getElementById("calculator")?.scrollIntoView();
  for (const [list, id] of Object.entries(found.sent.chosen)) {
    if (data.choices?.includes(list) && calculator.scene.ids[list].includes(id)) calculator.choose(list, id);
  }
  for (const note of all(root, "[data-linked-note]")) write(note, noteOf(found, calculator));
  const { unfit, sent } = found;
  if (unfit.length > 0) {
    notices.show("link-unfit", say(data, "link_unfit", { count: unfit.length }), linesOf(calculator, unfit));
  }
  if (sent.version !== data.version) {
    const scene = calculator.scene; // as the link has it, before anybody tries other figures
    definition().then((now) => {
      if (shown === found && calculator.mode === "linked") {
        tellSince(opening, now && since(data, sent.then, now, scene));
      }
    });
  }
  if (heard.has(calculator)) return;
  heard.add(calculator);
  calculator.listen((news) => news.whole && calculator.mode !== "linked" && leave(notices));
}

/** Takes the figures as the learner's own, after asking where that replaces some. */
export function takeLink(opening: Opening): void {
  const { calculator } = opening, { data } = calculator;
  if (calculator.mode !== "linked") return;
  const { work, under } = calculator;
  const own = opening.keeper.load()?.work;
  const fresh = calculator.fresh(), replaced = own ? difference(fresh, own).cells.length : 0;
  const take = () => {
    calculator.showMine();
    const mine = asOwn(data, work, under, calculator.under);
    calculator.commit(difference(calculator.work, mine), data.words.link_did);
    const extra = difference(work, mine).cells.length;
    const said = [say(data, replaced ? "link_took_undo" : "link_took", { count: replaced })];
    if (extra > 0) said.push(say(data, "link_took_taken", { count: extra }));
    opening.notices.show("link", said.join(""));
  };
  if (replaced === 0) return take();
  const asked = openWindow(
    data.words.link_take_title,
    data.words.close,
    make("p", {}, say(data, "link_take_ask", { count: replaced })),
    make(
      "p",
      { class: "window__buttons" },
      button(data.words.link_take_do, () => {
        asked.close();
        take();
      }, "strong"),
      button(data.words.link_take_file, () => own && downloadGiven({ data, work: own })),
      button(data.words.link_take_not, () => asked.close()),
    ),
  );
}

/** From here on a reload shows the learner's own figures, or the example. */
function leave(notices: Notices): void {
  shown = null;
  for (const topic of ["link", "link-unfit", "link-since"]) notices.hide(topic);
  if (location.hash.startsWith(MARK)) history.replaceState(history.state, "", location.href.split("#")[0]);
}

function tellUnread({ calculator, notices }: Opening, why: string, tool?: string): void {
  const { data } = calculator;
  if (tool === undefined) return notices.show("link", say(data, `link_${why}`));
  const page = [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].find((one) =>
    one.pathname.endsWith(`/tools/${tool}.html`) && one.origin === location.origin
  );
  if (!page) return notices.show("link", say(data, "link_other", { tool: tool.slice(0, 60) }));
  const there = make("a", { href: page.href.split("#")[0] + location.hash }, data.words.link_other_open);
  notices.show("link", say(data, "link_other", { tool: page.textContent!.trim() || tool }), [], [there]);
}

function noteOf({ sent, work, under }: Opened, { data, scene }: Calculator): string {
  const count = (cells: Record<string, Map<string, unknown>>) =>
    Object.values(cells).reduce((sum, each) => sum + each.size, 0);
  const rows = Object.entries(data.lists).reduce(
    (sum, [list, { grows }]) => sum + (grows ? scene.ids[list].length : 0),
    0,
  );
  const taken = count(under.cells), parts = [say(data, "linked_holds", { figures: count(work.typed), rows })];
  if (taken > 0) parts.push(say(data, "linked_taken", { count: taken }));
  if (sent.nameless) parts.push(data.words.linked_nameless);
  return parts.join("");
}

function tellSince({ calculator: { data }, notices }: Opening, found: ReturnType<typeof since> | null): void {
  if (found === null) return notices.show("link-since", data.words.since_unknown);
  const { fresh, gone, different, lists, defaults, results } = found;
  if (fresh.length + gone.length + different.length + lists.length + results.length === 0) return;
  const moved = (each: Moved) => say(data, "since_moved", { what: each.what, then: each.then, now: each.now });
  const names = (word: string, labels: string[]) =>
    labels.length > 0 ? [say(data, word, { count: labels.length, names: labels.join(data.words.comma) })] : [];
  const lines = [
    ...names("since_different", different),
    ...names("since_new", fresh),
    ...names("since_gone", gone),
    ...lists.flatMap(({ list, fresh, gone }) => [
      ...names("since_items_new", fresh).map((line) => `${list}${line}`),
      ...names("since_items_gone", gone).map((line) => `${list}${line}`),
    ]),
    ...defaults.map((each) => say(data, "since_default", { what: moved(each) })),
  ];
  const means = say(data, results.length > 0 ? "since_results" : "since_same", { count: results.length });
  const outcome = make("ul", {}, ...results.map((each) => make("li", {}, moved(each))));
  notices.show("link-since", `${data.words.since}${means}`, lines, results.length > 0 ? [outcome] : []);
}

/** Whole rows come last: where there are thousands of them, the rest is still in sight. */
function linesOf(calculator: Calculator, unfit: Unfit[]): string[] {
  const isRow = ({ why }: Unfit) => Number(why.word === "row");
  return [...unfit].sort((a, b) => isRow(a) - isRow(b)).map(({ where, what, why }) =>
    `${where}: ${what} ${refusalText(calculator, why, null)}`
  );
}
