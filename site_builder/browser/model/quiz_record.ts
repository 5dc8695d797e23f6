/** What is kept of a learner's answers. Whatever was stored is read as untrusted. */

import { isTable } from "./given.ts";
import { isDay } from "./path_record.ts";

export interface ItemRecord {
  tries: number;
  right: boolean; // at some time
  wrong: Record<string, number>; // wrong answers, how often each
}

export interface FinalRecord {
  tries: number;
  best: number | null; // share of right answers, 0-1
  day: string; // of the best; ""
  proof: Record<string, string>; // the answers of the best
  seed: number | null; // of the attempt that is under way, or was handed in last
  answers: Record<string, string>; // of that attempt
  handed: boolean;
  last: number | null;
}

export interface QuizRecord {
  version: 1;
  items: Record<string, ItemRecord>; // by question: `account_tiering.low_hhi`
  final: FinalRecord;
}

const QUESTION = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;
const QUESTIONS_MOST = 1000, WRONG_MOST = 30, ANSWER_MOST = 200;

export function readQuiz(stored: unknown): QuizRecord {
  const from = isTable(stored) ? stored : {}, final = isTable(from.final) ? from.final : {};
  const items: QuizRecord["items"] = {};
  for (const [name, item] of entries(from.items, QUESTIONS_MOST)) {
    if (!isTable(item)) continue;
    const wrong = entries(item.wrong, WRONG_MOST).filter(([answer]) => answer.length <= ANSWER_MOST);
    const counts = Object.fromEntries(wrong.map(([answer, times]) => [answer, count(times)]));
    items[name] = { tries: count(item.tries), right: item.right === true, wrong: counts };
  }
  const best = share(final.best);
  return {
    version: 1,
    items,
    final: {
      tries: count(final.tries),
      best,
      day: best !== null && isDay(final.day) ? final.day : "",
      proof: answers(final.proof),
      seed: typeof final.seed === "number" && Number.isInteger(final.seed) ? final.seed : null,
      answers: answers(final.answers),
      handed: final.handed === true,
      last: share(final.last),
    },
  };
}

/** The record with one more answer to a question; `wrong`: the answer, where it was wrong. */
export function withTry(record: QuizRecord, name: string, wrong: string | null): QuizRecord {
  const before = record.items[name] ?? { tries: 0, right: false, wrong: {} };
  const times = { ...before.wrong };
  if (wrong !== null) times[wrong.slice(0, ANSWER_MOST)] = (times[wrong.slice(0, ANSWER_MOST)] ?? 0) + 1;
  const item = { tries: before.tries + 1, right: before.right || wrong === null, wrong: times };
  return { ...record, items: { ...record.items, [name]: item } };
}

/** Percent as one reads it, whole. */
export function percentOf(share: number): number {
  return Math.floor(share * 100 + 0.5 + 1e-9);
}

/** `pass` in percent. */
export function isPassed(share: number | null, pass: number): boolean {
  return share !== null && share * 100 >= pass - 1e-9;
}

function answers(part: unknown): Record<string, string> {
  const found = entries(part, QUESTIONS_MOST).filter(([, answer]) => typeof answer === "string");
  return Object.fromEntries(found.map(([name, answer]) => [name, String(answer).slice(0, ANSWER_MOST)]));
}

function entries(part: unknown, most: number): [string, unknown][] {
  if (!isTable(part)) return [];
  const named = most === QUESTIONS_MOST;
  return Object.entries(part).filter(([name]) => named ? QUESTION.test(name) : name !== "__proto__").slice(0, most);
}

function count(part: unknown): number {
  return typeof part === "number" && Number.isInteger(part) && part > 0 ? Math.min(part, 1e6) : 0;
}

function share(part: unknown): number | null {
  return typeof part === "number" && part >= 0 && part <= 1 ? part : null;
}
