/** Moving through tables as in a spreadsheet, and undo by key. Keys that an input method uses are left alone. */

import type { Calculator } from "../calculator.ts";
import { type Field, FIELDS, isBeingTyped, isField } from "./elements.ts";

type Step = [down: number, right: number];

export function listenToKeys(calculator: Calculator, root: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    const inside = event.target === document.body || root.contains(event.target as Node);
    if (!inside || event.isComposing || event.keyCode === 229) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (!control || (key !== "z" && key !== "y") || isBeingTyped(event.target as Element)) return; // undo is the browser's then
    event.preventDefault();
    if (key === "y" || event.shiftKey) calculator.redo();
    else calculator.undo();
  });
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const step = stepOf(event, target);
    const next = step && target.closest("td") ? neighbour(target.closest("td")!, step) : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" }); // from behind the results, too
    if (next instanceof HTMLInputElement && next.type === "text") next.select();
  });
}

function stepOf(event: KeyboardEvent, target: HTMLElement): Step | null {
  const select = target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "text");
  const long = target instanceof HTMLTextAreaElement; // a text of several lines
  switch (event.key) {
    case "Enter":
      return isField(target) && !long ? [event.shiftKey ? -1 : 1, 0] : null;
    case "ArrowDown":
      return select || long && !atEdge(target, "end") ? null : [1, 0];
    case "ArrowUp":
      return select || long && !atEdge(target, "start") ? null : [-1, 0];
    case "ArrowRight":
      return !select && atEdge(target, "end") ? [0, 1] : null;
    case "ArrowLeft":
      return !select && atEdge(target, "start") ? [0, -1] : null;
    default:
      return null;
  }
}

/** In the middle of a text the arrow moves the caret; at its edge, or with all of it chosen, it leaves the cell. */
export function atEdge(target: HTMLElement, edge: "start" | "end"): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return true;
  const { selectionStart: start, selectionEnd: end, value } = target;
  if (start === 0 && end === value.length) return true;
  return start === end && start === (edge === "start" ? 0 : value.length);
}

function neighbour(cell: HTMLTableCellElement, [down, right]: Step): HTMLElement | null {
  const row = cell.parentElement as HTMLTableRowElement;
  if (right !== 0) {
    for (let at = cell.cellIndex + right; at >= 0 && at < row.cells.length; at += right) {
      const found = control(row.cells[at]);
      if (found) return found;
    }
    return null;
  }
  const rows = [...(row.parentElement as HTMLTableSectionElement).rows];
  for (let at = rows.indexOf(row) + down; at >= 0 && at < rows.length; at += down) {
    const found = rows[at].cells[cell.cellIndex] && control(rows[at].cells[cell.cellIndex]);
    if (found) return found;
  }
  return null;
}

function control(cell: HTMLTableCellElement): HTMLElement | null {
  return cell.querySelector<Field | HTMLButtonElement>(`${FIELDS}, button[data-value]`);
}
