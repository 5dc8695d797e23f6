/** What a calculator is doing: whose figures it shows, computing them, undo. Views listen; nothing here touches the page. */

import { readGiven } from "./model/given.ts";
import type { Keeper, Kept } from "./model/keeper.ts";
import type { PageData } from "./model/page_data.ts";
import { keyOf, place, positions, type Program, putTyped, type Scene, sceneOf } from "./model/sheet.ts";
import { NOTHING_UNDER, type Under } from "./model/under.ts";
import { addRows, apply, type Change, difference, inverse, isEmpty, newRowIds, type Work } from "./model/work.ts";

/** `linked`: what a link holds; tried out, but kept nowhere until the learner takes it. */
export type Mode = "example" | "mine" | "linked";

/** Which places of which values and lights differ from what was shown before. */
export interface News {
  rows: boolean; // rows came, went or moved: everything may differ
  whole: boolean; // other work is shown
  chosen: boolean; // another item of a list of which one is shown
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
  readonly program: Program;
  readonly mode: Mode;
  readonly example: string;
  readonly work: Work;
  readonly scene: Scene;
  readonly under: Under; // what other tools give; as the link says under a link, nothing under an example
  readonly chosen: Record<string, string>; // of lists of which one item is shown: its id, "" where there is none
  readonly undoable: Done | undefined;
  readonly redoable: Done | undefined;
  readonly changed: boolean; // the example is not as it came
  readonly hasMine: boolean;
  commit(change: Change, said: string, joins?: string): void;
  undo(): void;
  redo(): void;
  showExample(name: string): void;
  showMine(): void;
  /** `taken`: what other tools gave where the link was made. */
  showLinked(work: Work, taken: Under): void;
  /** The empty sheet, with the rows that every new sheet starts with. */
  fresh(): Work;
  takeOver(kept: Kept | null): void;
  /** Other figures of other tools. */
  takeUnder(under: Under): void;
  choose(list: string, id: string): void;
  listen(listener: (news: News) => void): void;
}

const UNDO_STEPS = 200;

export function calculator(data: PageData, program: Program, keeper: Keeper): Calculator {
  const listeners: ((news: News) => void)[] = [];
  const first = Object.keys(data.examples)[0];
  let mode: Mode = "example", example = first, work = exampleWork(first);
  let mine: Work | null = keeper.load()?.work ?? null;
  let under = NOTHING_UNDER, lent = NOTHING_UNDER; // mine, the link's
  const picked: Record<string, string> = {};
  let undo: Done[] = [], redo: Done[] = [];
  if (mine) [mode, work] = ["mine", mine];
  let scene = compute(work);

  function exampleWork(name: string): Work {
    return readGiven(data, data.examples[name].given ?? {}).work;
  }

  function beneath(): Under {
    return mode === "mine" ? under : mode === "linked" ? lent : NOTHING_UNDER;
  }

  function compute(now: Work): Scene {
    return sceneOf({ data, program, work: now }, beneath());
  }

  /** As `compute`, for changes of single cells: only their columns are written anew. */
  function recompute(before: Scene, change: Change): Scene {
    const { ids } = before, typed = { ...before.sheet.typed };
    for (const { value, key, after } of change.cells) {
      const shape = data.values[value].for;
      const at = positions(shape, key, ids);
      if (at.includes(-1)) continue;
      typed[value] = typed[value].slice() as typeof typed[string];
      putTyped(data.values[value], typed[value], place(shape, at, ids), after, ids, beneath().cells[value], key);
    }
    const sheet = { ...before.sheet, typed };
    const figures = program.recompute(sheet, before.figures, change.cells.map(({ value }) => value));
    return { data, ids, sheet, figures };
  }

  function act(change: Change): void {
    apply(work, change);
    if (mode === "mine") keeper.save(change);
    const before = scene, rows = change.rows.length > 0;
    scene = rows ? compute(work) : recompute(before, change);
    tell(rows ? { ...NO_NEWS, rows } : differences(before, scene));
  }

  /** What is undone on another sheet than the one in sight is not done unseen. */
  function reveal({ cells: [cell] }: Change): void {
    if (!cell || !data.each || data.values[cell.value]?.for[0]?.[1] !== data.each) return;
    const id = cell.key.split("/")[0];
    if (scene.ids[data.each].includes(id)) self.choose(data.each, id);
  }

  function show(now: Mode, fresh: Work): void {
    [mode, work, undo, redo] = [now, fresh, [], []];
    scene = compute(work);
    tell(ALL_NEW);
  }

  function tell(news: News): void {
    for (const listener of listeners) listener(news);
  }

  const self: Calculator = {
    data,
    program,
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
    get under() {
      return beneath();
    },
    get chosen() {
      return Object.fromEntries(
        (data.choices ?? []).map((list) => {
          const ids = scene.ids[list];
          return [list, ids.includes(picked[list]) ? picked[list] : ids[0] ?? ""];
        }),
      );
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
        if (was.before === now.after) undo.pop(); // back to what it was
        else undo[undo.length - 1] = { change: { cells: [{ ...now, before: was.before }], rows: [] }, said, joins };
      } else undo = [...undo.slice(1 - UNDO_STEPS), { change, said, joins }];
      redo = [];
      act(change);
    },
    undo() {
      const last = undo.pop();
      if (!last) return;
      redo.push({ ...last, joins: "" });
      act(inverse(last.change));
      reveal(last.change);
    },
    redo() {
      const last = redo.pop();
      if (!last) return;
      undo.push(last);
      act(last.change);
      reveal(last.change);
    },
    showExample(name) {
      example = name;
      show("example", exampleWork(name));
    },
    showMine() {
      mine ??= keeper.load()?.work ?? null;
      if (!mine) {
        mine = self.fresh();
        keeper.replace(mine);
      }
      show("mine", mine);
    },
    showLinked(fresh, taken) {
      lent = taken;
      show("linked", fresh);
    },
    fresh() {
      const fresh = readGiven(data, {}).work;
      for (const [name, list] of Object.entries(data.lists)) {
        if (!list.grows) continue;
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
      tell({ ...NO_NEWS, rows: true });
    },
    takeUnder(now) {
      under = now;
      if (mode !== "mine") return;
      const before = scene;
      scene = compute(work);
      const same = Object.keys(scene.ids).every((list) => scene.ids[list].join() === before.ids[list].join());
      tell(same ? differences(before, scene) : { ...NO_NEWS, rows: true });
    },
    choose(list, id) {
      if (id === self.chosen[list]) return;
      picked[list] = id;
      tell({ ...NO_NEWS, chosen: true });
    },
    listen: (listener) => void listeners.push(listener),
  };
  return self;
}

const NO_NEWS: News = { rows: false, whole: false, chosen: false, values: new Map(), lights: new Map() };
export const ALL_NEW: News = { ...NO_NEWS, rows: true, whole: true, chosen: true };

function differences(before: Scene, after: Scene): News {
  const news: News = { ...NO_NEWS, values: new Map(), lights: new Map() };
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
