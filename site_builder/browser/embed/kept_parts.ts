/** Work as a frame and the page around it hand it to each other: by name, each part with the time of its change. */

import { isTable } from "../model/given.ts";

export interface KeptPart {
  at: string; // ISO 8601
  text: string; // "" where nothing stands there any more
}

export type KeptParts = Record<string, KeptPart>;

/** A tool's work or a section, or that the learner lets the page around keep them. */
export const isName = (name: unknown): name is string =>
  typeof name === "string" && /^[a-z][a-z0-9-]{0,99}$/.test(name);

/** Untrusted in; what is none of ours is left out. */
export function readParts(found: unknown): KeptParts {
  const parts: KeptParts = {};
  for (const [name, part] of Object.entries(isTable(found) ? found : {})) {
    if (isName(name) && isPart(part)) parts[name] = { at: part.at, text: part.text };
  }
  return parts;
}

export function isPart(part: unknown): part is KeptPart {
  return isTable(part) && typeof part.text === "string" && typeof part.at === "string" &&
    !Number.isNaN(Date.parse(part.at));
}
