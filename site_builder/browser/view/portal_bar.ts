/** The line above a course's pages: what the portal has recorded, what it has not, and what goes to it at all. */

import { hourOf } from "../model/day.ts";
import { say as wordOf } from "../model/page_data.ts";
import type { Course } from "../portal/course.ts";
import type { Session, Sight } from "../portal/session.ts";
import { all, one, write } from "./elements.ts";

export interface PortalBar {
  show(sight: Sight): void;
  /** Tells what goes to the portal, before anything does. */
  welcome(start: () => void): void;
  begin(): void;
  /** Work from another computer has taken the place of this one's. */
  replaced(replaced: boolean): void;
}

export function portalBar(page: Document, course: Course, session: Session): PortalBar {
  const say = (word: string, facts: Record<string, string | number> = {}) => wordOf(course, word, facts);
  const bar = one(page, "[data-portal]"), welcome = one(page, "[data-welcome]"), frame = one(page, "[data-site]");
  const state = one(bar, "[data-state]"), again = one(bar, "[data-again]"), notes = one(bar, "[data-notes]");
  let moved = false;
  const shortOf = Object.fromEntries(course.tools.map(({ slug, short }) => [slug, short]));

  for (const box of all(page, "[data-names]") as HTMLInputElement[]) {
    box.checked = session.names;
    box.addEventListener("change", () => {
      for (const each of all(page, "[data-names]") as HTMLInputElement[]) each.checked = box.checked;
      session.allowNames(box.checked);
    });
  }
  again.addEventListener("click", session.flush);

  function stateOf({ silence, recorded: { at, failure } }: Sight): [kind: string, text: string] {
    if (silence === "refused") return ["trouble", say("refused", { reason: reason(failure) })];
    if (silence !== null) return ["silent", say(silence)];
    if (failure) return ["trouble", say("not_recorded", { reason: reason(failure) })];
    return at ? ["recorded", say("recorded", { time: hourOf(at) })] : ["waiting", say("waiting")];
  }

  function reason(failure: Sight["recorded"]["failure"]): string {
    if (!failure) return "";
    const parts = [failure.call, failure.code, failure.says].filter((part) => part !== "");
    return say("reason", { reason: parts.join(" ") });
  }

  function notesOf({ recorded: { left }, shelf, silence }: Sight): string[] {
    const named = left.map((name) => shortOf[name] ?? say(`part_${name}`)).join(say("separator"));
    return [
      ...left.length > 0 && silence === null ? [say("left", { parts: named })] : [],
      ...shelf ? [say(course.keep === "portal" && silence === null ? `shelf_${shelf}_portal` : `shelf_${shelf}`)] : [],
      ...moved ? [say("replaced")] : [],
    ];
  }

  return {
    show(sight) {
      const [kind, text] = stateOf(sight), { open, gates, complete, score } = sight.outcome;
      bar.dataset.kind = kind;
      write(state, text);
      again.hidden = kind !== "trouble" || sight.silence !== null;
      const said = notesOf(sight);
      if (notes.dataset.said !== said.join("\n")) {
        notes.dataset.said = said.join("\n");
        notes.replaceChildren(...said.map((each) => Object.assign(page.createElement("li"), { textContent: each })));
      }
      const way = gates > 0 ? say("gates", { open, gates }) : "";
      write(one(bar, "[data-progress]"), complete ? say("complete") : way);
      write(one(bar, "[data-score]"), score === null ? "" : say("score", { score }));
    },
    welcome(start) {
      welcome.hidden = false;
      const button = one(welcome, "[data-start]");
      button.addEventListener("click", start, { once: true });
      button.focus();
    },
    begin() {
      welcome.hidden = true;
      bar.hidden = frame.hidden = false;
      frame.focus();
    },
    replaced(replaced) {
      moved = replaced;
    },
  };
}
