/** How a file gets to the learner: a download; where that is blocked, what can be done instead.

Browsers inside chat apps (WeChat, DingTalk, Lark, LINE, Facebook, Instagram) start no download and say nothing of it. */

import { fetchScript, fetchStyle, make, write } from "./elements.ts";
import { button, copy, openWindow } from "./window.ts";

declare const armory: { said?: Record<string, string> };

const IN_APP = /MicroMessenger|wxwork|DingTalk|\bLark|Feishu|\bLine\/|FBAN|FBAV|FB_IAB|Instagram/i;
const TEXT = /^text\/|json|xml$/; // types of files that are texts; a workbook's ends in "sheet"

export function save(file: Blob, name: string): void {
  if (!IN_APP.test(navigator.userAgent) && "download" in HTMLAnchorElement.prototype) {
    try {
      return download(file, name);
    } catch {
      // shown instead
    }
  }
  show(file, name).catch(() => download(file, name));
}

function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function show(file: Blob, name: string): Promise<void> {
  const words = armory.said ?? await fetchSaid();
  const parts: Node[] = [make("p", {}, words.save_hint)];
  if (file.type.startsWith("image/png")) {
    parts.push(make("p", {}, words.save_press), make("img", { src: await dataAddress(file), alt: name }));
  } else if (TEXT.test(file.type)) {
    const text = make("textarea", { readonly: "", rows: "8", spellcheck: "false", "aria-label": name });
    text.value = await file.text();
    const told = make("p", { role: "status" });
    const copied = button(
      words.save_copy,
      async () => write(told, words[await copy(text) ? "copied" : "selected"]),
      "strong",
    );
    parts.push(make("p", {}, words.save_text), text, make("p", { class: "window__buttons" }, copied), told);
  }
  parts.push(make("p", {}, words.save_link), button(words.save_anyway, () => download(file, name)));
  openWindow(words.save_title.replace("{name}", name), words.close, ...parts);
}

/** On pages without a calculator the words and the look of the dialog come now. */
async function fetchSaid(): Promise<Record<string, string>> {
  const [script] = document.querySelectorAll<HTMLScriptElement>(
    ["armory", "path"].map((name) => `script[src$="assets/${name}.js"]`).join(),
  );
  const styles = ["calculator", "more"].map((name) => fetchStyle(new URL(`${name}.css`, script.src).href));
  await Promise.all([fetchScript(new URL("words.js", script.src).href), ...styles]);
  return armory.said!;
}

/** In-app browsers keep no pictures that only this page can address. */
function dataAddress(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(String(reader.result)));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(file);
  });
}
