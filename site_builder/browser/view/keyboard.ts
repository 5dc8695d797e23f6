/** The keys of a table beside those that move: choosing several cells, filling, clearing, going far, taking back. Keys
that belong to the text in a field are left to it, and so are those of an input method. */

import type { Calculator } from "../calculator.ts";
import { type Given, say } from "../model/page_data.ts";
import { typedAt } from "../model/work.ts";
import { type Field, isField, isNarrow } from "./elements.ts";
import { clear, fill } from "./filling.ts";
import { gridOf } from "./grid.ts";
import { atEdge } from "./movement.ts";
import type { Notices } from "./notices.ts";
import type { Range } from "./range.ts";

/** Further than any table. */
const FAR = 1e6;
const ARROWS: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Whether the key was for this; it then goes no further. */
type Answer = (field: Field, event: KeyboardEvent, control: boolean) => boolean;

export function listenToRangeKeys(calculator: Calculator, root: HTMLElement, chosen: Range, notices: Notices): void {
  const { data } = calculator;
  let entered: { field: Field; figure: Given | null } | null = null;

  function enter(field: Element | null): void {
    if (!isField(field)) return;
    const { value, at } = field.dataset as { value: string; at: string };
    // Once something was typed, only the text tells what stood there.
    if (field.value === field.dataset.entered) entered = { field, figure: typedAt(calculator.work, value, at) };
  }

  const answers: Record<string, Answer> = {
    Escape(field) {
      if (chosen.fields()) {
        chosen.lift();
        return true;
      }
      return takeBack(field);
    },
    F2(field) {
      if (field instanceof HTMLSelectElement) field.showPicker?.();
      else if (field.selectionStart === null) return false;
      else if (field.selectionStart === field.selectionEnd) field.select();
      else field.setSelectionRange(field.value.length, field.value.length);
      return true;
    },
    Delete: erase,
    Backspace: erase,
    Home: (field, event, control) => control && travel(field, event, -FAR, -FAR),
    End: (field, event, control) => control && travel(field, event, FAR, FAR),
    PageDown: (field, event, control) => !control && page(field, event, 1),
    PageUp: (field, event, control) => !control && page(field, event, -1),
    d: (field, _, control) => control && fillOn(field, 1, 0),
    r: (field, _, control) => control && fillOn(field, 0, 1),
    a(field, _, control) {
      if (!control || field instanceof HTMLInputElement && !wholeChosen(field)) return false;
      if (field instanceof HTMLTextAreaElement && !wholeChosen(field)) return false;
      const grid = gridOf(field.closest("tbody")!);
      // The cell with the focus stays one of the corners only if it is one; so the range begins in the first.
      grid[0][0].focus();
      chosen.extendTo(grid[0][0], grid[grid.length - 1].at(-1)!);
      return true;
    },
  };
  for (const [key, [down, right]] of Object.entries(ARROWS)) {
    answers[key] = (field, event, control) => {
      if (!event.shiftKey) return false;
      const ends = right < 0 ? "start" : "end";
      const inText = !chosen.fields() && field.localName !== "select" && !leaves(field, ends, right !== 0);
      return !inText && chosen.extend(field, control ? down * FAR : down, control ? right * FAR : right);
    };
  }

  function erase(field: Field): boolean {
    const cells = chosen.fields();
    if (!cells && field.localName !== "select") return false;
    clear(calculator, cells ?? [[field]]);
    return true;
  }

  /** The figure that stood there when the learner came in. */
  function takeBack(field: Field): boolean {
    const text = field.dataset.entered ?? field.value;
    if (field.value === text) return false;
    field.value = entered?.field === field && entered.figure === null ? "" : text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.value = text;
    return true;
  }

  function travel(field: Field, event: KeyboardEvent, down: number, right: number): boolean {
    if (field instanceof HTMLTextAreaElement && !atEdge(field, down < 0 ? "start" : "end")) return false;
    if (event.shiftKey) return chosen.extend(field, down, right);
    const grid = gridOf(field.closest("tbody")!), row = grid.findIndex((fields) => fields.includes(field));
    const next = grid[Math.max(0, Math.min(grid.length - 1, row + down))];
    const column = right === 0 ? grid[row].indexOf(field) : right < 0 ? 0 : next.length - 1;
    chosen.lift();
    go(next[Math.min(column, next.length - 1)]);
    return true;
  }

  /** By as many rows as can be seen at once; in a table that can be seen whole, the page scrolls as ever. */
  function page(field: Field, event: KeyboardEvent, by: number): boolean {
    const body = field.closest("tbody")!, height = field.closest("tr")!.getBoundingClientRect().height;
    if (body.getBoundingClientRect().height < innerHeight) return false;
    return travel(field, event, by * Math.max(1, Math.floor(innerHeight * 0.6 / height)), 0);
  }

  function fillOn(field: Field, down: number, right: number): boolean {
    const rows = chosen.fields() ?? [[field]], grid = gridOf(field.closest("tbody")!);
    const [height, width] = [rows.length, rows[0].length];
    let from: Field[], to: Field[];
    if (down ? height > 1 : width > 1) {
      const others = down ? rows.slice(1) : rows.map((row) => row.slice(1));
      from = others.flatMap((row, i) => row.map((_, j) => down ? rows[0][j] : rows[i][0]));
      to = others.flat();
    } else {
      to = rows.flat();
      const before = to.map((cell) => {
        const row = grid.findIndex((fields) => fields.includes(cell)), column = grid[row].indexOf(cell);
        return grid[row - down]?.[column - right];
      });
      from = before.filter((cell) => cell !== undefined);
      if (from.length < to.length) return false; // nothing stands before the first one
    }
    fill(calculator, from, to, data.words[down ? "did_fill_down" : "did_fill_right"], notices);
    if (field instanceof HTMLInputElement && field.type === "text") field.select();
    chosen.tell(say(data, down ? "filled_down" : "filled_right", { cells: to.length }));
    return true;
  }

  root.addEventListener("focusin", (event) => {
    if (!(event.target as Element).closest('[data-chosen="first"]')) chosen.lift();
    enter(event.target as Element);
  });
  for (const type of ["input", "compositionstart"]) root.addEventListener(type, () => chosen.lift());
  root.addEventListener("keydown", (event) => {
    const field = event.target as Element;
    if (event.isComposing || event.keyCode === 229 || event.altKey || !isField(field)) return;
    const inTable = field.closest("tbody") !== null && !isNarrow();
    const control = event.ctrlKey || event.metaKey, key = control ? event.key.toLowerCase() : event.key;
    const name = Object.keys(answers).find((each) => each.toLowerCase() === key.toLowerCase());
    const isOurs = inTable || name === "Escape" && field.closest("[popover]") === null; // a menu closes
    if (name !== undefined && (control || name.length > 1) && isOurs) {
      if (answers[name](field, event, control)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
    }
    if (!control && !["Shift", "Control", "Meta"].includes(event.key)) chosen.lift();
  }, true);
  enter(document.activeElement);
}

function wholeChosen(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  return field.selectionStart === null || (field.selectionStart === 0 && field.selectionEnd === field.value.length);
}

/** Whether Shift and an arrow leave the text: at its edge, or with the choice grown to it. */
function leaves(field: Field, edge: "start" | "end", sideways: boolean): boolean {
  if (field instanceof HTMLSelectElement || field.selectionStart === null) return true;
  if (field instanceof HTMLInputElement && !sideways || atEdge(field, edge)) return true;
  const { selectionStart, selectionEnd, selectionDirection, value } = field;
  if (selectionStart === selectionEnd) return false;
  return edge === "end"
    ? selectionDirection !== "backward" && selectionEnd === value.length
    : selectionDirection === "backward" && selectionStart === 0;
}

function go(field: Field): void {
  field.focus();
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
}
