/** What is shown, without what the learner wrote in words: names of rows, other texts, ids of rows that are names. */

import type { Given, PageData } from "../model/page_data.ts";
import type { Shape } from "../model/sheet.ts";
import type { Under } from "../model/under.ts";
import { copyWork, type Work } from "../model/work.ts";

/** One state of a calculator: what was typed, and what other tools gave. */
export interface State {
  work: Work;
  under: Under;
}

/** How many texts there are: names that rows are shown by, and others. */
export interface Texts {
  names: number;
  others: number;
}

/** New ids by list and old id, of rows whose own ids could be names. */
export type Renamed = Record<string, Map<string, string>>;

/** Texts of the author's that nobody changed are not counted. `authored`: the sheet or example as it came. */
export function textsIn(data: PageData, { work, under }: State, authored: Work): Texts {
  const found: Texts = { names: 0, others: 0 };
  const count = (name: string, many: number) => found[isName(data, name) ? "names" : "others"] += many;
  for (const [name, cells] of Object.entries(work.typed)) {
    if (isText(data, name)) {
      count(
        name,
        [...cells].filter(([key, text]) => !isAuthored(authored, name, key, text)).length,
      );
    }
  }
  for (const [name, cells] of Object.entries(under.cells)) if (isText(data, name)) count(name, cells.size);
  for (const ids of Object.values(renamedIn(data, { work, under }, authored))) found.names += ids.size;
  return found;
}

export function nameless(data: PageData, state: State, authored: Work): { state: State; renamed: Renamed } {
  const renamed = renamedIn(data, state, authored), work = copyWork(state.work);
  const rename = (list: string, id: string) => renamed[list]?.get(id) ?? id;
  const renameAll = (rows: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(rows).map(([list, ids]) => [list, ids.map((id) => rename(list, id))]));
  const moved = (name: string, cells: Map<string, Given>) => {
    const { for: shape, of } = data.values[name];
    return new Map([...cells].map(([key, figure]): [string, Given] => [
      keyWith(shape, key, rename),
      of ? rename(of, String(figure)) : figure,
    ]));
  };
  for (const [name, cells] of Object.entries(work.typed)) {
    const kept = isText(data, name)
      ? new Map([...cells].filter(([key, text]) => isAuthored(authored, name, key, text)))
      : cells;
    work.typed[name] = moved(name, kept);
  }
  work.rows = renameAll(work.rows);
  const cells = Object.entries(state.under.cells).filter(([name]) => !isText(data, name));
  return {
    state: {
      work,
      under: {
        rows: renameAll(state.under.rows),
        cells: Object.fromEntries(cells.map(([name, given]) => [name, moved(name, given)])),
      },
    },
    renamed,
  };
}

/** The ids that rows get by themselves (A1, or A3_1 in another tool) and those of the author say nothing of anybody. */
function renamedIn(data: PageData, { work, under }: State, authored: Work): Renamed {
  const found: Renamed = {};
  for (const [list, { grows }] of Object.entries(data.lists)) {
    if (!grows) continue;
    const prefix = grows.prefix.replace(/\d*_$/, ""), plain = new RegExp(`^${prefix}(\\d+_)?\\d{1,6}$`);
    const ids = new Set([...under.rows[list] ?? [], ...work.rows[list] ?? [], ...named(data, list, work)]);
    const free = numbered(prefix, ids), news = new Map<string, string>();
    for (const id of ids) if (!plain.test(id) && !authored.rows[list]?.includes(id)) news.set(id, free());
    if (news.size > 0) found[list] = news;
  }
  return found;
}

/** Rows of another tool's list that figures stand for, though it has no such row now. */
function named(data: PageData, list: string, work: Work): string[] {
  return Object.entries(work.typed).flatMap(([name, cells]) => {
    const { for: shape, of } = data.values[name];
    const places = shape.flatMap(([, other], i) => other === list ? [i] : []);
    const ids = places.flatMap((at) => [...cells.keys()].map((key) => key.split("/")[at]));
    return of === list ? [...ids, ...[...cells.values()].map(String)] : ids;
  });
}

function numbered(prefix: string, taken: Set<string>): () => string {
  let last = 0;
  return () => {
    do last += 1; while (taken.has(prefix + last));
    return prefix + last;
  };
}

function keyWith(shape: Shape, key: string, rename: (list: string, id: string) => string): string {
  return key === "" ? key : key.split("/").map((id, i) => rename(shape[i][1], id)).join("/");
}

function isText(data: PageData, name: string): boolean {
  return data.values[name]?.kind === "text";
}

function isName(data: PageData, name: string): boolean {
  return Object.values(data.lists).some(({ grows, shown_as }) => grows && shown_as === name);
}

function isAuthored(authored: Work, name: string, key: string, text: Given): boolean {
  return authored.typed[name]?.get(key) === text;
}
