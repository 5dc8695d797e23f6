/** The one script of all calculators. In the head of a page it marks early whether there is work to restore;
right after a calculator's markup, the tool's own script hands over the tool and wakes it. */

import * as arithmetic from "./arithmetic.ts";
import { markup } from "./charts/node.ts";
import { picture } from "./charts/picture.ts";
import { decimal, plain } from "./model/show.ts";
import { hasWork, storageKey } from "./model/keeper.ts";
import type { PageData, WhyData } from "./model/page_data.ts";
import type { Program, Scene } from "./model/sheet.ts";
import { handedOver } from "./view/explain.ts";
import type { Reason } from "./view/why.ts";
import { wakeInTime } from "./wake.ts";

type Kit = typeof arithmetic;

let siteRoot = "";

function mark(script: HTMLScriptElement): void {
  siteRoot = new URL("..", script.src).pathname;
  const page = document.documentElement;
  page.dataset.script = "on";
  const { tool } = script.dataset;
  if (tool !== undefined && hasWork(storageKey(siteRoot, tool))) page.dataset.work = "mine";
}

function define(data: PageData, compute: (kit: Kit) => Program["compute"]): void {
  const root = document.querySelector<HTMLElement>(`[data-calculator="${data.tool}"]`);
  const program = { compute: compute(arithmetic) };
  const key = storageKey(siteRoot, data.tool);
  if (root) wakeInTime(root, { data, program, key, assets: `${siteRoot}assets/` });
  delete document.documentElement.dataset.work;
}

/** Called by a tool's `.why.js`. */
function explain(tool: string, data: WhyData, reason: (kit: Kit) => Reason): void {
  handedOver[tool] = { data, reason: reason(arithmetic) };
}

/** For the build: all charts of a scene as text. */
function drawings(scene: Scene): string {
  const drawn = Object.keys(scene.data.charts).map((name) => {
    const { drawing, table, note } = picture(scene, name);
    return [name, { drawing: markup(drawing), table: markup(table), note }];
  });
  return JSON.stringify(Object.fromEntries(drawn));
}

if (typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement) {
  mark(document.currentScript);
}

Object.assign(globalThis, { armory: { define, explain, drawings, decimal, plain, arithmetic } });
