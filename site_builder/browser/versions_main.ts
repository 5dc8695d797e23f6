/** The script of versions, loaded when a learner first keeps or compares one. */

import { versions } from "./view/versions.ts";

declare const armory: { versions?: typeof versions };

armory.versions = versions;
