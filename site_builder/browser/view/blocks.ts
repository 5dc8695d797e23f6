/** Blocks of cells: chosen by key or mouse, copied, cut, cleared, filled, pasted. */

import type { Calculator } from "../calculator.ts";
import { writeBlock } from "../model/block.ts";
import { say } from "../model/page_data.ts";
import { type Field, FIELDS, isField, isNarrow } from "./elements.ts";
import { blockOf, clear } from "./filling.ts";
import { listenToRangeKeys } from "./keyboard.ts";
import type { Notices } from "./notices.ts";
import { paste } from "./paste.ts";
import { range } from "./range.ts";

export function listenToBlocks(calculator: Calculator, root: HTMLElement, notices: Notices): void {
  const { data } = calculator, chosen = range(calculator, root);
  listenToRangeKeys(calculator, root, chosen, notices);

  // The clipboard's events come to wherever the browser thinks the choice is: of a list in a cell, to the page.
  const copy = (event: ClipboardEvent) => {
    const field = document.activeElement;
    if (!root.contains(field) || !isField(field)) return;
    const cells = chosen.fields() ?? (field.localName === "select" && field.closest("tbody") ? [[field]] : null);
    if (!cells) return;
    event.clipboardData?.setData("text/plain", writeBlock(blockOf(calculator, cells)));
    event.preventDefault();
    const word = event.type === "cut" ? "did_cut" : "did_copy";
    chosen.tell(say(data, word, { rows: cells.length, columns: cells[0].length }));
    if (event.type === "cut") clear(calculator, cells);
  };
  document.addEventListener("copy", copy);
  document.addEventListener("cut", copy);
  document.addEventListener("paste", (event) => {
    const cells = chosen.fields(), text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cells || !root.contains(document.activeElement)) return;
    event.preventDefault();
    event.stopPropagation();
    paste(calculator, cells[0][0], text, notices, [cells.length, cells[0].length]);
  }, true);

  listenToMouse(root, (from, to) => chosen.extendTo(from, to), () => chosen.lift());
  root.dataset.blocks = "";
}

/** Shift and a click, or the mouse drawn from one cell to another. */
function listenToMouse(root: HTMLElement, extend: (from: Field, to: Field) => void, lift: () => void): void {
  let from: Field | null = null;

  /** The cell under the mouse, if it is of the same table as `field`. */
  function reached(event: MouseEvent, field: Field): Field | null {
    const cell = (event.target as Element).closest("td");
    return cell?.closest("tbody") === field.closest("tbody") ? cell?.querySelector<Field>(FIELDS) ?? null : null;
  }

  root.addEventListener("mousedown", (event) => {
    const field = document.activeElement;
    from = null;
    if (event.button !== 0 || isNarrow()) return;
    if (event.shiftKey && isField(field) && field.closest("tbody") && root.contains(field)) {
      const to = reached(event, field);
      if (!to || to === field) return;
      event.preventDefault();
      return extend(field, to);
    }
    if (!(event.target as Element).closest(".panel")) lift();
    const start = event.target as Element;
    if (isField(start) && start.localName !== "select" && start.closest("tbody")) from = start;
  });
  root.addEventListener("mousemove", (event) => {
    if (!from || (event.buttons & 1) === 0) return;
    const to = reached(event, from);
    if (!to || (to === from && !from.closest("td")!.hasAttribute("data-chosen"))) return;
    event.preventDefault();
    extend(from, to);
  });
  // Chosen text would be carried to the other cell.
  root.addEventListener("dragstart", (event) => from && event.preventDefault());
  addEventListener("mouseup", () => from = null);
}
