/** "What would change it?": in the panel of a light, or of a figure that is an item of a fixed list, in words one can act on. */

import type { Calculator } from "../calculator.ts";
import { type Direction, DIRECTIONS, type Found, search } from "../change/search.ts";
import type { Told, Way } from "../change/ways.ts";
import type { Given, WhyData } from "../model/page_data.ts";
import { itemLabel, plain } from "../model/show.ts";
import { keyOf, type Shape, STATES } from "../model/sheet.ts";
import { withUnit } from "../model/unit.ts";
import { cellChange } from "../model/work.ts";
import { make } from "./elements.ts";

const PATIENCE = 800; // milliseconds
export interface Changes {
  /** What stands in the panel of a figure; filled once the panel has been painted. */
  parts(name: string, at: number[]): Node[];
}

/** `again`: shows the panel anew, after a change was tried. */
export function changes(calculator: Calculator, { labels, reads, words }: WhyData, again: () => void): Changes {
  const { data, program } = calculator;
  let tried: string | null = null;

  function parts(name: string, at: number[]): Node[] {
    const value = data.values[name];
    if (value && (value.role !== "derived" || value.kind !== "item" || !data.lists[value.of!].items)) return [];
    const body = make("div"), note = tried === null ? [] : [done(tried)];
    tried = null;
    setTimeout(() => {
      if (!body.isConnected) return;
      const found = search(calculator.scene, program, reads, { name, at }, { patience: PATIENCE });
      body.replaceChildren(...found ? told(name, found, at) : [make("p", {}, words.change_blank)]);
    });
    return [make("section", { class: "change" }, make("h3", {}, words.change_title), ...note, body)];
  }

  function told(name: string, found: Found, at: number[]): Node[] {
    const made: Node[] = [];
    for (const direction of DIRECTIONS) {
      if (found.told[direction].shown.length > 0) {
        made.push(make("h4", {}, towards(name, direction)));
        if (!found.told[direction].shown.some((way) => way.kind === "own")) {
          made.push(make("p", {}, words.change_no_fact));
        }
        made.push(list(name, found, found.told[direction], at));
      } else if (!isEnd(name, found.state, direction)) {
        made.push(make("p", {}, fill(words.change_none, { towards: towards(name, direction) })));
      }
    }
    if (!found.whole) made.push(make("p", {}, words.change_partly));
    return [...made, make("p", { class: "change__note" }, words.change_note)];
  }

  function list(name: string, found: Found, { shown, least }: Told, at: number[]): HTMLElement {
    const items = make("ul");
    for (const way of shown) {
      const facts = [words[`change_${way.kind}`], fill(words.change_size, { size: percent(way.size) })];
      if (way === least && shown.length > 1) facts.push(words.change_least);
      const sentence = make(
        "p",
        { id: `change-${name}-${shown.indexOf(way)}-${way.state}` },
        say(name, found, way, at),
      );
      const button = make(
        "button",
        { type: "button", class: "quiet", "aria-describedby": sentence.id },
        words.change_try,
      );
      button.addEventListener("click", () => attempt(way));
      items.append(make("li", {}, sentence, make("small", {}, facts.join(" · ")), button));
    }
    return items;
  }

  /** One step of undo, like anything typed. */
  function attempt(way: Way): void {
    const { scene, work } = calculator, key = keyOf(data.values[way.value].for, way.at, scene.ids);
    tried = fill(words.change_done, { cell: cellLabel(way, []), from: text(way, way.now), to: text(way, way.to) });
    calculator.commit(cellChange(work, way.value, key, typed(way)), cellLabel(way, []));
    again();
    document.querySelector<HTMLElement>("dialog[open] .change__done button")?.focus();
  }

  function done(what: string): HTMLElement {
    const undo = make("button", { type: "button", class: "quiet" }, data.words.undo);
    undo.addEventListener("click", () => {
      calculator.undo();
      again();
      document.querySelector<HTMLElement>("dialog[open] .why__title")?.focus();
    });
    return make("p", { class: "change__done", role: "status" }, what, undo);
  }

  function say(name: string, { state }: Found, way: Way, at: number[]): string {
    const [now, then] = [stateText(name, state), stateText(name, way.state)];
    const shape: Shape = (data.values[name] ?? data.lights[name]).for;
    const here = shape.map(([, of], i): [string, number] => [of, at[i]]);
    const facts = { cell: cellLabel(way, here), from: text(way, way.now), to: text(way, way.to) };
    return fill(words.change_say, { ...facts, what: labels[name], now, then });
  }

  /** "A3 · 合作意願 評分"; items that the panel is about anyway are left out. */
  function cellLabel({ value, at }: Way, here: [string, number][]): string {
    const where = data.values[value].for.map(([, list], i): [string, number] => [list, at[i]])
      .filter(([list, i]) => !here.some(([of, k]) => of === list && k === i))
      .map(([list, i]) => itemLabel(calculator.scene, list, i));
    return [...where.length > 0 ? [where.join(" · ")] : [], labels[value]].join(" ");
  }

  function text({ value: name }: Way, figure: number): string {
    const { kind, of, percent } = data.values[name];
    if (kind === "item") return itemLabel(calculator.scene, of!, figure);
    if (kind === "truth") return data.words[figure ? "yes" : "no"];
    return withUnit(data.values[name], plain(figure) + (percent ? "%" : ""));
  }

  function typed({ value: name, to }: Way): Given {
    const { kind, of } = data.values[name];
    return kind === "item" ? calculator.scene.ids[of!][to] : kind === "truth" ? to === 1 : to;
  }

  function stateText(name: string, state: number): string {
    return data.lights[name]
      ? data.words[`light_${STATES[state]}`]
      : itemLabel(calculator.scene, data.values[name].of!, state);
  }

  function towards(name: string, direction: Direction): string {
    if (data.lights[name]) return direction === "first" ? words.change_better : words.change_worse;
    const { of } = data.values[name], last = calculator.scene.ids[of!].length - 1;
    return fill(words.change_towards, { item: stateText(name, direction === "first" ? 0 : last) });
  }

  function isEnd(name: string, state: number, direction: Direction): boolean {
    const [first, last] = data.lights[name] ? [1, 3] : [0, calculator.scene.ids[data.values[name].of!].length - 1];
    return state === (direction === "first" ? first : last);
  }

  return { parts };
}

function fill(text: string, facts: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => facts[name] ?? all);
}

function percent(size: number): string {
  return size < 0.001 ? "< 0.1%" : `${Number((size * 100).toPrecision(2))}%`;
}
