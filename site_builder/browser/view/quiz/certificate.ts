/** The certificate: put together from the record, once the final test is passed. */

import { caseRecord } from "../../model/case_record.ts";
import { checkCode } from "../../model/checksum.ts";
import { isPassed, percentOf, type QuizRecord } from "../../model/quiz_record.ts";
import type { Section } from "../../model/section.ts";
import { one, write } from "../elements.ts";
import type { Say } from "./card.ts";

export function certificate(
  page: HTMLElement,
  siteRoot: string,
  quiz: Section<QuizRecord>,
  pass: number,
  say: Say,
): void {
  const whose = caseRecord(siteRoot), sheet = one(page, "[data-sheet]"), missing = one(page, "[data-missing]");
  const name = one(page, "[data-name]") as HTMLInputElement, ask = one(page, "[data-ask-name]");
  const print = one(page, "[data-print]");
  name.value = whose.get().name;
  name.addEventListener("input", () => {
    whose.update((record) => ({ ...record, name: name.value.trim().slice(0, 80) }));
    show();
  });
  print.addEventListener("click", () => window.print());
  quiz.listen(show);
  whose.listen(() => {
    if (document.activeElement !== name) name.value = whose.get().name;
    show();
  });
  show();

  function show(): void {
    const { final } = quiz.get(), { team } = whose.get(), passed = isPassed(final.best, pass);
    for (const part of [sheet, ask, print]) part.hidden = !passed;
    missing.hidden = passed;
    if (final.best === null) write(missing, say("not_passed", { pass }));
    else if (!passed) write(missing, say("not_passed_best", { pass, percent: percentOf(final.best) }));
    if (final.best === null || !passed) return;
    const who = name.value.trim();
    write(one(page, "[data-who]"), who || say("no_name"));
    write(one(page, "[data-team]"), team);
    write(one(page, "[data-score]"), `${percentOf(final.best)}%`);
    write(one(page, "[data-day]"), final.day);
    write(one(page, "[data-checksum]"), checkCode(who, final));
  }
}
