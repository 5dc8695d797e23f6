/** The charts' script is fetched when a chart first has to be drawn anew: until then what the build drew is right. */

import { ALL_NEW, type Calculator, type News } from "../calculator.ts";
import { all, fetchScript, isNarrow, onNarrowChange, toggle } from "./elements.ts";
import { fetchWords } from "./more.ts";
import type { pictures } from "./pictures.ts";

declare const armory: { pictures?: typeof pictures };

/** `assets`: where the scripts stand. */
export function drawing(calculator: Calculator, root: HTMLElement, assets: string): (news: News) => void {
  const charts = all(root, "[data-chart]");
  let draw: ((news: News) => void) | undefined, asked = false;

  async function load(): Promise<void> {
    if (asked || charts.length === 0) return;
    asked = true;
    if (armory.pictures) return start();
    try {
      await Promise.all([fetchWords(assets), fetchScript(`${assets}charts.js`)]);
      start();
    } catch {
      asked = false; // the next change tries again
    }
  }

  function start(): void {
    draw = armory.pictures!(calculator, root);
    draw({ ...ALL_NEW, whole: false });
    toggle(root, "data-drawn", true);
  }

  for (const chart of charts) chart.addEventListener("input", load);
  onNarrowChange(load);
  if (isNarrow()) load(); // the build drew for a wide window
  return (news) => draw ? draw(news) : void load();
}
