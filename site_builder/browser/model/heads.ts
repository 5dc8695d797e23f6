/** Columns of figures, and the names by which a head of a pasted block or of a file may call them. */

import { labelOf, type PageData, say } from "./page_data.ts";

/** `items`: where in the lists that the value is for after the row's own; of a single figure, in all of them. */
export interface Column {
  value: string;
  items: string[];
}

/** All columns of a list that grows; `null`: everything that is typed and is for no such list. */
export function columnsOf(data: PageData, list: string | null, ids: Record<string, string[]>): Column[] {
  return Object.entries(data.values).flatMap(([value, { for: shape, role }]) => {
    const first = shape[0]?.[1], own = first !== undefined && data.lists[first].grows !== undefined ? first : null;
    if (role !== "given" || own !== list) return [];
    let found: string[][] = [[]];
    for (const [, inner] of list === null ? shape : shape.slice(1)) {
      found = found.flatMap((items) => ids[inner].map((item) => [...items, item]));
    }
    return found.map((items) => ({ value, items }));
  });
}

export function headOf({ value, items }: Column): string {
  return [value, ...items].join(".");
}

/** "評分 可拓展空間", for people. */
export function labelOfColumn(data: PageData, { value, items }: Column): string {
  const label = [labelOf(data, value), ...items.map((item, i) => itemNames(data, value, items.length, i, item)[0])];
  const { unit } = data.values[value];
  const text = label.join(" ");
  return unit ? say(data, "bracketed", { text, more: unit }) : text;
}

/** As `Map` from a name in normal form to the place of its column; names that mean several columns are left out.
`more`: names that the page itself shows, by place. */
export function indexOf(data: PageData, columns: Column[], more: string[][] = []): Map<string, number> {
  const index = new Map<string, number>(), vague = new Set<string>();
  columns.forEach((column, place) => index.set(normal(headOf(column)), place));
  const exact = new Set(index.keys());
  columns.forEach((column, place) => {
    for (const name of new Set([...namesOf(data, column), ...more[place] ?? []].map(normal))) {
      if (name === "" || exact.has(name)) continue;
      if (index.has(name) && index.get(name) !== place) vague.add(name);
      index.set(name, place);
    }
  });
  for (const name of vague) index.delete(name);
  return index;
}

/** Signs, blanks, width and case make no difference: "年營收（百萬元）" and "年營收 百萬元" are one name. */
export function normal(name: string): string {
  return name.slice(0, 200).normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}%]+/gu, "");
}

function namesOf(data: PageData, { value, items }: Column): string[] {
  const { unit = "" } = data.values[value];
  let names: string[][] = [[labelOf(data, value)], [value]];
  let alone: string[][] = [[]];
  items.forEach((item, i) => {
    const each = itemNames(data, value, items.length, i, item);
    names = names.flatMap((parts) => each.map((part) => [...parts, part]));
    alone = alone.flatMap((parts) => each.map((part) => [...parts, part]));
  });
  return [...names, ...alone].flatMap((parts) => [parts.join(""), parts.join("") + unit]).filter((name) =>
    name !== unit
  );
}

function itemNames(data: PageData, value: string, count: number, i: number, item: string): string[] {
  const { for: shape } = data.values[value], list = shape[shape.length - count + i][1];
  const found = data.lists[list].items?.find(({ id }) => id === item);
  return found ? [found.label, found.short ?? found.label, item] : [item];
}
