/** Rows of grown lists: add, delete, move. */

import type { Calculator } from "../calculator.ts";
import { say } from "../model/page_data.ts";
import { itemLabel } from "../model/show.ts";
import { addRows, deleteRow, moveRow, newRowIds } from "../model/work.ts";
import { all, FIELDS } from "./elements.ts";

/** What a button in a row or below a table does; `button` says for which list and row. */
export const ROW_ACTIONS: Record<string, (calculator: Calculator, button: HTMLElement, root: HTMLElement) => void> = {
  add(calculator, button, root) {
    const list = button.dataset.list!, { most, prefix } = calculator.data.lists[list].grows!;
    if (calculator.scene.ids[list].length >= most) return;
    const [id] = newRowIds(calculator.work, list, prefix, 1);
    calculator.commit(addRows(calculator.work, list, [id]), say(calculator.data, "did_add", { row: id }));
    const block = button.closest("[data-block]") ?? root;
    const row = block.querySelector(`tbody[data-repeat="${list}"] > [data-item="${id}"]`);
    row?.dispatchEvent(new CustomEvent("armory:current", { bubbles: true }));
    const first = row && all(row, FIELDS).find((field) => field.offsetParent !== null);
    first?.focus();
  },
  delete(calculator, button, root) {
    const [list, id, name] = rowOf(calculator, button);
    const next = rowElement(button)?.nextElementSibling ?? rowElement(button)?.previousElementSibling;
    calculator.commit(
      deleteRow(calculator.work, list, id, calculator.data.values),
      say(calculator.data, "did_delete", { row: name }),
    );
    // The button is gone with its row: go on where one would delete the next one, or to undo.
    const stay = next?.querySelector<HTMLElement>('[data-do="delete"]') ??
      root.querySelector<HTMLElement>('[data-do="undo"]');
    stay?.focus();
  },
  up: (calculator, button) => move(calculator, button, -1),
  down: (calculator, button) => move(calculator, button, 1),
};

function move(calculator: Calculator, button: HTMLElement, by: number): void {
  const [list, id, name] = rowOf(calculator, button);
  calculator.commit(moveRow(calculator.work, list, id, by), say(calculator.data, "did_move", { row: name }));
  button.focus();
}

function rowElement(button: HTMLElement): HTMLElement | null {
  return button.closest<HTMLElement>("[data-item]");
}

function rowOf(calculator: Calculator, button: HTMLElement): [list: string, id: string, name: string] {
  const row = rowElement(button)!;
  const list = row.parentElement!.dataset.repeat!, id = row.dataset.item!;
  return [list, id, itemLabel(calculator.scene, list, calculator.scene.ids[list].indexOf(id))];
}
