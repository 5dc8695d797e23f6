/** A file with figures that a learner loads, and telling which entries do not fit. */

import type { Calculator } from "../calculator.ts";
import { readGiven, type Unfit, writeGiven } from "../model/given.ts";
import { type PageData, say } from "../model/page_data.ts";
import { difference } from "../model/work.ts";
import { loadTable } from "./csv.ts";
import { make, save } from "./elements.ts";
import { refusalText } from "./fields.ts";
import type { Notices } from "./notices.ts";

const FILE_MOST = 5_000_000; // bytes

export function downloadGiven({ data, work }: Pick<Calculator, "data" | "work">): void {
  const text = JSON.stringify(writeGiven(data, work), null, 2);
  save(new Blob([text], { type: "application/json" }), `${data.tool}.json`);
}

export async function loadFile(calculator: Calculator, notices: Notices, file: File): Promise<void> {
  const { data } = calculator, facts = { name: file.name };
  if (file.size > FILE_MOST) return notices.show("file", say(data, "file_large", facts));
  if (await loadTable(calculator, notices, file)) return;
  let given: unknown;
  try {
    given = JSON.parse((await file.text()).replace(/^\ufeff/, ""));
  } catch {
    const cut = /^\s*[[{]/.test(await file.slice(0, 100).text());
    return notices.show("file", say(data, cut ? "file_cut" : "file_not_json", facts));
  }
  const section = sectionOf(data, given);
  if (section) given = section.given;
  const { work, unfit } = readGiven(data, given);
  const taken = Object.values(readGiven(data, given, false).work.typed).reduce((sum, cells) => sum + cells.size, 0);
  if (taken === 0) return notices.show("file", say(data, "file_nothing", facts), lines(calculator, unfit));
  if (calculator.mode !== "mine") calculator.showMine();
  calculator.commit(difference(calculator.work, work), say(data, "did_load", facts));
  const word = unfit.length > 0 ? "loaded_partly" : "loaded";
  const whole = section && document.querySelector("[data-filed]")
    ? [make("a", { href: "../case-file.html" }, data.words.file_case)]
    : [];
  notices.show("file", say(data, word, { ...facts, taken, refused: unfit.length }), lines(calculator, unfit), whole);
}

/** What a case file holds for this tool; null if the file is none. */
function sectionOf(data: PageData, file: unknown): { given: unknown } | null {
  if (typeof file !== "object" || file === null || !("tools" in file) || data.values.tools || data.lists.tools) {
    return null;
  }
  const tools = { ...file.tools as Record<string, unknown> };
  return { given: tools[data.tool] ?? tools[data.tool.replaceAll("-", "_")] ?? {} };
}

/** Entries that no longer fit the tool's definition; `drop`: they need not be kept. */
export function tellUnfit(calculator: Calculator, notices: Notices, unfit: Unfit[], drop: () => void): void {
  const { data } = calculator;
  const button = make("button", { type: "button", class: "quiet" }, data.words.drop_unfit);
  button.addEventListener("click", () => {
    drop();
    notices.hide("unfit");
  });
  notices.show("unfit", say(data, "unfit", { count: unfit.length }), lines(calculator, unfit), [button]);
}

function lines(calculator: Calculator, unfit: Unfit[]): string[] {
  return unfit.map(({ where, what, why }) => `${where}: ${what} ${refusalText(calculator, why, null)}`.trim());
}
