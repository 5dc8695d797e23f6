/** Questions on a tool's page: each is judged at once, and can be tried again. */

import { type QuizRecord, withTry } from "../../model/quiz_record.ts";
import type { Section } from "../../model/section.ts";
import { freshSeed } from "../../quiz/draw.ts";
import { button, type Card, type Say, tellAnswer } from "./card.ts";

export function practise(card: Card, kept: Section<QuizRecord>, say: Say): void {
  const check = button(say("check"), judged);
  const show = button(say("show"), () => {
    const verdict = card.judge();
    if (verdict && typeof verdict === "object") card.tell(verdict, true);
    card.lock(true);
    card.ways(anew());
  });
  const isNumber = card.question.kind === "number";
  let answered = "";

  function anew(): HTMLButtonElement {
    return button(say(isNumber ? "new_numbers" : "redo"), () => {
      card.lock(false);
      card.hush();
      card.deal(isNumber ? freshSeed() : null);
      card.ways(check);
      card.root.querySelector<HTMLElement>("input, [data-move]")?.focus();
    });
  }

  function judged(): void {
    const verdict = card.judge(), answer = card.answer();
    if (verdict === "no_tool") return card.remark(say("tool_missing"));
    if (verdict === null || verdict === "unreadable") {
      return card.remark(say(isNumber ? "number_first" : "choose_first"));
    }
    if (answer !== answered) {
      kept.update((record) => withTry(record, card.id, verdict.right ? null : answer));
      tellAnswer(card, verdict.right);
    }
    answered = answer;
    card.tell(verdict, false);
    card.lock(verdict.right);
    card.ways(...verdict.right ? [anew()] : [check, show, ...isNumber ? [anew()] : []]);
    if (verdict.right) card.root.dataset.done = "";
  }

  card.root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (check.isConnected) judged();
  });
  card.onChange(() => {
    if (card.root.dataset.state !== undefined) card.hush();
    check.classList.toggle("md-button--primary", card.answer() !== "");
  });
  if (kept.get().items[card.id]?.right) card.root.dataset.done = "";
  card.deal(null);
  card.ways(check);
}
