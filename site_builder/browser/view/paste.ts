/** Pasting a block from a spreadsheet: from the chosen cell to the right and down, rows added as needed. Where its first
row names columns of the table, each column goes to its own. */

import type { Calculator } from "../calculator.ts";
import { readBlock } from "../model/block.ts";
import { type Head, headOfBlock } from "../model/block_head.ts";
import { readCell, type Rows, rowsOfScene } from "../model/cell.ts";
import { isRowId } from "../model/given.ts";
import { normal } from "../model/heads.ts";
import { say } from "../model/page_data.ts";
import { itemLabel } from "../model/show.ts";
import { spans } from "../model/spans.ts";
import { addRows, type Change, newRowIds, typedAt } from "../model/work.ts";
import type { Field } from "./elements.ts";
import { cellName, refusalText } from "./fields.ts";
import { type Cell, cellsIn, columnsIn } from "./grid.ts";
import type { Notices } from "./notices.ts";

const TEXT_MOST = 5_000_000; // characters
const TOLD = 50; // cells that are told one by one

/** Takes the block; what does not fit is listed. `chosen`: how many rows and columns are chosen, from `field` on. */
export function paste(
  calculator: Calculator,
  field: Field,
  text: string,
  notices: Notices,
  chosen: [rows: number, columns: number] = [1, 1],
): void {
  const { data, work } = calculator;
  if (text.length > TEXT_MOST) return notices.show("paste", data.words.block_large);
  const table = tableAt(calculator, field);
  const found = readBlock(text), head = headOfBlock(data, found, table.place);
  const block = head ? found.slice(1) : repeated(found, chosen);
  const width = found.reduce((most, cells) => Math.max(most, cells.length), 0);
  const { rows, ids, unknown } = head && head.names >= 0 ? byName(calculator, block, head, table) : {
    rows: block.map((_, i) => table.first + i),
    ids: freshIds(calculator, table, block.length - (table.rows.length - table.first)),
    unknown: [],
  };
  const targets = [...table.rows, ...ids.map((id) => table.newRow(id))];
  const change: Change = { cells: [], rows: ids.length > 0 ? addRows(work, table.list, ids).rows : [] };
  const misfits: string[] = [], outside = new Set<number>(), beyond = new Set<number>();
  let taken = 0, refused = 0;
  block.forEach((texts, i) => {
    const number = i + (head ? 2 : 1);
    texts.forEach((text, j) => {
      if (head && head.columns[j] === undefined) return;
      const cell = targets[rows[i]]?.[head ? head.columns[j]! : table.place.first + j];
      if (!cell) {
        if (text.trim() === "") return;
        refused += 1;
        (targets[rows[i]] ? beyond : outside).add(targets[rows[i]] ? j + 1 : number);
        return;
      }
      const reading = readCell(data, data.values[cell.value], text, table.place.choices(cell.value));
      if (reading.refusal) {
        refused += 1;
        if (misfits.length >= TOLD) return;
        const place = say(data, "block_cell", { row: number, column: j + 1, text: text.slice(0, 30) });
        const name = cellName(calculator, cell.value, cell.at);
        misfits.push(`${place} → ${name}: ${refusalText(calculator, reading.refusal, null)}`);
        return;
      }
      const before = typedAt(work, cell.value, cell.at);
      taken += 1;
      if (before !== reading.figure) {
        change.cells.push({ value: cell.value, key: cell.at, before, after: reading.figure });
      }
    });
  });
  for (const row of unknown) outside.delete(row);
  calculator.commit(change, say(data, "did_paste", { rows: block.length, columns: width }));

  const told = (word: string, numbers: Set<number> | number[], facts = {}) =>
    [...numbers].length > 0 ? [say(data, word, { at: spans([...numbers], data.words.comma), ...facts })] : [];
  const { grows } = data.lists[table.list];
  notices.show(
    "paste",
    (head ? data.words.block_headed : "") +
      say(data, refused > 0 ? "pasted_partly" : "pasted", { taken, refused }),
    [
      ...head && head.unknown.length > 0
        ? [say(data, "block_unknown", { heads: head.unknown.join(data.words.comma) })]
        : [],
      ...told("block_no_row", unknown),
      ...table.grows && grows
        ? told("block_most", outside, { list: data.lists[table.list].label, most: grows.most })
        : told("block_rows_outside", outside),
      ...told("block_columns_outside", beyond),
      ...misfits,
      ...refused > outside.size + beyond.size + misfits.length && misfits.length >= TOLD ? ["…"] : [],
    ],
  );
}

interface Table {
  list: string;
  grows: boolean; // here
  rows: Cell[][];
  first: number; // the row that has the focus
  newRow(id: string): Cell[];
  place: Parameters<typeof headOfBlock>[2];
}

function tableAt(calculator: Calculator, field: Field): Table {
  const { data, scene } = calculator;
  const body = field.closest("tbody")!, row = field.closest("tr")!, elements = [...body.rows];
  const { columns, shown } = columnsIn(data, row);
  const shape = data.values[field.dataset.value!].for, at = field.dataset.at!.split("/").indexOf(row.dataset.item!);
  const list = body.dataset.repeat ?? shape[at][1];
  const names = new Map<string, number>();
  elements.forEach((element, i) => {
    const id = element.dataset.item!, item = scene.ids[list].indexOf(id);
    const shown = element.querySelector(".row__name")?.textContent ?? "";
    for (const name of [shown, itemLabel(scene, list, item), itemLabel(scene, list, item, true), id]) {
      names.set(normal(name), i);
    }
  });
  const template = body.querySelector<HTMLTemplateElement>(":scope > template");
  const known = new Map<string, Rows>();
  return {
    list,
    grows: template !== null && body.dataset.repeat !== undefined,
    rows: elements.map(cellsIn),
    first: elements.indexOf(row),
    newRow: (id) =>
      cellsIn(template!.content).map(({ value, at }) => ({
        value,
        at: at.replaceAll(`{${body.dataset.index}}`, id),
      })),
    place: {
      columns,
      shown,
      first: cellsIn(row).findIndex(({ value, at }) => value === field.dataset.value && at === field.dataset.at),
      list,
      rows: names,
      choices(value) {
        const { of } = data.values[value];
        if (!known.has(value)) known.set(value, of ? rowsOfScene(scene, of) : []);
        return known.get(value)!;
      },
    },
  };
}

/** A block that fits a few times into what is chosen fills it. */
function repeated(block: string[][], [rows, columns]: [number, number]): string[][] {
  const width = block[0].length;
  if (rows % block.length !== 0 || columns % width !== 0 || block.some((cells) => cells.length !== width)) return block;
  return Array.from(
    { length: rows },
    (_, i) => Array.from({ length: columns }, (_, j) => block[i % block.length][j % width]),
  );
}

function freshIds({ data, work }: Calculator, table: Table, count: number): string[] {
  if (!table.grows) return [];
  const { most, prefix } = data.lists[table.list].grows!;
  return newRowIds(work, table.list, prefix, Math.max(0, Math.min(count, most - (work.rows[table.list]?.length ?? 0))));
}

/** Which row each line is about by the column that names rows; a new id is a new row where the list grows. */
function byName(
  calculator: Calculator,
  block: string[][],
  head: Head,
  table: Table,
): { rows: number[]; ids: string[]; unknown: number[] } {
  const ids: string[] = [], unknown: number[] = [], names = new Map(table.place.rows);
  const room = table.grows && head.ids ? freshIds(calculator, table, block.length) : [];
  const rows = block.map((cells, i) => {
    const text = (cells[head.names] ?? "").normalize("NFKC").trim(), row = names.get(normal(text));
    if (row !== undefined) return row;
    if (text === "" && cells.every((cell) => cell.trim() === "")) return -1;
    if (!(table.grows && head.ids)) {
      unknown.push(i + 2);
      return -1;
    }
    if (ids.length >= room.length) return -1;
    const id = isRowId(text) ? text : room[ids.length];
    names.set(normal(id), table.rows.length + ids.length);
    return table.rows.length + ids.push(id) - 1;
  });
  return { rows, ids, unknown };
}
