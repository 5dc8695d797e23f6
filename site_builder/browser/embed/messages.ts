/** What a page in a frame and the page around it say to each other, as `postMessage` carries it. */

import type { KeptPart, KeptParts } from "./kept_parts.ts";
import type { Theme } from "./theme.ts";

/** A headline result. `value`: ratios for %, items by id, lights by state; null is blank. */
export interface Told {
  label: string;
  value: number | string | boolean | null;
  text: string; // as the page shows it
}

export type ToHost =
  | { armory: 1; type: "ready"; tool: string; title: string; version: string }
  | { armory: 1; type: "height"; height: number }
  | { armory: 1; type: "result"; tool: string; own: boolean; results: Record<string, Told> }
  | { armory: 1; type: "completed"; tool: string }
  | { armory: 1; type: "keeper" } // what is kept?
  | { armory: 1; type: "keep"; name: string } & KeptPart; // nothing before the learner lets it

export type ToFrame =
  | { armory: 1; type: "theme"; theme: Theme }
  | { armory: 1; type: "kept"; parts: KeptParts } // answers `keeper`
  | { armory: 1; type: "keeping"; name: string; at: string; kept: boolean }; // answers `keep`
