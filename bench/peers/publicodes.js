/* publicodes has no lists: the rules stand once for each account, in one engine, and the situation says what was typed. */
import Engine from "publicodes";
import { DIMENSIONS } from "./model.js";

const DIMENSION = [...Array(DIMENSIONS).keys()];
const EACH = ["score", "score_index", "share", "wallet_share", "reached"];
const ALL = ["total_revenue", "hhi", "mean_index", "top_revenue", "top_count"];
const NAMES = { score_index: "index", wallet_share: "walletshare", total_revenue: "total", mean_index: "mean" };
const ruleOf = (name) => NAMES[name] ?? name.replace("_", "");

export function start(rows) {
  const accounts = [...Array(rows).keys()], typed = { "par défaut": 1 };
  const rules = {
    total: { somme: accounts.map((a) => `revenue${a}`) },
    hhi: { valeur: "10000 * squares" },
    squares: { somme: accounts.map((a) => `share${a} * share${a}`) },
    mean: { valeur: `indices / ${rows}` },
    indices: { somme: accounts.map((a) => `index${a}`) },
    toprevenue: { somme: accounts.map((a) => `top${a} * revenue${a}`) },
    topcount: { somme: accounts.map((a) => `top${a}`) },
    weights: { somme: DIMENSION.map((i) => `weight${i}`) },
  };
  for (const i of DIMENSION) rules[`weight${i}`] = typed;
  for (let tier = 0; tier < 5; tier++) rules[`cut${tier}`] = typed;
  for (const a of accounts) {
    rules[`revenue${a}`] = rules[`wallet${a}`] = typed;
    for (const i of DIMENSION) rules[`rating${a}x${i}`] = typed;
    rules[`sum${a}`] = { somme: DIMENSION.map((i) => `weight${i} * rating${a}x${i}`) };
    rules[`score${a}`] = { valeur: `sum${a} / weights` };
    rules[`index${a}`] = { valeur: `25 * (score${a} - 1)` };
    rules[`share${a}`] = { valeur: `revenue${a} / total` };
    rules[`walletshare${a}`] = { valeur: `revenue${a} / wallet${a}` };
    rules[`reached${a}`] = {
      variations: [0, 1, 2, 3].map((tier) => ({ si: `score${a} >= cut${tier}`, alors: tier })).concat({ sinon: 4 }),
    };
    rules[`top${a}`] = { variations: [{ si: `reached${a} = 0`, alors: 1 }, { sinon: 0 }] };
  }
  const engine = new Engine(rules, { logger: { log() {}, warn() {}, error() {} } });
  const found = {};

  function evaluate() {
    const value = (rule) => engine.evaluate(rule).nodeValue;
    for (const name of EACH) found[name] = accounts.map((a) => value(`${ruleOf(name)}${a}`));
    for (const name of ALL) found[name] = value(ruleOf(name));
  }

  return {
    prepare({ rating, revenue, wallet, weight, cut }) {
      const situation = {};
      weight.forEach((x, i) => situation[`weight${i}`] = x);
      cut.forEach((x, tier) => situation[`cut${tier}`] = x);
      for (const a of accounts) {
        situation[`revenue${a}`] = revenue[a];
        situation[`wallet${a}`] = wallet[a];
        for (const i of DIMENSION) situation[`rating${a}x${i}`] = rating[a * DIMENSIONS + i];
      }
      return situation;
    },
    full(input) {
      engine.setSituation(input);
      evaluate();
    },
    edit({ account, dimension, value }) {
      engine.setSituation({ [`rating${account}x${dimension}`]: value }, { keepPreviousSituation: true });
      evaluate();
    },
    figures: () => found,
  };
}
