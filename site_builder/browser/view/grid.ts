/** A table as a grid of the cells that one can type into: what is worked out stands between them and is stepped over. */

import type { Column } from "../model/heads.ts";
import type { PageData } from "../model/page_data.ts";
import { all, type Field, FIELDS } from "./elements.ts";

/** A cell's value and place, also of a row that is not there yet. */
export interface Cell {
  value: string;
  at: string;
}

export function fieldsIn(row: ParentNode): Field[] {
  return all(row, FIELDS) as Field[];
}

export function cellsIn(row: ParentNode): Cell[] {
  return fieldsIn(row).map(({ dataset }) => ({ value: dataset.value!, at: dataset.at! }));
}

export function gridOf(body: HTMLTableSectionElement): Field[][] {
  return [...body.rows].map(fieldsIn);
}

/** What the columns of a row are about, and the names that the table's own head gives them. */
export function columnsIn(data: PageData, row: HTMLElement): { columns: Column[]; shown: string[][] } {
  const fields = fieldsIn(row), id = row.dataset.item ?? "";
  const columns = fields.map(({ dataset: { value, at } }) => {
    const parts = at!.split("/");
    return { value: value!, items: parts.slice(parts.lastIndexOf(id) + 1) };
  });
  return { columns: columns.map((column) => known(data, column)), shown: fields.map(headNames) };
}

/** Items that the value is for after the row's own; of another order, none. */
function known(data: PageData, { value, items }: Column): Column {
  return { value, items: items.length < data.values[value].for.length ? items : [] };
}

function headNames(field: Field): string[] {
  const head = document.getElementById(field.getAttribute("aria-labelledby")?.split(" ").at(-1) ?? "");
  const part = (name: string) => head?.querySelector(name)?.textContent ?? "";
  const name = part(".name") || head?.textContent || "";
  return [name, part(".symbol"), name + part(".unit"), part(".symbol") + name];
}
