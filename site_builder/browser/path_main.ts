/** The script of the self-study pages. It stands in the head of a page, the path's own data (and, where the learner has
work, the tools' scripts) hand themselves over to it. */

import type { PageData } from "./model/page_data.ts";
import type { PathData } from "./model/path_data.ts";
import { type Code, programOf } from "./model/program.ts";
import { say } from "./model/page_data.ts";
import { all, write } from "./view/elements.ts";
import { handed, type Learner, learner, type Sight } from "./view/path/learner.ts";
import { march } from "./view/path/march.ts";
import { planPage } from "./view/path/plan.ts";
import { station } from "./view/path/station.ts";

let siteRoot = "";

/** Called by a tool's script. */
function define(data: PageData, code: Code): void {
  handed[data.tool] = { data, program: programOf(code) };
}

/** Called by `path-data.js`, at the end of the page. */
function path(data: PathData, code: Code): void {
  const root = document.querySelector<HTMLElement>("[data-path-page]");
  if (!root) return;
  const known = learner(data, programOf(code), siteRoot);
  const refresh = pageOf(root, known);
  known.listen(() => refresh());
  refresh().then(() => tellTrouble(known));
  addEventListener("input", () => tellTrouble(known));
}

function pageOf(root: HTMLElement, known: Learner): () => Promise<void> {
  const { pathPage } = root.dataset;
  if (pathPage === "plan") return planPage(root, known);
  const show: (sight: Sight) => void = pathPage === "module" ? station(root, known) : march(root, known);
  return () => known.look().then(show);
}

function tellTrouble({ kept, path: { sheet } }: Learner): void {
  for (const note of all(document, "[data-trouble]")) {
    note.hidden = kept.trouble === null;
    write(note, kept.trouble === null ? "" : say(sheet, `trouble_${kept.trouble}`));
  }
}

function listenToPrint(): void {
  for (const button of all(document, "[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

if (typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement) {
  siteRoot = new URL("..", document.currentScript.src).pathname;
  document.documentElement.dataset.script = "on";
  document.addEventListener("DOMContentLoaded", listenToPrint);
}

const armory = {
  define,
  path,
  programOf,
  said: undefined as Record<string, string> | undefined,
  /** Called by `words.js`, which is fetched where a file cannot be downloaded. */
  words(said: Record<string, string>): void {
    armory.said = said;
  },
};
Object.assign(globalThis, { armory });
