/** What a calculator is doing: whose figures it shows, computing them, undo. Views listen; nothing here touches the page. */

import { readGiven } from "./model/given.ts";
import type { Keeper, Kept } from "./model/keeper.ts";
import type { PageData } from "./model/page_data.ts";
import { idsOf, keyOf, place, positions, type Program, put, type Scene, sheetOf } from "./model/sheet.ts";
import { addRows, apply, type Change, difference, inverse, isEmpty, newRowIds, type Work } from "./model/work.ts";

export type Mode = "example" | "mine";

/** Which places of which values and lights differ from what was shown before. */
export interface News {
  rows: boolean; // rows came, went or moved: everything may differ
  whole: boolean; // other work is shown
  values: Map<string, number[]>;
  lights: Map<string, number[]>;
}

export interface Done {
  change: Change;
  said: string; // "delete A3", for the undo button
  joins: string; // steps of undo with the same mark, one after the other, are one
}

export interface Calculator {
  readonly data: PageData;
  readonly mode: Mode;
  readonly example: string;
  readonly work: Work;
  readonly scene: Scene;
  readonly undoable: Done | undefined;
  readonly redoable: Done | undefined;
  readonly changed: boolean; // the example is not as it came
  readonly hasMine: boolean;
  commit(change: Change, said: string, joins?: string): void;
  undo(): void;
  redo(): void;
  showExample(name: string): void;
  showMine(): void;
  /** The empty sheet, with the rows that every new sheet starts with. */
  fresh(): Work;
  takeOver(kept: Kept | null): void;
  listen(listener: (news: News) => void): void;
}

const UNDO_STEPS = 200;

export function calculator(data: PageData, program: Program, keeper: Keeper): Calculator {
  const listeners: ((news: News) => void)[] = [];
  const first = Object.keys(data.examples)[0];
  let mode: Mode = "example", example = first, work = exampleWork(first);
  let mine: Work | null = keeper.load()?.work ?? null;
  let undo: Done[] = [], redo: Done[] = [];
  if (mine) [mode, work] = ["mine", mine];
  let scene = compute(work);

  function exampleWork(name: string): Work {
    return readGiven(data, data.examples[name].given).work;
  }

  function compute(now: Work): Scene {
    const ids = idsOf(data, now), sheet = sheetOf(data, now, ids);
    return { data, ids, sheet, figures: program.compute(sheet) };
  }

  /** As `compute`, for changes of single cells: only their columns are written anew. */
  function recompute(before: Scene, change: Change): Scene {
    const { ids } = before, typed = { ...before.sheet.typed };
    for (const { value, key, after } of change.cells) {
      const shape = data.values[value].for;
      const at = positions(shape, key, ids);
      if (at.includes(-1)) continue;
      typed[value] = typed[value].slice() as typeof typed[string];
      put(data.values[value], typed[value], place(shape, at, ids), after, ids);
    }
    const sheet = { ...before.sheet, typed };
    return { data, ids, sheet, figures: program.compute(sheet) };
  }

  function act(change: Change): void {
    apply(work, change);
    if (mode === "mine") keeper.save(change);
    const before = scene, rows = change.rows.length > 0;
    scene = rows ? compute(work) : recompute(before, change);
    tell(rows ? { rows, whole: false, values: new Map(), lights: new Map() } : differences(before, scene));
  }

  function show(now: Mode, fresh: Work): void {
    [mode, work, undo, redo] = [now, fresh, [], []];
    scene = compute(work);
    tell({ rows: true, whole: true, values: new Map(), lights: new Map() });
  }

  function tell(news: News): void {
    for (const listener of listeners) listener(news);
  }

  return {
    data,
    get mode() {
      return mode;
    },
    get example() {
      return example;
    },
    get work() {
      return work;
    },
    get scene() {
      return scene;
    },
    get undoable() {
      return undo.at(-1);
    },
    get redoable() {
      return redo.at(-1);
    },
    get changed() {
      return mode === "example" && undo.length > 0 && !isEmpty(difference(exampleWork(example), work));
    },
    get hasMine() {
      return mine !== null;
    },
    commit(change, said, joins = "") {
      if (isEmpty(change)) return;
      const last = undo.at(-1);
      if (joins && last?.joins === joins && redo.length === 0) {
        const [was] = last.change.cells, [now] = change.cells;
        undo[undo.length - 1] = { change: { cells: [{ ...now, before: was.before }], rows: [] }, said, joins };
      } else undo = [...undo.slice(1 - UNDO_STEPS), { change, said, joins }];
      redo = [];
      act(change);
    },
    undo() {
      const last = undo.pop();
      if (!last) return;
      redo.push({ ...last, joins: "" });
      act(inverse(last.change));
    },
    redo() {
      const last = redo.pop();
      if (!last) return;
      undo.push(last);
      act(last.change);
    },
    showExample(name) {
      example = name;
      show("example", exampleWork(name));
    },
    showMine() {
      mine ??= keeper.load()?.work ?? null;
      if (!mine) {
        mine = this.fresh();
        keeper.replace(mine);
      }
      show("mine", mine);
    },
    fresh() {
      const fresh: Work = { rows: {}, next: {}, typed: {} };
      for (const [name, list] of Object.entries(data.lists)) {
        if (!list.grows) continue;
        const start = readGiven(data, { [name]: list.grows.rows }).work;
        fresh.typed = { ...fresh.typed, ...start.typed };
        fresh.rows[name] = start.rows[name];
        fresh.next[name] = start.next[name];
        const missing = Math.max(0, list.grows.start - fresh.rows[name].length);
        apply(fresh, addRows(fresh, name, newRowIds(fresh, name, list.grows.prefix, missing)));
      }
      return fresh;
    },
    takeOver(kept) {
      mine = kept?.work ?? null;
      if (mode !== "mine") return;
      if (!mine) return show("example", exampleWork(example));
      const change = difference(work, mine);
      mine = work; // the same one, changed in place
      if (isEmpty(change)) return;
      apply(work, change);
      scene = compute(work);
      tell({ rows: true, whole: false, values: new Map(), lights: new Map() });
    },
    listen: (listener) => void listeners.push(listener),
  };
}

function differences(before: Scene, after: Scene): News {
  const news: News = { rows: false, whole: false, values: new Map(), lights: new Map() };
  compare(before.figures.values, after.figures.values, news.values);
  compare(before.figures.lights, after.figures.lights, news.lights);
  compare(before.figures.rows, after.figures.rows, news.values);
  return news;
}

function compare(
  before: Record<string, ArrayLike<unknown>>,
  after: Record<string, ArrayLike<unknown>>,
  found: Map<string, number[]>,
): void {
  for (const [name, column] of Object.entries(after)) {
    const old = before[name];
    if (old === column) continue;
    const places: number[] = [];
    for (let i = 0; i < column.length; i++) if (!Object.is(old[i], column[i])) places.push(i);
    if (places.length > 0) found.set(name, places);
  }
}

/** The key of a place of a value or light, as it stands in `data-at`. */
export function keyAt(scene: Scene, shape: [string, string][], at: number): string {
  const positions: number[] = [];
  for (let i = shape.length - 1; i >= 0; i--) {
    const count = scene.ids[shape[i][1]].length;
    positions.unshift(at % count);
    at = Math.floor(at / count);
  }
  return keyOf(shape, positions, scene.ids);
}
