/** What the sections of the wall are made of: tables, bars, folds; and how people and shares are written. */

import type { Course, Learner } from "../../wall/learner.ts";
import { make } from "../elements.ts";

export type Say = (word: string, facts?: Record<string, string | number>) => string;

/** What sections are shown from. */
export interface Sight {
  course: Course;
  learners: Learner[];
  say: Say;
  who(learner: Learner): string;
}

/** A section's content; null where there is nothing to be shown. */
export type Section = (sight: Sight) => Node[] | null;

/** A table with its caption for those who do not see it, wide ones in a frame that scrolls. */
export function table(caption: string, heads: (Node | string)[], rows: HTMLTableRowElement[], kind = ""): HTMLElement {
  const head = make("tr", {}, ...heads.map((each) => each instanceof HTMLElement ? each : th("col", each)));
  const made = make(
    "table",
    { class: `wall-table ${kind}`.trim() },
    make("caption", {}, caption),
    make("thead", {}, head),
    make("tbody", {}, ...rows),
  );
  return make("div", { class: "wall-scroll", tabindex: "0", role: "group", "aria-label": caption }, made);
}

export function th(scope: "row" | "col", ...content: (Node | string)[]): HTMLTableCellElement {
  return make("th", { scope }, ...content);
}

export function td(...content: (Node | string)[]): HTMLTableCellElement {
  return make("td", {}, ...content);
}

export function number(content: string | number): HTMLTableCellElement {
  return make("td", { class: "wall-number" }, String(content));
}

/** A bar of shares (0-1), one after the other; it says nothing that does not stand beside it. */
export function bar(shares: [kind: string, share: number][], upright = false): HTMLElement {
  const parts = shares.filter(([, share]) => share > 0).map(([kind, share]) => {
    const part = make("i", { "data-kind": kind });
    part.style.setProperty("--share", `${share * 100}%`);
    return part;
  });
  return make("span", { class: upright ? "wall-bar wall-bar--upright" : "wall-bar", "aria-hidden": "true" }, ...parts);
}

/** Opens onto content that is made when it is first opened. */
export function fold(summary: string, content: () => (Node | string)[]): HTMLDetailsElement {
  const made = make("details", { class: "wall-fold" }, make("summary", {}, summary));
  made.addEventListener("toggle", () => {
    if (made.open && made.children.length === 1) made.append(...content());
  });
  return made;
}

/** "Who: a, b, c", or nothing. */
export function line(label: string, names: string[], { say }: Sight): HTMLElement[] {
  if (names.length === 0) return [];
  return [make("p", { class: "wall-line" }, make("b", {}, label), " ", names.join(say("comma")))];
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
