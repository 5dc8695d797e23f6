/** What would change it: the smallest changes of one typed figure that move a light, or a figure that is an item of a fixed list.

Every change that is found has been computed, and so has its neighbour one step nearer, which does not move it that way.
Where the cells of a kind can together be given at most `EVERY` figures, all of these are computed and nothing is overlooked.
Else it is `PROBES` of each side of a cell, evenly spread, and the steps between the first that moves it and the one before
are halved: a change is overlooked only where it comes and goes again between two probes. Of a kind that has more than `FEW`
cells, the end of each side is the only probe, and a row of which all figures at their ends at once move nothing is passed
over: there a change is overlooked where the end does not move it that way, or where the row's figures work against each other.
`tests/smallest_change.py` computes every step. */

import type { Program, Scene } from "../model/sheet.ts";
import { type Asked, type Cell, cellsOf, type Reads, SEARCHED } from "./cells.ts";
import { type Grid, gridOf, type Side } from "./grid.ts";
import { type State, stateOf, type Trial, trialsOf } from "./trial.ts";
import { boundOf, keep, none, tell, type Told, type Ways } from "./ways.ts";

const EVERY = 1000;
const PROBES = 8;
const FEW = 100;

/** Towards the first item of the list, or from red to green; or the other way. */
export type Direction = "first" | "last";
export const DIRECTIONS: Direction[] = ["first", "last"];

export interface Found {
  state: number;
  told: Record<Direction, Told>;
  whole: boolean; // else time ran out before all cells elsewhere were tried
  computed: number; // how often
}

interface Candidate {
  cell: Cell;
  grid: Grid;
  state: Trial;
}

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
    cellsOf(scene, program, trial.value, asked).flatMap((cell): Candidate[] => {
      const grid = gridOf(scene, trial.value, cell.now);
      if (!grid) return [];
      const state: Trial = (changes) => {
        computed++;
        return trial.state(changes);
      };
      return [{ cell, grid, state }];
    })
  );
  const moved = (state: State) => {
    const direction = state === null || state === now ? null : state < now ? "first" : "last";
    return direction !== null && wanted.includes(direction) ? direction : null;
  };
  let computed = 0, whole = true;
  for (const kind of SEARCHED) {
    const some = cells.filter(({ cell }) => cell.kind === kind);
    const figures = some.reduce((sum, { grid: { sides: [below, above] } }) => sum + below.count + above.count, 0);
    const probes = every || figures <= EVERY ? Infinity : some.length <= FEW ? PROBES : 1;
    const idle = probes === 1 ? idleRows(scene, some, moved) : new Set<Candidate>();
    for (const candidate of some) {
      const { cell, grid, state } = candidate;
      if (idle.has(candidate)) continue;
      if (kind === "elsewhere" && performance.now() - start > patience) {
        whole = false;
        break;
      }
      const bound = Math.max(...wanted.map((each) => boundOf(ways[each], kind)));
      const moves = smallest(grid, probes, wanted, bound, (to) => state([[cell, to]]), moved);
      for (const { direction, ...change } of moves) keep(ways[direction][kind], { ...cell, ...change });
    }
  }
  return { state: now, told: { first: tell(ways.first), last: tell(ways.last) }, whole, computed };
}

/** Of each value, the cells of rows of which all cells together, at either end, move nothing. */
function idleRows(scene: Scene, some: Candidate[], moved: (state: State) => Direction | null): Set<Candidate> {
  const rows = new Map<string, Candidate[]>();
  for (const candidate of some) {
    const { value, at } = candidate.cell;
    const row = scene.data.values[value].for.findIndex(([, list]) => scene.data.lists[list].grows);
    if (row < 0) continue;
    const key = `${value} ${at[row]}`;
    rows.set(key, [...rows.get(key) ?? [], candidate]);
  }
  const stays = (row: Candidate[]) =>
    [0, 1].every((end) => {
      const ends = row.flatMap(({ cell, grid }): [Cell, number][] => {
        const side = grid.sides[end];
        return side.count > 0 ? [[cell, side.at(side.count - 1)]] : [];
      });
      return ends.length === 0 || moved(row[0].state(ends)) === null;
    });
  return new Set([...rows.values()].filter((row) => row.length > 2 && row[0].grid.ordered && stays(row)).flat());
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
  state: (to: number) => State,
  moved: (state: State) => Direction | null,
): Move[] {
  const found: Move[] = [];
  for (const side of grid.sides) {
    const count = within(side, grid, bound), known = new Map<number, State>();
    const moves = (i: number): Direction | null => {
      if (!known.has(i)) known.set(i, state(side.at(i)));
      return moved(known.get(i)!);
    };
    const few = grid.ordered ? Math.min(probes, count) : count;
    for (const direction of wanted) {
      const i = firstMove(count, few, (at) => moves(at) === direction);
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
