/** The script of rare occasions: a pasted block, a file, entries that no longer fit. */

import { saveChart } from "./view/chart_files.ts";
import { loadFile, tellUnfit } from "./view/loading.ts";
import { paste } from "./view/paste.ts";
import { saveWorkbook } from "./view/workbook.ts";

const more = { loadFile, paste, saveChart, saveWorkbook, tellUnfit };
export type More = typeof more;

declare const armory: { more?: More };

armory.more = more;
