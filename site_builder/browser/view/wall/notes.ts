/** What is to be said of the files: those that could not be read, what one replaced, what was not taken. */

import type { Refused } from "../../wall/entry.ts";
import type { Replaced, Room } from "../../wall/room.ts";
import { make } from "../elements.ts";
import type { Sight } from "./parts.ts";

export function notes(
  room: Room,
  refused: Refused[],
  sight: Sight,
  acts: { keepBoth(pair: Replaced): void; forget(): void },
): Node[] {
  const { say, who, course: { facts } } = sight;
  const shorts = new Map(facts.tools.map(({ slug, short }) => [slug, short]));
  const told: Node[] = [];
  if (refused.length > 0) {
    const lines = refused.map(({ file, trouble }) =>
      make("li", {}, make("b", {}, file), " ", say(`trouble_${trouble}`))
    );
    told.push(note(say("refused", { count: refused.length }), lines, "refused", button(say("forget"), acts.forget)));
  }
  if (room.replaced.length > 0) {
    const lines = room.replaced.map((pair) => {
      const { older, by, same } = pair, when = ({ entry }: typeof by) => entry.date || entry.saved.slice(0, 10);
      const known = { who: who(by), file: by.entry.file, date: when(by), old_file: older.entry.file, old: when(older) };
      const both = same ? [] : [" ", button(say("keep_both"), () => acts.keepBoth(pair))];
      return make("li", {}, say(same ? "replaced_same" : "replaced_by", known), ...both);
    });
    told.push(note(say("replaced", { count: room.replaced.length }), lines, "replaced"));
  }
  const remarked = room.learners.filter(({ entry }) => entry.remarks.length > 0);
  if (remarked.length > 0) {
    const lines = remarked.map((learner) => {
      const { entry } = learner;
      const said = entry.remarks.map(({ word, facts, lines }) => {
        const named = lines.map((each) => {
          const [slug, ...rest] = each.split(": "), tool = shorts.get(slug);
          if (tool === undefined) return each;
          return rest.length > 0 ? say("of_tool", { tool, label: rest.join(": ") }) : tool;
        });
        return make("p", {}, say(`remark_${word}`, { ...facts, what: named.join(say("semicolon")) }));
      });
      return make("li", {}, make("b", {}, say("who_where", { who: who(learner), where: entry.file })), ...said);
    });
    told.push(note(say("remarks", { count: remarked.length }), lines, "remarks"));
  }
  return told;
}

function note(summary: string, lines: Node[], kind: string, ...more: Node[]): HTMLElement {
  const made = make("details", { class: "wall-note", "data-note": kind }, make("summary", {}, summary));
  made.append(make("ul", {}, ...lines), ...more);
  made.open = kind === "refused";
  return made;
}

function button(text: string, pressed: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: "md-button no-print" }, text);
  made.addEventListener("click", pressed);
  return made;
}
