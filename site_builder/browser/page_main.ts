/** What every page has: the search field, whose parts are loaded when a reader first comes into it; terms, languages. */

import type { Box } from "./find_main.ts";
import { markArrival } from "./view/search/arrival.ts";
import { fetchScript, fetchStyle } from "./view/elements.ts";
import { listenToLanguages } from "./view/languages.ts";
import { listenToFinders, listenToTerms } from "./view/terms.ts";
import type { Known } from "./search/texts.ts";

interface Finder {
  known?: Known;
  /** Called by `search-data.js`. */
  know: (known: Known) => void;
  /** Set by `find.js`. */
  open?: (root: HTMLElement, known: Known, siteRoot: string) => Box;
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
markArrival();
listenToLanguages();
listenToTerms();
listenToFinders();

function listen(root: HTMLElement, toggle: HTMLInputElement): void {
  const field = root.querySelector<HTMLInputElement>("input")!;
  let loading: Promise<void> | undefined;
  let box: Box | undefined;

  const load = () =>
    loading ??= Promise.all([
      fetchScript(`${assets}find.js`),
      fetchScript(`${assets}search-data.js`),
      fetchStyle(`${assets}search.css`),
    ]).then(() => {
      box = finder.open!(root, finder.known!, new URL("..", assets).href);
      box.show(field.value);
    }).catch(() => {
      loading = undefined; // no network just now: the next key tries again
    });
  const setOpen = (open: boolean) => {
    if (toggle.checked === open) return;
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const search = () => {
    setOpen(true);
    load().then(() => box?.show(field.value));
  };

  root.addEventListener("pointerenter", load);
  toggle.addEventListener("change", () => {
    if (!toggle.checked) return field.blur();
    load();
    field.focus();
  });
  field.addEventListener("focus", () => {
    setOpen(true);
    load();
  });
  field.addEventListener("input", (event) => (event as InputEvent).isComposing || search());
  field.addEventListener("compositionend", search);
  field.form!.addEventListener("reset", () => {
    setTimeout(search); // the field is emptied after this
    field.focus();
  });
  field.form!.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") setOpen(false);
    else if (!box?.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Element && !root.contains(relatedTarget)) setOpen(false);
  });
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) return;
    box?.leave(link);
    setOpen(false);
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
