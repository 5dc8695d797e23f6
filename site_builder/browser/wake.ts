/** Wakes a calculator: the markup that stands in the page, a tool's data and its code become a working sheet. */

import { ALL_NEW, calculator } from "./calculator.ts";
import { browserKeeper, hasWork } from "./model/keeper.ts";
import type { Link } from "./link_main.ts";
import type { PageData } from "./model/page_data.ts";
import type { Program } from "./model/sheet.ts";
import { bindings } from "./view/bindings.ts";
import { cards } from "./view/cards.ts";
import { drawing } from "./view/drawing.ts";
import { explaining } from "./view/explain.ts";
import { make, one } from "./view/elements.ts";
import { listenToFields } from "./view/fields.ts";
import { modes } from "./view/modes.ts";
import { fetchLink, fetchMore } from "./view/more.ts";
import { setFlag } from "./view/flags.ts";
import { listenToKeys } from "./view/movement.ts";
import { noticesIn } from "./view/notices.ts";
import { panel } from "./view/panel.ts";
import { listenToPaste } from "./view/pasting.ts";
import { results } from "./view/results.ts";
import { ROW_ACTIONS } from "./view/rows.ts";
import type { Sheets, sheets } from "./view/sheets.ts";
import { fetchUpstream, upstream } from "./view/upstream.ts";

declare const armory: { link?: Link; sheets?: typeof sheets };

/** Pixels from the window at which a calculator is woken, so that a visitor never meets one asleep. */
const NEAR = "500px 0px";

/** All items are shown. */
const NO_SHEETS: Sheets = { update: () => false, actions: {} };

/** The address holds figures, which a script of their own reads. */
export function isLinked(): boolean {
  return location.hash.startsWith("#work=");
}

/** What a calculator needs beside its markup. `key`: its place in the browser's storage; `assets`: where scripts stand. */
export interface Setting {
  data: PageData;
  program: Program;
  key: string;
  assets: string;
}

/** With work of the learner's own at once, before the page is painted; else when it is first needed: waking costs time
that the rest of the page can use better. */
export function wakeInTime(root: HTMLElement, setting: Setting): void {
  const { data, key, assets } = setting;
  let asleep = true;
  const start = () => {
    if (asleep) wake(root, setting);
    asleep = false;
    delete document.documentElement.dataset.work; // what hid the example until now
  };
  if ((data.givers || data.compares) && hasWork(key) && !isLinked()) {
    return void fetchUpstream(data, key, assets).then(start);
  }
  delete document.documentElement.dataset.work;
  if (hasWork(key) || location.hash !== "" || performance.getEntriesByType("navigation").some(isRevisit)) {
    return start();
  }
  const near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && start(), {
    rootMargin: NEAR,
  });
  near.observe(root);
  addEventListener("hashchange", () => isLinked() && start());
  for (const type of ["pointerdown", "focusin", "keydown", "click", "input", "beforeprint"]) {
    addEventListener(type, (event) => (type === "beforeprint" || root.contains(event.target as Node)) && start(), true);
  }
}

/** The browser will scroll to where the visitor was. */
function isRevisit(entry: PerformanceEntry): boolean {
  return (entry as PerformanceNavigationTiming).type !== "navigate";
}

function wake(root: HTMLElement, { data, program, key, assets }: Setting): void {
  const keeper = browserKeeper(data, key);
  const calc = calculator(data, program, keeper);
  root.dispatchEvent(new CustomEvent("armory:wake", { bubbles: true, detail: calc })); // a frame's page, a course's
  const notices = noticesIn(data, one(root, "[data-notices]"));
  const figures = bindings(calc, root);
  const modeBar = modes(calc, root, keeper, notices, assets);
  const choices = panel(calc, root, (block) => deck.advance(block));
  const deck = cards(calc, root, choices);
  const about = armory.sheets?.(calc, root, key, (field) => setFlag(field, "refusal", null)) ?? NO_SHEETS;
  const draw = drawing(calc, root, assets);
  const announce = results(calc, root);
  const explain = explaining(calc, root, assets);
  const refresh = upstream(calc, root, keeper, notices, { key, assets });

  calc.listen((news) => {
    figures.update(news, about.update(news));
    deck.update(news);
    draw(news);
    announce(news);
    modeBar.update();
  });
  listenToFields(calc, root, figures);
  listenToKeys(calc, root);
  listenToPaste(calc, root, figures, notices, assets);
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const action = button.dataset.do;
    if (action === undefined) return button.closest("dialog") ? undefined : ask(button);
    act(action, button);
  });
  const act = (action: string, button: HTMLElement) => {
    if (modeBar.actions[action]) modeBar.actions[action]();
    else if (ROW_ACTIONS[action]) ROW_ACTIONS[action](calc, button, root);
    else if (about.actions[action]) about.actions[action](button);
    else if (action === "turn") deck.turn(button);
    else {
      fetchMore(assets).then((more) =>
        more.actions[action]?.({ calculator: calc, root, keeper, notices, button, assets, key })
      );
    }
  };
  const ask = (button: HTMLElement) => {
    if (button.dataset.value !== undefined || button.dataset.light !== undefined) explain(button);
  };

  const openLink = async () => {
    if (isLinked()) (armory.link ?? await fetchLink(assets)).open({ calculator: calc, root, keeper, notices, assets });
  };
  addEventListener("hashchange", openLink);

  refresh();
  if (calc.mode === "mine") {
    figures.update(ALL_NEW, about.update(ALL_NEW));
    deck.update(ALL_NEW);
    draw(ALL_NEW);
  } else about.update(ALL_NEW); // all the rest of the example stands there already
  modeBar.update();
  const version = /^#versions=(\w+)$/.exec(location.hash)?.[1]; // a link of the case file's page
  if (version) act("versions", make("button", { "data-version": version }));
  openLink();
  root.dataset.awake = "";
}
