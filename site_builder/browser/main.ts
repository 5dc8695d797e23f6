/** The one script of all calculators. In the head of a page it marks early whether there is work to restore;
right after a calculator's markup, the tool's own script hands over the tool and wakes it. */

import { type Kit, kit } from "./arithmetic.ts";
import { decimal, plain } from "./model/show.ts";
import { hasWork, storageKey } from "./model/keeper.ts";
import type { GivenFile, PageData, WhyData } from "./model/page_data.ts";
import { type Code, programOf } from "./model/program.ts";
import { fetchScript } from "./view/elements.ts";
import { handedOver } from "./view/explain.ts";
import { handed } from "./view/upstream.ts";
import type { Reason } from "./view/why.ts";
import { isLinked, wakeInTime } from "./wake.ts";

declare const armory: { said: Record<string, string> };

let siteRoot = "";
let rare: Record<string, string> = {};

function mark(script: HTMLScriptElement): void {
  siteRoot = new URL("..", script.src).pathname;
  const page = document.documentElement;
  page.dataset.script = "on";
  if (!location.hash && self === top) loads(page); // a place further down is found, and a frame as high, once all is laid out
  const { tool } = script.dataset;
  if (tool === undefined || !isLinked() && !hasWork(storageKey(siteRoot, tool))) return;
  page.dataset.work = "";
  // Other figures than the example's are there before the page is painted, so nothing moves: their scripts come with it.
  const linked = isLinked() ? ["link", `tools/${tool}.marks`] : [];
  for (const part of ["words", "charts", ...linked]) {
    document.write(`<script src="${siteRoot}assets/${part}.js"></script>`);
  }
}

function loads(page: HTMLElement): void {
  page.dataset.loading = "";
  addEventListener("load", () => delete page.dataset.loading, { once: true });
}

function define(data: PageData, code: Code): void {
  const root = document.querySelector<HTMLElement>(`[data-calculator="${data.tool}"]`);
  const program = programOf(code);
  handed[data.tool] = { data, program };
  data.words = { ...rare, ...data.words };
  const key = storageKey(siteRoot, data.tool);
  if (!root) return; // another tool's page: it takes from this one
  wakeInTime(root, { data, program, key, assets: `${siteRoot}assets/` });
}

/** Called by `words.js`: those that are rarely said. */
function words(more: Record<string, string>): void {
  armory.said = rare = more;
  for (const { data } of Object.values(handed)) data.words = { ...more, ...data.words };
}

/** Called by a tool's `.examples.js`: all but the first, which the script brings along. */
function examples(tool: string, given: Record<string, GivenFile>): void {
  for (const [name, file] of Object.entries(given)) handed[tool].data.examples[name].given = file;
}

/** Called by a tool's `.why.js`. */
function explain(tool: string, data: WhyData, reason: (kit: Kit) => Reason): void {
  handedOver[tool] = { data, reason: reason(kit) };
}

/** Questions are woken when the first of them comes near. */
function listenToQuiz(): void {
  const questions = [...document.querySelectorAll("[data-quiz], [data-certificate]")];
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    near.disconnect();
    fetchScript(`${siteRoot}assets/quiz.js`);
  }, { rootMargin: "100%" });
  for (const question of questions) near.observe(question);
}

if (typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement) {
  mark(document.currentScript);
  document.addEventListener("DOMContentLoaded", listenToQuiz);
}

Object.assign(globalThis, {
  armory: { define, examples, explain, words, decimal, plain, programOf, handed, handedOver },
});
