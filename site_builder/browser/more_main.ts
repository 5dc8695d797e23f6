/** The script of rare occasions: files in and out, a pasted block, paper, entries that no longer fit. */

import type { Calculator } from "./calculator.ts";
import type { Keeper } from "./model/keeper.ts";
import { saveChart } from "./view/chart_files.ts";
import { downloadGiven, loadFile, tellUnfit } from "./view/loading.ts";
import type { Notices } from "./view/notices.ts";
import { paste } from "./view/paste.ts";
import { printPage } from "./view/printing.ts";
import { saveWorkbook } from "./view/workbook.ts";

/** What an action has at hand. `button`: what asked for it; `assets`: where scripts stand; `key`: the calculator's
place in storage. */
export interface Occasion {
  calculator: Calculator;
  root: HTMLElement;
  keeper: Keeper;
  notices: Notices;
  button: HTMLElement;
  assets: string;
  key: string;
}

/** By `data-do` of a button, unless the calculator's own script has an action of that name. */
const actions: Record<string, (occasion: Occasion) => unknown> = {
  "chart-file": ({ calculator, button, assets }) => saveChart(calculator, button, assets),
  download: ({ calculator }) => downloadGiven(calculator),
  print: ({ calculator, root, notices, assets }) => printPage(calculator, root, notices, assets),
  workbook: ({ calculator, notices, assets }) => saveWorkbook(calculator, notices, assets),
};

const more = { actions, loadFile, paste, tellUnfit };
export type More = typeof more;

declare const armory: { more?: More };

armory.more = more;
