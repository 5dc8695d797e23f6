/** The results in sight: read out politely after a pause, and above the keyboard of a phone. */

import type { Calculator, News } from "../calculator.ts";
import { labelOf, say } from "../model/page_data.ts";
import { shown } from "../model/show.ts";
import { one, write } from "./elements.ts";

const PAUSE = 1200; // milliseconds without typing

export function results(calculator: Calculator, root: HTMLElement): (news: News) => void {
  const { data } = calculator;
  const voice = one(root, "[data-voice]");
  const changed = new Set<string>();
  let timer = 0;

  function speak(): void {
    const sentences = data.results.filter((name) => changed.has(name)).map((name) => {
      const light = data.lights[name];
      if (!light) {
        const chosen = data.values[name].for.map(([, list]) =>
          calculator.scene.ids[list].indexOf(calculator.chosen[list])
        );
        const place = chosen.includes(-1) ? -1 : chosen[0] ?? 0;
        return say(data, "spoken", { label: labelOf(data, name), figure: shown(calculator.scene, name, place) });
      }
      const state = root.querySelector<HTMLElement>(`[data-light="${name}"]`)?.dataset.state ?? "unknown";
      return say(data, "spoken", { label: labelOf(data, name), figure: data.words[`light_${state}`] });
    });
    changed.clear();
    write(voice, sentences.join(" "));
  }

  const viewport = globalThis.visualViewport;
  viewport?.addEventListener("resize", () => {
    const hidden = Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
    root.style.setProperty("--keyboard", `${Math.round(hidden)}px`);
  });
  return (news) => {
    if (news.whole) return;
    for (const name of data.results) {
      if (news.rows || news.chosen || news.values.has(name) || news.lights.has(name)) changed.add(name);
    }
    clearTimeout(timer);
    if (changed.size > 0) timer = setTimeout(speak, PAUSE);
  };
}
