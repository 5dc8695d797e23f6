/** One page of paper with the state that is shown: its script, its style and the tool's words for it come now. */

import type { Calculator } from "../calculator.ts";
import type { picture } from "../charts/picture.ts";
import type { Printing } from "../print_main.ts";
import { all, fetchScript, fetchStyle } from "./elements.ts";
import { fetchWords } from "./more.ts";
import type { Notices } from "./notices.ts";

declare const armory: { picture?: typeof picture; printing?: Printing };

let style: Promise<void> | undefined;

export async function printPage(
  calculator: Calculator,
  root: HTMLElement,
  notices: Notices,
  assets: string,
): Promise<void> {
  const { data } = calculator;
  try {
    await fetchWords(assets);
    style ??= fetchStyle(`${assets}print.css`);
    if (!armory.picture) await fetchScript(`${assets}charts.js`);
    if (!armory.printing) await fetchScript(`${assets}print.js`);
    if (!armory.printing!.handed[data.tool]) await fetchScript(`${assets}tools/${data.tool}.print.js`);
    await style;
  } catch {
    return notices.show("print", data.words.print_missing);
  }
  notices.hide("print");
  // What a chart beside its own choice shows is printed as it is seen.
  const choices = all(root, "select[data-each]") as HTMLSelectElement[];
  const chosen = { ...Object.fromEntries(choices.map((choice) => [choice.dataset.each!, choice.value])) };
  armory.printing!.printPage(calculator, { ...chosen, ...calculator.chosen }, assets.replace(/assets\/$/, ""));
}
