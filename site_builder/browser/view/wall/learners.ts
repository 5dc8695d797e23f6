/** One row for each learner: who, how far, how well; and below it, once opened, what stands behind. */

import { isPassed, percentOf } from "../../model/quiz_record.ts";
import type { Learner } from "../../wall/learner.ts";
import { make } from "../elements.ts";
import { line, number, type Section, type Sight, table, td, th } from "./parts.ts";

export const COLUMNS = ["name", "team", "date", "done", "gates", "score", "code"] as const;
export type Column = typeof COLUMNS[number];
export interface Order {
  by: Column;
  down: boolean;
}

export function doneCount({ stations }: Learner): number {
  return stations.filter(({ done }) => done).length;
}

/** A learner's row that is open stays so when the table is drawn anew. */
export function learnersSection(
  order: Order,
  open: Set<Learner>,
  acts: { sort(by: Column): void; remove(learner: Learner): void },
): Section {
  return (sight) => {
    const { course: { facts, path }, say } = sight;
    const has: Record<Column, boolean> = {
      name: true,
      team: sight.learners.some(({ entry }) => entry.team !== ""),
      date: true,
      done: path !== null,
      gates: path !== null,
      score: facts.pass !== null,
      code: facts.certificate,
    };
    const columns = COLUMNS.filter((each) => has[each]);
    const sorted = [...sight.learners].sort((a, b) => (order.down ? -1 : 1) * compare(a, b, order.by, sight));
    const heads = columns.map((by) => {
      const button = make("button", { type: "button", "data-sort": by }, say(`column_${by}`));
      button.addEventListener("click", () => acts.sort(by));
      const head = th("col", button);
      if (by === order.by) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      return head;
    });
    const rows = sorted.flatMap((learner) => {
      const cells = cellsOf(learner, sight);
      const button = make("button", { type: "button", class: "wall-open" }, sight.who(learner));
      const row = make("tr", {}, th("row", button), ...columns.slice(1).map((each) => cells[each]()));
      const below = make("tr", { class: "wall-below", hidden: "" }, make("td", { colspan: String(columns.length) }));
      const show = (now: boolean) => {
        button.setAttribute("aria-expanded", String(now));
        below.hidden = !now;
        if (now && below.firstElementChild!.children.length === 0) {
          below.firstElementChild!.append(...behind(learner, sight, acts.remove));
        }
        now ? open.add(learner) : open.delete(learner);
      };
      button.addEventListener("click", () => show(below.hidden !== false));
      show(open.has(learner));
      return [row, below];
    });
    return [table(say("learners"), heads, rows, "wall-table--learners")];
  };
}

function compare(a: Learner, b: Learner, by: Column, { who, learners }: Sight): number {
  const figure = (learner: Learner): string | number => ({
    name: who(learner),
    team: learner.entry.team,
    date: learner.entry.date,
    done: doneCount(learner),
    gates: openCount(learner),
    score: learner.entry.quiz.final.best ?? -1,
    code: learner.code,
  }[by]);
  const one = figure(a), other = figure(b);
  const first = typeof one === "number" ? one - Number(other) : one.localeCompare(String(other), undefined, {
    numeric: true,
  });
  return first || learners.indexOf(a) - learners.indexOf(b);
}

function openCount({ stations }: Learner): number {
  return stations.filter(({ gate }) => gate === "open").length;
}

function cellsOf(learner: Learner, { course: { facts }, say }: Sight): Record<Column, () => HTMLTableCellElement> {
  const { entry, stations } = learner, { best } = entry.quiz.final;
  const gated = stations.filter(({ gate }) => gate !== "none").length;
  return {
    name: () => td(),
    team: () => td(entry.team),
    date: () => td(entry.date || entry.saved.slice(0, 10)),
    done: () => number(say("of", { count: doneCount(learner), total: stations.length })),
    gates: () => number(say("of", { count: openCount(learner), total: gated })),
    score: () => {
      if (best === null) return number(say("none"));
      const passed = isPassed(best, facts.pass ?? 101);
      return number(say(passed ? "score_passed" : "score_failed", { percent: percentOf(best) }));
    },
    code: () => make("td", { class: "wall-code" }, learner.code),
  };
}

function behind(learner: Learner, sight: Sight, remove: (learner: Learner) => void): Node[] {
  const { course: { facts, path }, say } = sight, { entry, stations, worked, lights } = learner;
  const title = (id: string) => path!.modules.find((each) => each.id === id)!.title;
  const red = facts.tools.flatMap(({ slug, lights: labels }) =>
    Object.entries(labels).filter(([name]) => lights[`${slug}.${name}`]?.colour === "red").map(([, label]) => label)
  );
  const missing = stations.filter(({ missing }) => missing.length > 0).map(({ id, missing }) =>
    make("li", {}, make("b", {}, title(id)), " ", missing.join(" "))
  );
  const drop = make("button", { type: "button", class: "md-button no-print" }, say("remove"));
  drop.addEventListener("click", () => remove(learner));
  return [
    make("p", { class: "wall-line" }, say("file_holds", { file: entry.file, figures: entry.figures })),
    ...line(say("worked"), facts.tools.filter(({ slug }) => worked.includes(slug)).map(({ short }) => short), sight),
    ...line(say("done"), stations.filter(({ done }) => done).map(({ id }) => title(id)), sight),
    ...line(say("light_red"), red, sight),
    ...missing.length > 0 ? [make("p", { class: "wall-line" }, make("b", {}, say("missing")))] : [],
    ...missing.length > 0 ? [make("ul", {}, ...missing)] : [],
    make("p", {}, drop),
  ];
}
