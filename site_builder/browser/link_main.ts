/** The script of links: made, opened, taken as one's own. Loaded with a page whose address holds one, else when asked for. */

import type { Calculator } from "./calculator.ts";
import { nameless } from "./link/nameless.ts";
import { pack, unpack } from "./link/packed.ts";
import { readSent } from "./link/sent.ts";
import type { Definition } from "./link/since.ts";
import { fetchScript } from "./view/elements.ts";
import { linkTo, makeLink } from "./view/link.ts";
import { type Opening, openLink, takeLink } from "./view/linked.ts";

interface Occasion extends Opening {
  assets: string;
  button: HTMLElement;
}

const link = {
  make: async ({ calculator, assets }: Occasion) =>
    makeLink(calculator, (await definitionOf(calculator, assets))?.marks ?? {}),
  open: (occasion: Omit<Occasion, "button">) =>
    openLink(occasion, () => definitionOf(occasion.calculator, occasion.assets)),
  take: takeLink,
  /** To another page of the same tool, which shows what this one holds. */
  carry: async ({ calculator, assets, button }: Occasion) => {
    const marks = (await definitionOf(calculator, assets))?.marks ?? {};
    location.assign(linkTo(button.dataset.to!, calculator, true, marks));
  },
  text: { nameless, pack, readSent, unpack },
};
export type Link = typeof link;

declare const armory: { definitions?: Record<string, Definition>; link?: Link };

/** Null where it cannot be fetched: links do without. */
async function definitionOf({ data: { tool } }: Calculator, assets: string): Promise<Definition | null> {
  try {
    if (!armory.definitions?.[tool]) await fetchScript(`${assets}tools/${tool}.marks.js`);
    return armory.definitions![tool];
  } catch {
    return null;
  }
}

const shared = globalThis as { armory?: Record<string, unknown> };
shared.armory = Object.assign(shared.armory ?? {}, { link });
