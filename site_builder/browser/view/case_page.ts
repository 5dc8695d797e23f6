/** The case file's page: whose work it is and how far it is; save, load, merge, begin anew. */

import { type CaseFile, figureCount, fileName, type NoCase, readCaseFile, rowCount } from "../model/case_file.ts";
import { caseRecord } from "../model/case_record.ts";
import { caseStore } from "../model/case_store.ts";
import { moment } from "../model/day.ts";
import type { Trouble } from "../model/keeper.ts";
import { say as wordOf } from "../model/page_data.ts";
import { sectionKey, VERSIONS } from "../model/section.ts";
import { texts } from "../model/store.ts";
import { newId, readVersions, type Version, type VersionKind } from "../model/version.ts";
import { type Checked, checkTools, type Difference, type Merged, mergeFile } from "./case_merge.ts";
import { all, make, one, save, toggle, write } from "./elements.ts";

interface PageFacts {
  tools: { slug: string; short: string }[];
  words: Record<string, string>;
}

declare const armory: { caseFacts: PageFacts };

type Words = (word: string, facts?: Record<string, string | number>) => string;

/** `siteRoot`: the path below which the site's pages stand. */
export function casePage(root: HTMLElement, siteRoot: string): void {
  const facts = armory.caseFacts;
  const assets = `${siteRoot}assets/`;
  const say: Words = (word, known) => wordOf(facts, word, known);
  const slugs = facts.tools.map(({ slug }) => slug),
    shortOf = new Map(facts.tools.map(({ slug, short }) => [slug, short]));
  const store = caseStore(siteRoot, slugs), record = caseRecord(siteRoot);
  const fields = all(root, "input[data-record]") as HTMLInputElement[];
  const status = one(root, "[data-status]"), ask = one(root, "[data-ask]");

  // ------------------------------------------------------------ what is there

  function show(): void {
    const now = record.get(), file = store.gather();
    for (const field of fields) {
      const said = now[field.dataset.record as "name" | "team" | "date"];
      if (document.activeElement !== field) field.value = said;
    }
    let changed: string[] = [], any = false;
    for (const row of all(root, "tr[data-slug]")) {
      const slug = row.dataset.slug!, given = file.tools[slug];
      any ||= given !== undefined;
      const saved = file.state[slug]?.saved ?? "";
      if (given && (!now.filed || saved > now.filed)) changed = [...changed, shortOf.get(slug)!];
      const count = given ? figureCount(given) : 0;
      write(one(row, "[data-count]"), given ? say("count", { figures: count, rows: rowCount(given) }) : say("nothing"));
      write(one(row, "[data-saved]"), saved ? moment(saved) : "");
      const versions = file.versions.filter(({ tool }) => tool === slug).length;
      write(one(row, "[data-versions]"), versions > 0 ? String(versions) : "");
    }
    const filed = now.filed ? say("filed", { at: moment(now.filed) }) : say("filed_never");
    const since = now.filed && changed.length > 0 ? say("filed_since", { tools: changed.join(say("comma")) }) : "";
    write(one(root, "[data-filed]"), any ? filed + since : say("empty"));
    toggle(one(root, "[data-filed]"), "data-behind", any && changed.length > 0);
    for (const button of all(root, '[data-do="save"], [data-do="anew"]')) toggle(button, "disabled", !any);
    const before = store.before();
    for (const part of all(root, "[data-before]")) toggle(part, "hidden", !before);
    if (before) write(one(root, "[data-before-text]"), say(`before_${before.what}`, { at: moment(before.at) }));
    showVersions(file.versions);
  }

  function showVersions(versions: Version[]): void {
    const list = one(root, "[data-version-list]");
    toggle(one(root, "[data-no-versions]"), "hidden", versions.length > 0);
    list.replaceChildren(
      ...versions.filter(({ tool }) => shortOf.has(tool)).map((version) => {
        const { id, tool, kind, label, by, date } = version;
        const name = [shortOf.get(tool)!, label, by, date].filter(Boolean).join(" · ");
        const link = make("a", { href: `tools/${tool}.html#versions=${id}` }, name);
        const choose = make("select", { "aria-label": say("kind_of", { name }) });
        for (const each of ["kept", "rater", "earlier"]) {
          choose.append(make("option", { value: each }, say(`kind_${each}`)));
        }
        choose.value = kind;
        choose.addEventListener(
          "change",
          () =>
            change((all) =>
              all.map((other) => other.id === id ? { ...other, kind: choose.value as VersionKind } : other)
            ),
        );
        const drop = make(
          "button",
          { type: "button", class: "quiet", "aria-label": say("drop_of", { name }) },
          say("drop"),
        );
        drop.addEventListener("click", () => {
          change((all) => all.filter((other) => other.id !== id));
          tell(say("dropped", { name }));
        });
        return make("li", {}, link, " ", choose, drop);
      }),
    );
  }

  function change(how: (all: Version[]) => Version[]): void {
    const fresh = how(readVersions(JSON.parse(store.read(VERSIONS) ?? "[]")));
    report(store.put(VERSIONS, fresh.length > 0 ? JSON.stringify(fresh) : null));
    show();
  }

  // ------------------------------------------------------------ saying and asking

  function tell(text: string, lines: string[] = [], more: Node[] = []): void {
    const list = lines.length > 0 ? [make("ul", {}, ...lines.map((each) => make("li", {}, each)))] : [];
    status.replaceChildren(make("p", {}, text), ...list, ...more);
    status.scrollIntoView({ block: "nearest" });
  }

  function report(trouble: Trouble | null): boolean {
    if (trouble) tell(say(`trouble_${trouble}`));
    return trouble !== null;
  }

  /** Asks in the page, with what is about to happen; the answer comes by button. */
  function question(text: string, lines: (string | Node)[], yes: string, act: () => void): void {
    const go = make("button", { type: "button", class: "strong" }, yes);
    const no = make("button", { type: "button", class: "quiet" }, say("cancel"));
    const close = () => ask.replaceChildren();
    go.addEventListener("click", () => {
      close();
      act();
    });
    no.addEventListener("click", () => {
      close();
      tell(say("cancelled"));
    });
    const title = make("p", { tabindex: "-1", class: "case__question" }, text);
    ask.replaceChildren(
      title,
      ...lines.map((each) => make("div", {}, each)),
      make("p", { class: "case__buttons" }, go, no),
    );
    title.focus();
  }

  // ------------------------------------------------------------ what one can do

  async function read(file: File): Promise<{ file: CaseFile; checked: Checked } | null> {
    let text = "";
    try {
      text = await file.text();
    } catch {
      tell(say("not_read", { name: file.name }));
      return null;
    }
    const found = readCaseFile(text);
    if ("trouble" in found) {
      tell(say(`not_${found.trouble as NoCase}`, { name: file.name }));
      return null;
    }
    const checked = await checkTools(found.file, slugs, assets);
    if (checked.missing) {
      tell(say("not_loaded", { name: file.name }));
      return null;
    }
    if (found.later) checked.lines.unshift(say("later"));
    for (const slug of checked.unknown) checked.lines.push(say("unknown_tool", { tool: slug.slice(0, 60) }));
    if (checked.unfit.length > 0) {
      checked.lines.push(say("unfit", { count: checked.unfit.length }));
      checked.lines.push(
        ...checked.unfit.slice(0, 20).map(({ tool, text }) => `${shortOf.get(tool)}${say("colon")}${text}`),
      );
    }
    return { file: found.file, checked };
  }

  function whose({ name, team, date }: CaseFile): string {
    return [name, team, date].filter(Boolean).join(" · ") || say("nobody");
  }

  async function load(chosen: File): Promise<void> {
    const found = await read(chosen);
    if (!found) return;
    const { file, checked } = found, figures = figureCount(checked.file.tools);
    const now = figureCount(store.gather().tools);
    const lines = [
      say("load_holds", { whose: whose(file), figures, tools: Object.keys(checked.file.tools).length }),
      ...(now > 0 ? [say("load_replaces", { figures: now })] : []),
      ...checked.lines,
    ];
    question(say("load_ask", { name: chosen.name }), lines, say("load_yes"), () => {
      if (report(store.remember("load")) || report(store.replace(checked.file))) return;
      show();
      tell(say("loaded", { figures }), checked.lines);
    });
  }

  async function merge(chosen: File): Promise<void> {
    const found = await read(chosen);
    if (!found) return;
    const { file, checked } = found, own = record.get();
    const kind = make("select", { id: "merge-kind" });
    const suggested: VersionKind = file.date && own.date && file.date < own.date || file.name === own.name && file.name
      ? "earlier"
      : "rater";
    for (const each of ["rater", "earlier", "kept"]) {
      kind.append(make("option", { value: each }, say(`merge_as_${each}`)));
    }
    kind.value = suggested;
    const lines: (string | Node)[] = [
      say("load_holds", {
        whose: whose(file),
        figures: figureCount(checked.file.tools),
        tools: Object.keys(checked.file.tools).length,
      }),
      ...checked.lines,
      make("label", { for: "merge-kind" }, say("merge_as")),
      kind,
    ];
    question(say("merge_ask", { name: chosen.name }), lines, say("merge_yes"), () => {
      if (report(store.remember("merge"))) return;
      const merged = mergeFile(checked, kind.value as VersionKind, store, (slug) => sectionKey(siteRoot, slug));
      const versions = readVersions(JSON.parse(store.read(VERSIONS) ?? "[]"));
      let fresh = versions;
      for (const each of merged.versions) {
        const same = (other: Version) =>
          other.tool === each.tool && other.kind === each.kind && other.by === each.by && other.date === each.date;
        const old = fresh.find(same);
        fresh = [...fresh.filter((other) => other !== old), { ...each, id: old?.id ?? newId(fresh) }];
      }
      if (report(store.put(VERSIONS, JSON.stringify(fresh)))) return;
      show();
      tellMerged(merged, fresh, whose(file));
    });
  }

  function tellMerged(merged: Merged, versions: Version[], name: string): void {
    const lines = [
      ...merged.adopted.map((slug) => say("merged_adopted", { tool: shortOf.get(slug)! })),
      ...merged.same.map((slug) => say("merged_same", { tool: shortOf.get(slug)! })),
    ];
    const parts = merged.compared.map(({ slug, typed, far }) => {
      const id = versions.find(({ tool, by, date, kind }) =>
        tool === slug && merged.versions.some((each) =>
          each.tool === tool && each.by === by && each.date === date && each.kind === kind
        )
      )?.id ?? "";
      const link = make("a", { href: `tools/${slug}.html#versions=${id}` }, say("merged_open"));
      const head = say("merged_differs", { tool: shortOf.get(slug)!, typed: typed, far: far.length });
      return make("div", { class: "case__differs" }, make("p", {}, head, " ", link), farTable(far));
    });
    tell(say("merged", { whose: name }), lines, parts);
  }

  function farTable(far: Difference[]): Node {
    if (far.length === 0) return document.createTextNode("");
    const heads = ["far_what", "far_mine", "far_theirs", "far_by"].map((word) =>
      make("th", { scope: "col" }, say(word))
    );
    const rows = far.map(({ what, mine, theirs, by }) =>
      make("tr", {}, make("th", { scope: "row" }, what), ...[mine, theirs, by].map((text) => make("td", {}, text)))
    );
    const caption = make("caption", {}, say("far_title"));
    return make(
      "table",
      { class: "case__table" },
      caption,
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...rows),
    );
  }

  const actions: Record<string, () => void> = {
    save() {
      const file = store.gather(), name = fileName(say("file"), file);
      save(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }), name);
      record.update((now) => ({ ...now, filed: file.saved }));
      show();
      tell(say("saved", { name }));
    },
    load: () => one(root, "input[data-load]").click(),
    merge: () => one(root, "input[data-merge]").click(),
    anew() {
      const figures = figureCount(store.gather().tools);
      question(say("anew_ask"), [say("anew_note", { figures })], say("anew_yes"), () => {
        if (report(store.remember("anew"))) return;
        store.empty();
        show();
        tell(say("emptied"));
      });
    },
    back() {
      if (report(store.goBack())) return;
      show();
      tell(say("went_back"));
    },
    persist: () => askToPersist(true),
  };

  async function askToPersist(now: boolean): Promise<void> {
    const line = one(root, "[data-persist]"), button = one(root, '[data-do="persist"]');
    const { storage } = navigator;
    let kept = false;
    try {
      kept = now ? await storage.persist() : await storage.persisted();
    } catch {
      toggle(button, "hidden", true);
      return write(line, say("persist_cannot"));
    }
    toggle(button, "hidden", kept);
    write(line, say(kept ? "persist_yes" : now ? "persist_refused" : "persist_no"));
  }

  root.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("button[data-do]");
    if (button) actions[button.dataset.do!]?.();
  });
  for (const [selector, act] of [["input[data-load]", load], ["input[data-merge]", merge]] as const) {
    const input = one(root, selector) as HTMLInputElement;
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) act(file);
    });
  }
  for (const field of fields) {
    field.addEventListener("change", () => {
      record.update((now) => ({ ...now, [field.dataset.record!]: field.value.trim() }));
      if (!report(record.trouble)) show();
    });
  }
  addEventListener("storage", () => show());
  addEventListener("pageshow", ({ persisted }) => persisted && show());
  try {
    texts().getItem(sectionKey(siteRoot, "case")); // may be refused
  } catch {
    tell(say("trouble_refused"));
  }
  show();
  askToPersist(false).finally(() => toggle(root, "data-shown", true));
  root.dataset.awake = "";
}
