/** How many learners see a light in which colour: the tools' headline lights, and the others on request. */

import { COLOURS } from "../../wall/learner.ts";
import { lightTallies } from "../../wall/tallies.ts";
import { make } from "../elements.ts";
import { bar, fold, line, number, type Section, type Sight, table, td, th } from "./parts.ts";

export const lightsSection: Section = (sight) => {
  const { course: { facts }, learners, say } = sight;
  const keysOf = (headline: boolean) =>
    facts.tools.flatMap(({ slug, lights, headlines }) =>
      Object.keys(lights).filter((name) => headlines.includes(name) === headline).map((name) => `${slug}.${name}`)
    );
  if (learners.every(({ worked }) => worked.length === 0)) return null;
  const others = keysOf(false);
  return [
    lightsTable(keysOf(true), sight),
    ...others.length > 0
      ? [fold(say("lights_others", { count: others.length }), () => [lightsTable(others, sight)])]
      : [],
  ];
};

function lightsTable(keys: string[], sight: Sight): HTMLElement {
  const { course: { facts }, learners, say } = sight;
  const rows = lightTallies(keys, learners).map(({ key, who }) => {
    const [slug, name] = key.split("."), tool = facts.tools.find((each) => each.slug === slug)!;
    const behind = fold(tool.lights[name], () =>
      COLOURS.flatMap((colour) =>
        line(
          say(`light_${colour}`),
          who[colour].map((learner) => {
            const { at } = learner.lights[key];
            return at.length === 0
              ? sight.who(learner)
              : say("who_where", { who: sight.who(learner), where: at.join(say("comma")) });
          }),
          sight,
        )
      ));
    const counts = COLOURS.map((colour) => who[colour].length), all = counts.reduce((sum, count) => sum + count, 0);
    return make(
      "tr",
      { "data-light": key },
      th("row", make("small", {}, tool.short), behind),
      td(bar(COLOURS.map((colour, at) => [colour, all > 0 ? counts[at] / all : 0]))),
      ...counts.map(number),
    );
  });
  const heads = [say("light"), say("bar"), ...COLOURS.map((colour) => lampHead(colour, say(`light_${colour}`)))];
  return table(say("lights"), heads, rows, "wall-table--lights");
}

function lampHead(colour: string, word: string): HTMLTableCellElement {
  return th("col", make("i", { class: "wall-lamp", "data-kind": colour, "aria-hidden": "true" }), word);
}
