/** A workbook that was made without figures, and a learner's figures: the same workbook with them in. The parts of the
file are text; only cells that are there already, and the ends of what charts draw, are written anew. */

import { unzipSync, zipSync } from "npm:fflate@0.8.2";
import type { Scene } from "../model/sheet.ts";
import { unplace } from "../model/sheet.ts";

/** Of `package/workbook/places.py`: number of the sheet, row, column, sizes, lists down, lists across; from 0. */
type Block = [sheet: number, top: number, left: number, sizes: number[], down: number[], across: number[]];

export interface Places {
  inputs: Record<string, Block>;
  rows: Record<string, Block>; // ids of the rows of lists that grow
  truths: [yes: string, no: string];
  mark: { cell: Block; says: string }; // that the figures are an example's, `{label}`
  charts: { sheet: string; drawn: [list: string, first: number, count: number][] };
}

/** More rows than the workbook has room for, by list. */
export interface Room {
  list: string;
  room: number;
  rows: number;
}

type Cells = Map<number, Map<string, string>>; // by sheet, by address: what stands in the cell, as XML

export function tooMany({ rows }: Places, scene: Scene): Room[] {
  return Object.entries(rows)
    .map(([list, block]) => ({ list, room: block[3][0], rows: scene.ids[list].length }))
    .filter((each) => each.rows > each.room);
}

/** `nameOf`: how a row or item is called in the choices of the workbook. `example`: what the figures are called if they
are an example's. */
export function filled(
  book: Uint8Array,
  places: Places,
  scene: Scene,
  nameOf: (list: string, id: string) => string,
  example: string | null,
): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(book), cells = contents(places, scene, nameOf, example);
  const read = new TextDecoder(), written = new TextEncoder();
  for (const name of Object.keys(parts)) {
    const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name);
    if (sheet) {
      const fresh = withCells(read.decode(parts[name]), cells.get(Number(sheet[1]) - 1) ?? new Map());
      parts[name] = written.encode(fresh);
    } else if (/^xl\/charts\/chart\d+\.xml$/.test(name)) {
      parts[name] = written.encode(withRows(read.decode(parts[name]), places, scene));
    }
  }
  const day = new Date(1980, 0, 1); // the same figures give the same file
  return zipSync(parts, { mtime: day, level: 6 }) as Uint8Array<ArrayBuffer>;
}

function contents(
  { inputs, rows, truths, mark }: Places,
  scene: Scene,
  nameOf: (list: string, id: string) => string,
  example: string | null,
): Cells {
  const cells: Cells = new Map();
  const put = (block: Block, at: number[], xml: string) => {
    const sheet = cells.get(block[0]) ?? new Map<string, string>();
    cells.set(block[0], sheet.set(addressOf(block, at), xml));
  };
  if (example !== null) put(mark.cell, [], text(mark.says.replace("{label}", () => example)));
  for (const [list, block] of Object.entries(rows)) {
    scene.ids[list].forEach((id, place) => put(block, [place], text(id)));
  }
  for (const [name, block] of Object.entries(inputs)) {
    const value = scene.data.values[name], column = scene.sheet.typed[name];
    for (let place = 0; place < column.length; place++) {
      const held = column[place];
      if (held === null || held === "" || held !== held) continue;
      const at = unplace(value.for, place, scene.ids);
      put(block, at, typeof held === "string" ? text(held) : figure(value.kind, held, value.of));
    }
  }
  function figure(kind: string, held: number, of = ""): string {
    if (kind === "truth") return text(truths[held === 1 ? 0 : 1]);
    return kind === "item" ? text(nameOf(of, scene.ids[of][held])) : `<v>${held}</v>`;
  }
  return cells;
}

function addressOf([, top, left, sizes, down, across]: Block, at: number[]): string {
  const flat = (axes: number[]) => axes.reduce((sum, axis) => sum * sizes[axis] + at[axis], 0);
  let column = left + flat(across) + 1, letters = "";
  for (; column > 0; column = Math.floor((column - 1) / 26)) {
    letters = String.fromCharCode(65 + (column - 1) % 26) + letters;
  }
  return letters + (top + flat(down) + 1);
}

/** Typed texts stay texts: an inline string is never read as a formula. */
function text(said: string): string {
  // deno-lint-ignore no-control-regex
  const clean = said.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, "");
  const safe = clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<is><t xml:space="preserve">${safe}</t></is>`;
}

const CELL = /<c r="([A-Z]+\d+)"( s="\d+")?([^>]*?)(?:\/>|>(.*?)<\/c>)/g;

/** Results that were computed without the figures go: whoever opens the workbook computes them anew. */
function withCells(xml: string, cells: Map<string, string>): string {
  return xml.replace(CELL, (all, address: string, style = "", rest: string, inner = "") => {
    const content = cells.get(address);
    if (content !== undefined) {
      return `<c r="${address}"${style}${content.startsWith("<is>") ? ' t="inlineStr"' : ""}>${content}</c>`;
    }
    const formula = /^<f[ >].*<\/f>/.exec(inner);
    return formula ? `<c r="${address}"${style}${rest.replace(/ t="\w+"/, "")}>${formula[0]}</c>` : all;
  });
}

const RANGE = /(<c:f>)('[^<]*'!|[^<'!]*!)\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)(<\/c:f>)/g;

/** Charts draw the rows that are there. */
function withRows(xml: string, { charts }: Places, scene: Scene): string {
  return xml.replace(RANGE, (all, open, sheet: string, left, first: string, right, last: string, close) => {
    if (sheet.replace(/^'|'?!$/g, "") !== charts.sheet) return all;
    const table = charts.drawn.find(([, row, count]) => row + 1 === Number(first) && row + count === Number(last));
    if (!table) return all;
    const end = Number(first) + Math.max(1, scene.ids[table[0]].length) - 1;
    return `${open}${sheet}$${left}$${first}:$${right}$${end}${close}`;
  });
}
