/** Example or mine: the bar above the calculator says whose figures are shown and where they stay. */

import type { Calculator } from "../calculator.ts";
import { readGiven, type Unfit, writeGiven } from "../model/given.ts";
import type { Keeper, Trouble } from "../model/keeper.ts";
import { say } from "../model/page_data.ts";
import { difference } from "../model/work.ts";
import { all, make, mark, one, toggle, write } from "./elements.ts";
import { refusalText } from "./fields.ts";
import type { Notices } from "./notices.ts";

const FILE_MOST = 5_000_000; // bytes

export interface Modes {
  update(): void;
  readonly actions: Record<string, () => void>;
}

export function modes(calculator: Calculator, root: HTMLElement, keeper: Keeper, notices: Notices): Modes {
  const { data } = calculator;
  const examples = root.querySelector<HTMLSelectElement>("select[data-examples]");

  let trouble: Trouble | null = null, said: Trouble | null = null;
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
  function showTrouble(): void {
    const now = calculator.mode === "mine" ? trouble : null;
    if (now === said) return;
    said = now;
    if (now) notices.show("storage", data.words[`storage_${now}`]);
    else notices.hide("storage");
  }

  function lines(unfit: Unfit[]): string[] {
    return unfit.map(({ where, what, why }) => `${where}: ${what} ${refusalText(calculator, why, null)}`.trim());
  }

  function showUnfit(unfit: Unfit[]): void {
    if (unfit.length === 0) return notices.hide("unfit");
    const drop = make("button", { type: "button", class: "quiet" }, data.words.drop_unfit);
    drop.addEventListener("click", () => {
      keeper.dropUnfit();
      notices.hide("unfit");
    });
    notices.show("unfit", say(data, "unfit", { count: unfit.length }), lines(unfit), [drop]);
  }

  function download(): void {
    const text = JSON.stringify(writeGiven(data, calculator.work), null, 2);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href: address, download: `${data.tool}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  async function load(file: File): Promise<void> {
    const facts = { name: file.name };
    if (file.size > FILE_MOST) return notices.show("file", say(data, "file_large", facts));
    let given: unknown;
    try {
      given = JSON.parse((await file.text()).replace(/^\ufeff/, ""));
    } catch {
      return notices.show("file", say(data, "file_not_json", facts));
    }
    const { work, unfit } = readGiven(data, given);
    const taken = Object.values(work.typed).reduce((sum, cells) => sum + cells.size, 0);
    if (taken === 0) return notices.show("file", say(data, "file_nothing", facts), lines(unfit));
    if (calculator.mode !== "mine") calculator.showMine();
    calculator.commit(difference(calculator.work, work), say(data, "did_load", facts));
    const word = unfit.length > 0 ? "loaded_partly" : "loaded";
    notices.show("file", say(data, word, { ...facts, taken, refused: unfit.length }), lines(unfit));
  }

  for (const input of all(root, "input[data-load]") as HTMLInputElement[]) {
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) load(file);
    });
  }
  examples?.addEventListener("change", () => calculator.showExample(examples.value));
  keeper.subscribe((kept) => {
    calculator.takeOver(kept);
    showUnfit(kept?.unfit ?? []);
    update();
  }, (now) => {
    trouble = now;
    showTrouble();
  });
  showUnfit(keeper.load()?.unfit ?? []);
  return {
    update,
    actions: {
      mine: () => calculator.showMine(),
      example: () => calculator.showExample(examples?.value ?? calculator.example),
      restore: () => calculator.showExample(calculator.example),
      reset: () => calculator.commit(difference(calculator.work, calculator.fresh()), data.words.did_reset),
      undo: () => calculator.undo(),
      redo: () => calculator.redo(),
      download,
      load: () => one(root, "input[data-load]").click(),
    },
  };
}
