/** Which questions most got wrong, and with which answer. */

import type { QuestionFacts } from "../../wall/facts.ts";
import { answerTallies, type AnswerTally } from "../../wall/tallies.ts";
import { make } from "../elements.ts";
import { bar, fold, line, number, percent, type Say, type Section, type Sight, table, td, th } from "./parts.ts";

const FIRST = 10; // more are told on request

export const answersSection: Section = (sight) => {
  const { course: { facts }, learners, say } = sight;
  const tallies = answerTallies(facts.questions, learners), wrong = tallies.filter((each) => each.wrong.length > 0);
  if (tallies.length === 0) return null;
  if (wrong.length === 0) return [make("p", { class: "wall-line" }, say("answers_none"))];
  const first = answersTable(wrong.slice(0, FIRST), sight), rest = wrong.slice(FIRST);
  return [
    first,
    ...rest.length > 0 ? [fold(say("more", { count: rest.length }), () => [answersTable(rest, sight)])] : [],
  ];
};

function answersTable(tallies: AnswerTally[], sight: Sight): HTMLElement {
  const { course: { facts }, say } = sight;
  const rows = tallies.map((tally) => {
    const { question, tried, wrong, answers } = tally;
    const short = facts.tools.find(({ slug }) => slug === question.tool)?.short ?? question.tool;
    const share = wrong.length / tried.length, [most] = answers;
    return make(
      "tr",
      { "data-question": question.id },
      th("row", make("small", {}, short), fold(question.ask, () => behind(tally, sight))),
      td(bar([["wrong", share]])),
      number(say("of_share", { count: wrong.length, total: tried.length, share: percent(share) })),
      td(
        answerText(question, most.answer, say),
        " ",
        make("small", {}, say("people", { count: most.learners.length })),
      ),
    );
  });
  const heads = ["question", "bar", "wrong", "wrong_most"].map((word) => say(word));
  return table(say("answers"), heads, rows);
}

function behind({ question, answers, never }: AnswerTally, sight: Sight): Node[] {
  const { say } = sight, right = question.answer || answerText(question, question.right.join(" "), say);
  return [
    make("p", { class: "wall-line" }, make("b", {}, say("right_answer")), " ", right),
    ...answers.flatMap(({ answer, learners }) =>
      line(say("gave", { answer: answerText(question, answer, say) }), learners.map(sight.who), sight)
    ),
    ...line(say("never_right"), never.map(sight.who), sight),
  ];
}

/** An answer as it is kept, in the words of its options; an option that there is no more by its id. */
function answerText({ kind, options }: QuestionFacts, answer: string, say: Say): string {
  if (answer === "") return say("unanswered");
  if (kind === "number") return answer;
  const ids = kind === "several" || kind === "order" ? answer.split(" ") : [answer];
  const texts = ids.map((id) => Object.hasOwn(options, id) ? options[id] : id);
  return texts.join(say(kind === "order" ? "then" : "and"));
}
