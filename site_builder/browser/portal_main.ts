/** The script of a course package's launch page. It alone speaks to the portal; the site's pages come and go in a frame,
and keep what a learner does on the shelf that is lent to them here. */

import type { PageData } from "./model/page_data.ts";
import type { PathData } from "./model/path_data.ts";
import { type Code, programOf } from "./model/program.ts";
import type { Program } from "./model/sheet.ts";
import type { Lender } from "./model/store.ts";
import type { Course } from "./portal/course.ts";
import { connect } from "./portal/scorm.ts";
import { placeIn, session } from "./portal/session.ts";
import { one } from "./view/elements.ts";
import { handed, learner } from "./view/path/learner.ts";
import { portalBar } from "./view/portal_bar.ts";

let siteRoot = "";
let route: { data: PathData; program: Program } | undefined;

/** Called by a tool's script. */
function define(data: PageData, code: Code): void {
  handed[data.tool] = { data, program: programOf(code) };
}

/** Called by `path-data.js`, which stands before `course.js`. */
function path(data: PathData, code: Code): void {
  route = { data, program: programOf(code) };
}

/** Called by `course.js`. */
function course(facts: Course): void {
  const frame = one(document, "[data-site]") as HTMLIFrameElement;
  const here = session(facts, siteRoot, connect(facts.standard), (sight) => bar.show(sight));
  const bar = portalBar(document, facts, here);
  (globalThis as unknown as { armoryLender: Lender }).armoryLender = here.lender;

  async function begin(): Promise<void> {
    bar.replaced(await here.receive());
    frame.src = siteRoot + (placeIn(facts, decodeURIComponent(location.hash.slice(1))) ?? here.place);
    bar.begin();
    const slugs = facts.tools.map(({ slug }) => slug);
    here.begin(route && learner(route.data, route.program, siteRoot, slugs));
  }

  frame.addEventListener("load", () => {
    try {
      const { pathname, hash } = frame.contentWindow!.location;
      if (pathname.startsWith(siteRoot)) here.moved(pathname.slice(siteRoot.length) + hash);
    } catch {
      // a page of another site in the frame, or all is opened from disk
    }
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && here.flush());
  addEventListener("online", here.flush);
  addEventListener("pagehide", here.end);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // its session is over
  if (here.fresh) bar.welcome(begin);
  else begin();
}

if (typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement) {
  siteRoot = new URL("..", document.currentScript.src).pathname;
}
Object.assign(globalThis, { armory: { define, path, course } });
