/** Charts on the page: drawn again when a figure of theirs changed. */

import type { Calculator, News } from "../calculator.ts";
import { patch } from "../charts/node.ts";
import { drawnFrom, picture } from "../charts/picture.ts";
import { itemLabel } from "../model/show.ts";
import { all, make, one, write } from "./elements.ts";

export function pictures(calculator: Calculator, root: HTMLElement): (news: News) => void {
  const { data } = calculator;
  const figures = all(root, "[data-chart]");
  const sources = new Map(figures.map((figure) => {
    const chart = data.charts[figure.dataset.chart!];
    return [figure, drawnFrom(calculator.scene, chart)];
  }));

  function choice(figure: HTMLElement): HTMLSelectElement | null {
    return figure.querySelector<HTMLSelectElement>("select[data-each]");
  }

  function fillChoice(figure: HTMLElement): void {
    const select = choice(figure);
    if (!select) return;
    const list = select.dataset.each!, ids = calculator.scene.ids[list], chosen = select.value;
    select.replaceChildren(...ids.map((id, i) => make("option", { value: id }, itemLabel(calculator.scene, list, i))));
    select.value = ids.includes(chosen) ? chosen : ids[0] ?? "";
  }

  function draw(figure: HTMLElement): void {
    const select = choice(figure);
    const chosen = select ? Math.max(0, calculator.scene.ids[select.dataset.each!].indexOf(select.value)) : 0;
    const { drawing, table, note } = picture(calculator.scene, figure.dataset.chart!, chosen);
    patch(one(figure, ".chart__drawing"), [drawing]);
    patch(one(figure, ".chart__table"), [table]);
    write(one(figure, ".chart__note"), note);
  }

  root.addEventListener("input", (event) => {
    const figure = (event.target as Element).closest<HTMLElement>("[data-chart]");
    if (figure && (event.target as Element).matches("select[data-each]")) draw(figure);
  });
  return (news) => {
    for (const figure of figures) {
      const named = sources.get(figure)!.some((value) => news.values.has(value));
      if (!news.rows && !named) continue;
      if (choice(figure)) fillChoice(figure);
      draw(figure);
    }
  };
}
