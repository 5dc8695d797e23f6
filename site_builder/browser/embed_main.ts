/** Put into pages elsewhere: makes a frame of a tool where the script stands, and follows it.

    <script src="https://…/assets/embed.js" data-tool="account-tiering" async></script>

It leaves no name in the page but its own element's, and says nothing on the console. docs/embedding.md tells all. */

import type { ToFrame, ToHost } from "./embed/messages.ts";
import { keep, kept } from "./embed/kept_here.ts";
import { queryOf } from "./embed/query.ts";
import { isTheme, type Theme } from "./embed/theme.ts";
import { make } from "./view/elements.ts";

/** What the build knows of the site. `up`: from these assets to the top of the site; `folders`: by locale. */
interface Facts {
  tools: Record<string, string>; // titles by slug
  title: string; // the site's
  locale: string;
  up: string;
  folders: Record<string, string>;
  open: string; // "Open “{title}”"
}
declare const embedFacts: Facts;

interface Framed {
  frame: HTMLIFrameElement;
  origin: string;
  site: string; // the address below which all languages stand
  script: HTMLScriptElement;
  link: HTMLElement; // in place of a frame that does not answer
  answered: boolean;
}

const HIGH = 640, HIGHEST = 30_000; // pixels
const PATIENCE = 10_000; // milliseconds after the frame's page is there
const TOLD = ["ready", "height", "result", "completed"];
const FILE = /\/assets\/embed\.js$/;

const all: Framed[] = [];

/** The script that runs; where nobody can tell (it came by another way than its element), every one of this name. Each
is taken once, however often the script is in the page. */
function elements(): HTMLScriptElement[] {
  const here = document.currentScript, own = here instanceof HTMLScriptElement ? plain(here.src) : null;
  return [...document.querySelectorAll<HTMLScriptElement>("script[data-tool][src]")].filter((script) =>
    script.dataset.framed === undefined &&
    (own === null ? FILE.test(new URL(script.src).pathname) : plain(script.src) === own)
  );
}

function plain(address: string): string {
  return address.split(/[?#]/)[0];
}

function put(script: HTMLScriptElement): void {
  script.dataset.framed = "";
  const { tool = "", locale, example, steps, readonly, height, title, keep } = script.dataset,
    { tools, folders } = embedFacts;
  const folder = folders[locale ?? ""] ?? folders[embedFacts.locale] ?? "";
  const top = new URL(`../${embedFacts.up}`, script.src), site = new URL(folder, top);
  if (!Object.hasOwn(tools, tool)) return script.after(linkTo(new URL("index.html", site), title ?? embedFacts.title));

  const asked = { theme: themeOf(script), example, steps, readonly: isOn(readonly), keep };
  const address = new URL(`embed/${tool}.html${queryOf(asked)}`, site);
  const frame = make("iframe", {
    src: address.href,
    title: title ?? tools[tool],
    loading: "lazy",
    allow: "clipboard-write",
    width: "100%",
    height: String(Number(height) > 0 ? Number(height) : HIGH),
  });
  Object.assign(frame.style, { width: "100%", border: "0", display: "block" });
  const link = linkTo(new URL(`tools/${tool}.html`, site), title ?? tools[tool]);
  const framed = { frame, origin: address.origin, site: top.href, script, link, answered: false };
  all.push(framed);
  frame.addEventListener("load", () => {
    setTimeout(() => framed.answered || frame.after(link), PATIENCE);
  });
  script.after(frame);
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !["0", "false", "no"].includes(text);
}

function linkTo(address: URL, title: string): HTMLElement {
  const link = make("a", { href: address.href, target: "_blank", rel: "noopener" });
  link.textContent = embedFacts.open.replace("{title}", () => title);
  return make("p", {}, link);
}

// ---------------------------------------------------------------- what a frame tells

function hear({ source, origin, data }: MessageEvent): void {
  const framed = all.find(({ frame }) => source !== null && frame.contentWindow === source);
  if (framed === undefined || origin !== framed.origin || data?.armory !== 1) return;
  const { frame, site, script, link } = framed, message = data as ToHost;
  if (script.dataset.keep === "host") {
    if (message.type === "keeper") return say(framed, kept(site));
    if (message.type === "keep") return say(framed, keep(site, message));
  }
  if (!TOLD.includes(message.type)) return;
  framed.answered = true;
  link.remove();
  if (message.type === "height" && message.height > 0) {
    frame.style.height = `${Math.min(Math.ceil(message.height), HIGHEST)}px`;
  }
  if (message.type === "ready") {
    frame.title = script.dataset.title ?? String(message.title);
    follow(framed); // the host may have changed since the address was made
  }
  frame.dispatchEvent(new CustomEvent(`armory:${message.type}`, { bubbles: true, detail: message }));
}

function say({ frame, origin }: Framed, message: ToFrame | undefined): void {
  if (message) frame.contentWindow?.postMessage(message, origin === "null" ? "*" : origin); // "null": opened from disk
}

// ---------------------------------------------------------------- light and dark

const system = matchMedia("(prefers-color-scheme: dark)");

/** `host`: as the page around it. */
function themeOf({ dataset: { theme = "" } }: HTMLScriptElement): string {
  return theme === "host" ? hostTheme() : theme;
}

function hostTheme(): Theme {
  const schemes = getComputedStyle(document.body ?? document.documentElement).colorScheme;
  const both = schemes.includes("light") && schemes.includes("dark");
  return (both ? system.matches : schemes.includes("dark")) ? "dark" : "light";
}

function follow(framed: Framed): void {
  const theme = themeOf(framed.script);
  if (framed.script.dataset.theme === "host" && isTheme(theme)) say(framed, { armory: 1, type: "theme", theme });
}

function followAll(): void {
  for (const framed of all) follow(framed);
}

for (const script of elements()) put(script);
if (all.length > 0) {
  addEventListener("message", hear);
  system.addEventListener("change", followAll);
  const parts = [document.documentElement, ...(document.body ? [document.body] : [])];
  for (const part of parts) new MutationObserver(followAll).observe(part, { attributes: true });
}
