/** One A4 page: upright or turned, with the largest letters that let everything fit; else as many pages as it takes. */

import { make, one } from "../view/elements.ts";

const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6]; // points; none smaller, so that it can be read
const SEVERAL = 8; // points, where one page is not enough
const MARGIN = [9, 10]; // millimetres: above and below, beside
const A4 = [210, 297];
const MM = 96 / 25.4, PT = 96 / 72; // pixels
const SLACK = 0.985; // of the page's height: printing rounds otherwise than the screen
const CHART = 350; // pixels that charts are drawn for; they shrink with the text, while their letters can be read
const TIGHT = 7; // points, from which on what to do stands in the same lines as what is wrong
const MANY_ROWS = 24; // a longer table may break
const MOST_COLUMNS = 12; // of numbers beside each other in a column of the page; one of texts counts as three

export interface Form {
  turned: boolean;
  size: number;
  single: boolean;
}

/** Tries the forms on the page, which stands in the document, and leaves it in the one that was found. */
export function fit(page: HTMLElement): Form {
  const parts = [...one(page, ".onepage__flow").children] as HTMLElement[];
  for (const fewer of new Set([parts, withoutLastChart(parts)])) {
    for (const size of SIZES) {
      for (const turned of [false, true]) {
        const form = { turned, size, single: true };
        if (shape(page, fewer, form) && page.offsetHeight <= room(turned)[1] * SLACK) return form;
      }
    }
  }
  for (const size of SIZES.filter((size) => size <= SEVERAL)) {
    for (const turned of [false, true]) {
      const form = { turned, size, single: false };
      if (shape(page, parts, form)) return form;
    }
  }
  const last = { turned: true, size: SIZES.at(-1)!, single: false };
  shape(page, parts, last);
  return last;
}

/** One chart is enough where both would cost a second page. */
function withoutLastChart(parts: HTMLElement[]): HTMLElement[] {
  const charts = parts.filter((part) => part.matches(".onepage__chart"));
  return charts.length > 1 ? parts.filter((part) => part !== charts.at(-1)) : parts;
}

/** What the printer is told. */
export function pageRule({ turned, single }: Form): string {
  const count = single ? "" : '@bottom-right{content:counter(page) " / " counter(pages);font-size:7pt}';
  return `@page{size:A4 ${turned ? "landscape" : "portrait"};margin:${MARGIN[0]}mm ${MARGIN[1]}mm;${count}}`;
}

/** Pixels within the margins. */
function room(turned: boolean): [width: number, height: number] {
  const [width, height] = turned ? [A4[1], A4[0]] : A4;
  return [(width - 2 * MARGIN[1]) * MM, (height - 2 * MARGIN[0]) * MM];
}

/** Puts the parts where they stand in this form. False where a table is wider than the paper. */
function shape(page: HTMLElement, parts: HTMLElement[], { turned, size, single }: Form): boolean {
  const [width] = room(turned), count = turned ? 3 : 2;
  page.style.width = `${width}px`;
  page.style.fontSize = `${size}pt`;
  page.classList.toggle("onepage--tight", single && size <= TIGHT);
  for (const chart of parts.filter((part) => part.matches(".onepage__chart"))) {
    chart.style.setProperty("--chart", `${CHART * Math.max(leastScale(chart), Math.min(1, size / SIZES[0]))}px`);
  }
  const flow = one(page, ".onepage__flow"), wide = one(page, ".onepage__wide");
  const columns = Array.from({ length: count }, () => make("div", { class: "onepage__column" }));
  flow.replaceChildren(...columns);
  wide.replaceChildren();
  columns[0].append(...parts);
  const high = new Map(parts.map((part) => [part, part.offsetHeight]));
  const tables = parts.filter((part) => part.matches(".onepage__table"));
  const large = parts.filter((part) => part.matches(".onepage__chart--wide") || tables.includes(part) && !fits(part));
  distribute(parts.filter((part) => !large.includes(part)), columns, high);
  wide.append(...large);
  return tables.every((part) => one(part, "table").offsetWidth <= part.offsetWidth + 0.5);
}

/** How small a chart may be drawn. */
function leastScale(chart: HTMLElement): number {
  const sizes = [...chart.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize));
  return sizes.length > 0 ? SIZES.at(-1)! * PT / Math.min(...sizes) : 1;
}

/** Lights from the first column on; the others, larger ones first, wherever there is most room. */
function distribute(parts: HTMLElement[], columns: HTMLElement[], high: Map<HTMLElement, number>): void {
  const gap = parseFloat(getComputedStyle(columns[0]).rowGap) || 0;
  const heightOf = (part: HTMLElement) => high.get(part)! + gap, heights = columns.map(() => 0);
  const even = parts.reduce((sum, part) => sum + heightOf(part), 0) / columns.length;
  const put = (part: HTMLElement, column: number) => {
    columns[column].append(part);
    heights[column] += heightOf(part);
  };
  const lights = parts.filter((part) => part.matches(".onepage__light"));
  let column = 0;
  for (const part of lights) {
    if (heights[column] + heightOf(part) / 2 > even && column < columns.length - 1) column += 1;
    put(part, column);
  }
  const others = parts.filter((part) => !lights.includes(part));
  const placed = others.sort((a, b) => heightOf(b) - heightOf(a));
  for (const part of placed) put(part, heights.indexOf(Math.min(...heights)));
}

/** A table that stands in a column: not wider, and short enough to stay whole. */
function fits(part: HTMLElement): boolean {
  const { rows, columns } = part.dataset, table = one(part, "table");
  return Number(rows) <= MANY_ROWS && table.offsetWidth <= part.offsetWidth + 0.5 && Number(columns) <= MOST_COLUMNS;
}

export function hidden(page: HTMLElement): HTMLElement {
  return make("div", { class: "onepage-room", "aria-hidden": "true" }, page);
}
