/** The script of the search: loaded when a reader first comes into the field. */

import { box } from "./view/search/box.ts";

export type { Box } from "./view/search/box.ts";

declare const finder: { open?: typeof box };
finder.open = box;
