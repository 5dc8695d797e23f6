/** The work as CSV. `site_builder/given_csv.py` says the form: tables with an empty line between them, first the rows of
each list that grows, then what is for no such list, a line a figure. A table is whole, its blank cells too, so that it
says all that can be filled in. */

import { quoted } from "./block.ts";
import { figureText, guarded } from "./cell.ts";
import { writeGiven } from "./given.ts";
import { type Column, columnsOf, headOf, labelOfColumn } from "./heads.ts";
import type { GivenFile, PageData } from "./page_data.ts";
import type { Work } from "./work.ts";

export function writeCsv(data: PageData, work: Work): string {
  const given = writeGiven(data, work), tables: string[][][] = [];
  const grown = Object.keys(data.lists).filter((list) => data.lists[list].grows);
  const ids: Record<string, string[]> = {};
  for (const [list, { items }] of Object.entries(data.lists)) {
    ids[list] = items?.map(({ id }) => id) ?? (given[list] as GivenFile[]).map(({ id }) => String(id));
  }
  for (const list of grown) {
    const columns = columnsOf(data, list, ids);
    tables.push([
      [columns.length > 0 ? "id" : `${list}.id`, ...columns.map(headOf)],
      ["#", ...columns.map((column) => labelOfColumn(data, column))],
      ...(given[list] as GivenFile[]).map((row) => [
        String(row.id),
        ...columns.map(({ value, items }) => cellOf(data, value, row, [value, ...items])),
      ]),
    ]);
  }
  const single = columnsOf(data, null, ids);
  const line = (column: Column) => [
    headOf(column),
    cellOf(data, column.value, given, [column.value, ...column.items]),
    labelOfColumn(data, column),
  ];
  if (single.length > 0) tables.push([["value", "figure", "#"], ...single.map(line)]);
  const lines = tables.map((rows) => rows.map((cells) => cells.map(cell).join(",") + "\r\n").join(""));
  return "\ufeff" + lines.join("\r\n"); // Excel takes UTF-8 for what it is by the mark only
}

function cellOf(data: PageData, value: string, table: GivenFile, path: string[]): string {
  let found: unknown = table;
  for (const step of path) found = (found as GivenFile | undefined)?.[step];
  if (found === undefined) return "";
  const text = figureText(found as string);
  return data.values[value].kind === "text" ? guarded(text) : text;
}

function cell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? quoted(text) : text;
}
