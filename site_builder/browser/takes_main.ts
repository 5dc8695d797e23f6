/** The script of what tools take from each other, loaded where the learner has work in one that this one takes from. */

import { readGiven } from "./model/given.ts";
import { sceneOf } from "./model/sheet.ts";
import { taken } from "./model/takes.ts";
import { readVersions } from "./model/version.ts";
import { origins } from "./view/origins.ts";

const shared = globalThis as { armory?: Record<string, unknown> };
shared.armory = Object.assign(shared.armory ?? {}, { origins, readGiven, readVersions, sceneOf, taken });
