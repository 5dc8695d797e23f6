/** Which keys do what, for learners. */

import type { Calculator } from "../calculator.ts";
import { make } from "./elements.ts";

/** What is told, in order: in the words `key_<name>` the keys, in `key_<name>_does` what they do. */
const KEYS = ["move", "far", "back", "choose", "copy", "clear", "fill", "escape", "undo"];

export function showKeys({ data: { words } }: Calculator, root: HTMLElement): void {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const rows = KEYS.map((name) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, mac ? words[`key_${name}`].replaceAll("Ctrl", "⌘") : words[`key_${name}`]),
      make("td", {}, words[`key_${name}_does`]),
    )
  );
  const close = make("button", { type: "button", class: "keys__close", "aria-label": words.close }, "×");
  const title = make("h2", { id: "keys-title", tabindex: "-1" }, words.keys_title);
  const dialog = make(
    "dialog",
    { class: "keys", "aria-labelledby": "keys-title" },
    make("div", { class: "keys__head" }, title, close),
    make("p", {}, words.keys_where),
    make("table", { class: "keys__table" }, make("tbody", {}, ...rows)),
    make("p", {}, words.keys_paste),
  );
  const back = document.activeElement;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back instanceof HTMLElement) back.focus();
  });
  root.append(dialog);
  dialog.showModal();
  title.focus();
}
