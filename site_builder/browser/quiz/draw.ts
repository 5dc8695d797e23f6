/** Chance that can be repeated: the same seed gives the same numbers and the same order. */

/** Mulberry32: numbers from 0 up to 1. */
export function chance(seed: number, salt: string): () => number {
  let state = seed >>> 0;
  for (const sign of salt) state = Math.imul(state ^ sign.codePointAt(0)!, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in another order. */
export function shuffle<Item>(items: Item[], next: () => number): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}

/** One of `from`, `from + step`, …: a number as one types it. */
export function draw({ from, step, count }: { from: number; step: number; count: number }, next: () => number): number {
  return Number((from + step * Math.floor(next() * count)).toPrecision(12));
}

export function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
