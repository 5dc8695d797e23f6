/** The script of the search: loaded when a reader first comes into the field, or comes from a result. */

import { markArrival } from "./view/search/arrival.ts";
import { box } from "./view/search/box.ts";

export interface Find {
  open: typeof box;
  markArrival: typeof markArrival;
}

declare const finder: Partial<Find>;
Object.assign(finder, { open: box, markArrival });
