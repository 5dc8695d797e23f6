/** Pasting a block from a spreadsheet: from the chosen cell to the right and down, rows added as needed. */

import type { Calculator } from "../calculator.ts";
import { readBlock } from "../model/block.ts";
import { say } from "../model/page_data.ts";
import { readTyped } from "../model/typing.ts";
import { addRows, type Change, newRowIds, typedAt } from "../model/work.ts";
import { all, type Field, FIELDS } from "./elements.ts";
import { cellName, refusalText, rowsOf } from "./fields.ts";
import type { Notices } from "./notices.ts";

interface Cell {
  value: string;
  at: string;
}

/** Takes the block; what does not fit is listed. */
export function paste(calculator: Calculator, field: Field, text: string, notices: Notices): void {
  const block = readBlock(text);
  const { data, work } = calculator;
  const body = field.closest("tbody")!, row = field.closest("tr")!;
  const rows = [...body.rows];
  const firstRow = rows.indexOf(row),
    firstColumn = fieldsIn(row).findIndex(({ value, at }) => value === field.dataset.value && at === field.dataset.at);
  const targets = rows.slice(firstRow).map(fieldsIn);
  const change: Change = { cells: [], rows: [] };
  const list = body.dataset.repeat, template = body.querySelector<HTMLTemplateElement>(":scope > template");
  const missing = block.length - targets.length;
  if (missing > 0 && list && template) {
    const { most, prefix } = data.lists[list].grows!;
    const ids = newRowIds(work, list, prefix, Math.max(0, Math.min(missing, most - work.rows[list].length)));
    const cells = fieldsIn(template.content);
    for (const id of ids) {
      targets.push(cells.map(({ value, at }) => ({ value, at: at.replaceAll(`{${body.dataset.index}}`, id) })));
    }
    if (ids.length > 0) change.rows.push(...addRows(work, list, ids).rows);
  }
  const refused: string[] = [];
  let taken = 0;
  block.forEach((texts, i) => {
    texts.forEach((text, j) => {
      const cell = targets[i]?.[firstColumn + j];
      const place = say(data, "block_cell", { row: i + 1, column: j + 1, text: text.slice(0, 30) });
      if (!cell) {
        if (text.trim() !== "") refused.push(`${place} ${data.words.block_outside}`);
        return;
      }
      const reading = readTyped(data, data.values[cell.value], text, rowsOf(calculator, cell.value));
      if (reading.refusal) {
        const name = cellName(calculator, cell.value, cell.at);
        refused.push(`${place} → ${name}: ${refusalText(calculator, reading.refusal, null)}`);
        return;
      }
      const before = typedAt(work, cell.value, cell.at);
      taken += 1;
      if (before !== reading.figure) change.cells.push({ ...cell, key: cell.at, before, after: reading.figure });
    });
  });
  calculator.commit(
    { rows: change.rows, cells: change.cells.map(({ value, key, before, after }) => ({ value, key, before, after })) },
    say(data, "did_paste", { rows: block.length, columns: Math.max(...block.map((texts) => texts.length)) }),
  );
  notices.show(
    "paste",
    say(data, refused.length > 0 ? "pasted_partly" : "pasted", { taken, refused: refused.length }),
    refused,
  );
}

/** The cells of a row that can be typed into, from left to right. */
function fieldsIn(row: ParentNode): Cell[] {
  return all(row, FIELDS).map(({ dataset }) => ({
    value: dataset.value!,
    at: dataset.at!,
  }));
}
