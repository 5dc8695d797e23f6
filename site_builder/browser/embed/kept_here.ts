/** On the page around frames: what they ask to be kept stands in that page's own storage, one text for each site. */

import type { ToFrame, ToHost } from "./messages.ts";
import { isName, isPart, type KeptParts, readParts } from "./kept_parts.ts";

type Keep = Extract<ToHost, { type: "keep" }>;

/** `site`: the address below which all its languages stand. */
export function kept(site: string): Extract<ToFrame, { type: "kept" }> {
  return { armory: 1, type: "kept", parts: read(site) };
}

export function keep(site: string, { name, at, text }: Keep): Extract<ToFrame, { type: "keeping" }> | undefined {
  if (!isName(name) || !isPart({ at, text })) return;
  const parts = read(site), newer = !parts[name] || parts[name].at <= at;
  try {
    if (newer) localStorage.setItem(keyOf(site), JSON.stringify({ ...parts, [name]: { at, text } }));
    return { armory: 1, type: "keeping", name, at, kept: newer };
  } catch {
    return { armory: 1, type: "keeping", name, at, kept: false }; // refused, or full
  }
}

function read(site: string): KeptParts {
  try {
    return readParts(JSON.parse(localStorage.getItem(keyOf(site)) ?? "{}"));
  } catch {
    return {};
  }
}

function keyOf(site: string): string {
  return `armory-kept:${site}`;
}
