/** The script of Why?, loaded beside the first one when a learner first asks. */

import { why } from "./view/why.ts";

declare const armory: { why?: typeof why };

armory.why = why;
