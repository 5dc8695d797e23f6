/** What was searched for, marked on the page to which a result leads. The page's elements stay as they are. */

import { KEY } from "./arriving.ts";

/** `words` as they stand there; for the next page, whichever it is, once. */
export function tellArrival(address: string, words: string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ address: address.split("#")[0], words }));
  } catch {
    // storage refused: nothing is marked
  }
}

export function markArrival(): void {
  const words = takeWords();
  if (words.length === 0) return;
  openAround(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  if (!("highlights" in CSS)) return;
  const texts = document.createTreeWalker(document.querySelector("article") ?? document.body, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    for (const word of words) {
      for (let at = node.data.indexOf(word); at !== -1; at = node.data.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function takeWords(): string[] {
  try {
    const told = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    return told?.address === location.href.split("#")[0] ? told.words : [];
  } catch {
    return [];
  }
}

/** A place within what is folded up is shown. */
function openAround(target: HTMLElement | null): void {
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.setAttribute("open", "");
  target!.scrollIntoView();
}
