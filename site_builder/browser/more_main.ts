/** The script of rare occasions: files in and out, paper, entries that no longer fit. */

import type { Calculator } from "./calculator.ts";
import type { Keeper } from "./model/keeper.ts";
import { saveChart } from "./view/chart_files.ts";
import { saveCsv } from "./view/csv.ts";
import { showKeys } from "./view/keys.ts";
import { downloadGiven, loadFile, tellUnfit } from "./view/loading.ts";
import { fetchLink } from "./view/more.ts";
import type { Notices } from "./view/notices.ts";
import { fetchScript } from "./view/elements.ts";
import type { versions } from "./view/versions.ts";
import type { embedCode } from "./view/embed_code.ts";
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

async function showVersions(occasion: Occasion): Promise<void> {
  const { assets, calculator: { data } } = occasion;
  if (!armory.versions) {
    // The labels of what is worked out come with why.
    await Promise.all([fetchScript(`${assets}versions.js`), fetchScript(`${assets}tools/${data.tool}.why.js`)]);
  }
  armory.versions!(occasion).open(occasion.button.dataset.version);
}

async function showEmbedCode({ calculator, assets }: Occasion): Promise<void> {
  if (!armory.embedCode) await fetchScript(`${assets}embed-code.js`);
  armory.embedCode!(calculator, assets);
}

/** By `data-do` of a button, unless the calculator's own script has an action of that name. */
const actions: Record<string, (occasion: Occasion) => unknown> = {
  "chart-file": ({ calculator, button, assets }) => saveChart(calculator, button, assets),
  csv: ({ calculator, notices }) => saveCsv(calculator, notices),
  download: ({ calculator }) => downloadGiven(calculator),
  embed: showEmbedCode,
  versions: showVersions,
  keys: ({ calculator, root }) => showKeys(calculator, root),
  carry: async (occasion) => (await fetchLink(occasion.assets)).carry(occasion),
  link: async (occasion) => (await fetchLink(occasion.assets)).make(occasion),
  "link-take": async (occasion) => (await fetchLink(occasion.assets)).take(occasion),
  print: ({ calculator, root, notices, assets }) => printPage(calculator, root, notices, assets),
  workbook: ({ calculator, notices, assets }) => saveWorkbook(calculator, notices, assets),
};

const more = { actions, loadFile, tellUnfit };
export type More = typeof more;

declare const armory: { embedCode?: typeof embedCode; more?: More; versions?: typeof versions };

armory.more = more;
