/** The script of tools with a list of which one item is shown at a time: it stands before the tool's own. */

import { sheets } from "./view/sheets.ts";

declare const armory: { sheets?: typeof sheets };
armory.sheets = sheets;
