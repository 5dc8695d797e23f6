/** Example or mine: the bar above the calculator says whose figures are shown and where they stay. */

import type { Calculator } from "../calculator.ts";
import { hourOf } from "../model/day.ts";
import type { Unfit } from "../model/given.ts";
import type { Keeper, Trouble } from "../model/keeper.ts";
import { say } from "../model/page_data.ts";
import { difference } from "../model/work.ts";
import { all, fetchScript, mark, one, toggle, write } from "./elements.ts";
import { fetchMore, fetchWords } from "./more.ts";
import type { Notices } from "./notices.ts";

/** Opened from disk, Chromium gives all pages one storage; other browsers may give each page its own. */
const ALONE_FROM_DISK = typeof location !== "undefined" && location.protocol === "file:" &&
  !/ Chrom(e|ium)\//.test(navigator.userAgent);

export interface Modes {
  update(): void;
  readonly actions: Record<string, () => void>;
}

export function modes(
  calculator: Calculator,
  root: HTMLElement,
  keeper: Keeper,
  notices: Notices,
  assets: string,
): Modes {
  const { data } = calculator;
  const examples = root.querySelector<HTMLSelectElement>("select[data-examples]");

  let trouble: Trouble | null = null, said: Trouble | null = null, warned = false;
  const parts = {
    when: all(root, "[data-when]"),
    name: all(root, "[data-example-name]"),
    undo: all(root, '[data-do="undo"]'),
    redo: all(root, '[data-do="redo"]'),
    restore: all(root, '[data-do="restore"]'),
    mine: all(root, '[data-do="mine"]'),
  };

  function update(): void {
    const { mode, undoable, redoable } = calculator;
    mark(root, "data-mode", mode);
    showTrouble();
    for (const part of parts.when) {
      const { when, example } = part.dataset;
      toggle(part, "hidden", when !== mode || (example !== undefined && example !== calculator.example));
    }
    if (examples) examples.value = calculator.example;
    for (const part of parts.name) write(part, data.examples[calculator.example].label);
    for (const button of parts.undo) {
      write(one(button, "span"), undoable ? say(data, "undo_what", { what: undoable.said }) : data.words.undo);
      toggle(button, "disabled", !undoable);
    }
    for (const button of parts.redo) toggle(button, "disabled", !redoable);
    for (const button of parts.restore) toggle(button, "disabled", !calculator.changed);
    for (const button of parts.mine) write(button, data.words[calculator.hasMine ? "back_to_mine" : "fill_mine"]);
  }

  /** Said once, as soon as there are figures of the learner's own that are not kept. */
  async function showTrouble(): Promise<void> {
    if (ALONE_FROM_DISK && calculator.mode === "mine" && !warned) {
      warned = true;
      await fetchWords(assets);
      notices.show("disk", data.words.storage_disk);
    }
    const now = calculator.mode === "mine" ? trouble : null;
    if (now === said) return;
    said = now;
    if (now) await fetchWords(assets);
    if (now) notices.show("storage", data.words[`storage_${now}`]);
    else notices.hide("storage");
  }

  async function showUnfit(unfit: Unfit[]): Promise<void> {
    if (unfit.length === 0) return notices.hide("unfit");
    (await fetchMore(assets)).tellUnfit(calculator, notices, unfit, () => keeper.dropUnfit());
  }

  for (const input of all(root, "input[data-load]") as HTMLInputElement[]) {
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) fetchMore(assets).then(({ loadFile }) => loadFile(calculator, notices, file));
    });
  }
  /** The page brings the first example along; the others are fetched together. */
  async function showExample(name: string): Promise<void> {
    try {
      if (!data.examples[name].given) await fetchScript(`${assets}tools/${data.tool}.examples.js`);
      calculator.showExample(name);
    } catch {
      update(); // the choice goes back to what is shown
    }
  }

  examples?.addEventListener("change", () => showExample(examples.value));
  /** When the browser last kept it, and whether a file holds what is new. */
  function showSaved(saved: Date | null): void {
    if (!saved || Number.isNaN(saved.getTime())) return;
    // Both stand in the bar, at the top: to look for all of them would go through the whole sheet after each change.
    write(one(root, "[data-saved]"), say(data, "saved_at", { at: hourOf(saved) }));
    const filed = root.querySelector("[data-filed]");
    if (filed) toggle(filed, "data-behind", keeper.filed() < saved.toISOString());
  }

  keeper.subscribe((kept) => {
    calculator.takeOver(kept);
    showUnfit(kept?.unfit ?? []);
    update();
  }, (now) => {
    trouble = now;
    showTrouble();
  }, showSaved);
  showSaved(keeper.load()?.saved ?? null);
  showUnfit(keeper.load()?.unfit ?? []);
  return {
    update,
    actions: {
      mine: () => {
        calculator.showMine();
        navigator.storage?.persist?.().catch(() => {}); // so that the browser does not clear it when disks fill up
      },
      example: () => showExample(examples?.value ?? calculator.example),
      restore: () => calculator.showExample(calculator.example),
      reset: () => calculator.commit(difference(calculator.work, calculator.fresh()), data.words.did_reset),
      undo: () => calculator.undo(),
      redo: () => calculator.redo(),
      load: () => one(root, "input[data-load]").click(),
    },
  };
}
