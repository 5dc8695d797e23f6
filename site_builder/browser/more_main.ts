/** The script of rare occasions: a pasted block, a file, entries that no longer fit. */

import { loadFile, tellUnfit } from "./view/loading.ts";
import { paste } from "./view/paste.ts";

const more = { loadFile, paste, tellUnfit };
export type More = typeof more;

declare const armory: { more?: More };

armory.more = more;
