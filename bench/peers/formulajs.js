/* formulajs: the functions of a spreadsheet, called in a loop. */
import * as sheet from "@formulajs/formulajs";
import { DIMENSIONS } from "./model.js";

const { AVERAGE, COUNTIF, IFS, SUM, SUMIF, SUMPRODUCT, SUMSQ } = sheet;

export function start() {
  let now, found;

  function rate(account) {
    const { weight, cut, ratings } = now;
    const score = found.score[account] = SUMPRODUCT(weight, ratings[account]) / SUM(weight);
    found.score_index[account] = 25 * (score - 1);
    found.reached[account] = IFS(
      score >= cut[0],
      0,
      score >= cut[1],
      1,
      score >= cut[2],
      2,
      score >= cut[3],
      3,
      true,
      4,
    );
  }

  function sumUp() {
    found.mean_index = AVERAGE(found.score_index);
    found.top_revenue = SUMIF(found.reached, "=0", now.revenue);
    found.top_count = COUNTIF(found.reached, "=0");
  }

  return {
    prepare: ({ rating, revenue, ...rest }) => ({
      ...rest,
      revenue,
      ratings: revenue.map((_, a) => rating.slice(a * DIMENSIONS, (a + 1) * DIMENSIONS)),
    }),
    full(input) {
      now = input;
      const total_revenue = SUM(now.revenue);
      found = {
        score: [],
        score_index: [],
        reached: [],
        total_revenue,
        share: now.revenue.map((x) => x / total_revenue),
        wallet_share: now.revenue.map((x, a) => x / now.wallet[a]),
      };
      found.hhi = 10000 * SUMSQ(found.share);
      for (let account = 0; account < now.revenue.length; account++) rate(account);
      sumUp();
    },
    edit({ account, dimension, value }) {
      now.ratings[account][dimension] = value;
      rate(account);
      sumUp();
    },
    figures: () => found,
  };
}
