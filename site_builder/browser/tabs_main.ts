/** Tabs of content, right after it: the ones that the reader chose elsewhere, and the one that the address names. */

declare const __md_get: (key: string) => string[] | null; // of `theme.js`

const { linked } = (document.currentScript as HTMLScriptElement).dataset;
const chosen = linked === undefined ? [] : __md_get("__tabs") ?? [];
for (const set of document.querySelectorAll(".tabbed-set")) {
  const labels = [...set.querySelectorAll<HTMLLabelElement>(":scope > .tabbed-labels > label")];
  const label = chosen.map((name) => labels.find((each) => each.innerText.trim() === name)).find(Boolean);
  if (label) (document.getElementById(label.htmlFor) as HTMLInputElement).checked = true;
}
const target = document.getElementById(location.hash.slice(1));
if (target instanceof HTMLInputElement && target.name.startsWith("__tabbed_")) target.checked = true;

export {};
