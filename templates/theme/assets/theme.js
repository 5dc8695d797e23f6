// What Material has as scripts inside its pages, as a file of ours: so the pages work where a Content-Security-Policy allows
// no script inside them. First of all, because light or dark is to be known before anything is painted.
(() => {
  const { scope, palettes, tabs } = document.currentScript.dataset;

  // As Material's script does at the end: what needs a script has its place from the start.
  document.documentElement.classList.replace("no-js", "js");

  // Material's own script calls these four by their names. What it keeps stands under the path of the site.
  globalThis.__md_scope = new URL(scope, location);
  globalThis.__md_hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  globalThis.__md_get = (key, storage = localStorage, within = __md_scope) => JSON.parse(storage.getItem(within.pathname + "." + key));
  globalThis.__md_set = (key, value, storage = localStorage, within = __md_scope) => {
    try {
      storage.setItem(within.pathname + "." + key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing.
    }
  };

  // The reader's choice of light or dark, by which the system decides unless he did.
  function colour() {
    let chosen = null;
    try {
      chosen = __md_get("__palette");
    } catch {
      // Nothing is kept here.
    }
    const all = JSON.parse(palettes);
    const auto = "(prefers-color-scheme)";
    const media = chosen ? chosen.color?.media : all[0]?.media;
    if (media !== auto) return chosen?.color ?? {};
    const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    return all.find((each) => each.media === `(prefers-color-scheme: ${system})`) ?? {};
  }

  const body = new MutationObserver(() => {
    if (!document.body) return;
    body.disconnect();
    for (const [name, value] of Object.entries(colour())) document.body.setAttribute(`data-md-color-${name}`, value);
  });
  body.observe(document.documentElement, { childList: true });

  // Tabs of content: the ones that the reader chose elsewhere, and the one that the address names.
  document.addEventListener("DOMContentLoaded", () => {
    const chosen = tabs === undefined ? [] : __md_get("__tabs") ?? [];
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
      const label = chosen.map((name) => labels.find((each) => each.innerText.trim() === name)).find(Boolean);
      if (label) document.getElementById(label.htmlFor).checked = true;
    }
    const target = document.getElementById(location.hash.slice(1));
    if (target?.name?.startsWith("__tabbed_")) target.checked = true;
  });
})();
