/** Loaded when somebody asks for the line that puts a tool into another page. */

import { embedCode } from "./view/embed_code.ts";

declare const armory: { embedCode?: typeof embedCode };

armory.embedCode = embedCode;
