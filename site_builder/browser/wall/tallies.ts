/** The learners together: counts and spreads over all of them, as plain figures. */

import { median, stdev } from "../arithmetic.ts";
import { isPassed } from "../model/quiz_record.ts";
import type { QuestionFacts } from "./facts.ts";
import { type Colour, COLOURS, type Learner } from "./learner.ts";

export interface StationTally {
  id: string;
  done: Learner[];
  open: Learner[]; // whose gate is open
  gated: boolean;
}

export function stationTallies(ids: string[], learners: Learner[]): StationTally[] {
  return ids.map((id, at) => ({
    id,
    done: learners.filter(({ stations }) => stations[at].done),
    open: learners.filter(({ stations }) => stations[at].gate === "open"),
    gated: learners.some(({ stations }) => stations[at].gate !== "none"),
  }));
}

export interface ScoreTally {
  tried: Learner[];
  passed: Learner[];
  mean: number | null; // percent
  median: number | null;
  bins: { from: number; to: number; passes: boolean; learners: Learner[] }[]; // percent, `to` within only where it is 100
}

/** Steps of ten, and the pass mark as one of the edges. */
export function scoreTally(learners: Learner[], pass: number): ScoreTally {
  const percent = ({ entry }: Learner) => entry.quiz.final.best! * 100;
  const tried = learners.filter(({ entry }) => entry.quiz.final.best !== null);
  const scores = tried.map(percent);
  const edges = [...new Set([...Array.from({ length: 11 }, (_, i) => i * 10), pass])].sort((a, b) => a - b);
  const binOf = (score: number) => Math.min(edges.filter((edge) => edge <= score + 1e-9).length, edges.length - 1) - 1;
  return {
    tried,
    passed: tried.filter(({ entry }) => isPassed(entry.quiz.final.best, pass)),
    mean: scores.length > 0 ? mean(scores) : null,
    median: scores.length > 0 ? median(scores) : null,
    bins: edges.slice(1).map((to, at) => ({
      from: edges[at],
      to,
      passes: edges[at] >= pass,
      learners: tried.filter((learner) => binOf(percent(learner)) === at),
    })),
  };
}

/** How many rows stand in each item; `items` in their order. */
export function sortedTally(key: string, items: string[], learners: Learner[]): { rows: number; counts: number[] } {
  const all = learners.flatMap(({ sorted }) => sorted[key] ?? []);
  return { rows: all.length, counts: items.map((item) => all.filter((row) => row.item === item).length) };
}

export interface LightTally {
  key: string;
  who: Record<Colour, Learner[]>;
}

/** Those that most have red first, then amber. */
export function lightTallies(keys: string[], learners: Learner[]): LightTally[] {
  const tallies = keys.map((key) => {
    const of = (colour: Colour) => learners.filter(({ lights }) => lights[key]?.colour === colour);
    return { key, who: Object.fromEntries(COLOURS.map((colour) => [colour, of(colour)])) as LightTally["who"] };
  });
  return tallies.sort((a, b) => b.who.red.length - a.who.red.length || b.who.amber.length - a.who.amber.length);
}

export interface RatingTally {
  item: string;
  count: number;
  mean: number | null;
  deviation: number | null; // of the sample; null with fewer than two
  middle: number; // how many stand in the middle of the scale
  counts: number[]; // by point of the scale
}

/** The middle of a scale: the point, or the two points, about which it is the same on both sides. */
export function middleOf([low, high]: [number, number]): number[] {
  return [...new Set([Math.floor((low + high) / 2), Math.ceil((low + high) / 2)])];
}

export function ratingTallies(
  key: string,
  items: string[],
  scale: [low: number, high: number],
  learners: Learner[],
): RatingTally[] {
  const all = learners.flatMap(({ ratings }) => ratings[key] ?? []), middle = middleOf(scale);
  return items.map((item) => {
    const figures = all.filter((rating) => rating.item === item).map(({ figure }) => figure);
    const points = Array.from({ length: scale[1] - scale[0] + 1 }, (_, i) => scale[0] + i);
    return {
      item,
      count: figures.length,
      mean: figures.length > 0 ? mean(figures) : null,
      deviation: figures.length > 1 ? stdev(figures) : null,
      middle: figures.filter((figure) => middle.includes(figure)).length,
      counts: points.map((point) => figures.filter((figure) => figure === point).length),
    };
  });
}

export interface Disagreement {
  key: string;
  name: string; // of the row
  item: string;
  gap: number;
  raters: { learner: Learner; figure: number }[]; // the highest first
}

/** Cells of rows with one name that learners rated `apart` points apart or more: the furthest first, then those on which
views differ most. */
export function disagreements(key: string, apart: number, learners: Learner[]): Disagreement[] {
  const cells = new Map<string, Disagreement>();
  for (const learner of learners) {
    const seen = new Set<string>(); // a name that stands twice in one list says nothing about others
    for (const { row, name, item, figure } of learner.ratings[key] ?? []) {
      const at = `${row}\n${item}`;
      if (row === "" || seen.has(at)) continue;
      seen.add(at);
      const cell = cells.get(at) ?? { key, name, item, gap: 0, raters: [] };
      cells.set(at, { ...cell, raters: [...cell.raters, { learner, figure }] });
    }
  }
  const far = [...cells.values()].map((cell) => {
    const raters = [...cell.raters].sort((a, b) => b.figure - a.figure);
    return { ...cell, raters, gap: raters[0].figure - raters[raters.length - 1].figure };
  }).filter(({ gap, raters }) => raters.length > 1 && gap >= apart);
  const spread = new Map(far.map((cell) => [cell, stdev(cell.raters.map(({ figure }) => figure))]));
  return far.sort((a, b) => b.gap - a.gap || spread.get(b)! - spread.get(a)!);
}

export interface AnswerTally {
  question: QuestionFacts;
  tried: Learner[];
  wrong: Learner[]; // at some time
  never: Learner[]; // who never had it right
  answers: { answer: string; learners: Learner[] }[]; // wrong ones, the most common first
}

/** Of questions that anybody tried: those that most got wrong first. */
export function answerTallies(questions: QuestionFacts[], learners: Learner[]): AnswerTally[] {
  const tallies = questions.map((question) => {
    const item = ({ entry }: Learner) => entry.quiz.items[question.id];
    const tried = learners.filter((each) => (item(each)?.tries ?? 0) > 0);
    const given = (each: Learner) => Object.entries(item(each).wrong).filter(([, times]) => times > 0);
    const answers = new Map<string, Learner[]>();
    for (const each of tried) {
      for (const [answer] of given(each)) answers.set(answer, [...answers.get(answer) ?? [], each]);
    }
    return {
      question,
      tried,
      wrong: tried.filter((each) => given(each).length > 0),
      never: tried.filter((each) => !item(each).right),
      answers: [...answers].map(([answer, learners]) => ({ answer, learners }))
        .sort((a, b) => b.learners.length - a.learners.length),
    };
  }).filter(({ tried }) => tried.length > 0);
  const share = ({ wrong, tried }: AnswerTally) => wrong.length / tried.length;
  return tallies.sort((a, b) => share(b) - share(a) || b.wrong.length - a.wrong.length);
}

function mean(figures: number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
