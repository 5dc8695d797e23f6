/** The final test: answered in any order, kept at each answer, judged as a whole, taken again with other numbers. */

import { today } from "../../model/day.ts";
import { isPassed, percentOf, type QuizRecord, withTry } from "../../model/quiz_record.ts";
import type { Section } from "../../model/section.ts";
import { freshSeed } from "../../quiz/draw.ts";
import type { Verdict } from "../../quiz/question.ts";
import { make, one, write } from "../elements.ts";
import { button, type Card, type Say, tellAnswer } from "./card.ts";

export interface FinalFacts {
  pass: number; // percent
  certificate: boolean;
}

export function finalTest(
  page: HTMLElement,
  cards: Card[],
  kept: Section<QuizRecord>,
  facts: FinalFacts,
  say: Say,
): void {
  const end = one(page, "[data-end]"), progress = one(end, "[data-progress]"), result = one(page, "[data-result]");
  const handIn = one(end, "[data-hand-in]");
  let warned = false;

  /** The attempt as it is kept; a first one is begun here and kept with its first answer. */
  const before = kept.get().final;
  let seed = before.seed ?? freshSeed();
  begin(before.answers);
  if (before.handed) showResult();

  handIn.addEventListener("click", () => {
    const open = cards.filter((card) => card.answer() === "").length;
    if (open > 0 && !warned) {
      warned = true;
      cards.find((card) => card.answer() === "")!.root.scrollIntoView({ block: "center" });
      return write(progress, say("hand_in_open", { left: open }));
    }
    const right = cards.filter((card) => isRight(card)).length, share = right / cards.length;
    const answers = Object.fromEntries(cards.map((card) => [card.id, card.answer()]));
    kept.update((record) => {
      const { final } = record, better = final.best === null || share > final.best;
      const counted = cards.reduce((so, card) => withTry(so, card.id, isRight(card) ? null : card.answer()), record);
      const best = better ? { best: share, day: today(), proof: answers } : {};
      return {
        ...counted,
        final: { ...final, ...best, tries: final.tries + 1, last: share, seed, answers, handed: true },
      };
    });
    for (const card of cards) tellAnswer(card, isRight(card));
    showResult();
    result.focus();
    result.scrollIntoView({ block: "start" });
  });

  for (const card of cards) {
    card.onChange(() => {
      kept.update((record) => ({
        ...record,
        final: { ...record.final, seed, handed: false, answers: { ...record.final.answers, [card.id]: card.answer() } },
      }));
      tellProgress();
    });
  }

  function begin(answers: Record<string, string>): void {
    for (const card of cards) {
      card.lock(false);
      card.hush();
      card.deal(seed);
      card.put(answers[card.id] ?? "");
    }
    result.hidden = true;
    end.hidden = false;
    warned = false;
    tellProgress();
  }

  function tellProgress(): void {
    const done = cards.filter((card) => card.answer() !== "").length, left = cards.length - done;
    const { trouble } = kept;
    write(progress, trouble ? say(`trouble_${trouble}`) : left > 0 ? say("progress", { done, left }) : say("all_done"));
  }

  function showResult(): void {
    const { final } = kept.get();
    const right = cards.filter((card) => isRight(card)).length, share = right / cards.length;
    const reread: Node[] = [];
    for (const card of cards) {
      const verdict = card.judge();
      if (verdict === "no_tool") card.remark(say("tool_missing"));
      else card.tell(isVerdict(verdict) ? verdict : { right: false, says: [], word: "unanswered" }, true);
      card.lock(true);
      const link = isRight(card) ? null : card.root.querySelector("[data-answer] [data-reread] a");
      if (link && !reread.some((item) => (item as HTMLElement).dataset.to === link.getAttribute("href"))) {
        reread.push(make("li", { "data-to": link.getAttribute("href")! }, link.cloneNode(true)));
      }
    }
    const passed = isPassed(share, facts.pass), percent = percentOf(share);
    const best = final.best === null ? "" : say("best", { percent: percentOf(final.best) });
    result.replaceChildren(
      make("p", { class: "final__score" }, say(passed ? "passed" : "failed", { percent, pass: facts.pass })),
      make(
        "p",
        {},
        [say("score", { right, total: cards.length }), say("tries", { tries: final.tries }), best].join(" "),
      ),
      ...reread.length > 0 ? [make("p", {}, say("reread")), make("ul", { class: "final__reread" }, ...reread)] : [],
      make("p", { class: "ways" }, ...ways()),
    );
    result.dataset.state = passed ? "passed" : "failed";
    result.hidden = false;
    end.hidden = true;
    const trouble = kept.trouble;
    if (trouble) result.append(make("p", {}, say(`trouble_${trouble}`)));
  }

  function ways(): HTMLElement[] {
    const again = button(say("retry"), () => {
      seed = freshSeed();
      kept.update((record) => ({ ...record, final: { ...record.final, seed, answers: {}, handed: false } }));
      begin({});
      cards[0].root.scrollIntoView({ block: "start" });
    });
    const link = make("a", { class: "md-button md-button--primary", href: "certificate.html" }, say("certificate"));
    return facts.certificate && isPassed(kept.get().final.best, facts.pass) ? [link, again] : [again];
  }
}

function isVerdict(verdict: unknown): verdict is Verdict {
  return typeof verdict === "object" && verdict !== null;
}

function isRight(card: Card): boolean {
  const verdict = card.judge();
  return isVerdict(verdict) && verdict.right;
}
