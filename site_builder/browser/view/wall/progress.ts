/** How far the room is: stations walked and gates open, scores of the final test. */

import { scoreTally, stationTallies } from "../../wall/tallies.ts";
import { make } from "../elements.ts";
import { bar, fold, line, number, percent, type Section, table, td, th } from "./parts.ts";

export const stationsSection: Section = (sight) => {
  const { course: { path }, learners, say } = sight;
  if (!path) return null;
  const total = learners.length;
  const rows = stationTallies(path.modules.map(({ id }) => id), learners).map(({ id, done, open, gated }, at) => {
    const not = learners.filter((learner) => !done.includes(learner));
    const behind = fold(path.modules[at].title, () => [
      ...line(say("done_not"), not.map(sight.who), sight),
      ...gated ? line(say("gate_shut"), learners.filter((each) => !open.includes(each)).map(sight.who), sight) : [],
    ]);
    const row = make("tr", { "data-station": id }, th("row", behind), td(bar([["done", done.length / total]])));
    row.append(
      number(say("of_share", { count: done.length, total, share: percent(done.length / total) })),
      number(gated ? say("of", { count: open.length, total }) : say("none")),
    );
    return row;
  });
  const heads = ["station", "bar", "station_done", "station_open"].map((word) => say(word));
  return [table(say("stations"), heads, rows)];
};

export const scoresSection: Section = (sight) => {
  const { course: { facts }, learners, say } = sight;
  if (facts.pass === null) return null;
  const { tried, passed, mean, median, bins } = scoreTally(learners, facts.pass);
  if (tried.length === 0) return [make("p", { class: "wall-line" }, say("scores_none"))];
  const most = Math.max(...bins.map(({ learners }) => learners.length));
  const one = (x: number) => String(Math.round(x * 10) / 10);
  const said = say("scores_sum", {
    tried: tried.length,
    passed: passed.length,
    share: percent(passed.length / tried.length),
    mean: one(mean!),
    median: one(median!),
    pass: facts.pass,
  });
  const columns = bins.map(({ from, to, passes, learners }) => {
    const range = say("bin", { from, to: to === 100 ? 100 : to - 1 });
    const item = make(
      "li",
      { "data-from": String(from), "data-passes": String(passes) },
      make("b", {}, learners.length > 0 ? String(learners.length) : ""),
      bar([[passes ? "passed" : "failed", learners.length / most]], true),
      make("span", {}, range),
    );
    item.setAttribute("aria-label", say("bin_count", { range, count: learners.length }));
    if (passes && from === facts.pass) item.append(make("em", {}, say("pass_mark", { pass: facts.pass! })));
    return item;
  });
  const behind = fold(say("scores_who"), () => [
    ...[...bins].reverse().flatMap(({ from, to, learners }) =>
      line(say("bin", { from, to: to === 100 ? 100 : to - 1 }), learners.map(sight.who), sight)
    ),
    ...line(say("scores_not"), learners.filter((each) => !tried.includes(each)).map(sight.who), sight),
  ]);
  return [
    make("p", { class: "wall-line", "data-scores": "" }, said),
    make("ol", { class: "wall-columns" }, ...columns),
    behind,
  ];
};
