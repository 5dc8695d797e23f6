/** Loaded when a learner first prints a tool on one page. */

import type { Calculator } from "./calculator.ts";
import type { picture } from "./charts/picture.ts";
import { NARROW } from "./charts/parts.ts";
import { caseRecord } from "./model/case_record.ts";
import { fit, hidden, pageRule } from "./print/fit.ts";
import { pageOf, type Report } from "./print/page.ts";
import type { PrintData, Shown } from "./print/print_data.ts";
import { typedOf } from "./print/tables.ts";
import { lay } from "./view/elements.ts";

const handed: Record<string, PrintData> = {};
let forgetForm = () => {}; // what the printer was told last

/** Called by a tool's `.print.js`. */
function printable(tool: string, data: PrintData): void {
  handed[tool] = data;
}

/** Puts the state that is shown on paper and asks the browser to print it. `chosen`: items by list, for charts too. */
function printPage(calculator: Calculator, chosen: Record<string, string>, siteRoot: string): void {
  document.querySelector(".onepage-room")?.remove();
  forgetForm();
  const { scene, data, work, under, mode, example } = calculator;
  const at = Object.entries(chosen).map(([list, id]) => [list, Math.max(0, scene.ids[list].indexOf(id))]);
  const shown: Shown = { data: handed[data.tool], chosen: Object.fromEntries(at), each: data.each };
  const report: Report = {
    scene,
    shown,
    typed: typedOf(scene, work, under, shown),
    example: mode === "example" ? data.examples[example].label : "",
    who: caseRecord(siteRoot).get(),
    drawn: shown.data.charts.map((name) => {
      const { drawing, note } = armory.picture!(scene, name, shown.chosen, widthOf(data.charts[name].kind));
      const high = typeof drawing === "string" ? 0 : Number(drawing.attributes.height);
      return high > MOST_HIGH ? { name, drawing: null, note: data.words.print_chart_long } : { name, drawing, note };
    }),
  };
  const room = hidden(pageOf(report));
  document.body.append(room);
  const form = fit(room.firstElementChild as HTMLElement);
  forgetForm = lay(pageRule(form));
  document.documentElement.dataset.onepage = "";
  addEventListener("afterprint", () => leaveWhenSeen(room), { once: true });
  print();
}

const PAGE_WIDE = 718; // pixels within the margins of an upright page
const MOST_HIGH = 900; // pixels of a chart: nothing may be cut at the end of a page

/** A year needs the whole width; other charts stand in a column. */
function widthOf(kind: string): number {
  return kind === "calendar" ? PAGE_WIDE : NARROW;
}

/** Some browsers say "printed" while their dialog still draws: the paper goes when the page is used again. */
function leaveWhenSeen(room: HTMLElement): void {
  const signs = ["pointermove", "pointerdown", "keydown", "focusin", "wheel"];
  const leave = () => {
    for (const sign of signs) removeEventListener(sign, leave, true);
    if (!room.isConnected) return;
    room.remove();
    forgetForm();
    delete document.documentElement.dataset.onepage;
  };
  for (const sign of signs) addEventListener(sign, leave, true);
}

const printing = { handed, printPage };
export type Printing = typeof printing;

declare const armory: { picture?: typeof picture; printing?: Printing; printable?: typeof printable };

Object.assign(armory, { printing, printable });
