/** Where taken figures come from, beside their fields: what the other tool says, the way back to it, and what changed there. */

import type { Calculator } from "../calculator.ts";
import { type Keeper, keptWork, type Seen } from "../model/keeper.ts";
import { compared, withCompared } from "../model/compared.ts";
import { today } from "../model/day.ts";
import { type Given, type PageData, say, type TakenData } from "../model/page_data.ts";
import { BLANK, heldText } from "../model/show.ts";
import { type Giver, positions, type Program } from "../model/sheet.ts";
import { type Misfit, taken } from "../model/takes.ts";
import { VERSIONS } from "../model/section.ts";
import { keptVersions, type Version } from "../model/version.ts";
import { cellChange, typedAt } from "../model/work.ts";
import { all, type Field, FIELDS, isField, make, mark, pageOf, toggle } from "./elements.ts";
import { cellName } from "./fields.ts";
import type { Notices } from "./notices.ts";

/** What a tool's script hands over. */
export interface Handed {
  data: PageData;
  program: Program;
}

export interface Origins {
  /** Reads the work in the other tools again. */
  refresh(): void;
}

interface Changed {
  value: string;
  key: string;
  was: Given | null;
  day: string;
  now: Given | null;
}

export function origins(
  calculator: Calculator,
  root: HTMLElement,
  keeper: Keeper,
  notices: Notices,
  handed: Record<string, Handed>,
  keyOf: (slug: string) => string,
): Origins {
  const { data } = calculator;
  let changes = new Map<string, Changed>(); // by value and key
  let unfit: Misfit[] = [];
  let beside: { field: Field; part: HTMLElement } | null = null;
  let count = 0;
  let versions: Version[] = [];

  function refresh(): void {
    const givers: Record<string, Giver> = {};
    for (const slug of data.givers ?? []) {
      if (handed[slug]) givers[slug] = { ...handed[slug], work: keptWork(handed[slug].data, keyOf(slug)) };
    }
    const work = calculator.mode === "mine" ? calculator.work : keptWork(data, keyOf(data.tool));
    versions = keptVersions(keyOf(VERSIONS));
    const { under, misfits } = taken({ data, program: calculator.program, work }, givers, versions);
    unfit = misfits;
    calculator.takeUnder(under);
    for (const part of all(root, "[data-giver]")) {
      const slug = part.dataset.giver!;
      const given = Object.entries(data.takes ?? {}).some(([name, { tool }]) =>
        tool === slug && under.cells[name]?.size
      );
      const rows = Object.entries(data.lists).some(([list, { from }]) => from === slug && under.rows[list]?.length);
      toggle(part, "data-filled", Boolean(given || rows));
    }
    if (calculator.mode === "mine") compareWithSeen();
    show();
  }

  /** What is new is remembered as seen; what changed is told until the learner has noted it. */
  function compareWithSeen(): void {
    const seen: Seen = structuredClone(keeper.seen()), found = new Map<string, Changed>();
    let fresh = false;
    for (const value of Object.keys(data.takes ?? {})) {
      const cells = calculator.under.cells[value] ?? new Map<string, Given>(), known = seen[value] ??= {};
      for (const key of new Set([...cells.keys(), ...Object.keys(known)])) {
        const now = cells.get(key) ?? null;
        if (!(key in known)) {
          known[key] = [now, today()];
          fresh = true;
        } else if (!same(known[key][0], now) && shapeHas(value, key)) {
          found.set(`${value}|${key}`, { value, key, was: known[key][0], day: known[key][1], now });
        }
      }
    }
    if (fresh) keeper.see(seen);
    changes = found;
  }

  /** Rows that are gone altogether are no news of a figure. */
  function shapeHas(value: string, key: string): boolean {
    return !positions(data.values[value].for, key, calculator.scene.ids).includes(-1);
  }

  function note(noted: Changed[]): void {
    const seen: Seen = structuredClone(keeper.seen());
    for (const { value, key, now } of noted) {
      (seen[value] ??= {})[key] = [now, today()];
      changes.delete(`${value}|${key}`);
    }
    keeper.see(seen);
    show();
  }

  function show(): void {
    const mine = calculator.mode === "mine";
    tellUnfit(mine ? unfit : []);
    for (const field of all(root, FIELDS) as Field[]) {
      toggle(field, "data-origin-changed", mine && changes.has(`${field.dataset.value}|${field.dataset.at}`));
    }
    if (!mine || changes.size === 0) notices.hide("origins");
    else {
      const noted = make("button", { type: "button", class: "quiet" }, data.words.origin_note_all);
      noted.addEventListener("click", () => note([...changes.values()]));
      const lines = [...changes.values()].map((change) =>
        `${cellName(calculator, change.value, change.key)}: ${changeText(change)}`
      );
      notices.show("origins", say(data, "origins_changed", { count: changes.size }), lines, [noted]);
    }
    if (beside) tell(beside.field);
  }

  function tellUnfit(misfits: Misfit[]): void {
    if (misfits.length === 0) return notices.hide("misfits");
    const lines = misfits.map(({ value, key, figure }) => {
      const facts = {
        ...from(data.takes![value]),
        cell: cellName(calculator, value, key),
        figure: text(value, figure),
      };
      return say(data, "origin_misfit", facts);
    });
    notices.show("misfits", say(data, "origin_misfits", { count: lines.length }), lines);
  }

  function changeText({ value, was, day, now }: Changed): string {
    const facts = { ...from(data.takes![value]), was: text(value, was), now: text(value, now), day };
    return say(data, "origin_changed", facts);
  }

  /** Beside a field: where its figure comes from. */
  function tell(field: Field): void {
    const { value, at } = field.dataset as { value: string; at: string };
    const taking = data.takes?.[value];
    if (beside) {
      beside.part.remove();
      const ids = beside.field.getAttribute("aria-describedby")?.split(" ").filter((id) => id !== beside!.part.id) ??
        [];
      mark(beside.field, "aria-describedby", ids.join(" ") || null);
    }
    beside = null;
    const figure = calculator.under.cells[value]?.get(at) ?? null, change = changes.get(`${value}|${at}`);
    const rule = data.compares?.[value];
    if (!taking && !rule || figure === null && !change) return;
    const typed = typedAt(calculator.work, value, at) !== null;
    const facts = { ...(taking ? from(taking) : {}), figure: text(value, figure) };
    const part = make("span", { class: "origin", id: `origin-${++count}` });
    const word = rule ? ("raters" in rule ? "origin_raters" : "origin_reviews") : "origin_taken";
    part.append(make("span", {}, say(data, typed && taking ? "origin_typed_over" : word, facts)), " ");
    if (taking) part.append(make("a", { href: pageOf(taking) }, say(data, "origin_open", facts)));
    if (typed) {
      part.append(button("origin_return", () => {
        calculator.commit(cellChange(calculator.work, value, at, null), cellName(calculator, value, at));
        field.focus();
      }));
    }
    if (change) {
      part.append(make("span", { class: "origin__changed" }, changeText(change)));
      part.append(button("origin_note", () => {
        note([change]);
        field.focus();
      }));
    }
    field.parentElement!.append(part);
    mark(field, "aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${part.id}`.trim());
    beside = { field, part };
  }

  function button(word: string, act: () => void): HTMLElement {
    const made = make("button", { type: "button", class: "quiet" }, data.words[word]);
    made.addEventListener("click", act);
    return made;
  }

  function text(value: string, figure: Given | null): string {
    return figure === null ? BLANK : heldText(calculator.scene, value, figure);
  }

  root.addEventListener("focusin", ({ target }) => {
    if (isField(target as Element) && calculator.mode === "mine") tell(target as Field);
  });
  /** A figure that another rater rated too has changed. */
  function retell(): void {
    const { program, work, under } = calculator, told = compared(data, program, work, versions, under);
    const same = Object.keys(data.compares!).every((name) =>
      (under.cells[name]?.get("") ?? null) === (told[name] ?? null)
    );
    if (!same) calculator.takeUnder(withCompared(data, under, told));
  }

  calculator.listen((news) => {
    if (data.compares && versions.length > 0 && calculator.mode === "mine" && !news.whole) retell();
    if (news.whole && calculator.mode === "mine") compareWithSeen();
    if (news.whole || news.rows || news.chosen) show();
    else if (beside) tell(beside.field);
  });
  return { refresh };
}

function from({ short, label }: TakenData): { tool: string; label: string } {
  return { tool: short, label };
}

function same(a: Given | null, b: Given | null): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
