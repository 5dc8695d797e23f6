/** The page of the whole path: where to carry on, how long it still takes, which gates are open. */

import { missingCount, type Need } from "../../model/gates.ts";
import { say } from "../../model/page_data.ts";
import { stopsOf } from "../../model/path_data.ts";
import { all, mark, one, toggle, write } from "../elements.ts";
import type { Learner, Sight } from "./learner.ts";

export function march(root: HTMLElement, learner: Learner): (sight: Sight) => void {
  const { path, kept } = learner, { sheet } = path, page = root.ownerDocument;
  const radios = [...page.querySelectorAll<HTMLInputElement>("[data-ways] input")];
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      kept.update((record) => ({ ...record, way: radio.value || null }));
      learner.look().then(show);
    });
  }

  function show(sight: Sight): void {
    const way = sight.record.way !== null && path.ways[sight.record.way] ? sight.record.way : null;
    for (const radio of radios) radio.checked = radio.value === (way ?? "");
    const stops = stopsOf(path, way);
    const ahead = stops.filter(({ module }) => !sight.record.done[module.id]);
    for (const module of path.modules) {
      const stop = stops.find((each) => each.module === module);
      station(page, module.id, stop?.minutes ?? null, way !== null, sight);
    }
    carryOn(sight, stops.length, ahead);
  }

  function station(page: Document, id: string, minutes: number | null, short: boolean, sight: Sight): void {
    const item = one(page, `[data-stop="${id}"]`), needs = sight.needs[id], done = sight.record.done[id] !== undefined;
    const [state, text] = told(needs, done);
    item.dataset.state = state;
    toggle(item, "data-off", minutes === null);
    if (text !== null) write(one(item, "[data-gate-state]"), text);
    const note = one(item, "[data-short]");
    note.hidden = !short;
    write(note, minutes === null ? say(sheet, "off_way") : say(sheet, "short", { minutes }));
    for (const part of all(page, `[data-route="${id}"], [data-leg="${id}"]`)) part.dataset.state = state;
  }

  /** The state of a station, and what is said of its gate: null leaves what the page says of itself. */
  function told(needs: Need[], done: boolean): [string, string | null] {
    const count = missingCount(needs);
    if (done) return ["done", say(sheet, count > 0 ? "state_done_shut" : "state_done", { count })];
    if (needs.length === 0) return ["free", null];
    return count === 0 ? ["open", say(sheet, "state_open")] : ["shut", say(sheet, "state_shut", { count })];
  }

  function carryOn(sight: Sight, count: number, ahead: ReturnType<typeof stopsOf>): void {
    const { record } = sight, started = record.last !== null || Object.keys(record.done).length > 0;
    const here = ahead.find(({ module }) => module.id === record.last) ?? ahead[0];
    const link = one(root, "[data-carry-link]"), left = one(root, "[data-carry-left]");
    for (const part of all(page, "[data-route]")) {
      mark(part, "data-here", here && part.dataset.route === here.module.id ? "" : null);
    }
    left.hidden = !started && record.way === null;
    if (!here) {
      write(one(root, "[data-carry-title]"), say(sheet, "carry_over_title"));
      write(one(root, "[data-carry-text]"), say(sheet, "carry_over"));
      write(link, say(sheet, path.plan ? "carry_over_link" : "carry_link"));
      link.setAttribute("href", path.plan ? "../plan.html" : `${path.modules[0].id}.html`);
      return write(left, say(sheet, "left_none"));
    }
    const minutes = ahead.reduce((sum, stop) => sum + stop.minutes, 0);
    write(left, say(sheet, "left", { minutes, stops: ahead.length }));
    link.setAttribute("href", `${here.module.id}.html`);
    if (!started || ahead.length === count && record.last === null) return;
    const number = path.modules.indexOf(here.module);
    write(one(root, "[data-carry-title]"), say(sheet, "carry_title"));
    write(one(root, "[data-carry-text]"), say(sheet, "carry_text", { number, title: here.module.title }));
    write(link, say(sheet, "carry_link"));
  }

  return show;
}
