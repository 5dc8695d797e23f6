/** Versions of the work beside each other: keep one, change figures, see what differs and by how much. */

import type { Occasion } from "../more_main.ts";
import { readRecord } from "../model/case_record.ts";
import { compare, type Difference, held, light, type Side } from "../model/compare.ts";
import { today } from "../model/day.ts";
import { readGiven, writeGiven } from "../model/given.ts";
import { say } from "../model/page_data.ts";
import { keyBeside, section, VERSIONS, VERSIONS_CHANGED } from "../model/section.ts";
import { positions, type Scene, sceneOf } from "../model/sheet.ts";
import { newId, readVersions, type Version } from "../model/version.ts";
import { addRows, cellChange, type Change, difference, typedAt, type Work } from "../model/work.ts";
import { all, make, one, toggle, write } from "./elements.ts";
import type { handedOver } from "./explain.ts";
import { differenceTable, sideText } from "./differences.ts";

declare const armory: { handedOver: typeof handedOver };

export interface Versions {
  /** `id`: the version to compare with. */
  open(id?: string): void;
}

const shown = new WeakMap<HTMLElement, Versions>();

/** One panel for each calculator. */
export function versions(occasion: Occasion): Versions {
  const known = shown.get(occasion.root);
  if (known) return known;
  const made = panel(occasion);
  shown.set(occasion.root, made);
  return made;
}

function panel({ calculator, root, key }: Occasion): Versions {
  const { data, program } = calculator, { words } = data;
  const labelOf = (name: string) => armory.handedOver[data.tool]?.data.labels[name];
  const kept = section(keyBeside(key, data.tool, VERSIONS), readVersions);
  const record = section(keyBeside(key, data.tool, "case"), readRecord);
  const host = make("section", { class: "versions", "aria-labelledby": "versions-title" });
  let chosen = "", thenSide: { id: string; work: Work } | null = null;

  const title = make("h3", { id: "versions-title", tabindex: "-1" }, words.version_title);
  const close = make("button", { type: "button", class: "versions__close", "aria-label": words.close }, "×");
  const label = make("input", { type: "text", maxlength: "60", "aria-label": words.version_name });
  const keep = make("button", { type: "submit", class: "strong" }, words.version_keep);
  const form = make("form", { class: "versions__keep" }, label, keep);
  const list = make("ul", { class: "versions__list" });
  const trouble = make("p", { class: "versions__trouble", role: "alert" });
  const summary = make("p", { class: "versions__summary", role: "status" });
  const tables = make("div", { class: "versions__tables" });
  host.append(make("div", { class: "versions__head" }, title, close), form, trouble, list, summary, tables);

  /** What can be compared with: kept versions of one's own work, or the example as it came. */
  function choices(): Version[] {
    if (calculator.mode === "mine") return kept.get().filter(({ tool }) => tool === data.tool);
    const given = data.examples[calculator.example].given ?? {};
    const base = { tool: data.tool, by: "", date: "", definition: data.version };
    return [{ ...base, id: `example ${calculator.example}`, kind: "kept", label: words.version_example, given }];
  }

  function showList(): void {
    const there = choices();
    if (!there.some(({ id }) => id === chosen)) chosen = there.at(-1)?.id ?? "";
    toggle(form, "hidden", calculator.mode !== "mine");
    label.placeholder = say(data, "version_next", { number: there.length + 1 });
    list.replaceChildren(...there.map((version) => {
      const name = nameOf(version);
      const pick = make("button", { type: "button", class: "versions__pick" }, make("b", {}, name), facts(version));
      pick.setAttribute("aria-pressed", String(version.id === chosen));
      pick.addEventListener("click", () => {
        chosen = version.id;
        showList();
        one(list, '[aria-pressed="true"]').focus();
      });
      const entry = make("li", {}, pick);
      if (calculator.mode === "mine") {
        entry.append(
          button("version_back", name, () => back(version)),
          button("version_drop", name, () => drop(version)),
        );
      }
      return entry;
    }));
    thenSide = null;
    showDifferences();
  }

  function facts({ kind, by, date, definition }: Version): HTMLElement {
    const said = [words[`version_${kind}`], by, date].filter(Boolean);
    if (definition && definition !== data.version) said.push(words.version_other_definition);
    return make("span", {}, said.join(" · "));
  }

  function button(word: string, name: string, act: () => void): HTMLElement {
    const made = make("button", { type: "button", class: "quiet" }, words[word]);
    made.setAttribute("aria-label", `${words[word]}${words.colon}${name}`);
    made.addEventListener("click", act);
    return made;
  }

  function showDifferences(): void {
    for (const part of all(root, ".result__then")) part.remove();
    const version = choices().find(({ id }) => id === chosen);
    if (!version) {
      write(summary, words.version_none);
      return tables.replaceChildren();
    }
    if (thenSide?.id !== version.id) thenSide = { id: version.id, work: readGiven(data, version.given).work };
    const then: Side = {
      work: thenSide.work,
      scene: sceneOf({ data, program, work: thenSide.work }, calculator.under),
    };
    const now: Side = { work: calculator.work, scene: calculator.scene };
    const found = compare(then, now), { typed, lights } = found;
    const results = found.results.filter(({ name }) => root.querySelector(`[data-value="${name}"]`)); // those that are shown
    const names: [string, string] = [nameOf(version), words.version_now];
    write(
      summary,
      say(data, "version_summary", { typed: typed.length, results: results.length, lights: lights.length }),
    );
    const far = typed.filter((each) => each.far);
    const take = (each: Difference) => takeOne(version, then, each);
    const parts: [string, Difference[], ((each: Difference) => void)?][] = [
      ["version_far_apart", far, take],
      ["version_lights", lights],
      ["version_results", results],
      ["version_typed", typed.filter((each) => !each.far), take],
    ];
    tables.replaceChildren(
      ...parts.filter(([, found]) => found.length > 0).map(([word, found, taking]) =>
        differenceTable(say(data, word, { count: found.length }), found, then, now, names, labelOf, taking)
      ),
    );
    showInResults(then.scene);
  }

  /** Below each headline result: what it was then. */
  function showInResults(then: Scene): void {
    for (const result of all(root, ".result")) {
      const figure = result.querySelector<HTMLElement>("[data-value], [data-light]");
      const name = figure?.dataset.value ?? figure?.dataset.light, at = figure?.dataset.at ?? "";
      if (!name) continue;
      const isLight = figure!.dataset.light !== undefined;
      const there = thereOf(then, name, at, isLight);
      result.append(make("span", { class: "result__then" }, say(data, "version_then", { figure: there })));
    }
  }

  function thereOf(then: Scene, name: string, key: string, isLight: boolean): string {
    const { for: shape } = (isLight ? data.lights : data.values)[name];
    if (positions(shape, key, then.ids).includes(-1)) return words.version_no_row;
    const figure = (isLight ? light : held)(then, name, shape, key);
    return sideText(then, { name, key, then: null, now: null, by: null, part: null, far: false }, figure);
  }

  /** The typed figure of then, with its row where that is gone. */
  function takeOne(version: Version, then: Side, { name, key }: Difference): void {
    const { work } = calculator, { for: shape } = data.values[name], parts = key.split("/");
    const change: Change = cellChange(work, name, key, typedAt(then.work, name, key));
    shape.forEach(([, list], i) => {
      const { grows, from } = data.lists[list];
      if (grows && !from && !work.rows[list].includes(parts[i])) {
        change.rows.push(...addRows(work, list, [parts[i]]).rows);
      }
    });
    calculator.commit(change, say(data, "version_did_take", { name: nameOf(version) }));
    title.focus();
  }

  function back(version: Version): void {
    const { work } = readGiven(data, version.given);
    calculator.commit(difference(calculator.work, work), say(data, "version_did_back", { name: nameOf(version) }));
  }

  function drop(version: Version): void {
    change((all) => all.filter(({ id }) => id !== version.id));
    title.focus();
  }

  function change(how: (all: Version[]) => Version[]): void {
    kept.update(how);
    write(trouble, kept.trouble ? words[`version_${kept.trouble}`] : "");
    showList();
    dispatchEvent(new CustomEvent(VERSIONS_CHANGED));
  }

  function nameOf({ label, by, date }: Version): string {
    return label || [by, date].filter(Boolean).join(" ") || words.version_nameless;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, date } = record.get();
    change((all) => {
      const id = newId(all);
      chosen = id;
      const said = label.value.trim() || label.placeholder;
      const given = writeGiven(data, calculator.work);
      const fresh: Version = {
        id,
        tool: data.tool,
        kind: "kept",
        label: said,
        by: name,
        date: date || today(),
        definition: data.version,
        given,
      };
      return [...all, fresh];
    });
    label.value = "";
  });
  close.addEventListener("click", () => {
    host.remove();
    for (const part of all(root, ".result__then")) part.remove();
    one(root, ".bar__more").focus();
  });
  calculator.listen((news) => {
    if (!host.isConnected) return;
    if (news.whole) showList();
    else showDifferences();
  });
  kept.listen(() => host.isConnected && showList());

  return {
    open(id) {
      if (id) chosen = id;
      one(root, "[data-notices]").after(host);
      showList();
      host.scrollIntoView({ block: "nearest" });
      title.focus({ preventScroll: true });
    },
  };
}
