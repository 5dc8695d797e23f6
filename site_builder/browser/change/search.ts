/** What would change it: the smallest changes of one typed figure that move a light, or a figure that is an item of a fixed list.

Every change that is found has been computed, and so has its neighbour one step nearer, which does not move it that way.
Where the cells of a kind can together be given at most `EVERY` figures, all of these are computed and nothing is overlooked.
Else it is `PROBES` of each side of a cell, evenly spread, and the steps between the first that moves it and the one before
are halved: a change is overlooked only where it comes and goes again between two probes. Of a kind that has more than `FEW`
cells, the end of each side is the only probe: there a change is overlooked where the end does not move it that way.
`tests/smallest_change.py` computes every step. */

import type { Figures, Program, Scene } from "../model/sheet.ts";
import { place, put } from "../model/sheet.ts";
import {
  type Asked,
  type Cell,
  cellsOf,
  downstream,
  type Kind,
  KINDS,
  type Reads,
  SEARCHED,
  upstream,
} from "./cells.ts";
import { type Grid, gridOf, type Side } from "./grid.ts";

const EVERY = 1000;
const PROBES = 8;
const FEW = 100;
const MOST = 3;

/** Towards the first item of the list, or from red to green; or the other way. */
export type Direction = "first" | "last";
export const DIRECTIONS: Direction[] = ["first", "last"];

export interface Way extends Cell {
  to: number; // in typed form
  size: number;
  state: number; // what it moves to
}

/** What a learner is told: facts of the row first, then others, then settings; the smaller first among them. */
export interface Told {
  shown: Way[]; // the first three, and the smallest of all
  least: Way | null;
}

export interface Found {
  state: number;
  told: Record<Direction, Told>;
  whole: boolean; // else time ran out before all cells elsewhere were tried
  computed: number; // how often
}

type Ways = Record<Kind, Way[]>; // the smallest

type State = number | null; // an item's position, a light 1 green 2 amber 3 red; null is blank or unknown
type Trial = (cell: Cell, to: number) => State;

export interface Effort {
  patience?: number; // milliseconds after which no further cells elsewhere are tried
  every?: boolean; // compute every step of every cell
}

/** Null: there is no figure that could move. */
export function search(
  scene: Scene,
  program: Program,
  reads: Reads,
  asked: Asked,
  { patience = Infinity, every = false }: Effort = {},
): Found | null {
  const { data } = scene, now = stateOf(scene.figures, scene, asked), start = performance.now();
  if (now === null) return null;
  const [least, most] = data.lights[asked.name] ? [1, 3] : [0, scene.ids[data.values[asked.name].of!].length - 1];
  const wanted = DIRECTIONS.filter((each) => each === "first" ? now > least : now < most);
  const ways: Record<Direction, Ways> = { first: none(), last: none() };
  const trials = trialsOf(scene, program, reads, asked);
  const cells = trials.flatMap((trial) =>
    cellsOf(scene, program, trial.value, asked).flatMap((cell) => {
      const grid = gridOf(scene, trial.value, cell.now);
      return grid ? [{ cell, grid, state: trial.state }] : [];
    })
  );
  let computed = 0, whole = true;
  for (const kind of SEARCHED) {
    const some = cells.filter(({ cell }) => cell.kind === kind);
    const figures = some.reduce((sum, { grid: { sides: [below, above] } }) => sum + below.count + above.count, 0);
    const probes = every || figures <= EVERY ? Infinity : some.length <= FEW ? PROBES : 1;
    for (const { cell, grid, state } of some) {
      if (kind === "elsewhere" && performance.now() - start > patience) {
        whole = false;
        break;
      }
      const bound = Math.max(...wanted.map((each) => boundOf(ways[each], kind)));
      const moves = smallest(grid, probes, wanted, bound, now, (to) => {
        computed++;
        return state(cell, to);
      });
      for (const { direction, ...change } of moves) keep(ways[direction][kind], { ...cell, ...change });
    }
  }
  return { state: now, told: { first: tell(ways.first), last: tell(ways.last) }, whole, computed };
}

function none(): Ways {
  return { own: [], elsewhere: [], setting: [] };
}

function stateOf(figures: Figures, scene: Scene, { name, at }: Asked): State {
  const { values, lights } = scene.data, i = place((values[name] ?? lights[name]).for, at, scene.ids);
  if (lights[name]) return figures.lights[name][i] || null;
  const held = figures.values[name][i];
  return typeof held === "number" && !Number.isNaN(held) ? held : null;
}

/** By given value that has a part in the figure: what becomes of the figure when one of its cells is given another one. */
function trialsOf(scene: Scene, program: Program, reads: Reads, asked: Asked): { value: string; state: Trial }[] {
  const needed = upstream(reads, [asked.name]);
  const rules = Object.keys(scene.figures.values).filter((name) => name.endsWith(".must"));
  const watched = upstream(reads, [asked.name, ...rules]);
  return Object.entries(scene.data.values)
    .filter(([name, { role, kind }]) => role === "given" && kind !== "text" && kind !== "date" && needed.has(name))
    .map(([value]) => {
      const only = downstream(reads, value, watched);
      return { value, state: trialOf(scene, program, only, rules.filter((rule) => only.has(rule)), asked, value) };
    });
}

/** Computes what hangs together with one value, again and again into the same figures. */
function trialOf(
  scene: Scene,
  program: Program,
  only: Set<string>,
  rules: string[],
  asked: Asked,
  name: string,
): Trial {
  const { figures } = scene, value = scene.data.values[name];
  const column = scene.sheet.typed[name].slice() as Float64Array;
  const sheet = { ...scene.sheet, typed: { ...scene.sheet.typed, [name]: column } };
  const into = { values: { ...figures.values }, lights: { ...figures.lights }, rows: { ...figures.rows } };
  return (cell, to) => {
    const before = column[cell.place];
    if (value.kind === "item") column[cell.place] = to;
    else put(value, column, cell.place, to, scene.ids);
    program.compute(sheet, into, only);
    column[cell.place] = before;
    return rules.some((rule) => breaks(figures, into, rule)) ? null : stateOf(into, scene, asked);
  };
}

/** A rule between values that held before: breaking it is not permitted. */
function breaks(before: Figures, after: Figures, rule: string): boolean {
  const old = before.values[rule], now = after.values[rule];
  for (let i = 0; i < now.length; i++) if (now[i] === 0 && old[i] !== 0) return true;
  return false;
}

/** Only changes smaller than this can still be told. */
function boundOf(ways: Ways, kind: Kind): number {
  const room = kind === "own" ? MOST : MOST - ways.own.length;
  return (room > 0 ? ways[kind][room - 1] : leastOf(ways))?.size ?? Infinity;
}

interface Move {
  direction: Direction;
  to: number;
  size: number;
  state: number;
}

/** In each direction the smallest change of one cell. */
function smallest(
  grid: Grid,
  probes: number,
  wanted: Direction[],
  bound: number,
  now: number,
  state: (to: number) => State,
): Move[] {
  const found: Move[] = [];
  for (const side of grid.sides) {
    const count = within(side, grid, bound), known = new Map<number, State>();
    const moved = (i: number): Direction | null => {
      if (!known.has(i)) known.set(i, state(side.at(i)));
      const then = known.get(i)!;
      return then === null || then === now ? null : then < now ? "first" : "last";
    };
    const few = grid.ordered ? Math.min(probes, count) : count;
    for (const direction of wanted) {
      const i = firstMove(count, few, (at) => moved(at) === direction);
      if (i < 0) continue;
      const move = { direction, to: side.at(i), size: grid.sizeOf(side.at(i)), state: known.get(i)! };
      const other = found.findIndex((one) => one.direction === direction);
      if (other < 0) found.push(move);
      else if (move.size < found[other].size) found[other] = move;
    }
  }
  return found;
}

/** How many figures of a side are nearer than the bound. */
function within(side: Side, grid: Grid, bound: number): number {
  let low = 0, high = side.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grid.sizeOf(side.at(middle)) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstMove(count: number, probes: number, moves: (i: number) => boolean): number {
  let before = -1;
  for (let probe = 1; probe <= probes; probe++) {
    let at = Math.ceil(probe * count / probes) - 1;
    if (moves(at)) {
      while (at - before > 1) {
        const middle = (at + before) >> 1;
        if (moves(middle)) at = middle;
        else before = middle;
      }
      return at;
    }
    before = at;
  }
  return -1;
}

function keep(best: Way[], way: Way): void {
  const after = best.findIndex((other) => way.size < other.size);
  best.splice(after < 0 ? best.length : after, 0, way);
  best.length = Math.min(best.length, MOST);
}

/** The smallest; of equal ones what was searched first. */
function leastOf(ways: Ways): Way | null {
  const firsts = SEARCHED.flatMap((kind) => ways[kind].slice(0, 1));
  return firsts.reduce<Way | null>((best, way) => best !== null && best.size <= way.size ? best : way, null);
}

function tell(ways: Ways): Told {
  const shown = KINDS.flatMap((kind) => ways[kind]).slice(0, MOST), least = leastOf(ways);
  return { shown: least && !shown.includes(least) ? [...shown, least] : shown, least };
}
