/** What every page has: the search field, whose parts are loaded when a reader first comes into it; terms, languages. */

import type { Find } from "./find_main.ts";
import type { Known } from "./search/texts.ts";
import { fetchScript, fetchStyle } from "./view/elements.ts";
import { listenToLanguages } from "./view/languages.ts";
import { isArriving } from "./view/search/arriving.ts";
import { listenToTerms } from "./view/terms.ts";

/** `open` and `markArrival` are set by `find.js`. */
interface Finder extends Partial<Find> {
  known?: Known;
  /** Called by `search-data.js`. */
  know: (known: Known) => void;
}

const finder: Finder = {
  know(known) {
    finder.known = known;
  },
};
Object.assign(globalThis, { finder });

const script = document.currentScript as HTMLScriptElement;
const assets = new URL(".", script.src).href;
const root = document.querySelector<HTMLElement>("[data-search]");
const toggle = document.querySelector<HTMLInputElement>("#__search"); // Material shows the search while it is checked
if (root && toggle) listen(root, toggle);
if (isArriving()) fetchScript(`${assets}find.js`).then(() => finder.markArrival!());
if (document.querySelector("[data-find]")) fetchScript(`${assets}entries.js`);
listenToLanguages();
listenToTerms();

function listen(root: HTMLElement, toggle: HTMLInputElement): void {
  const field = root.querySelector<HTMLInputElement>("input")!;
  let loading: Promise<void> | undefined;

  const load = () =>
    loading ??= Promise.all([
      finder.open ?? fetchScript(`${assets}find.js`),
      fetchScript(`${assets}search-data.js`),
      fetchStyle(`${assets}search.css`),
    ]).then(() => finder.open!(root, finder.known!, new URL("..", assets).href, setOpen)).catch(() => {
      loading = undefined; // no network just now: the next key tries again
    });
  const setOpen = (open: boolean) => {
    if (toggle.checked === open) return;
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  };

  root.addEventListener("pointerenter", load);
  toggle.addEventListener("change", () => {
    if (!toggle.checked) return field.blur();
    load();
    field.focus();
  });
  for (const type of ["focus", "input"]) {
    field.addEventListener(type, () => {
      setOpen(true);
      load();
    });
  }
  field.form!.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Element && !root.contains(relatedTarget)) setOpen(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    if (!["/", "s", "f"].includes(event.key) || toggle.checked) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

function isTyping(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLElement &&
    (active.isContentEditable || ["input", "select", "textarea"].includes(active.localName) ||
      active.closest("dialog") !== null);
}
