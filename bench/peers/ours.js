/* This project: the script generated from `tools/1-weighted-score.yml`, called as the page calls it. */
import { DIMENSIONS } from "./model.js";

/** `script`: a module with the generated `program`. */
export async function start(rows, script) {
  const { program } = await import(script);
  let sheet, found;
  return {
    prepare({ rating, revenue, wallet, weight, cut }) {
      const typed = { rating, revenue, wallet, weight, cut };
      for (const name of Object.keys(typed)) typed[name] = Float64Array.from(typed[name]);
      return { count: { account: rows, dimension: DIMENSIONS, tier: cut.length }, label: {}, typed };
    },
    full(input) {
      sheet = input;
      found = program.compute(sheet);
    },
    // As `recompute` in `browser/calculator.ts`: the column is written anew, then what hangs on it.
    edit({ account, dimension, value }) {
      const rating = sheet.typed.rating.slice();
      rating[account * DIMENSIONS + dimension] = value;
      sheet = { ...sheet, typed: { ...sheet.typed, rating } };
      found = program.recompute(sheet, found, ["rating"]);
    },
    figures() {
      const { values } = found, all = (name) => [...values[name]], one = (name) => values[name][0];
      return {
        score: all("score"),
        score_index: all("score_index"),
        share: all("share"),
        wallet_share: all("wallet_share"),
        reached: all("reached"),
        total_revenue: one("total_revenue"),
        hhi: one("hhi"),
        mean_index: one("mean_index"),
        top_revenue: one("top_revenue"),
        top_count: one("top_count"),
      };
    },
  };
}
