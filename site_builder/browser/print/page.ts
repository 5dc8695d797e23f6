/** The printed page as elements: what is worked out in `lamps` and `tables`, in the order of a report. */

import { type Node_, patch } from "../charts/node.ts";
import type { CaseRecord } from "../model/case_record.ts";
import { say } from "../model/page_data.ts";
import { BLANK, itemLabel, shown as figureText } from "../model/show.ts";
import { type Scene, STATES } from "../model/sheet.ts";
import { sidesOf } from "../model/unit.ts";
import { make } from "../view/elements.ts";
import { type Lamp, lampsOf, type State } from "./lamps.ts";
import { placeAt } from "./places.ts";
import type { Shown } from "./print_data.ts";
import type { Cell, Table, Typed } from "./tables.ts";

export interface Report {
  scene: Scene;
  shown: Shown;
  typed: Typed;
  example: string; // its label, "" for the learner's own figures
  who: CaseRecord; // what is not known is a line to write on
  drawn: { name: string; drawing: Node_ | null; note: string }[];
}

const SIGNS: Record<State, string> = { red: "■", amber: "▲", green: "●", unknown: "○" };

const SHORT = 8; // signs; columns of such texts keep each in one line
const LONG = 14; // signs; a longer text has a line of its own

export function pageOf(report: Report): HTMLElement {
  const { scene, shown, typed, drawn } = report, { words } = scene.data;
  const flow = make("div", { class: "onepage__flow" }, ...lampsPart(report));
  for (const chart of drawn) flow.append(chartPart(scene, chart));
  if (typed.singles.length > 0) flow.append(singlesPart(typed, words.print_typed));
  for (const table of typed.tables) flow.append(tablePart(table));
  const wide = make("div", { class: "onepage__wide" });
  return make(
    "section",
    { class: "onepage", "aria-label": shown.data.title },
    headPart(report),
    resultsPart(report),
    flow,
    wide,
    footPart(report),
  );
}

function headPart({ scene, shown, example, who }: Report): HTMLElement {
  const { words, lists } = scene.data, { each } = shown;
  const people = (["name", "team", "date"] as const).map((part) => factPart(words[`print_${part}`], who[part]));
  if (each !== undefined) {
    const at = shown.chosen[each] ?? 0;
    people.unshift(factPart(lists[each].label, scene.ids[each].length > 0 ? itemLabel(scene, each, at) : ""));
  }
  return make(
    "header",
    { class: "onepage__head" },
    make("p", { class: "onepage__kicker" }, shown.data.kicker),
    make("h1", {}, shown.data.title),
    make("p", { class: "onepage__sense" }, shown.data.sense),
    ...(example ? [make("p", { class: "onepage__stamp" }, make("b", {}, words.print_example), ` ${example}`)] : []),
    make("dl", { class: "onepage__who" }, ...people),
  );
}

function factPart(label: string, text: string): HTMLElement {
  return make("div", {}, make("dt", {}, label), make("dd", text ? {} : { class: "onepage__line" }, text));
}

function resultsPart({ scene, shown }: Report): HTMLElement {
  const { data } = scene;
  const results = data.results.map((name) => {
    const light = data.lights[name], value = data.values[name];
    const at = placeAt(scene, (light ?? value).for, [], shown);
    if (light) {
      const state = STATES[scene.figures.lights[name][at] ?? 0];
      return make("div", {}, make("dt", {}, light.label ?? name), make("dd", {}, chip(state, data.words)));
    }
    const text = figureText(scene, name, at), blank = text === BLANK;
    const figure = make(
      "dd",
      value.kind === "text" ? { class: "onepage__said" } : {},
      blank ? data.words.blank : text,
    );
    if (!blank) {
      const [before, behind] = sidesOf(value);
      if (before) figure.prepend(make("small", {}, before));
      if (behind) figure.append(make("small", {}, behind));
    }
    return make("div", {}, make("dt", {}, value.label ?? name), figure);
  });
  return make("dl", { class: "onepage__results" }, ...results);
}

function chip(state: State, words: Record<string, string>): HTMLElement {
  return make("span", { class: `onepage__chip onepage__chip--${state}` }, `${SIGNS[state]} ${words[`light_${state}`]}`);
}

function lampsPart({ scene, shown }: Report): HTMLElement[] {
  const { words } = scene.data, { fired, green, unknown } = lampsOf(scene, shown);
  const parts = fired.map((lamp) => lampPart(lamp, words));
  for (const [state, labels] of [["green", green], ["unknown", unknown]] as const) {
    if (labels.length === 0) continue;
    const line = make("p", {}, chip(state, words), ` ${labels.join(words.comma)}`);
    parts.push(make("div", { class: "onepage__others" }, line));
  }
  parts[0]?.prepend(make("h2", {}, words.print_lights));
  for (const part of parts) part.classList.add("onepage__light");
  return parts;
}

function lampPart({ label, state, told, advice }: Lamp, words: Record<string, string>): HTMLElement {
  const lamp = make(
    "article",
    { class: `onepage__lamp onepage__lamp--${state}` },
    make("h3", {}, chip(state, words), ` ${label}`),
  );
  for (const { state: own, of, says } of told) {
    const line = make("p", {});
    if (of.length > 0) {
      line.append(make("b", {}, `${own === state ? "" : SIGNS[own] + " "}${of.join(words.comma)}`), words.gap);
    }
    line.append(says);
    if (line.textContent) lamp.append(line, " ");
  }
  if (advice) lamp.append(make("p", { class: "onepage__advice" }, make("b", {}, words.print_advice), ` ${advice}`));
  return lamp;
}

function chartPart({ data }: Scene, { name, drawing, note }: Report["drawn"][number]): HTMLElement {
  const { label, kind } = data.charts[name], host = make("div", {});
  if (drawing !== null) patch(host, [], [drawing]);
  const wide = kind === "calendar" ? " onepage__chart--wide" : "";
  const figure = make("figure", { class: `onepage__chart${wide} chart--${kind}` }, make("h2", {}, label), host);
  if (note) figure.append(make("figcaption", {}, note));
  return figure;
}

function singlesPart({ singles }: Typed, title: string): HTMLElement {
  const facts = singles.map(({ label, text, kind }) =>
    make(
      "div",
      { class: text.length > LONG ? "onepage__pair--long" : "" },
      make("dt", {}, label),
      make("dd", { class: `onepage__${kind}` }, text || BLANK),
    )
  );
  return make("section", { class: "onepage__singles" }, make("h2", {}, title), make("dl", {}, ...facts));
}

/** `data-columns`: how much room it takes, a text three times that of a number. */
function tablePart({ corner, columns, rows }: Table): HTMLElement {
  const both = columns.some(({ over }) => over !== ""), head = make("thead", {});
  const first = make("tr", {}, make("th", { scope: "col", ...(both ? { rowspan: "2" } : {}) }, corner)),
    second = make("tr", {});
  columns.forEach(({ head: label, over, text }, i) => {
    const kind: Record<string, string> = text ? { class: "onepage__text" } : {};
    const name = make("span", {}, label);
    if (over === "") first.append(make("th", { scope: "col", ...kind, ...(both ? { rowspan: "2" } : {}) }, name));
    else {
      if (columns[i - 1]?.over !== over) {
        const many = columns.filter((each) => each.over === over).length;
        first.append(make("th", { scope: "colgroup", colspan: String(many), class: "onepage__over" }, over));
      }
      second.append(make("th", { scope: "col", ...kind }, name));
    }
  });
  head.append(first, ...(both ? [second] : []));
  const isShort = (texts: string[]) => texts.every((text) => text.length <= SHORT);
  const short = columns.map((_, i) => isShort(rows.map(({ cells }) => cells[i].text)));
  const named: Record<string, string> = isShort(rows.map(({ head: name }) => name)) ? { class: "onepage__short" } : {};
  const body = rows.map(({ head: name, cells }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row", ...named }, name),
      ...cells.map((cell, i) => cellPart(cell, columns[i].text, short[i])),
    )
  );
  const room = columns.reduce((sum, { text }) => sum + (text ? 3 : 1), 0);
  const table = make("table", {}, head, make("tbody", {}, ...body));
  return make(
    "section",
    { class: "onepage__table", "data-columns": String(room), "data-rows": String(rows.length) },
    table,
  );
}

function cellPart({ text, kind }: Cell, isText: boolean, isShort: boolean): HTMLElement {
  const classes = [kind, ...(isText ? ["text"] : []), ...(isShort ? ["short"] : [])];
  return make("td", { class: classes.map((name) => `onepage__${name}`).join(" ") }, text);
}

function footPart({ scene, shown, typed, example }: Report): HTMLElement {
  const { data } = scene, { words } = data;
  const notes = [words.print_legend];
  if (typed.elsewhere.count > 0) {
    const tools = [...new Set(typed.elsewhere.values.map((name) => data.takes?.[name]?.short ?? ""))].filter(Boolean);
    notes.push(say(data, "print_elsewhere", { count: typed.elsewhere.count, tools: tools.join(words.comma) }));
  }
  if (example) notes.push(words.print_fictitious);
  const source = `${shown.data.kicker} ${shown.data.title}`;
  return make("footer", { class: "onepage__foot" }, make("p", {}, notes.join(" ")), make("p", {}, source));
}
