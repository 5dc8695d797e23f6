/** A module's page: its gate, what the team agrees, a commitment with its reminder, and the end of the station. */

import { dayAfter, today } from "../../model/day.ts";
import { missingCount, type Need } from "../../model/gates.ts";
import { reminderFile } from "../../model/ics.ts";
import { say } from "../../model/page_data.ts";
import type { ModuleData } from "../../model/path_data.ts";
import { isDay, type Pledge, type PledgeKind, withDone, withPledge } from "../../model/path_record.ts";
import { all, one, save, toggle, write } from "../elements.ts";
import type { Learner, Sight } from "./learner.ts";

const COMMITMENT_DAYS = 30;
const KINDS: Record<string, PledgeKind> = { agreement: "agreements", commitment: "commitments" };

export function station(root: HTMLElement, learner: Learner): (sight: Sight) => void {
  const { path, kept } = learner, { sheet } = path, page = root.ownerDocument;
  const module = path.modules.find(({ id }) => id === root.dataset.module)!;
  kept.update((record) => ({ ...record, last: module.id }));
  const forms = all(page, "[data-pledge]").map((form) => pledgeForm(form, module, learner, refresh));
  const done = page.querySelector<HTMLElement>("[data-done]")!, note = one(page, "[data-done-note]");
  done.hidden = false;
  let needs: Need[] = [];

  done.addEventListener("click", () => {
    const before = kept.get().done[module.id] !== undefined;
    if (!before && missingCount(needs) > 0) {
      write(note, say(sheet, "done_blocked", { count: missingCount(needs) }));
      page.querySelector(".need:not([data-met])")?.scrollIntoView({ block: "center" });
      return;
    }
    kept.update((record) => withDone(record, module.id, before ? null : today()));
    refresh();
  });

  function refresh(): void {
    learner.look().then(show);
  }

  function show(sight: Sight): void {
    needs = sight.needs[module.id];
    const count = missingCount(needs), day = sight.record.done[module.id];
    const gate = page.querySelector<HTMLElement>(".gate");
    if (gate) {
      gate.dataset.state = count === 0 ? "open" : "shut";
      write(one(gate, "[data-gate-state]"), say(sheet, count === 0 ? "gate_open" : "gate_shut", { count }));
      for (const need of needs) showNeed(one(gate, `[data-need="${need.value}"]`), need);
    }
    root.dataset.state = day !== undefined ? "done" : count === 0 ? "open" : "shut";
    done.setAttribute("aria-disabled", String(day === undefined && count > 0));
    write(done, say(sheet, day === undefined ? "done" : "undo"));
    write(note, day === undefined ? "" : say(sheet, "done_on", { day }));
    for (const form of forms) form(sight);
  }

  function showNeed(item: HTMLElement, need: Need): void {
    toggle(item, "data-met", need.met);
    const sign = one(item, ".need__mark"), missing = one(item, "[data-missing]");
    sign.setAttribute("aria-hidden", "false");
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", say(sheet, need.met ? "met" : "unmet"));
    missing.hidden = need.missing === "";
    write(missing, need.missing);
  }

  return show;
}

/** Keeps what is written as it is written; gives back what shows what is kept. */
function pledgeForm(
  form: HTMLElement,
  module: ModuleData,
  learner: Learner,
  changed: () => void,
): (sight: Sight) => void {
  const { path: { sheet }, kept } = learner, kind = KINDS[form.dataset.pledge!];
  const fields = all(form, "[data-field]") as (HTMLInputElement | HTMLTextAreaElement)[];
  const field = (name: keyof Pledge) => fields.find((each) => each.dataset.field === name)!;
  const note = one(form, "[data-kept]");
  const typed = (): Pledge => {
    const when = field("when").value;
    return { text: field("text").value, who: field("who").value, when: isDay(when) ? when : "" };
  };

  form.addEventListener("input", () => {
    const before = kept.get()[kind][module.id] !== undefined;
    if (field("when").value === "" && field("text").value.trim() !== "" && !before) {
      field("when").value = dayAfter(new Date(), kind === "commitments" ? COMMITMENT_DAYS : 0);
    }
    kept.update((record) => withPledge(record, kind, module.id, typed()));
    changed();
  });

  form.querySelector<HTMLElement>("[data-remind]")?.addEventListener("click", () => {
    const { text, who, when } = typed();
    if (text.trim() === "" || when === "") return write(note, say(sheet, "remind_needs"));
    const title = say(sheet, "remind_title", { title: text.trim().split("\n")[0].slice(0, 80) });
    const said = [text.trim(), who.trim()].filter((part) => part !== "").join("\n");
    const file = reminderFile(`path-${module.id}-${when}`, title, said, when, today());
    save(new Blob([file], { type: "text/calendar" }), `commitment-${module.id}.ics`);
    write(note, say(sheet, "reminded"));
  });

  return ({ record }) => {
    const pledge = record[kind][module.id];
    for (const each of fields) {
      const text = pledge?.[each.dataset.field as keyof Pledge] ?? "";
      if (
        each !== form.ownerDocument.activeElement && each.value !== text && (pledge || each.dataset.field !== "when")
      ) {
        each.value = text;
      }
    }
    const remind = form.querySelector<HTMLElement>("[data-remind]");
    if (remind) remind.hidden = false;
    if (note.textContent !== say(sheet, "reminded")) {
      write(note, pledge && kept.trouble === null ? say(sheet, "kept") : "");
    }
  };
}
