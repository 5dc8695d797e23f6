/** The plan of one item, put together from the case file over all tools; without any work, of the tools' examples. */

import { filled } from "../../model/gates.ts";
import { say } from "../../model/page_data.ts";
import type { PathData, PlanData } from "../../model/path_data.ts";
import { isSaid, type PathRecord } from "../../model/path_record.ts";
import { BLANK, itemLabel, shown } from "../../model/show.ts";
import { place, type Scene, type Shape, STATES } from "../../model/sheet.ts";
import { withUnit } from "../../model/unit.ts";
import { make, one, toggle, write } from "../elements.ts";
import type { Learner, Sight } from "./learner.ts";

const LONG = 16; // characters that need a line of their own
const COLUMNS = 4; // more of them take the whole width
export function planPage(root: HTMLElement, learner: Learner): () => Promise<void> {
  const { path, kept } = learner, { sheet } = path, plan = path.plan!;
  const choice = one(root, "[data-plan-item]") as HTMLSelectElement;
  const big = one(root, "[data-plan-big]"), ask = one(root, "[data-plan-example]");
  let wanted = false, item: string | null = null;
  one(root, "[data-plan-bar]").hidden = false;

  choice.addEventListener("change", () => {
    item = choice.value;
    if (!isExample()) kept.update((record) => ({ ...record, item }));
    refresh();
  });
  ask.addEventListener("click", () => {
    wanted = !wanted;
    item = null;
    refresh();
  });
  big.addEventListener("click", () => {
    toggle(root, "data-big", !root.hasAttribute("data-big"));
    big.setAttribute("aria-pressed", String(root.hasAttribute("data-big")));
  });
  const isExample = () => wanted || !learner.begun();

  async function refresh(): Promise<void> {
    const example = isExample();
    let sight = await learner.look(example);
    const rows = sight.scene.ids[plan.list];
    const chosen = item ?? sight.record.item;
    item = chosen !== null && rows.includes(chosen) ? chosen : firstChoice(sight.scene, plan);
    if (!example && item !== null && item !== sight.record.item) {
      kept.update((record) => ({ ...record, item }));
      sight = await learner.look();
    }
    show(sight, example);
  }

  function show({ scene, record }: Sight, example: boolean): void {
    const rows = scene.ids[plan.list], at = item === null ? -1 : rows.indexOf(item);
    toggle(root, "data-shown", true);
    toggle(root, "data-example", example);
    ask.hidden = !learner.begun();
    ask.setAttribute("aria-pressed", String(example));
    const note = at < 0 ? (example ? "plan_failed" : "plan_none") : !example ? "plan_own" : "plan_is_example";
    write(one(root, "[data-plan-note]"), say(sheet, !learner.begun() && at >= 0 ? "plan_none" : note));
    choice.replaceChildren(...rows.map((id, i) => option(scene, plan, id, i, i === at)));
    choice.disabled = rows.length === 0;
    const name = one(root, "[data-plan-name]");
    name.hidden = at < 0;
    name.replaceChildren(at < 0 ? "" : itemLabel(scene, plan.list, at));
    if (example) name.append(make("span", { class: "plan__stamp" }, say(sheet, "plan_stamp")));
    showChecks(root, path, scene, at);
    plan.parts.forEach((part, number) => {
      const section = one(root, `[data-plan-part="${number}"]`), made = body(path, scene, part.show, at);
      toggle(section, "data-wide", made.some((each) => each.querySelectorAll("thead th").length > COLUMNS));
      one(section, "[data-plan-body]").replaceChildren(...made);
    });
    showAgreements(root, path, record, example);
  }

  return refresh;
}

/** Where nothing was chosen: the row with most figures in the plan. */
function firstChoice(scene: Scene, plan: PlanData): string | null {
  let best: string | null = null, most = -1;
  scene.ids[plan.list].forEach((id, at) => {
    const names = plan.parts.flatMap(({ show }) => show).filter((name) => scene.data.values[name]?.for.length > 0);
    const count = names.filter((name) => {
      const { for: shape } = scene.data.values[name];
      return shape.length === 1 && shape[0][1] === plan.list && shown(scene, name, at) !== BLANK;
    }).length;
    const roles = names.filter((name) => {
      const { for: shape } = scene.data.values[name];
      return shape.length === 2 && shape[0][1] === plan.list &&
        shown(scene, name, place(shape, [at, 0], scene.ids)) !== BLANK;
    }).length;
    if (count + roles > most) [best, most] = [id, count + roles];
  });
  return best;
}

function option(scene: Scene, plan: PlanData, id: string, at: number, selected: boolean): HTMLOptionElement {
  const label = itemLabel(scene, plan.list, at);
  const made = make("option", { value: id }, label === BLANK ? id : label);
  made.selected = selected;
  return made;
}

function showChecks(root: HTMLElement, path: PathData, scene: Scene, at: number): void {
  const words = scene.data.words;
  for (const name of path.plan!.checks) {
    const { label, says, advice } = path.lights[name], { for: shape } = scene.data.lights[name];
    const place = shape.length === 0 ? 0 : at;
    const colour = STATES[place < 0 ? 0 : scene.figures.lights[name][place] ?? 0];
    const text = says[colour] ?? says[""] ?? "";
    const item = one(root, `[data-check="${name}"]`);
    item.dataset.light = colour;
    const parts = [make("b", {}, label), make("span", { class: "check__state" }, words[`light_${colour}`])];
    if (text) parts.push(make("p", {}, filled(text, scene, at)));
    if (advice && (colour === "red" || colour === "amber")) parts.push(make("p", { class: "check__advice" }, advice));
    item.replaceChildren(...parts);
  }
}

/** Single figures as a list of names, the others as one table for each list that they vary over. */
function body(path: PathData, scene: Scene, names: string[], at: number): HTMLElement[] {
  const single: string[] = [], tables = new Map<string, string[]>();
  for (const name of names) {
    const rest = restOf(path.plan!, shapeOf(scene, name));
    if (rest === null) single.push(name);
    else tables.set(rest, [...tables.get(rest) ?? [], name]);
  }
  const made: HTMLElement[] = [];
  if (single.length > 0) {
    made.push(
      make(
        "dl",
        { class: "plan__facts" },
        ...single.map((name) => {
          const text = figure(scene, path.plan!, name, at, -1);
          const long: Record<string, string> = text.length > LONG ? { "data-long": "" } : {};
          return make("div", {}, make("dt", {}, path.labels[name] ?? name), make("dd", long, text));
        }),
      ),
    );
  }
  for (const [list, columns] of tables) made.push(table(path, scene, list, columns, at));
  return made;
}

function table(path: PathData, scene: Scene, list: string, columns: string[], at: number): HTMLElement {
  const head = make(
    "tr",
    {},
    make("td"),
    ...columns.map((name) =>
      make("th", { scope: "col", "data-kind": scene.data.values[name].kind }, heading(path, scene, name))
    ),
  );
  const rows = scene.ids[list].map((_, row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, itemLabel(scene, list, row)),
      ...columns.map((name) =>
        make("td", { "data-kind": scene.data.values[name].kind }, figure(scene, path.plan!, name, at, row))
      ),
    )
  );
  const label = columns.map((name) => path.labels[name]).join(scene.data.words.separator);
  const box = make("div", { class: "plan__table", role: "region", "aria-label": label, tabindex: "0" });
  box.append(make("table", { class: "plan__grid" }, make("thead", {}, head), make("tbody", {}, ...rows)));
  return box;
}

function heading(path: PathData, scene: Scene, name: string): string {
  const { unit, percent } = scene.data.values[name];
  const label = path.labels[name] ?? name;
  return unit && !percent ? say(scene.data, "bracketed", { text: label, more: unit }) : label;
}

/** One figure, with its unit where it stands alone. `row`: the position in the list that it varies over besides. */
function figure(scene: Scene, plan: PlanData, name: string, at: number, row: number): string {
  const value = scene.data.values[name], { for: shape } = value;
  const here = shape.map((index) => isOwn(plan, index) ? at : row);
  if (here.some((position) => position < 0)) return BLANK;
  const text = shown(scene, name, place(shape, here, scene.ids));
  return here.every((_, i) => isOwn(plan, shape[i])) ? withUnit(value, text) : text;
}

function isOwn(plan: PlanData, [index, list]: Shape[number]): boolean {
  return index === plan.list && list === plan.list;
}

function shapeOf(scene: Scene, name: string): Shape {
  return (scene.data.values[name] ?? scene.data.lights[name]).for;
}

/** The list that a value varies over besides the plan's own; null where there is none. */
function restOf(plan: PlanData, shape: Shape): string | null {
  return shape.find((index) => !isOwn(plan, index))?.[1] ?? null;
}

function showAgreements(root: HTMLElement, path: PathData, record: PathRecord, example: boolean): void {
  const section = one(root, "[data-plan-agreements]"), { sheet } = path;
  const items = path.modules.flatMap((module) =>
    (["agreements", "commitments"] as const).flatMap((kind) => {
      const pledge = record[kind][module.id];
      if (example || !isSaid(pledge)) return [];
      const title = kind === "agreements" && module.agreement ? module.agreement : say(sheet, kind.slice(0, -1));
      const by = pledge.who || pledge.when ? say(sheet, "by", { who: pledge.who, when: pledge.when }).trim() : "";
      return [make("li", {}, make("b", {}, title), make("p", {}, pledge.text), make("small", {}, by))];
    })
  );
  section.hidden = items.length === 0;
  one(section, "[data-plan-body]").replaceChildren(make("ul", { class: "plan__agreements" }, ...items));
}
