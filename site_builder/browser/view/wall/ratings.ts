/** How ratings spread over their scale, and where those who rated the same customer are far apart. */

import type { ToolFacts } from "../../wall/facts.ts";
import { type Disagreement, disagreements, middleOf, ratingTallies } from "../../wall/tallies.ts";
import { make } from "../elements.ts";
import { bar, fold, number, percent, type Section, type Sight, table, td, th } from "./parts.ts";

const FIRST = 12; // more are told on request

/** Every rating of the course with its scale and the items of its fixed list. */
function rated({ course: { facts, handed } }: Sight) {
  return facts.tools.flatMap((tool) =>
    Object.entries(tool.rated).map(([name, apart]) => {
      const { lists, values } = handed[tool.slug].data, { for: shape, scale } = values[name];
      const list = shape.map(([, each]) => lists[each]).find(({ items }) => items !== undefined)!;
      return { tool, name, key: `${tool.slug}.${name}`, apart, scale: scale!, kind: list.label, items: list.items! };
    })
  );
}

export const ratingsSection: Section = (sight) => {
  const { learners, say } = sight;
  const found = rated(sight).flatMap(({ tool, name, key, scale, kind, items }) => {
    const tallies = ratingTallies(key, items.map(({ id }) => id), scale, learners);
    if (tallies.every(({ count }) => count === 0)) return [];
    const two = (x: number | null) => x === null ? say("none") : x.toFixed(2);
    const rows = tallies.map(({ item, count, mean, deviation, middle, counts }, at) => {
      const most = Math.max(1, ...counts);
      const points = counts.map((each, point) =>
        make("span", {}, bar([["count", each / most]], true), make("small", {}, String(scale[0] + point)))
      );
      return make(
        "tr",
        { "data-rating": `${key}.${item}` },
        th("row", items[at].label),
        td(make("span", { class: "wall-points", "aria-hidden": "true" }, ...points)),
        number(two(mean)),
        number(two(deviation)),
        number(count > 0 ? percent(middle / count) : say("none")),
        number(count),
      );
    });
    const middle = say("share_middle", { points: middleOf(scale).join(say("or")) });
    const heads = [kind, say("points"), say("mean"), say("deviation"), middle, say("count")];
    return [make("h3", {}, title(tool, name, say)), table(title(tool, name, say), heads, rows, "wall-table--ratings")];
  });
  return found.length > 0 ? found : null;
};

export const farSection: Section = (sight) => {
  const { learners, say } = sight;
  const ratings = rated(sight).filter(({ key }) => learners.some((each) => (each.ratings[key] ?? []).length > 0));
  if (ratings.length === 0) return null;
  const found = ratings.flatMap(({ tool, name, key, apart, kind, items }) => {
    const cells = disagreements(key, apart, learners);
    if (cells.length === 0) return [];
    const labels = new Map(items.map(({ id, label }) => [id, label]));
    const made = (some: Disagreement[]) => farTable(some, [say("row"), kind], labels, title(tool, name, say), sight);
    const rest = cells.slice(FIRST);
    return [
      make("h3", {}, title(tool, name, say)),
      make("p", { class: "wall-line" }, say("far_count", { count: cells.length, apart })),
      made(cells.slice(0, FIRST)),
      ...rest.length > 0 ? [fold(say("more", { count: rest.length }), () => [made(rest)])] : [],
    ];
  });
  return found.length > 0 ? found : [make("p", { class: "wall-line" }, say("far_none"))];
};

function title({ short, labels }: ToolFacts, name: string, say: Sight["say"]): string {
  return say("of_tool", { tool: short, label: labels[name] });
}

/** Those at both ends are named at once: it is they who have something to say to each other. */
function farTable(
  cells: Disagreement[],
  heads: [string, string],
  labels: Map<string, string>,
  caption: string,
  sight: Sight,
): HTMLElement {
  const { say } = sight;
  const rows = cells.map(({ name, item, gap, raters }) => {
    const points = [...new Set(raters.map(({ figure }) => figure))];
    const said = (some: number[]) =>
      some.map((point) => {
        const names = raters.filter(({ figure }) => figure === point).map(({ learner }) => sight.who(learner));
        return make("p", { class: "wall-line" }, make("b", {}, String(point)), " ", names.join(say("comma")));
      });
    const between = points.slice(1, -1), count = raters.filter(({ figure }) => between.includes(figure)).length;
    const more = count > 0 ? [fold(say("between", { count }), () => said(between))] : [];
    const ends = said([points[0], points[points.length - 1]]);
    return make(
      "tr",
      { "data-far": item },
      th("row", name),
      td(labels.get(item) ?? item),
      number(gap),
      td(ends[0], ...more, ends[1]),
    );
  });
  return table(caption, [...heads, say("gap"), say("who_gave")], rows, "wall-table--far");
}
