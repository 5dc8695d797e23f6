/** The script of the trainer's wall. It fetches the tools' scripts at once, so that dropped files are shown at once. */

import type { PathData } from "./model/path_data.ts";
import type { Code, programOf } from "./model/program.ts";
import { fetchScript } from "./view/elements.ts";
import { wallPage } from "./view/wall/page.ts";
import type { Handed } from "./wall/entry.ts";
import type { WallFacts } from "./wall/facts.ts";
import type { Course } from "./wall/learner.ts";

interface Armory {
  programOf: typeof programOf;
  handed: Handed;
  wallFacts: WallFacts;
  /** Called by `path-data.js`. */
  path?: (data: PathData, code: Code) => void;
}

declare const armory: Armory;

/** Fails where a script cannot be fetched. */
async function fetchCourse(assets: string): Promise<Course> {
  const facts = armory.wallFacts;
  const course: Course = { facts, handed: armory.handed, path: null, program: null };
  armory.path = (data, code) => {
    course.path = data;
    course.program = armory.programOf(code);
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
