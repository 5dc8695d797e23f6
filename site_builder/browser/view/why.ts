/** "Why?": a figure's formula in words, what it was made from, and each of these in turn, down to what was typed. */

import type { Calculator } from "../calculator.ts";
import { type Ingredient, makings, resolve, type Run, type Where, whereOf } from "../model/ingredients.ts";
import type { Part, WhyData } from "../model/page_data.ts";
import { BLANK, itemLabel, placeLabel, shown } from "../model/show.ts";
import { type Figures, keyOf, place, positions, type Shape, type Sheet } from "../model/sheet.ts";
import { sidesOf, withUnit } from "../model/unit.ts";
import { typedAt } from "../model/work.ts";
import { changes } from "./change.ts";
import { all, FIELDS, make, one, pageOf } from "./elements.ts";

/** A value's or a light's figure. */
interface Asked {
  name: string;
  at: number[];
}

export interface Why {
  ask(button: HTMLElement): void;
}

/** Why a figure is blank where no ingredient is: a key of the words, `reason_…`. */
export type Reason = (sheet: Sheet, figures: Figures, value: string, at: number[]) => string | null;

export function why(
  calculator: Calculator,
  root: HTMLElement,
  whyData: WhyData,
  reasonOf: Reason,
): Why {
  const { data } = calculator, { labels, made, words } = whyData;
  const change = changes(calculator, whyData, () => show());
  const dialog = one(root, "dialog.why") as HTMLDialogElement;
  const [back, body] = [one(dialog, '[data-do="why-back"]'), one(dialog, ".why__body")];
  let trail: Asked[] = [];

  function show(): void {
    const { name, at } = trail.at(-1)!;
    const value = data.values[name], light = data.lights[name];
    const shape: Shape = (value ?? light).for;
    const where = placeLabel(calculator.scene, shape, at);
    one(dialog, ".why__title").textContent = where ? `${labels[name]} · ${where}` : labels[name];
    back.hidden = trail.length < 2;
    const parts: (Node | string)[] = [light ? lightState(name, at) : bigFigure(name, at)];
    const formula = document.getElementById(`formula-${name}`)?.querySelector(".formula__body");
    if (formula) parts.push(make("h3", {}, words.formula), withFigures(plainCopy(formula), whereOf(shape, at)));
    parts.push(...change.parts(name, at));
    if (value?.role === "given") parts.push(...givenParts(name, at));
    parts.push(...madeParts(made[name] ?? [], shape, { name, at }));
    body.replaceChildren(...parts);
    body.scrollTop = 0;
  }

  /** The sentence with the present figure behind each term. */
  function withFigures(formula: Element, where: Where): Element {
    for (const term of all(formula, "[data-term]")) {
      const found = resolve(calculator.scene, JSON.parse(term.dataset.term!), where);
      if (found) term.append(make("b", {}, ` ${figureAt(found.value, found.at)}`));
    }
    return formula;
  }

  function bigFigure(name: string, at: number[]): HTMLElement {
    const value = data.values[name];
    const figure = figureAt(name, at);
    if (figure === BLANK) return make("p", { class: "why__blank" }, whyBlank(name, at));
    const [before, behind] = sidesOf(value);
    return make("p", { class: "why__figure" }, before, make("b", {}, figure), behind);
  }

  function lightState(name: string, at: number[]): HTMLElement {
    const key = keyOf(data.lights[name].for, at, calculator.scene.ids);
    const shownAt = all(root, `[data-light="${name}"]`).find((element) => element.dataset.at === key);
    const chip = make("p", { class: "light light--chip", "data-state": shownAt?.dataset.state ?? "unknown" });
    chip.append(make("span", { class: "light__sign", "aria-hidden": "true" }));
    chip.append(make("b", { class: "light__word" }, data.words[`light_${shownAt?.dataset.state ?? "unknown"}`]));
    return chip;
  }

  function whyBlank(name: string, at: number[]): string {
    if (data.values[name].role !== "derived") return words.nothing_typed;
    const { scene } = calculator;
    const { single, runs } = makings(scene, made[name] ?? [], whereOf(data.values[name].for, at));
    const parts = [...single, ...runs.flatMap((run) => run.rows.flatMap((row) => row.cells))];
    const missing = parts.some((part) => part === null || figureAt(part.value, part.at) === BLANK);
    const reason = reasonOf(scene.sheet, scene.figures, name, at) ?? (missing ? null : "too_large");
    return reason ? words.blank_because.replace("{reason}", words[`reason_${reason}`]) : words.blank_missing;
  }

  function figureAt(name: string, at: number[]): string {
    return shown(calculator.scene, name, place(data.values[name].for, at, calculator.scene.ids));
  }

  function madeParts(parts_: Part[], shape: Shape, asked: Asked): (Node | string)[] {
    const { single, runs } = makings(calculator.scene, parts_, whereOf(shape, asked.at));
    const parts: (Node | string)[] = [];
    if (single.length > 0) {
      const list = make("ul", { class: "why__parts" });
      for (const part of single) list.append(make("li", {}, ...ingredient(part)));
      parts.push(make("h3", {}, words.made_from), list);
    }
    for (const run of runs) if (run.rows.length > 0 && run.columns.length > 0) parts.push(runTable(run));
    return parts;
  }

  function ingredient(part: Ingredient): (Node | string)[] {
    const { for: shape } = data.values[part.value];
    const where = placeLabel(calculator.scene, shape, part.at);
    const name = make("span", { class: "why__name" }, labels[part.value]);
    if (where) name.append(make("small", {}, where));
    return [
      name,
      opener(part, true),
      make("small", { class: "why__source" }, source(part)),
    ];
  }

  function runTable({ over, columns, rows }: Run): HTMLElement {
    const head = make(
      "tr",
      {},
      make("th", { scope: "col" }, over.map(([, list]) => data.lists[list].label).join(" · ")),
    );
    for (const value of columns) head.append(make("th", { scope: "col" }, labels[value]));
    const body = make("tbody");
    for (const { at, cells } of rows) {
      const row = make(
        "tr",
        {},
        make("th", { scope: "row" }, over.map(([, list], i) => itemLabel(calculator.scene, list, at[i])).join(" · ")),
      );
      for (const cell of cells) row.append(make("td", {}, cell ? opener(cell) : BLANK));
      body.append(row);
    }
    const table = make("table", { class: "sheet sheet--behind" }, make("thead", {}, head), body);
    return make("div", { class: "why__run", tabindex: "0", role: "group", "aria-label": words.made_from }, table);
  }

  /** A figure that opens in turn; `data-missing` marks a blank that may be why the result is blank. */
  function opener(part: Ingredient, alone = false): HTMLElement {
    const figure = figureAt(part.value, part.at), text = alone ? withUnit(data.values[part.value], figure) : figure;
    const button = make("button", { type: "button", class: "figure" }, text);
    button.toggleAttribute("data-blank", figure === BLANK);
    button.setAttribute(
      "aria-label",
      `${labels[part.value]} ${placeLabel(calculator.scene, data.values[part.value].for, part.at)} ${figure}`,
    );
    button.addEventListener("click", () => {
      trail.push({ name: part.value, at: part.at });
      show();
      one(dialog, ".why__title").focus();
    });
    return button;
  }

  function source({ value: name, at }: Ingredient): string {
    const value = data.values[name];
    if (value.role === "derived") return words.source_derived;
    if (value.role === "fixed") return words.source_fixed;
    const key = keyOf(value.for, at, calculator.scene.ids), taking = data.takes?.[name];
    if (typedAt(calculator.work, name, key) !== null) {
      const sources = { example: words.source_example, linked: words.source_linked, mine: words.source_typed };
      return sources[calculator.mode];
    }
    if (taking && calculator.under.cells[name]?.has(key)) {
      return words.source_taken.replace("{tool}", taking.short).replace("{label}", taking.label);
    }
    return figureAt(name, at) === BLANK ? words.source_missing : words.source_default;
  }

  function givenParts(name: string, at: number[]): Node[] {
    const key = keyOf(data.values[name].for, at, calculator.scene.ids);
    const parts: Node[] = [make("p", {}, source({ value: name, at }))], taking = data.takes?.[name];
    if (taking) {
      const open = words.source_taken_open.replace("{tool}", taking.short);
      parts.push(make("p", {}, make("a", { href: pageOf(taking) }, open)));
    }
    const field = all(root, `${FIELDS}[data-value="${name}"]`).find((one) =>
      one.dataset.at === key && !one.closest(".step[hidden]")
    );
    if (field) {
      const go = make("button", { type: "button", class: "quiet" }, words.to_field);
      go.addEventListener("click", () => {
        dialog.close();
        field.closest("tbody > [data-item]")?.dispatchEvent(new CustomEvent("armory:current", { bubbles: true }));
        field.focus();
        field.scrollIntoView({ block: "center" });
      });
      parts.push(go);
    }
    return parts;
  }

  dialog.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target === dialog || target.closest('[data-do="why-close"]')) dialog.close();
    if (target.closest('[data-do="why-back"]')) {
      trail.pop();
      show();
    }
  });
  return {
    ask(button) {
      const name = button.dataset.value ?? button.dataset.light!;
      const { for: shape } = data.values[name] ?? data.lights[name];
      trail = [{ name, at: positions(shape, button.dataset.at!, calculator.scene.ids) }];
      show();
      dialog.showModal();
      one(dialog, ".why__title").focus();
    },
  };
}

/** The formula as the page has it, without ids, so that none stands there twice. */
function plainCopy(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
  return copy;
}
