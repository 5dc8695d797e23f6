/** The work as a CSV file for spreadsheets, and such a file back; what a loaded file is, if it is no JSON. */

import type { Calculator } from "../calculator.ts";
import { readBlock } from "../model/block.ts";
import { writeCsv } from "../model/csv.ts";
import { decode } from "../model/encoding.ts";
import type { PageData } from "../model/page_data.ts";
import { labelOf, say } from "../model/page_data.ts";
import { spans } from "../model/spans.ts";
import { type Loaded, readTables } from "../model/tables.ts";
import { difference } from "../model/work.ts";
import { save } from "./elements.ts";
import { refusalText } from "./fields.ts";
import type { Notices } from "./notices.ts";

const TOLD = 50; // cells that are told one by one
const SEPARATORS = [",", ";", "\t", "；", "，"];

export function saveCsv(calculator: Calculator, notices: Notices): void {
  const { data, work, under } = calculator, name = `${data.tool}.csv`;
  save(new Blob([writeCsv(data, work)], { type: "text/csv" }), name);
  const taken = Object.values(under.cells).some((cells) => cells.size > 0);
  notices.show("file", say(data, "csv_saved", { name }) + (taken ? data.words.csv_taken : ""));
}

/** False where the file is for another reader: it is, or is called, JSON. */
export async function loadTable(calculator: Calculator, notices: Notices, file: File): Promise<boolean> {
  const { data } = calculator, facts = { name: file.name };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const refuse = (word: string) => {
    notices.show("file", say(data, word, facts));
    return true;
  };
  if (bytes.every((byte) => byte <= 0x20)) return refuse("file_empty");
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse("file_excel");
  const decoded = decode(bytes, labelsOf(data));
  if (!decoded) return refuse("file_binary");
  if (/\.json$/i.test(file.name) || /^\s*[[{]/.test(decoded.text)) return false;
  const rows = cellsOf(decoded.text);
  const tried = readTables(data, calculator.work, calculator.under, rows);
  if (!tried.known) {
    const heads = Object.values(data.values).filter(({ role }) => role === "given").slice(0, 4).map(({ label }) =>
      label
    );
    notices.show("file", say(data, "csv_no_heads", { ...facts, heads: heads.join(data.words.comma) }));
    return true;
  }
  if (calculator.mode !== "mine") calculator.showMine();
  const loaded = readTables(data, calculator.work, calculator.under, rows);
  calculator.commit(difference(calculator.work, loaded.work), say(data, "did_load", facts));
  tell(calculator, notices, loaded, decoded.encoding, file.name);
  return true;
}

function tell(calculator: Calculator, notices: Notices, loaded: Loaded, encoding: string, name: string): void {
  const { data } = calculator, { taken, misfits, outside, unknown } = loaded;
  const refused = misfits.length + outside.length;
  const parts = [say(data, refused > 0 ? "loaded_partly" : "loaded", { name, taken, refused })];
  for (const { list, rows, before } of loaded.lists) {
    parts.push(say(data, "csv_rows", { list: data.lists[list].label, rows, before }));
  }
  if (encoding !== "UTF-8") parts.push(say(data, "csv_encoding", { encoding }));
  const lines = unknown.length > 0
    ? [say(data, "block_unknown", { heads: unknown.slice(0, 30).join(data.words.comma) })]
    : [];
  if (outside.length > 0) {
    const { label, grows } = data.lists[loaded.lists.at(-1)!.list];
    lines.push(say(data, "block_most", { at: spans(outside, data.words.comma), list: label, most: grows!.most }));
  }
  for (const { row, head, why } of misfits.slice(0, TOLD)) {
    lines.push(say(data, "csv_misfit", { row, head: head.slice(0, 40), why: refusalText(calculator, why, null) }));
  }
  if (misfits.length > TOLD) lines.push(`… +${misfits.length - TOLD}`);
  notices.show("file", parts.join(""), lines);
}

/** The separator is the one that makes most cells of the first line; Excel may name it in a line of its own. */
function cellsOf(text: string): string[][] {
  const named = /^sep=(.)\r?\n/i.exec(text);
  if (named) return [[""], ...readBlock(text.slice(named[0].length), named[1])];
  const first = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? "";
  const counts = SEPARATORS.map((separator) => readBlock(first, separator)[0].length);
  return readBlock(text, SEPARATORS[counts.indexOf(Math.max(...counts))]);
}

function startsWith(bytes: Uint8Array, mark: number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function labelsOf(data: PageData): string[] {
  const lists = Object.values(data.lists), values = Object.keys(data.values);
  return [...values.map((name) => labelOf(data, name)), ...lists.map(({ label }) => label)];
}
