/** Whether a pasted block's first row holds names of columns, which column is which, and which column names the rows. */

import { readCell, type Rows } from "./cell.ts";
import { type Column, indexOf, normal } from "./heads.ts";
import type { PageData } from "./page_data.ts";

/** A table that a block is pasted into. `shown`: names that its own head gives its columns. */
export interface Place {
  columns: Column[];
  shown: string[][];
  first: number; // the column that has the focus
  list: string; // of its rows
  rows: Map<string, number>; // names of its rows in normal form
  choices: (value: string) => Rows;
}

export interface Head {
  columns: (number | undefined)[]; // by column of the block
  names: number; // the column that names the rows; -1: none
  ids: boolean; // it holds ids, so that a new one is a new row
  unknown: string[];
}

export function headOfBlock(data: PageData, block: string[][], place: Place): Head | null {
  const [first, ...lines] = block, index = indexOf(data, place.columns, place.shown);
  const heads = first.map(normal), seen = new Set<number>();
  const columns = heads.map((head) => {
    const column = index.get(head);
    if (column === undefined || seen.has(column)) return undefined;
    seen.add(column);
    return column;
  });
  const { grows, label } = data.lists[place.list];
  const free = heads.map((_, j) => j).filter((j) => columns[j] === undefined);
  const idNames = ["id", normal(`${place.list}.id`), normal(data.words.block_id)];
  const idColumn = free.find((j) => idNames.includes(heads[j])) ?? -1;
  const labelled = free.find((j) => heads[j] === normal(label) || heads[j] === normal(place.list)) ?? -1;
  const naming = (j: number) => {
    const texts = lines.map((cells) => normal(cells[j] ?? "")).filter((text) => text !== "");
    return texts.length > 0 && texts.filter((text) => place.rows.has(text)).length * 2 >= texts.length;
  };
  const names = idColumn >= 0 ? idColumn : labelled >= 0 ? labelled : grows ? -1 : free.find(naming) ?? -1;
  if (!isHead(data, first, columns, names >= 0 && heads[names] !== "", place)) return null;
  const unknown = free.filter((j) => j !== names && heads[j] !== "").map((j) => first[j].trim());
  return { columns, names, ids: idColumn >= 0, unknown };
}

/** Two names of columns are enough, or one where there is nothing else; a figure that would fit where it stands is no
name, whatever it is called. */
function isHead(data: PageData, first: string[], columns: Head["columns"], named: boolean, place: Place): boolean {
  const telling = first.filter((text, j) => {
    if (columns[j] === undefined) return false;
    const under = place.columns[place.first + j]?.value, value = data.values[under];
    return !value || value.kind === "text" || readCell(data, value, text, place.choices(under)).refusal !== undefined;
  }).length;
  const told = first.filter((text) => text.trim() !== "").length - Number(named);
  return telling >= 2 || telling === 1 && (named || told === 1);
}
