/* HyperFormula: a sheet of accounts (A to I ratings, J revenue, K wallet, L to P figures) and one of what holds for all. */
import { HyperFormula } from "hyperformula";
import { DIMENSIONS, TIERS } from "./model.js";

const ACCOUNTS = 0, WHOLE = 1, TYPED = DIMENSIONS + 2;

export function start(rows) {
  const weight = `Whole!$A$1:$I$1`, all = (column) => `Accounts!$${column}$1:$${column}$${rows}`;
  const formulas = (row) => [
    `=SUMPRODUCT(${weight}, A${row}:I${row}) / SUM(${weight})`,
    `=25 * (L${row} - 1)`,
    `=J${row} / Whole!$A$3`,
    `=J${row} / K${row}`,
    `=IFS(L${row}>=Whole!$A$2,0, L${row}>=Whole!$B$2,1, L${row}>=Whole!$C$2,2, L${row}>=Whole!$D$2,3, TRUE(),4)`,
  ];
  const totals = [
    `=SUM(${all("J")})`,
    `=10000 * SUMSQ(${all("N")})`,
    `=AVERAGE(${all("M")})`,
    `=SUMIF(${all("P")}, 0, ${all("J")})`,
    `=COUNTIF(${all("P")}, 0)`,
  ];
  const accounts = Array.from({ length: rows }, (_, i) => [...Array(TYPED).fill(1), ...formulas(i + 1)]);
  const whole = [Array(DIMENSIONS).fill(1), Array(TIERS).fill(1), totals];
  const engine = HyperFormula.buildFromSheets({ Accounts: accounts, Whole: whole }, { licenseKey: "gpl-v3" });
  return {
    prepare: ({ rating, revenue, wallet, weight, cut }) => ({
      accounts: revenue.map((x, a) => [...rating.slice(a * DIMENSIONS, (a + 1) * DIMENSIONS), x, wallet[a]]),
      whole: [weight, cut],
    }),
    full(input) {
      engine.batch(() => {
        engine.setCellContents({ sheet: ACCOUNTS, col: 0, row: 0 }, input.accounts);
        engine.setCellContents({ sheet: WHOLE, col: 0, row: 0 }, input.whole);
      });
    },
    edit({ account, dimension, value }) {
      engine.setCellContents({ sheet: ACCOUNTS, col: dimension, row: account }, value);
    },
    figures() {
      const found = engine.getSheetValues(ACCOUNTS), column = (at) => found.map((row) => row[TYPED + at]);
      const [total_revenue, hhi, mean_index, top_revenue, top_count] = engine.getSheetValues(WHOLE)[2];
      return {
        score: column(0),
        score_index: column(1),
        share: column(2),
        wallet_share: column(3),
        reached: column(4),
        total_revenue,
        hhi,
        mean_index,
        top_revenue,
        top_count,
      };
    },
  };
}
