/** The first script of a bare page: light or dark, before anything is painted. `?theme=light|dark|auto` says which (auto,
the reader's system, unless it is given); the page in whose frame this one stands may change it later. */

import { isTheme, type Theme } from "./embed/theme.ts";

const system = matchMedia("(prefers-color-scheme: dark)");
const asked = new URLSearchParams(location.search).get("theme");
let theme: Theme = isTheme(asked) ? asked : "auto";

function show(): void {
  const dark = theme === "auto" ? system.matches : theme === "dark";
  // On the root, because there is no body yet; Material's names, so that its colours follow.
  document.documentElement.dataset.mdColorScheme = dark ? "slate" : "default";
}

system.addEventListener("change", show);
addEventListener("message", ({ source, data }) => {
  if (source !== parent || parent === window || data?.armory !== 1 || data.type !== "theme") return;
  if (!isTheme(data.theme)) return;
  theme = data.theme;
  show();
});
show();
