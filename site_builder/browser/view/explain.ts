/** Why? is fetched when it is first asked: its script, and what the tool's formulas were made from. */

import type { Calculator } from "../calculator.ts";
import type { WhyData } from "../model/page_data.ts";
import { fetchScript } from "./elements.ts";
import type { Reason, Why, why } from "./why.ts";

/** What a tool's `.why.js` hands over, by tool. */
export const handedOver: Record<string, { data: WhyData; reason: Reason }> = {};

declare const armory: { why?: typeof why };

/** `assets`: where the scripts stand. Without them the static formula below is shown. */
export function explaining(calculator: Calculator, root: HTMLElement, assets: string): (button: HTMLElement) => void {
  const { tool } = calculator.data;
  let asked: Promise<Why> | undefined;

  async function load(): Promise<Why> {
    await Promise.all([fetchScript(`${assets}why.js`), fetchScript(`${assets}tools/${tool}.why.js`)]);
    const { data, reason } = handedOver[tool];
    return armory.why!(calculator, root, data, reason);
  }

  return async (button) => {
    try {
      asked ??= load();
      (await asked).ask(button);
    } catch {
      asked = undefined; // the next click tries again
      location.hash = `formula-${button.dataset.value ?? button.dataset.light}`;
    }
  };
}
