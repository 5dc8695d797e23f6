/** Several cells of a table, chosen as in a spreadsheet: from the cell that has the focus to another one. */

import type { Calculator } from "../calculator.ts";
import { say } from "../model/page_data.ts";
import { type Field, make, mark, toggle } from "./elements.ts";
import { gridOf } from "./grid.ts";

export interface Range {
  /** The chosen cells, row by row; null while none are chosen. */
  fields(): Field[][] | null;
  /** From the cell with the focus on, `down` and `right` of where the range ends now; false where it can go no further. */
  extend(from: Field, down: number, right: number): boolean;
  extendTo(from: Field, to: Field): void;
  lift(): void;
  /** Tells it politely, and shows it while cells are chosen. */
  tell(text: string): void;
}

export function range(calculator: Calculator, root: HTMLElement): Range {
  const { data } = calculator;
  let anchor: Field | null = null, to: Field | null = null;
  let painted: HTMLElement[] = [];
  const voice = make("p", { class: "only-read", "aria-live": "polite" });
  const badge = make("p", { class: "chosen", "aria-hidden": "true", hidden: "" });
  root.append(voice, badge);

  function placeOf(grid: Field[][], field: Field): [row: number, column: number] {
    const row = grid.findIndex((fields) => fields.includes(field));
    return [row, grid[row]?.indexOf(field) ?? -1];
  }

  function fields(): Field[][] | null {
    if (!anchor || !to || !anchor.isConnected || !to.isConnected) return null;
    const grid = gridOf(anchor.closest("tbody")!),
      [top, left] = placeOf(grid, anchor),
      [bottom, right] = placeOf(grid, to);
    return grid.slice(Math.min(top, bottom), Math.max(top, bottom) + 1)
      .map((row) => row.slice(Math.min(left, right), Math.max(left, right) + 1));
  }

  function paint(): void {
    for (const cell of painted) for (const name of ["data-chosen", "data-edges"]) mark(cell, name, null);
    const rows = fields() ?? [];
    painted = rows.flatMap((row, i) =>
      row.map((field, j) => {
        const cell = field.closest("td")!;
        const edges = [
          i === 0 && "top",
          i === rows.length - 1 && "bottom",
          j === 0 && "left",
          j === row.length - 1 && "right",
        ];
        mark(cell, "data-chosen", field === anchor ? "first" : "");
        mark(cell, "data-edges", edges.filter(Boolean).join(" "));
        return cell;
      })
    );
    badge.hidden = rows.length === 0;
    toggle(root, "data-choosing", rows.length > 0);
    if (rows.length === 0) return;
    const size = say(data, "chosen_size", { rows: rows.length, columns: rows[0].length });
    badge.replaceChildren(make("b", {}, size), " ", data.words.chosen_keys);
    voice.textContent = size;
  }

  function extendTo(from: Field, end: Field): void {
    if (anchor !== from) {
      anchor = from;
      // Its text is as it should be: what is done with the range is written into it too.
      from.dataset.entered = from.value;
      if (from instanceof HTMLInputElement && from.type === "text") from.select();
    }
    to = end;
    paint();
    end.closest("td")!.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function lift(): void {
    if (!anchor) return;
    anchor = to = null;
    paint();
  }

  calculator.listen((news) => {
    if (anchor && (news.rows || news.whole || news.chosen)) lift();
  });
  return {
    fields,
    extend(from, down, right) {
      const grid = gridOf(from.closest("tbody")!), [row, column] = placeOf(grid, anchor === from && to ? to : from);
      const end = Math.max(0, Math.min(grid.length - 1, row + down));
      const field = grid[end]?.[Math.max(0, Math.min(grid[end].length - 1, column + right))];
      if (!field || (field === from && anchor !== from)) return false;
      extendTo(from, field);
      return true;
    },
    extendTo,
    lift,
    tell: (text) => void (voice.textContent = text),
  };
}
