/** What Material has as scripts inside its pages, as a file of ours: so the pages work where a Content-Security-Policy allows
no script inside them. First of all, because light or dark is to be known before anything is painted. */

const { scope, palettes } = (document.currentScript as HTMLScriptElement).dataset;

// As Material's script does at the end: what needs a script has its place from the start.
document.documentElement.classList.replace("no-js", "js");

// Material's own script calls these four by their names. What it keeps stands under the path of the site.
const place = new URL(scope!, location.href);
const get = (key: string, storage = localStorage, within = place) =>
  JSON.parse(storage.getItem(within.pathname + "." + key)!);
Object.assign(globalThis, {
  __md_scope: place,
  __md_hash: (text: string) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0),
  __md_get: get,
  __md_set(key: string, value: unknown, storage = localStorage, within = place) {
    try {
      storage.setItem(within.pathname + "." + key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing.
    }
  },
});

// The reader's choice of light or dark, by which the system decides unless he did.
function colour(): Record<string, string> {
  let chosen: { color?: Record<string, string> } | null = null;
  try {
    chosen = get("__palette");
  } catch {
    // Nothing is kept here.
  }
  const all: Record<string, string>[] = JSON.parse(palettes!);
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
