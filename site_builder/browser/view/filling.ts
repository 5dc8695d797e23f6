/** What is done with several cells at once: read as a block, cleared, filled. Each is one step of undo. */

import type { Calculator } from "../calculator.ts";
import { exactText, peoplesText } from "../model/cell.ts";
import { say } from "../model/page_data.ts";
import { readTyped } from "../model/typing.ts";
import { type Change, typedAt } from "../model/work.ts";
import type { Field } from "./elements.ts";
import { cellName, refusalText, rowsOf } from "./fields.ts";
import type { Notices } from "./notices.ts";

export function blockOf({ scene }: Calculator, rows: Field[][]): string[][] {
  return rows.map((row) => row.map(({ dataset: { value, at } }) => peoplesText(scene, value!, at!)));
}

/** Takes out what was typed; a default stands there again. */
export function clear(calculator: Calculator, rows: Field[][]): void {
  const { data, work } = calculator, change: Change = { cells: [], rows: [] };
  for (const { dataset: { value, at } } of rows.flat()) {
    const before = typedAt(work, value!, at!);
    if (before !== null) change.cells.push({ value: value!, key: at!, before, after: null });
  }
  calculator.commit(change, say(data, "did_clear", { rows: rows.length, columns: rows[0].length }));
}

/** Each cell of `to` gets what stands in the one of the same place in `from`. `said`: for the undo button. */
export function fill(calculator: Calculator, from: Field[], to: Field[], said: string, notices: Notices): void {
  const { data, work, scene } = calculator, change: Change = { cells: [], rows: [] }, refused: string[] = [];
  to.forEach(({ dataset: { value, at } }, i) => {
    const source = from[i].dataset, text = exactText(scene, source.value!, source.at!);
    const reading = readTyped(data, data.values[value!], text, rowsOf(calculator, value!));
    if (reading.refusal) {
      refused.push(`${cellName(calculator, value!, at!)}: ${refusalText(calculator, reading.refusal, null)}`);
      return;
    }
    const before = typedAt(work, value!, at!);
    if (before !== reading.figure && exactText(scene, value!, at!) !== text) {
      change.cells.push({ value: value!, key: at!, before, after: reading.figure });
    }
  });
  for (const field of to) field.dataset.entered = field.value;
  calculator.commit(change, said);
  if (refused.length > 0) notices.show("paste", say(data, "filled_partly", { refused: refused.length }), refused);
}
