/** What other tools give: their scripts are fetched only where the learner has work in one of them. */

import type { Calculator } from "../calculator.ts";
import { hasWork, type Keeper } from "../model/keeper.ts";
import type { PageData } from "../model/page_data.ts";
import { keyBeside, VERSIONS, VERSIONS_CHANGED } from "../model/section.ts";
import { untouched } from "../model/under.ts";
import { fetchScript } from "./elements.ts";
import { fetchWords } from "./more.ts";
import type { Notices } from "./notices.ts";
import type { Handed, origins } from "./origins.ts";

declare const armory: { origins?: typeof origins };

/** What tools' scripts have handed over on this page, by slug: its own and those fetched here. */
export const handed: Record<string, Handed> = {};

/** From the first tool with work on: the later ones may take from it. */
function touched(data: PageData, key: string): string[] {
  const { givers = [] } = data;
  const first = givers.findIndex((slug) => hasWork(keyBeside(key, data.tool, slug)));
  return first < 0 ? [] : givers.slice(first);
}

/** Versions of this work may be kept, and tell something. */
function hasVersions(data: PageData, key: string): boolean {
  return data.compares !== undefined && hasWork(keyBeside(key, data.tool, VERSIONS));
}

/** Fetches what `upstream` will need, so that a page with work of the learner's own shows the right figures at once. */
export async function fetchUpstream(data: PageData, key: string, assets: string): Promise<void> {
  const slugs = touched(data, key);
  const wanted = slugs.filter((slug) => !handed[slug]).map((slug) => `${assets}tools/${slug}.js`);
  const any = slugs.length > 0 || hasVersions(data, key);
  if (any && !armory.origins) wanted.push(`${assets}takes.js`);
  await Promise.allSettled([...wanted.map(fetchScript), ...(any ? [fetchWords(assets)] : [])]);
}

/** Keeps the figures of other tools up to date, also while another tab changes them. */
export function upstream(
  calculator: Calculator,
  root: HTMLElement,
  keeper: Keeper,
  notices: Notices,
  { key, assets }: { key: string; assets: string },
): () => Promise<void> {
  const { data } = calculator, { givers = [] } = data;
  let found: ReturnType<typeof origins> | undefined;
  calculator.takeUnder(untouched(data));

  async function refresh(): Promise<void> {
    if (givers.length === 0 && !data.compares) return;
    await fetchUpstream(data, key, assets);
    if (armory.origins) {
      found ??= armory.origins(calculator, root, keeper, notices, handed, (slug) => keyBeside(key, data.tool, slug));
    }
    found?.refresh();
  }

  const keys = [...givers, ...(data.compares ? [VERSIONS] : [])].map((slug) => keyBeside(key, data.tool, slug));
  addEventListener("storage", ({ key: changed }) => (changed === null || keys.includes(changed)) && refresh());
  addEventListener(VERSIONS_CHANGED, refresh);
  addEventListener("pageshow", ({ persisted }) => persisted && refresh());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
  return refresh;
}
