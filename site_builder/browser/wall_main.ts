/** The script of the trainer's wall. It fetches the tools' scripts at once, so that dropped files are shown at once. */

import type * as arithmetic from "./arithmetic.ts";
import type { PathData } from "./model/path_data.ts";
import type { Program } from "./model/sheet.ts";
import { fetchScript } from "./view/elements.ts";
import { wallPage } from "./view/wall/page.ts";
import type { Handed } from "./wall/entry.ts";
import type { WallFacts } from "./wall/facts.ts";
import type { Course } from "./wall/learner.ts";

type Kit = typeof arithmetic;

interface Armory {
  arithmetic: Kit;
  handed: Handed;
  wallFacts: WallFacts;
  /** Called by `path-data.js`. */
  path?: (data: PathData, compute: (kit: Kit) => Program["compute"]) => void;
}

declare const armory: Armory;

/** Fails where a script cannot be fetched. */
async function fetchCourse(assets: string): Promise<Course> {
  const facts = armory.wallFacts;
  const course: Course = { facts, handed: armory.handed, path: null, program: null };
  armory.path = (data, compute) => {
    course.path = data;
    course.program = { compute: compute(armory.arithmetic) };
  };
  const names = ["words", ...facts.path ? ["path-data"] : [], ...facts.tools.map(({ slug }) => `tools/${slug}`)];
  await Promise.all(names.map((name) => fetchScript(`${assets}${name}.js`)));
  return course;
}

const root = document.querySelector<HTMLElement>("[data-wall]");
if (root && document.currentScript instanceof HTMLScriptElement) {
  const assets = new URL(".", document.currentScript.src).pathname;
  wallPage(root, armory.wallFacts, () => fetchCourse(assets));
}
