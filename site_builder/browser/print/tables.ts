/** What was typed, as tables for paper: values for the same list beside each other, a matrix as a matrix. */

import { readGiven } from "../model/given.ts";
import { BLANK, itemLabel, shown as figureText } from "../model/show.ts";
import { positions, type Scene, type Shape } from "../model/sheet.ts";
import type { Under } from "../model/under.ts";
import type { Work } from "../model/work.ts";
import { everyPlace, free, keyAt, nameOf, placeAt } from "./places.ts";
import type { Shown } from "./print_data.ts";

/** typed: by hand; start: a default, a row that every sheet starts with, or taken from another tool; made: worked out. */
export type Kind = "typed" | "start" | "made";
export interface Cell {
  text: string;
  kind: Kind;
}
export interface Column {
  head: string;
  over: string; // of a column of a matrix: whose
  text: boolean;
}
export interface Table {
  corner: string;
  columns: Column[];
  rows: { head: string; cells: Cell[] }[];
}
export interface Typed {
  singles: (Cell & { label: string })[];
  tables: Table[];
  /** Figures from other tools that stand in no table here. */
  elsewhere: { count: number; values: string[] };
}

const MOST_WIDE = 27; // columns of numbers on a page; a column of texts takes the room of three

/** A value in a table, with the position of its column where it is a matrix. */
interface Place {
  name: string;
  at: (row: number) => number[];
  column: Column;
}

export function typedOf(scene: Scene, work: Work, under: Under, shown: Shown): Typed {
  const { data } = scene, { figures, given } = shown.data, start = readGiven(data, {}).work;
  const typed = new Set(given.filter((name) => keysOf(name).some((key) => isTyped(name, key))));
  const names = [...given.filter((name) => typed.has(name)), ...figures.filter((name) => !typed.has(name))];
  const lists = new Map<string, string[]>(), entries = new Map<string, string[]>(), single: string[] = [];
  for (const name of names) {
    const shape = free(data.values[name].for, shown), key = shape.map(([, list]) => list).join("/");
    if (shape.length === 0) single.push(name);
    else if (shape.length > 2 || (shape.length === 2 && names.some((other) => isLong(other, key)))) {
      add(entries, key, name);
    } else add(lists, rowsOf(shape, name)[1], name);
  }

  /** The keys of what is typed in the part that is printed. */
  function keysOf(name: string): string[] {
    const { for: shape } = data.values[name], isOfSheet = free(shape, shown) !== shape;
    return [...work.typed[name]?.keys() ?? []].filter((key) => {
      const at = positions(shape, key, scene.ids);
      return !at.includes(-1) && (!isOfSheet || at[0] === (shown.chosen[shown.each!] ?? 0));
    });
  }

  function isTyped(name: string, key: string): boolean {
    const figure = work.typed[name]?.get(key);
    return figure !== undefined && figure !== start.typed[name]?.get(key);
  }

  function isLong(name: string, key: string): boolean {
    const shape = free(data.values[name].for, shown);
    return data.values[name].long === true && shape.map(([, list]) => list).join("/") === key;
  }

  /** Which of two lists runs across: as on the page, but of two lists that do not grow the shorter one. */
  function acrossOf(shape: Shape, name: string): number {
    const [first, second] = shape.map(([, list]) => data.lists[list].items?.length ?? Infinity);
    if (first === Infinity || second === Infinity || first === second) return shown.data.across[name];
    return first < second ? 0 : 1;
  }

  function rowsOf(shape: Shape, name: string): Shape[number] {
    return shape.length === 1 ? shape[0] : shape[1 - acrossOf(shape, name)];
  }

  function cellAt(name: string, at: number[]): Cell {
    const { for: shape, role } = data.values[name], text = figureText(scene, name, placeAt(scene, shape, at, shown));
    const here = isTyped(name, keyAt(scene, shape, at, shown));
    return { text: text === BLANK ? "" : text, kind: here ? "typed" : role === "derived" ? "made" : "start" };
  }

  function isText(name: string): boolean {
    return ["text", "item", "date"].includes(data.values[name].kind);
  }

  /** The columns that a value has in the table of a list. */
  function placesOf(name: string): Place[] {
    const shape = free(data.values[name].for, shown), head = headOf(scene, name, shown), text = isText(name);
    if (shape.length === 1) return [{ name, at: (row) => [row], column: { head, over: "", text } }];
    const across = acrossOf(shape, name), [, list] = shape[across];
    const places = scene.ids[list].map((_, i): Place => ({
      name,
      at: (row) => across === 1 ? [row, i] : [i, row],
      column: { head: nameOf(scene, list, i), over: head, text },
    }));
    const rows = scene.ids[rowsOf(shape, name)[1]];
    const isUsed = ({ text, kind }: Cell) => text !== "" && (kind === "typed" || figures.includes(name));
    return places.filter(({ at }) => rows.some((_, row) => isUsed(cellAt(name, at(row)))));
  }

  function tableOf(list: string, names: string[]): Table[] {
    const { label, shown_as, items } = data.lists[list];
    const places = names.filter((name) => name !== shown_as).flatMap(placesOf);
    const made = places.some(({ name }) => figures.includes(name));
    const rows = scene.ids[list].flatMap((_, row) => {
      const cells = places.map(({ name, at }) => cellAt(name, at(row)));
      const isUsed = ({ text, kind }: Cell) => text !== "" && (kind === "typed" || made || items === undefined);
      const isNamed = shown_as !== undefined && isTyped(shown_as, scene.ids[list][row]);
      // Of the rows that every sheet starts with, those that were changed.
      const isNew = !start.rows[list]?.includes(scene.ids[list][row]) || cells.some(({ kind }) => kind === "typed") ||
        made;
      return cells.some(isUsed) && isNew || isNamed ? [{ head: nameOf(scene, list, row), cells }] : [];
    });
    if (rows.length === 0 || places.length === 0) return [];
    return chunks(places.map(({ column }) => column)).map(([from, to]) => ({
      corner: label,
      columns: places.slice(from, to).map(({ column }) => column),
      rows: rows.map(({ head, cells }) => ({ head, cells: cells.slice(from, to) })),
    }));
  }

  /** What is for several lists at once, or long: a row for each place where something was typed. */
  function entriesOf(names: string[]): Table {
    const shape = free(data.values[names[0]].for, shown);
    const used = everyPlace(scene, shape).filter((at) =>
      names.some((name) => {
        const { text, kind } = cellAt(name, at);
        return text !== "" && (kind === "typed" || figures.includes(name));
      })
    );
    return {
      corner: shape.map(([, list]) => data.lists[list].label).join(" · "),
      columns: names.map((name) => ({ head: headOf(scene, name, shown), over: "", text: isText(name) })),
      rows: used.map((at) => ({
        head: at.map((position, i) => itemLabel(scene, shape[i][1], position)).join(" · "),
        cells: names.map((name) => cellAt(name, at)),
      })),
    };
  }

  /** A list of which nothing but names was typed. */
  function namesOf([list, names]: [string, string[]]): Typed["singles"] {
    const { label, shown_as } = data.lists[list];
    if (names.some((name) => name !== shown_as)) return [];
    const named = scene.ids[list].flatMap((id, row) => isTyped(shown_as!, id) ? [nameOf(scene, list, row)] : []);
    return [{ label, text: named.join(data.words.comma), kind: "typed" }];
  }

  return {
    singles: [
      ...single.map((name) => ({ label: headOf(scene, name, shown), ...cellAt(name, []) })),
      ...[...lists].flatMap(namesOf),
    ],
    tables: [
      ...[...lists].flatMap(([list, names]) => tableOf(list, names)),
      ...[...entries.values()].map(entriesOf).filter(({ rows }) => rows.length > 0),
    ],
    elsewhere: elsewhereOf(under, names),
  };
}

function elsewhereOf({ cells }: Under, names: string[]): Typed["elsewhere"] {
  const others = Object.keys(cells).filter((name) => !names.includes(name) && cells[name].size > 0);
  return { count: others.reduce((sum, name) => sum + cells[name].size, 0), values: others };
}

/** The label with its unit; percentages carry theirs themselves. */
function headOf({ data }: Scene, name: string, shown: Shown): string {
  const { unit, percent } = data.values[name], label = shown.data.labels[name] ?? name;
  return unit && !percent ? data.words.with_unit.replace("{label}", () => label).replace("{unit}", () => unit) : label;
}

/** Ranges of columns that fit beside each other. */
function chunks(columns: Column[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = 0, width = 0;
  columns.forEach(({ text }, i) => {
    const more = text ? 3 : 1;
    if (width + more > MOST_WIDE) {
      found.push([from, i]);
      [from, width] = [i, 0];
    }
    width += more;
  });
  return [...found, [from, columns.length]];
}

function add(groups: Map<string, string[]>, key: string, name: string): void {
  groups.set(key, [...groups.get(key) ?? [], name]);
}
