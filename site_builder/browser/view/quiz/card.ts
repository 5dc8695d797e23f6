/** One question on the page: its controls, and what it is told. */

import { chance, shuffle } from "../../quiz/draw.ts";
import { drawn, figureText, judgeNumber } from "../../quiz/numeric.ts";
import { type Answer, judge, optionsOf, type Question, type Verdict } from "../../quiz/question.ts";
import type { PageData } from "../../model/page_data.ts";
import type { Program, Scene } from "../../model/sheet.ts";
import { lender } from "../../model/store.ts";
import { all, make, one, write } from "../elements.ts";

/** What tools' scripts have handed over, by slug. */
export type Handed = Record<string, { data: PageData; program: Program }>;

export type Say = (word: string, facts?: Record<string, string | number>) => string;

export interface Card {
  id: string; // `account_tiering.low_hhi`
  root: HTMLElement;
  question: Question;
  answer(): Answer;
  put(answer: Answer): void;
  judge(): Verdict | "unreadable" | "no_tool" | null;
  /** `whole`: the answer and its reason too, even where the learner may try again. */
  tell(verdict: Verdict, whole: boolean): void;
  /** A plain remark in the place of a verdict. */
  remark(text: string): void;
  hush(): void;
  /** Other numbers, and the options in another order; null: as the page had them at first. */
  deal(seed: number | null): void;
  lock(locked: boolean): void;
  /** The buttons below. */
  ways(...buttons: HTMLElement[]): void;
  onChange(listener: () => void): void;
}

export function card(root: HTMLElement, handed: Handed, say: Say): Card {
  const id = root.dataset.quiz!, question: Question = JSON.parse(root.dataset.question!);
  const told = one(root, "[data-told]"), hidden = one(root, "[data-answer]"), ways = one(root, "[data-ways]");
  const list = root.querySelector<HTMLElement>("[data-order], .question__choices");
  const first = list ? [...list.children] : [];
  const inputs = all(root, "input") as HTMLInputElement[];
  const listeners: (() => void)[] = [];
  let scene: Scene | null = null, moved = false, locked = false;

  for (const input of inputs) input.disabled = false;
  hidden.hidden = true;
  const changed = () => listeners.forEach((listener) => listener());
  root.addEventListener("input", changed);
  for (const button of all(root, "[data-move]")) {
    button.hidden = false;
    button.addEventListener("click", () => move(button, Number(button.dataset.move)));
  }

  function move(button: HTMLElement, by: number): void {
    const item = button.closest("li")!, other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (locked) return;
    if (other) by < 0 ? other.before(item) : other.after(item);
    moved = true;
    button.focus();
    changed();
  }

  function answer(): Answer {
    if (question.kind === "number") return inputs[0].value.trim();
    if (question.kind === "order") return moved ? ids().join(" ") : "";
    return inputs.filter((input) => input.checked).map((input) => input.value).sort().join(" ");
  }

  function ids(): string[] {
    return all(list!, "[data-option]").map((item) => item.dataset.option!);
  }

  /** The remark or reason as it stands in the page, terms and figures included. */
  function copied(selector: string): Node[] {
    return all(hidden, selector).map((part) => part.cloneNode(true));
  }

  return {
    id,
    root,
    question,
    answer,
    put(kept) {
      const chosen = optionsOf(kept);
      if (question.kind === "number") inputs[0].value = kept;
      else if (question.kind === "order") {
        const known = new Map(all(list!, "[data-option]").map((item) => [item.dataset.option!, item]));
        if (chosen.length === known.size) list!.append(...chosen.flatMap((option) => known.get(option) ?? []));
        moved = chosen.length > 0;
      } else for (const input of inputs) input.checked = chosen.includes(input.value);
    },
    judge() {
      if (question.kind !== "number") return judge(question, answer());
      return scene ? judgeNumber(scene, question.number!, answer()) : "no_tool";
    },
    tell(verdict, whole) {
      const state = verdict.right ? "right" : "wrong", facts = verdict.facts ?? {};
      const head = make("p", { class: "question__verdict" }, say(state), verdict.word ? say(verdict.word, facts) : "");
      const says = verdict.says.flatMap((each) => copied(`[data-say="${CSS.escape(each)}"]`));
      const full = verdict.right || whole;
      const reason = full ? copied("[data-because]") : [];
      const shown = whole && !verdict.right
        ? [make("p", { class: "question__the" }, say("the_answer")), ...copied("[data-right]")]
        : [];
      told.replaceChildren(head, ...says, ...shown, ...reason, ...verdict.right ? [] : copied("[data-reread]"));
      root.dataset.state = state;
    },
    remark(text) {
      told.replaceChildren(make("p", { class: "question__verdict" }, text));
      delete root.dataset.state;
    },
    hush() {
      told.replaceChildren();
      delete root.dataset.state;
    },
    deal(seed) {
      moved = false;
      for (const input of inputs) {
        if (question.kind === "number") input.value = "";
        else input.checked = false;
      }
      const next = seed === null ? null : chance(seed, id);
      if (list && question.kind !== "truth") {
        let order = next ? shuffle(first, next) : first;
        const right = question.right!.join(" ");
        const ids = (items: Element[]) => items.map((item) => (item as HTMLElement).dataset.option).join(" ");
        if (question.kind === "order" && ids(order) === right) order = [...order.slice(1), order[0]];
        list.append(...order);
      }
      if (question.number && handed[question.tool]) {
        const { data, program } = handed[question.tool];
        scene = drawn(data, program, question.number, next);
        for (const figure of all(root, "[data-figure]")) write(figure, figureText(scene, figure.dataset.figure!));
      }
    },
    lock(now) {
      locked = now;
      for (const input of inputs) input.disabled = now;
      for (const button of all(root, "[data-move]")) button.hidden = now;
    },
    ways(...buttons) {
      ways.hidden = buttons.length === 0;
      ways.replaceChildren(...buttons);
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** Tells the answer to a page around this one that wants to record it. */
export function tellAnswer({ id, question, answer, root }: Card, correct: boolean): void {
  const { kind, right = [] } = question,
    options = all(root, "[data-option]").map(({ dataset }) => dataset.option!).sort();
  lender()?.answered?.({ question: id, kind, answer: answer(), right: right.join(" "), correct, options });
}

export function button(text: string, pressed: () => void, main = false): HTMLButtonElement {
  const made = make("button", { type: "button", class: main ? "md-button md-button--primary" : "md-button" }, text);
  made.addEventListener("click", pressed);
  return made;
}
