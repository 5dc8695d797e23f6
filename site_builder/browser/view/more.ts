/** What few visits need is fetched when they do: words that are rarely said, the script of rare occasions, its style. */

import type { Link } from "../link_main.ts";
import type { More } from "../more_main.ts";
import { fetchScript, fetchStyle } from "./elements.ts";

declare const armory: { link?: Link; more?: More };

let words: Promise<void> | undefined, style: Promise<void> | undefined;

/** `assets`: where the scripts stand. */
export function fetchWords(assets: string): Promise<void> {
  return words ??= fetchScript(`${assets}words.js`).catch((error) => {
    words = undefined; // the next one tries again
    throw error;
  });
}

export async function fetchMore(assets: string): Promise<More> {
  style ??= fetchStyle(`${assets}more.css`);
  await Promise.all([fetchWords(assets), style, armory.more ?? fetchScript(`${assets}more.js`)]);
  return armory.more!;
}

/** Making links, opening them. */
export async function fetchLink(assets: string): Promise<Link> {
  await Promise.all([fetchWords(assets), armory.link ?? fetchScript(`${assets}link.js`)]);
  return armory.link!;
}
