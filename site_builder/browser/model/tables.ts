/** The cells of a CSV file in, work with its figures out. What the file names is then as in the file, blank where it is
blank there; all else stays. Rows are known by id, else by name. */

import { readCell, type Rows } from "./cell.ts";
import { isRowId } from "./given.ts";
import { type Column, columnsOf, indexOf, normal } from "./heads.ts";
import type { PageData, ValueData } from "./page_data.ts";
import { idsOf } from "./sheet.ts";
import type { Refusal } from "./typing.ts";
import type { Under } from "./under.ts";
import { copyWork, newRowIds, type Work } from "./work.ts";

/** A cell that could not be taken: the line of the file as a spreadsheet counts it, its column, and why. */
export interface Misfit {
  row: number;
  head: string;
  why: Refusal;
}

export interface Loaded {
  work: Work;
  known: boolean; // it has at least one column that the tool knows
  taken: number; // figures
  misfits: Misfit[];
  unknown: string[]; // heads that name nothing
  outside: number[]; // lines for which the list has no room
  lists: { list: string; rows: number; before: number }[]; // whose rows were replaced
}

interface Line {
  number: number;
  cells: string[];
}
interface Table {
  list: string | null;
  heads: string[];
  lines: Line[];
  ids: (string | null)[]; // of the lines; null: left out
}

export function readTables(data: PageData, before: Work, under: Under, rows: string[][]): Loaded {
  const work = copyWork(before), ids = idsOf(data, work, under);
  const loaded: Loaded = { work, known: false, taken: 0, misfits: [], unknown: [], outside: [], lists: [] };
  const tables = split(data, rows, ids);
  for (const table of tables) if (table.list !== null) placeRows(data, table, before, under, loaded);
  const now = idsOf(data, work, under);
  // Names first: figures may choose a row by its name.
  for (const names of [true, false]) {
    for (const table of tables) {
      const columns = columnsOf(data, table.list, now), index = indexOf(data, columns);
      if (table.list === null) readSingles(data, table, columns, index, now, loaded, names);
      else readColumns(data, table, columns, index, now, loaded, names);
    }
  }
  return loaded;
}

/** A table goes on after an empty line, unless the next line is a head. Lines that start with # are remarks. */
function split(data: PageData, rows: string[][], ids: Record<string, string[]>): Table[] {
  const tables: Table[] = [], lists = Object.keys(data.lists).filter((list) => data.lists[list].grows);
  const indexes = lists.map((list) => indexOf(data, columnsOf(data, list, ids)));
  let blank = true;
  rows.forEach((cells, at) => {
    if (cells.every((cell) => cell.trim() === "")) return void (blank = true);
    if (cells[0].trimStart().startsWith("#")) return;
    const heads = cells.map(normal);
    const found = indexes.map((index) => heads.filter((head) => index.has(head)).length);
    const isId = /(^|\.)id$/.test(cells[0].normalize("NFKC").trim().toLowerCase());
    const isHead = isId || isSingles(heads) || Math.max(0, ...found) > 1;
    if (tables.length === 0 || blank && isHead) {
      const most = found.indexOf(Math.max(...found)),
        said = lists.indexOf(cells[0].normalize("NFKC").trim().slice(0, -3));
      const list = isSingles(heads) ? null : lists[isId && said >= 0 ? said : most] ?? null;
      tables.push({ list, heads: cells, lines: [], ids: [] });
    } else tables[tables.length - 1].lines.push({ number: at + 1, cells });
    blank = false;
  });
  return tables;
}

function isSingles(heads: string[]): boolean {
  return heads[0] === "value" && heads[1] === "figure";
}

/** Which row each line is about; rows that the file does not have are taken away with all that is typed for them. */
function placeRows(data: PageData, table: Table, before: Work, under: Under, loaded: Loaded): void {
  const list = table.list!, { work } = loaded, { most, prefix } = data.lists[list].grows!;
  const there = idsOf(data, before, under)[list], elsewhere = new Set(under.rows[list] ?? []);
  const columns = columnsOf(data, list, idsOf(data, before, under)), index = indexOf(data, columns);
  const heads = table.heads.map(normal), shownAs = data.lists[list].shown_as ?? "";
  const idColumn = idColumnOf(data, table, index);
  if (idColumn < 0 && !heads.some((head) => index.has(head))) return; // none of its columns is known
  const nameColumn = heads.findIndex((head) => columns[index.get(head) ?? -1]?.value === shownAs);
  const byName = new Map<string, string | null>();
  for (const id of there) {
    const name = String(work.typed[shownAs]?.get(id) ?? under.cells[shownAs]?.get(id) ?? "").trim();
    byName.set(name, byName.has(name) ? null : id);
  }
  const idIn = ({ cells }: Line) => cells[idColumn]?.normalize("NFKC").trim() ?? "";
  const used = new Set<string>();
  const own = new Set(table.lines.map(idIn).filter(isRowId));
  const filled = new Set(
    Object.entries(before.typed).flatMap(([value, cells]) =>
      data.values[value]?.for[0]?.[1] === list ? [...cells.keys()].map((key) => key.split("/")[0]) : []
    ),
  );
  const numbers = [
    ...(before.rows[list] ?? []).filter((id) => !filled.has(id) && !elsewhere.has(id)),
    ...newRowIds(before, list, prefix, table.lines.length + own.size),
  ].filter((id) => !own.has(id));
  table.ids = table.lines.map((line) => {
    const said = idIn(line), named = byName.get(line.cells[nameColumn]?.trim() || "\0") ?? null;
    if (said !== "" && (!isRowId(said) || used.has(said))) {
      loaded.misfits.push({ row: line.number, head: table.heads[idColumn], why: { word: "row", facts: { most } } });
      return null;
    }
    const id = said || (named !== null && !used.has(named) && !own.has(named) ? named : numbers[0]);
    if (used.size >= most) {
      loaded.outside.push(line.number);
      return null;
    }
    if (id === numbers[0]) numbers.shift();
    used.add(id);
    return id;
  });
  const rows = [...used].filter((id) => !elsewhere.has(id) || before.rows[list]?.includes(id));
  const gone = new Set((before.rows[list] ?? []).filter((id) => !used.has(id)));
  loaded.known = true;
  loaded.lists.push({ list, rows: used.size, before: there.length });
  work.rows[list] = rows;
  for (const [value, cells] of Object.entries(work.typed)) {
    const { for: shape = [], of = "" } = data.values[value] ?? {};
    for (const [key, figure] of cells) {
      const parts = key.split("/");
      const about = shape.some(([, name], i) => name === list && gone.has(parts[i]));
      if (about || of === list && gone.has(String(figure))) cells.delete(key);
    }
  }
}

/** `id`, `account.id`, or the list's own label where no column is called so. */
function idColumnOf(data: PageData, table: Table, index: Map<string, number>): number {
  const heads = table.heads.map(normal), list = table.list!;
  const byId = heads.findIndex((head) =>
    head === "id" || head === normal(`${list}.id`) || head === normal(data.words.block_id)
  );
  if (byId >= 0) return byId;
  const label = normal(data.lists[list].label);
  return index.has(label) ? -1 : heads.indexOf(label);
}

function readColumns(
  data: PageData,
  table: Table,
  columns: Column[],
  index: Map<string, number>,
  ids: Record<string, string[]>,
  loaded: Loaded,
  names: boolean,
): void {
  const idColumn = idColumnOf(data, table, index), seen = new Set<number>();
  table.heads.forEach((head, at) => {
    const place = index.get(normal(head));
    if (at === idColumn || head.trim() === "" || head.trimStart().startsWith("#")) return;
    if (place === undefined || seen.has(place)) {
      if (names) loaded.unknown.push(head.trim());
      return;
    }
    seen.add(place);
    const { value, items } = columns[place];
    if ((value === data.lists[table.list!].shown_as) !== names) return;
    table.lines.forEach(({ number, cells }, i) => {
      const id = table.ids[i];
      if (id) take(data, value, [id, ...items], cells[at] ?? "", number, head, ids, loaded);
    });
  });
}

function readSingles(
  data: PageData,
  table: Table,
  columns: Column[],
  index: Map<string, number>,
  ids: Record<string, string[]>,
  loaded: Loaded,
  names: boolean,
): void {
  if (names) return;
  for (const { number, cells: [name, figure = ""] } of table.lines) {
    const column = columns[index.get(normal(name)) ?? -1];
    if (!column) loaded.unknown.push(name.trim());
    else {
      loaded.known = true;
      take(data, column.value, column.items, figure, number, name, ids, loaded);
    }
  }
}

function take(
  data: PageData,
  name: string,
  at: string[],
  text: string,
  row: number,
  head: string,
  ids: Record<string, string[]>,
  loaded: Loaded,
): void {
  const value = data.values[name], cells = loaded.work.typed[name] ??= new Map(), key = at.join("/");
  const reading = readCell(data, value, text, choices(data, value, ids, loaded.work));
  if (reading.refusal) loaded.misfits.push({ row, head: head.trim(), why: reading.refusal });
  else if (reading.figure === null) cells.delete(key);
  else {
    cells.set(key, reading.figure);
    loaded.taken += 1;
  }
}

function choices(data: PageData, value: ValueData, ids: Record<string, string[]>, work: Work): Rows {
  if (!value.of || data.lists[value.of].items) return [];
  const names = work.typed[data.lists[value.of].shown_as ?? ""];
  return ids[value.of].map((id) => [id, String(names?.get(id) ?? id)]);
}
