/** The line that puts a tool into another page: what it shows is chosen, and seen, before it is copied. */

import type { Calculator } from "../calculator.ts";
import { queryOf } from "../embed/query.ts";
import { say } from "../model/page_data.ts";
import { all, make, one, write } from "./elements.ts";
import { button, copy, openWindow } from "./window.ts";

const HIGH = 640; // pixels of a frame that cannot follow what it shows

/** Ways into another page, the best one first; how the button of each looks. */
const KINDS: Record<string, string> = { script: "strong", frame: "quiet", link: "quiet" };

interface Chosen {
  theme: string; // of the script, which knows "host" too
  example: string;
  steps: string;
  readonly: boolean;
}

/** `assets`: where the scripts stand. */
export function embedCode(calculator: Calculator, assets: string): void {
  const { data } = calculator, { words } = data;
  if (location.protocol === "file:") {
    return void openWindow(words.embed_title, words.close, make("p", {}, words.embed_disk));
  }
  const form = choices(calculator);
  const fields = Object.keys(KINDS).map((kind) => code(kind));
  const preview = make("iframe", { class: "embed-code__frame", title: words.embed_preview });
  const follow = ({ source, data: told }: MessageEvent) => {
    if (source !== preview.contentWindow || told?.armory !== 1 || told.type !== "height") return;
    preview.style.height = `${Math.ceil(Number(told.height) || HIGH)}px`;
  };

  function code(kind: string): { part: HTMLElement; field: HTMLTextAreaElement } {
    const field = make("textarea", { readonly: "", rows: "2", spellcheck: "false", id: `embed-${kind}` });
    const said = make("span", { role: "status" }), what = words[`embed_${kind}`];
    const does = button(
      words.save_copy,
      async () => write(said, words[await copy(field) ? "copied" : "selected"]),
      KINDS[kind],
    );
    does.setAttribute("aria-label", say(data, "embed_copy", { what }));
    const label = make("label", { for: field.id }, what);
    const buttons = make("p", { class: "window__buttons" }, does, said);
    return { part: make("div", { class: "embed-code__part" }, label, field, buttons), field };
  }

  function show(): void {
    const chosen = read(form), title = document.querySelector("h1")?.textContent?.trim() ?? data.tool;
    const lines = linesOf(data.tool, title, chosen, new URL(assets, location.href));
    fields.forEach(({ part, field }, at) => {
      field.value = lines[at];
      write(one(part, "[role=status]"), "");
    });
    const { theme, ...others } = chosen;
    const shownTheme = theme === "host" ? document.body.dataset.mdColorScheme === "slate" ? "dark" : "light" : theme;
    const address = addressOf(data.tool, { ...others, theme: shownTheme }, new URL(assets, location.href)).href;
    if (preview.src !== address) preview.src = address;
  }

  form.addEventListener("change", show);
  addEventListener("message", follow);
  show();
  const dialog = openWindow(
    words.embed_title,
    words.close,
    make("p", {}, words.embed_what),
    form,
    ...fields.map(({ part }) => part),
    make("h3", {}, words.embed_preview),
    preview,
  );
  dialog.classList.add("embed-code");
  dialog.addEventListener("close", () => removeEventListener("message", follow));
}

function choices({ data, example }: Calculator): HTMLFormElement {
  const { words, examples } = data;
  const select = (name: string, options: [string, string][]) => {
    const made = make("select", { name }, ...options.map(([value, text]) => make("option", { value }, text)));
    return make("label", {}, make("span", {}, words[`embed_${name}`]), made);
  };
  const check = (name: string, value: string, text: string) =>
    make("label", { class: "embed-code__check" }, make("input", { type: "checkbox", name, value }), text);
  const form = make("form", { class: "embed-code__choices" });
  form.append(
    select("theme", ["auto", "host", "light", "dark"].map((name) => [name, words[`embed_theme_${name}`]])),
  );
  const names = Object.keys(examples);
  if (names.length > 1) form.append(select("example", names.map((name) => [name, examples[name].label])));
  const steps = all(document, ".calculator .step").map((step) => {
    const number = step.id.replace("step-", "");
    return check("steps", number, `${number} ${one(step, "h3").childNodes[1]?.textContent ?? ""}`);
  });
  if (steps.length > 1) {
    form.append(
      make("fieldset", {}, make("legend", {}, words.embed_steps), ...steps, make("small", {}, words.embed_steps_none)),
    );
  }
  form.append(check("readonly", "1", words.embed_readonly));
  const shown = form.querySelector<HTMLSelectElement>("[name=example]");
  if (shown) shown.value = example;
  return form;
}

/** What is as it would be anyway is not said. */
function read(form: HTMLFormElement): Chosen {
  const said = new FormData(form), first = form.querySelector<HTMLOptionElement>("[name=example] option")?.value;
  const theme = String(said.get("theme")), example = String(said.get("example") ?? "");
  return {
    theme: theme === "auto" ? "" : theme,
    example: example === first ? "" : example,
    steps: said.getAll("steps").join(),
    readonly: said.has("readonly"),
  };
}

function addressOf(tool: string, chosen: Chosen, assets: URL): URL {
  return new URL(`../embed/${tool}.html${queryOf(chosen)}`, assets);
}

function linesOf(tool: string, title: string, chosen: Chosen, assets: URL): string[] {
  const { theme, example, steps, readonly } = chosen;
  const said = Object.entries({ tool, theme, example, steps }).filter(([, text]) => text);
  const facts = said.map(([name, text]) => ` data-${name}="${escaped(text)}"`).join("") +
    (readonly ? " data-readonly" : "");
  // A frame alone knows nothing of the page around it.
  const address = addressOf(tool, { ...chosen, theme: theme === "host" ? "" : theme }, assets).href;
  const frame = `src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${HIGH}"`;
  return [
    `<script src="${escaped(new URL("embed.js", assets).href)}"${facts} async></script>`,
    `<iframe ${frame} style="border:0" loading="lazy"></iframe>`,
    new URL(`../tools/${tool}.html`, assets).href,
  ];
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
