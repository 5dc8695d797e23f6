/** Charts on the page: drawn again when a figure of theirs changed, those in sight at once, the others when there is time. */

import type { Calculator, News } from "../calculator.ts";
import { type Node_, patch } from "../charts/node.ts";
import { NARROW, WIDE } from "../charts/parts.ts";
import { drawnFrom, picture, shownOneOf } from "../charts/picture.ts";
import { itemLabel } from "../model/show.ts";
import { all, isNarrow, make, one, onNarrowChange, write } from "./elements.ts";

interface Shown {
  figure: HTMLElement;
  sources: Set<string>; // the values it shows
  lists: string[]; // of which it shows one item at a time
  choice: HTMLSelectElement | null; // which item, for charts that show one at a time
  stale: { drawing: boolean; table: boolean };
  inSight: boolean;
  drawn: Record<"drawing" | "table", Node_[]>;
}

const LATEST = 400; // milliseconds after which charts out of sight are drawn, too

export function pictures(calculator: Calculator, root: HTMLElement): (news: News) => void {
  const { data } = calculator;
  const charts = all(root, "[data-chart]").map((figure): Shown => ({
    figure,
    sources: new Set(drawnFrom(calculator.scene, data.charts[figure.dataset.chart!])),
    lists: shownOneOf(calculator.scene, data.charts[figure.dataset.chart!]),
    choice: figure.querySelector<HTMLSelectElement>("select[data-each]"),
    stale: { drawing: false, table: false },
    inSight: false,
    drawn: { drawing: [], table: [] },
  }));
  let waiting = false;

  function fillChoice({ choice }: Shown): void {
    if (!choice) return;
    const list = choice.dataset.each!, ids = calculator.scene.ids[list], chosen = choice.value;
    choice.replaceChildren(...ids.map((id, i) => make("option", { value: id }, itemLabel(calculator.scene, list, i))));
    choice.value = ids.includes(chosen) ? chosen : ids[0] ?? "";
  }

  /** The item that the page is about, and the one chosen beside the chart. */
  function chosenFor({ choice }: Shown): Record<string, number> {
    const ids = { ...calculator.chosen, ...(choice ? { [choice.dataset.each!]: choice.value } : {}) };
    return Object.fromEntries(
      Object.entries(ids).map(([list, id]) => [list, Math.max(0, calculator.scene.ids[list].indexOf(id))]),
    );
  }

  /** The drawing, and the table behind it where it is open or `whole`. */
  function draw(chart: Shown, whole = false): void {
    const { figure, stale } = chart, width = isNarrow() ? NARROW : WIDE;
    const { drawing, table, note } = picture(calculator.scene, figure.dataset.chart!, chosenFor(chart), width);
    put(chart, "drawing", drawing);
    write(one(figure, ".chart__note"), note);
    const open = whole || figure.querySelector("details")?.open === true;
    if (open) put(chart, "table", table);
    chart.stale = { drawing: false, table: stale.table && !open };
  }

  function put(chart: Shown, part: "drawing" | "table", fresh: Node_): void {
    const host = one(chart.figure, `.chart__${part}`);
    if (chart.drawn[part].length === 0) host.replaceChildren(); // what the build drew
    patch(host, chart.drawn[part], [fresh]);
    chart.drawn[part] = [fresh];
  }

  function drawStale(): void {
    waiting = false;
    for (const chart of charts) if (chart.stale.drawing || chart.stale.table) draw(chart, true);
  }

  function later(): void {
    if (waiting) return;
    waiting = true;
    if ("requestIdleCallback" in globalThis) requestIdleCallback(drawStale, { timeout: LATEST });
    else setTimeout(drawStale, LATEST);
  }

  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const chart = charts.find(({ figure }) => figure === target)!;
      chart.inSight = isIntersecting;
      if (isIntersecting && chart.stale.drawing) draw(chart);
    }
  }, { rootMargin: "200px" });
  for (const chart of charts) {
    sight.observe(chart.figure);
    chart.choice?.addEventListener("input", () => draw(chart, true));
    chart.figure.querySelector("details")?.addEventListener("toggle", () => chart.stale.table && draw(chart, true));
  }
  onNarrowChange(() => charts.forEach((chart) => draw(chart)));
  // The build drew them for a wide window.
  if (isNarrow()) { for (const chart of charts) chart.stale.drawing = true; }
  addEventListener("beforeprint", drawStale);
  return (news) => {
    for (const chart of charts) {
      const another = news.chosen && chart.lists.some((list) => list === data.each);
      if (!news.rows && !another && ![...news.values.keys()].some((value) => chart.sources.has(value))) continue;
      if (chart.choice && (news.rows || news.values.has(data.lists[chart.choice.dataset.each!].shown_as ?? ""))) {
        fillChoice(chart);
      }
      chart.stale = { drawing: true, table: true };
      if (chart.inSight || news.whole) draw(chart);
    }
    if (charts.some(({ stale }) => stale.drawing || stale.table)) later();
  };
}
