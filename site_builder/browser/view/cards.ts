/** On a narrow screen a row is a card: one row at a time, and of a scale one column at a time, with its anchors. */

import type { Calculator, News } from "../calculator.ts";
import { say } from "../model/page_data.ts";
import { itemLabel } from "../model/show.ts";
import { all, type Field, isNarrow, mark, onNarrowChange, toggle, write } from "./elements.ts";
import type { Panel } from "./panel.ts";

export interface Cards {
  update(news: News): void;
  /** Go to the next or previous row or column of the block that the button belongs to. */
  turn(button: HTMLElement): void;
  /** After a choice: on to the next column. */
  advance(block: HTMLElement): void;
}

export function cards(calculator: Calculator, root: HTMLElement, panel: Panel): Cards {
  const current: Record<string, string> = {}; // of each list, the row that is shown; the same in all blocks
  const blocks = all(root, "[data-cards]");
  const columns = new Map<HTMLElement, number>();

  function scaleFields(block: HTMLElement): Field[] {
    const row = block.querySelector("tbody > [data-current]");
    return row ? all(row, "input[data-scale]") as Field[] : [];
  }

  function show(): void {
    const { scene } = calculator;
    for (const block of blocks) {
      const list = block.dataset.cards!, ids = scene.ids[list];
      if (!ids.includes(current[list])) current[list] = ids[0];
      const at = ids.indexOf(current[list]);
      for (const row of all(block, "tbody > [data-item]")) {
        toggle(row, "data-current", row.dataset.item === current[list]);
      }
      const name = at >= 0 ? itemLabel(scene, list, at) : "";
      for (const place of all(block, ".pager--rows .pager__place")) {
        write(place, say(calculator.data, "pager", { name, at: at + 1, count: ids.length }));
      }
      disable(block, ".pager--rows", at, ids.length);
      if (isNarrow()) showColumn(block);
    }
    if (!isNarrow()) panel.follow();
  }

  function showColumn(block: HTMLElement): void {
    const fields = scaleFields(block);
    if (fields.length === 0) return;
    const at = Math.min(columns.get(block) ?? 0, fields.length - 1);
    columns.set(block, at);
    const label = fields[at].closest("td")!.querySelector(".cell__label")?.textContent ?? "";
    for (const place of all(block, ".pager--columns .pager__place")) {
      write(place, say(calculator.data, "pager", { name: label, at: at + 1, count: fields.length }));
    }
    disable(block, ".pager--columns", at, fields.length);
    panel.showIn(block, fields[at]);
  }

  function disable(block: HTMLElement, pager: string, at: number, count: number): void {
    for (const button of all(block, `${pager} button[data-by]`)) {
      mark(button, "aria-disabled", (button.dataset.by === "-1" ? at <= 0 : at >= count - 1) ? "true" : null);
    }
  }

  function turnColumn(block: HTMLElement, by: number): void {
    const last = scaleFields(block).length - 1;
    columns.set(block, Math.max(0, Math.min(last, (columns.get(block) ?? 0) + by)));
    showColumn(block);
  }

  root.addEventListener("armory:current", (event) => {
    const row = event.target as HTMLElement;
    current[row.parentElement!.dataset.repeat!] = row.dataset.item!;
    show();
  });
  onNarrowChange(show);
  show();
  return {
    update(news) {
      if (news.rows || isNarrow()) show();
      else panel.refresh();
    },
    turn(button) {
      const block = button.closest<HTMLElement>("[data-cards]")!, by = Number(button.dataset.by);
      if (button.closest(".pager--columns")) return turnColumn(block, by);
      const list = block.dataset.cards!, ids = calculator.scene.ids[list];
      current[list] = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(current[list]) + by))];
      show();
    },
    advance: (block) => turnColumn(block, 1),
  };
}
