/* What every participant is given, and whether two of them found the same.

Data: `rating` (row-major, nine for each account, 1 to 5), `revenue` and `wallet` (one for each account), `weight` (nine), `cut` (five,
the highest first). Figures: for each account `score`, `score_index`, `share`, `wallet_share`, `reached` (0 is the highest
tier); in all `total_revenue`, `hhi`, `mean_index`, `top_revenue`, `top_count`. */

export const DIMENSIONS = 9, TIERS = 5;

/** Accounts as they might be, a few large ones among them; the same for the same seed. */
export function dataOf(rows, seed) {
  const chance = random(seed);
  const revenue = Array.from({ length: rows }, () => round(1 / (1 - chance()) ** 0.8));
  return {
    rating: Array.from({ length: rows * DIMENSIONS }, () => 1 + Math.floor(5 * chance())),
    revenue,
    wallet: revenue.map((x) => round(x * (1.1 + 5 * chance()))),
    weight: seed % 2 ? [20, 10, 15, 10, 10, 15, 5, 10, 5] : [10, 20, 10, 15, 10, 10, 5, 15, 5],
    cut: [4, 3.5, 2.8, 2, 1],
  };
}

/** One rating of one account, another one each time: which, and what it becomes. */
export function editOf(data, turn) {
  const rows = data.revenue.length, account = (turn * 7919) % rows, dimension = turn % DIMENSIONS;
  return { account, dimension, value: 1 + (data.rating[account * DIMENSIONS + dimension] + turn) % 5 };
}

/** The names of figures that are not equal, to a relative 1e-9. */
export function differing(left, right) {
  const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  return Object.keys(left).filter((name) => {
    const mine = [left[name]].flat(), other = [right[name]].flat();
    return mine.length !== other.length || !mine.every((x, i) => same(x, other[i]));
  });
}

function round(x) {
  return Math.round(x * 100) / 100;
}

/** Between 0 and 1, without 1: mulberry32. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
