/** What few visits need is fetched when they do: words that are rarely said, and the script of rare occasions. */

import type { More } from "../more_main.ts";
import { fetchScript } from "./elements.ts";

declare const armory: { more?: More };

let words: Promise<void> | undefined;

/** `assets`: where the scripts stand. */
export function fetchWords(assets: string): Promise<void> {
  return words ??= fetchScript(`${assets}words.js`).catch((error) => {
    words = undefined; // the next one tries again
    throw error;
  });
}

export async function fetchMore(assets: string): Promise<More> {
  await Promise.all([fetchWords(assets), armory.more ?? fetchScript(`${assets}more.js`)]);
  return armory.more!;
}
