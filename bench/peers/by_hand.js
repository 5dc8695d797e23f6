/* The model as one would write it by hand: one pass over the accounts, and one over the totals. An edit renews what hangs on it. */
import { DIMENSIONS, TIERS } from "./model.js";

export function start(rows) {
  const score = new Float64Array(rows), score_index = new Float64Array(rows), share = new Float64Array(rows);
  const wallet_share = new Float64Array(rows), reached = new Int32Array(rows);
  let now, weights, total_revenue, hhi, mean_index, top_revenue, top_count;

  function rate(account) {
    const { rating, weight, cut } = now, first = account * DIMENSIONS;
    let sum = 0;
    for (let i = 0; i < DIMENSIONS; i++) sum += weight[i] * rating[first + i];
    const found = score[account] = sum / weights;
    score_index[account] = 25 * (found - 1);
    let tier = 0;
    while (tier < TIERS && !(found >= cut[tier])) tier++;
    reached[account] = tier;
  }

  function sumUp() {
    let indices = 0;
    top_revenue = top_count = 0;
    for (let account = 0; account < rows; account++) {
      indices += score_index[account];
      if (reached[account] !== 0) continue;
      top_revenue += now.revenue[account];
      top_count++;
    }
    mean_index = indices / rows;
  }

  return {
    prepare: (data) => ({
      rating: Float64Array.from(data.rating),
      revenue: Float64Array.from(data.revenue),
      wallet: Float64Array.from(data.wallet),
      weight: data.weight,
      cut: data.cut,
    }),
    full(input) {
      now = input;
      weights = total_revenue = hhi = 0;
      for (let i = 0; i < DIMENSIONS; i++) weights += now.weight[i];
      for (let account = 0; account < rows; account++) total_revenue += now.revenue[account];
      for (let account = 0; account < rows; account++) {
        const part = share[account] = now.revenue[account] / total_revenue;
        hhi += part * part;
        wallet_share[account] = now.revenue[account] / now.wallet[account];
        rate(account);
      }
      hhi *= 10000;
      sumUp();
    },
    edit({ account, dimension, value }) {
      now.rating[account * DIMENSIONS + dimension] = value;
      rate(account);
      sumUp();
    },
    figures: () => ({
      score: [...score],
      score_index: [...score_index],
      share: [...share],
      wallet_share: [...wallet_share],
      reached: [...reached],
      total_revenue,
      hhi,
      mean_index,
      top_revenue,
      top_count,
    }),
  };
}
