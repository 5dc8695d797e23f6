/** What the package says of itself (`course.js`), as `package/scorm.py` writes it. */

import type { Standard } from "./scorm.ts";

export interface Course {
  id: string; // the same whenever the package is made anew; parts its work from any other's
  standard: Standard;
  keep: "local" | "portal"; // where the learner's work is kept
  mastery: number; // percent
  tool: string | null; // the slug of the one tool that the course is about; null: the whole site
  way: string | null; // of the path
  tools: { slug: string; id: string; short: string; questions: number }[]; // that are in the package
  first: string; // the page that is opened first, below `site/`
  pages: string[];
  words: Record<string, string>;
}
