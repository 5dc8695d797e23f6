/** Where the site stands. Each language has pages and scripts of its own; what a learner typed is one for all. */

import { lender } from "./store.ts";

/** `siteRoot`: the path below which the pages of this language stand; out comes that of the site's first language. */
export function workRoot(siteRoot: string): string {
  if (typeof document === "undefined") return siteRoot;
  const lent = lender();
  if (lent) return lent.scope;
  const up = document.querySelector<HTMLMetaElement>('meta[name="armory-root"]')?.content;
  return up ? new URL(up, new URL(siteRoot, location.href)).pathname : siteRoot;
}
