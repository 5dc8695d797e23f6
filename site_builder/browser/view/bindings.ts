/** Figures into the page: which elements show which figure, and writing those that changed. */

import { type Calculator, keyAt, type News } from "../calculator.ts";
import { say } from "../model/page_data.ts";
import { BLANK, itemLabel, shown, typedForm } from "../model/show.ts";
import { type Scene, type Shape, STATES } from "../model/sheet.ts";
import { typedAt } from "../model/work.ts";
import { all, type Field, isBeingTyped, isField, make, mark, one, toggle, write } from "./elements.ts";
import { setFlag } from "./flags.ts";
import { syncRows } from "./repeat.ts";

const TALL = 30; // rows from which on steps out of sight are not laid out
export interface Bindings {
  /** `moved`: parts of the page are about another item than before. */
  update(news: News, moved: boolean): void;
  /** Writes a field as it stands in the work (after an input was refused, or on leaving it). */
  restore(field: Field): void;
}

export function bindings(calculator: Calculator, root: HTMLElement): Bindings {
  const { data } = calculator;
  const elements = new Map<string, HTMLElement[]>(); // "value|A1/growth" and "light|…" to what shows it
  let scanned = false;
  let byPlace: Record<string, (HTMLElement[] | undefined)[]> = {};
  const shapes: Record<string, Shape> = {};
  for (const [name, { for: shape }] of [...Object.entries(data.values), ...Object.entries(data.lights)]) {
    shapes[name] = shape;
  }

  function scan(part: HTMLElement, add = true): void {
    for (const element of [part, ...all(part, "[data-value], [data-light]")]) {
      const name = element.dataset.value ?? element.dataset.light;
      if (name === undefined) continue;
      const key = `${name}|${element.dataset.at}`;
      const known = (elements.get(key) ?? []).filter((other) => other !== element);
      elements.set(key, add ? [...known, element] : known);
    }
  }

  function at(name: string, place: number): HTMLElement[] {
    const known = byPlace[name] ??= [];
    return known[place] ??= elements.get(`${name}|${keyAt(calculator.scene, shapes[name], place)}`) ?? [];
  }

  function writePlace(name: string, place: number): void {
    const { scene } = calculator;
    const base = name.includes(".") ? name.slice(0, name.indexOf(".")) : name;
    for (const element of at(base, place)) {
      if (isField(element)) writeField(scene, element, base, place, !isBeingTyped(element));
      else writeFigure(scene, element, base, place);
    }
  }

  function writeFigure(scene: Scene, element: HTMLElement, name: string, place: number): void {
    const text = shown(scene, name, place);
    const blank = text === BLANK && scene.data.values[name].role !== "fixed";
    write(element, blank && element.hasAttribute("data-long") ? data.words.blank : text);
    toggle(element, "data-blank", blank);
  }

  function writeField(scene: Scene, field: Field, name: string, place: number, rewrite: boolean): void {
    const value = data.values[name], hidden = scene.figures.values;
    const typed = typedAt(calculator.work, name, field.dataset.at!) !== null;
    const text = typedForm(scene, name, place, typed);
    if (rewrite && field.value !== text) field.value = field.dataset.entered = text;
    const taken = calculator.under.cells[name]?.has(field.dataset.at!) === true;
    toggle(field, "data-default", !typed && (value.default === true || taken) && text !== "");
    toggle(field, "data-taken", !typed && taken);
    toggle(field, "data-typed-over", typed && taken);
    toggle(field, "data-changed", typed && value.default === true);
    const needed = value.required === true || hidden[`${name}.required`]?.[place] === 1;
    mark(field, "aria-required", needed ? "true" : null);
    toggle(field, "data-missing", needed && text === "");
    const broken = value.must === true && hidden[`${name}.must`]?.[place] === 0;
    setFlag(field, "must", broken ? data.words[`must_${name}`] : null);
  }

  function writeLight(name: string, place: number): void {
    const state = STATES[calculator.scene.figures.lights[name][place]];
    for (const element of at(name, place)) {
      if (element.dataset.state !== state) element.dataset.state = state;
      for (const word of element.querySelectorAll(".light__word")) write(word, data.words[`light_${state}`]);
    }
  }

  function writeRowStates(list: string): void {
    const { scene } = calculator, counts = scene.figures.rows[list];
    if (!counts) return;
    let missing = 0;
    scene.ids[list].forEach((_, i) => missing += counts[i] ? 0 : 1);
    for (const element of all(root, `[data-left-out="${list}"]`)) {
      write(element, missing > 0 ? say(data, "left_out", { count: missing }) : "");
    }
    const places = new Map(scene.ids[list].map((id, i) => [id, i]));
    for (const row of all(root, `[data-repeat="${list}"] > [data-item]`)) {
      toggle(row, "data-incomplete", !counts[places.get(row.dataset.item!)!]);
      toggle(row, "data-elsewhere", calculator.under.rows[list]?.includes(row.dataset.item!) === true);
    }
  }

  function writeLabels(list: string): void {
    const { scene } = calculator;
    const places = new Map(scene.ids[list].map((id, i) => [id, i]));
    for (const element of all(root, `[data-label="${list}"]`)) {
      write(element, itemLabel(scene, list, places.get(element.dataset.item!) ?? -1));
    }
    for (const select of all(root, `select[data-of="${list}"]`) as HTMLSelectElement[]) {
      const chosen = select.value;
      const labels = scene.ids[list].map((_, i) => itemLabel(scene, list, i));
      if (labels.join("\n") === [...select.options].slice(1).map((option) => option.text).join("\n")) continue;
      const options = scene.ids[list].map((id, i) => make("option", { value: id }, labels[i]));
      select.replaceChildren(make("option", { value: "" }, ""), ...options);
      select.value = chosen;
    }
    for (const [name, value] of Object.entries(data.values)) {
      if (value.of === list && value.role === "derived") writeAll(name);
    }
  }

  /** Lights of many items, told in sum. */
  function writeLamps(): void {
    for (const part of all(root, "[data-lamps]")) {
      const { scene, chosen } = calculator, name = part.dataset.lamps!, shape = shapes[name];
      const list = shape[shape.length - 1][1], ids = scene.ids[list];
      const first = shape.length > 1 ? scene.ids[shape[0][1]].indexOf(chosen[shape[0][1]]) * ids.length : 0;
      toggle(part, "hidden", ids.length <= Number(part.dataset.many ?? 0));
      STATES.forEach((state, code) => {
        const found = ids.map((_, i) => i).filter((i) => scene.figures.lights[name][first + i] === code);
        const shown = one(part, `[data-count="${state}"]`);
        write(shown, String(found.length));
        toggle(shown.closest(".light")!, "hidden", found.length === 0);
        for (const names of all(part, `[data-names="${state}"]`)) {
          write(names, found.map((i) => itemLabel(scene, list, i)).join(data.words.comma));
        }
      });
    }
  }

  function writeAll(name: string): void {
    const count = shapes[name].reduce((product, [, list]) => product * calculator.scene.ids[list].length, 1);
    for (let place = 0; place < count; place++) writePlace(name, place);
  }

  const grown = Object.keys(data.lists).filter((name) => data.lists[name].grows);
  const named = Object.keys(data.lists).filter((name) => data.lists[name].grows || data.lists[name].shown_as);
  return {
    update(news, moved) {
      if (moved) elements.clear();
      if (moved || !scanned) scan(root);
      scanned = true;
      if (news.rows || moved) {
        syncRows(root, calculator.scene.ids, (element) => scan(element), (element) => scan(element, false));
        byPlace = {};
        for (const list of named) writeLabels(list);
        for (const name of Object.keys(data.values)) writeAll(name);
        for (const name of Object.keys(data.lights)) {
          calculator.scene.figures.lights[name].forEach((_, place) => writeLight(name, place));
        }
        writeLamps();
        for (const list of grown) writeRowStates(list);
        const most = Math.max(0, ...grown.map((list) => calculator.scene.ids[list].length));
        root.style.setProperty("--rows", String(most));
        toggle(root, "data-tall", most > TALL);
        return;
      }
      for (const [name, places] of news.values) {
        if (shapes[name] || shapes[name.slice(0, name.indexOf("."))]) {
          places.forEach((place) => writePlace(name, place));
        }
      }
      for (const [name, places] of news.lights) places.forEach((place) => writeLight(name, place));
      if (news.lights.size > 0) writeLamps();
      for (const list of grown) if (news.values.has(list)) writeRowStates(list);
      for (const list of named) if (news.values.has(data.lists[list].shown_as ?? "")) writeLabels(list);
    },
    restore(field) {
      const { value, at: key } = field.dataset;
      const place = placeOfKey(calculator.scene, shapes[value!], key!);
      if (place >= 0) writeField(calculator.scene, field, value!, place, true);
    },
  };
}

function placeOfKey(scene: Scene, shape: Shape, key: string): number {
  const parts = key.split("/");
  let place = 0;
  for (let i = 0; i < shape.length; i++) {
    const ids = scene.ids[shape[i][1]], at = ids.indexOf(parts[i]);
    if (at < 0) return -1;
    place = place * ids.length + at;
  }
  return place;
}
