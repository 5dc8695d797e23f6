/** A chart as a picture to keep (SVG, PNG), and what takes place in a year as a calendar file. */

import type { Calculator } from "../calculator.ts";
import { calendarFile, nextMonday, type YearRow } from "../model/ics.ts";
import type { Scene } from "../model/sheet.ts";
import { fetchScript, make, one, save } from "./elements.ts";

declare const armory: { yearOf?: (scene: Scene, name: string) => YearRow[] };

/** What a picture takes along of the page's style. */
const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-family"];
STYLES.push("fill-opacity", "stroke-opacity", "stroke-linejoin", "paint-order", "font-size", "font-weight");
STYLES.push("text-anchor", "dominant-baseline", "letter-spacing", "visibility", "display");
const SHARP = 2; // pixels of a PNG for each of the page

export async function saveChart(calculator: Calculator, button: HTMLElement, assets: string): Promise<void> {
  const figure = button.closest<HTMLElement>("[data-chart]")!, chart = figure.dataset.chart!;
  const { data, scene } = calculator, name = `${data.tool}-${chart}`.replaceAll("_", "-");
  if (button.dataset.kind === "ics") {
    if (!armory.yearOf) await fetchScript(`${assets}charts.js`);
    const first = one(figure, "input[data-first]") as HTMLInputElement;
    first.value ||= nextMonday(new Date());
    const text = calendarFile(data.tool, data.charts[chart].label, armory.yearOf!(scene, chart), first.value);
    return save(new Blob([text], { type: "text/calendar" }), `${name}.ics`);
  }
  const drawn = one(figure, ".chart__drawing").querySelector("svg")!;
  const { width, height } = drawn.getBoundingClientRect();
  const text = standalone(drawn, data.charts[chart].label, width, height);
  const picture = new Blob([text], { type: "image/svg+xml" });
  if (button.dataset.kind === "svg") return save(picture, `${name}.svg`);
  save(await png(picture, width, height), `${name}.png`);
}

/** The drawing with its styles written out, on the page's paper. */
function standalone(drawn: SVGElement, title: string, width: number, height: number): string {
  const copy = drawn.cloneNode(true) as SVGElement;
  const theirs = [drawn, ...drawn.querySelectorAll("*")], ours = [copy, ...copy.querySelectorAll("*")];
  ours.forEach((element, n) => {
    const style = getComputedStyle(theirs[n]);
    const said = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
    // Not as an attribute, which a strict Content-Security-Policy of the page would not take.
    (element as SVGElement).style.cssText = said;
    element.removeAttribute("class");
  });
  const box = drawn.getAttribute("viewBox")?.split(" ") ?? ["0", "0", String(width), String(height)];
  const paper = document.createElementNS(copy.namespaceURI, "rect");
  for (const [name, at] of [["x", 0], ["y", 1], ["width", 2], ["height", 3]] as const) {
    paper.setAttribute(name, box[at]);
  }
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const named = document.createElementNS(copy.namespaceURI, "title");
  named.textContent = title;
  copy.prepend(named, paper);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(width)));
  copy.setAttribute("height", String(Math.round(height)));
  return new XMLSerializer().serializeToString(copy);
}

async function png(picture: Blob, width: number, height: number): Promise<Blob> {
  const image = new Image(), address = URL.createObjectURL(picture);
  image.src = address;
  await image.decode();
  const canvas = make("canvas", { width: String(width * SHARP), height: String(height * SHARP) });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done, failed) => canvas.toBlob((blob) => blob ? done(blob) : failed(), "image/png"));
}
