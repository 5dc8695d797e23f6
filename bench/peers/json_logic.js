/* json-logic-engine: a rule for each figure, compiled by `build`; a loop calls those of an account. */
import { LogicEngine } from "json-logic-engine";
import { DIMENSIONS } from "./model.js";

const v = (path) => ({ var: path });
const DIMENSION = [...Array(DIMENSIONS).keys()];

const RULES = {
  score: {
    "/": [
      { "+": DIMENSION.map((i) => ({ "*": [v(`weight.${i}`), v(`rating.${i}`)] })) },
      { "+": DIMENSION.map((i) => v(`weight.${i}`)) },
    ],
  },
  score_index: { "*": [25, { "-": [v("score"), 1] }] },
  share: { "/": [v("revenue"), v("total_revenue")] },
  wallet_share: { "/": [v("revenue"), v("wallet")] },
  reached: {
    if: [
      { ">=": [v("score"), v("cut.0")] },
      0,
      { ">=": [v("score"), v("cut.1")] },
      1,
      { ">=": [v("score"), v("cut.2")] },
      2,
      { ">=": [v("score"), v("cut.3")] },
      3,
      4,
    ],
  },
  total_revenue: sum(v("current.revenue")),
  hhi: { "*": [10000, sum({ "*": [v("current.share"), v("current.share")] })] },
  mean_index: { "/": [sum(v("current.score_index")), v("count")] },
  top_revenue: sum({ if: [{ "==": [v("current.reached"), 0] }, v("current.revenue"), 0] }),
  top_count: sum({ if: [{ "==": [v("current.reached"), 0] }, 1, 0] }),
};

function sum(of) {
  return { reduce: [v("accounts"), { "+": [v("accumulator"), of] }, 0] };
}

export function start(rows) {
  const engine = new LogicEngine();
  const rule = Object.fromEntries(Object.entries(RULES).map(([name, logic]) => [name, engine.build(logic)]));
  let now, found = {};

  function rate(account) {
    account.score = rule.score(account);
    account.score_index = rule.score_index(account);
    account.reached = rule.reached(account);
  }

  function sumUp() {
    found.mean_index = rule.mean_index(now);
    found.top_revenue = rule.top_revenue(now);
    found.top_count = rule.top_count(now);
  }

  return {
    prepare: ({ rating, revenue, wallet, weight, cut }) => ({
      count: rows,
      accounts: revenue.map((x, a) => ({
        rating: rating.slice(a * DIMENSIONS, (a + 1) * DIMENSIONS),
        revenue: x,
        wallet: wallet[a],
        weight,
        cut,
        total_revenue: 0,
        score: 0,
        score_index: 0,
        share: 0,
        wallet_share: 0,
        reached: 0,
      })),
    }),
    full(input) {
      now = input;
      const total_revenue = rule.total_revenue(now);
      for (const account of now.accounts) {
        account.total_revenue = total_revenue;
        account.share = rule.share(account);
        account.wallet_share = rule.wallet_share(account);
        rate(account);
      }
      found = { total_revenue, hhi: rule.hhi(now) };
      sumUp();
    },
    edit({ account, dimension, value }) {
      now.accounts[account].rating[dimension] = value;
      rate(now.accounts[account]);
      sumUp();
    },
    figures() {
      const all = (name) => now.accounts.map((account) => account[name]);
      const each = ["score", "score_index", "share", "wallet_share", "reached"].map((name) => [name, all(name)]);
      return { ...Object.fromEntries(each), ...found };
    },
  };
}
