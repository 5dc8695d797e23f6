/** How rows were sorted over all learners: tiers, classes, whatever fixed list a tool sorts its rows into. */

import type { ToolFacts } from "../../wall/facts.ts";
import type { Learner } from "../../wall/learner.ts";
import { sortedTally } from "../../wall/tallies.ts";
import type { ItemData } from "../../model/page_data.ts";
import { make } from "../elements.ts";
import { bar, fold, number, percent, type Section, type Sight, table, th } from "./parts.ts";

export const sortedSection: Section = (sight) => {
  const { course: { facts }, learners } = sight;
  const found = facts.tools.flatMap((tool) => {
    const shown = groupsOf(tool, sight).filter(({ names }) => countAll(tool, names, learners) > 0);
    if (shown.length === 0) return [];
    return [make("h3", {}, tool.short), ...shown.flatMap((group) => groupTable(tool, group, sight))];
  });
  return found.length > 0 ? found : null;
};

interface Group {
  rows: string; // label of the list that grows
  kind: string; // label of the fixed list
  items: ItemData[];
  names: string[]; // of values
}

/** Values that sort the same rows into the same items stand in one table. */
function groupsOf({ slug, sorted }: ToolFacts, { course: { handed } }: Sight): Group[] {
  const { lists, values } = handed[slug].data, groups = new Map<string, Group>();
  for (const name of sorted) {
    const { for: [[, list]], of = "" } = values[name], key = `${list} ${of}`;
    const group = groups.get(key) ??
      { rows: lists[list].label, kind: lists[of].label, items: lists[of].items!, names: [] };
    groups.set(key, { ...group, names: [...group.names, name] });
  }
  return [...groups.values()];
}

function countAll({ slug }: ToolFacts, names: string[], learners: Learner[]): number {
  return names.reduce((sum, name) => sum + sortedTally(`${slug}.${name}`, [], learners).rows, 0);
}

function groupTable(tool: ToolFacts, { rows: of, kind, items, names }: Group, sight: Sight): Node[] {
  const { learners, say } = sight, ids = items.map(({ id }) => id), caption = say("sorted_of", { of, kind });
  const tallies = names.map((name) => ({ name, ...sortedTally(`${tool.slug}.${name}`, ids, learners) }));
  const most = Math.max(...tallies.flatMap(({ rows, counts }) => counts.map((count) => rows > 0 ? count / rows : 0)));
  const rows = tallies.map(({ name, rows, counts }) => {
    const cells = counts.map((count) => {
      const cell = number(count), share = rows > 0 ? count / rows : 0;
      cell.append(" ", make("small", {}, percent(share)), bar([["count", most > 0 ? share / most : 0]], true));
      return cell;
    });
    return make("tr", { "data-sorted": `${tool.slug}.${name}` }, th("row", tool.labels[name]), ...cells, number(rows));
  });
  const heads = [kind, ...items.map(labelOf), say("sorted_all")];
  return [table(caption, heads, rows, "wall-table--columns"), fold(say("each_learner"), () => [eachTable()])];

  function eachTable(): HTMLElement {
    const rows = learners.filter((learner) => countAll(tool, names, [learner]) > 0).map((learner) =>
      make(
        "tr",
        {},
        th("row", sight.who(learner)),
        ...names.map((name) => {
          const { counts } = sortedTally(`${tool.slug}.${name}`, ids, [learner]);
          const said = items.map((item, at) =>
            say("sorted_count", { item: item.short ?? item.label, count: counts[at] })
          );
          return make("td", {}, said.filter((_, at) => counts[at] > 0).join(say("comma")) || say("none"));
        }),
      )
    );
    return table(say("each_learner"), [say("column_name"), ...names.map((name) => tool.labels[name])], rows);
  }
}

/** With its symbol, where it has one. */
function labelOf({ label, short }: ItemData): string {
  return short === label ? label : `${short} ${label}`;
}
