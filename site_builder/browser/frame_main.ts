/** The script of a tool's page in a frame: does what the address asks for, and tells the page around it how high it is
and what came out. It stands in the head, so that what is not asked for is never painted. */

import type { Calculator } from "./calculator.ts";
import type { ToHost } from "./embed/messages.ts";
import { type HostKeeper, hostKeeper } from "./embed/host_keeper.ts";
import { asked, isKeptByHost, isReadonly, namesIn, type Offered } from "./embed/query.ts";
import { isComplete, resultsOf } from "./embed/results.ts";
import { workRoot } from "./model/roots.ts";
import type { Lender } from "./model/store.ts";
import { all, fetchScript, lay, one, toggle, write } from "./view/elements.ts";
import { followHeight, openNearby } from "./view/frame/height.ts";
import { openElsewhere } from "./view/frame/links.ts";
import { keeperLine } from "./view/frame/keeper_line.ts";
import { freeze } from "./view/frame/readonly.ts";

const PAUSE = 300; // milliseconds after the last change until results are told
const TOOLS = "../tools/";

let shown: Calculator | undefined; // that of the page, once it is there

const page = document.documentElement;
const query = new URLSearchParams(location.search);
const readonly = isReadonly(location.search) === true;
toggle(page, "data-readonly", readonly);
toggle(page, "data-held", readonly || query.has("example")); // unseen until it shows what is asked for
const unveil = lay(onlySteps(namesIn(query.get("steps"))));

if (isKeptByHost(location.search) && parent !== window) keepAtHost();

/** The calculator's script, which comes after this one, finds the store that it lends. */
function keepAtHost(): void {
  const siteRoot = new URL("..", (document.currentScript as HTMLScriptElement).src).pathname,
    scope = workRoot(siteRoot);
  const line = keeperLine(() => keeper);
  const keeper: HostKeeper = hostKeeper(scope, line.show, showArrived);
  const lent: Lender = { scope, texts: keeper.texts };
  Object.assign(globalThis, { armoryLender: lent });
  document.addEventListener("DOMContentLoaded", line.begin);
}

/** Until the page is there nobody knows which of these steps it has. */
function onlySteps(names: string[]): string {
  const wanted = names.map((name) => `#step-${CSS.escape(name)}, [data-step="${CSS.escape(name)}"]`).join(", ");
  return wanted && `.calculator .step:not(${wanted}) { display: none }`;
}

/** To whoever has the frame. It holds heights, labels and figures, but no word that a learner wrote, so any page may read
it; and a page cannot know the address of the one around it. */
function tell(message: ToHost): void {
  if (parent === window) return;
  parent.postMessage(message, "*");
  // What Canvas listens to.
  if (message.type === "height") parent.postMessage({ subject: "lti.frameResize", height: message.height }, "*");
}

function start(): void {
  const calculator = one(document, ".calculator"), tool = calculator.dataset.calculator!;
  const { version = "" } = ownScript().dataset;
  const does = asked(location.search, offered());
  for (const step of all(calculator, ".step")) {
    toggle(step, "hidden", does.steps.length > 0 && !does.steps.includes(step.id.replace("step-", "")));
  }
  unveil();
  explain(does.unknown);
  openElsewhere(calculator, TOOLS);
  openNearby();
  tell({ armory: 1, type: "ready", tool, title: document.title, version });
  followHeight((height) => tell({ armory: 1, type: "height", height }));
}

/** The calculator's script, which knows the version and stands where the others do. */
function ownScript(): HTMLScriptElement {
  return one(document, "script[data-version]") as HTMLScriptElement;
}

function offered(): Offered {
  const examples = one(document, "[data-offered]").dataset.offered!;
  const steps = all(document, ".calculator .step");
  return {
    examples: examples.split(" "),
    steps: steps.map(({ id, dataset }) => ({ number: id.replace("step-", ""), id: dataset.step ?? "" })),
  };
}

function explain(unknown: string[]): void {
  const line = one(document, "[data-unknown]");
  toggle(line, "hidden", unknown.length === 0);
  const shown = unknown.map((each) => each.slice(0, 60)).join(" ");
  if (shown) write(line, line.dataset.unknown!.replace("#", () => shown));
}

/** Work may arrive after the calculator has opened its example. */
function showArrived(): void {
  if (!shown || readonly || query.has("example")) return;
  if (shown.mode === "example" && shown.hasMine && !shown.changed) shown.showMine();
}

/** The calculator is about to be woken. */
function wakes(calculator: Calculator): void {
  shown = calculator;
  const { example } = asked(location.search, offered());
  if (readonly) {
    freeze(one(document, ".calculator"));
    calculator.commit = () => {}; // whatever asks for it
    calculator.showExample(calculator.example); // whatever work there is
  }
  tellResults(calculator);
  // Once it is awake, which is in this same task.
  queueMicrotask(async () => {
    if (example || readonly) await choose(calculator, example || calculator.example);
    toggle(page, "data-held", false);
  });
}

/** The example becomes the one that is shown; work of the learner's own stays in front of it. */
async function choose(calculator: Calculator, name: string): Promise<void> {
  const { data, mode } = calculator;
  try {
    if (!data.examples[name].given) await fetchScript(new URL(`tools/${data.tool}.examples.js`, ownScript().src).href);
  } catch {
    name = calculator.example; // the page brings one along
  }
  calculator.showExample(name);
  if (mode === "mine") calculator.showMine();
}

function tellResults(calculator: Calculator): void {
  const { tool } = calculator.data;
  let timer = 0, told = "", completed = false;
  const now = () => {
    const results = resultsOf(calculator), own = calculator.mode === "mine", text = JSON.stringify([own, results]);
    if (text !== told) tell({ armory: 1, type: "result", tool, own, results });
    told = text;
    if (completed || !isComplete(calculator)) return;
    completed = true;
    tell({ armory: 1, type: "completed", tool });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, PAUSE);
  };
  calculator.listen(soon);
  soon();
}

addEventListener("armory:wake", (event) => wakes((event as CustomEvent<Calculator>).detail));
document.addEventListener("DOMContentLoaded", () => {
  start();
  // The tool is all that there is to see: it does not wait until somebody comes near, as on a long page.
  one(document, ".calculator").dispatchEvent(new Event("input"));
});
