/** The trainer's wall: files dropped in, the room's figures out. Nothing is stored, and nothing goes out. */

import { FILE_MOST } from "../../model/case_file.ts";
import { say as wordOf } from "../../model/page_data.ts";
import { type Entry, isRefused, readEntry, type Refused } from "../../wall/entry.ts";
import type { WallFacts } from "../../wall/facts.ts";
import { type Course, type Learner, learnerOf } from "../../wall/learner.ts";
import { EMPTY, enter, hasNamesake, keepBoth, leave, type Room } from "../../wall/room.ts";
import { scoreTally } from "../../wall/tallies.ts";
import { warm } from "../../wall/warm.ts";
import { all, make, one, write } from "../elements.ts";
import { answersSection } from "./answers.ts";
import { type Column, doneCount, learnersSection, type Order } from "./learners.ts";
import { lightsSection } from "./lights.ts";
import { notes } from "./notes.ts";
import { percent, type Say, type Section, type Sight } from "./parts.ts";
import { scoresSection, stationsSection } from "./progress.ts";
import { farSection, ratingsSection } from "./ratings.ts";
import { sortedSection } from "./sorted.ts";

const AT_ONCE = 50; // files after which the page may draw how far it is

/** `fetchCourse` is called when the page opens, and again where it failed. */
export function wallPage(root: HTMLElement, facts: WallFacts, fetchCourse: () => Promise<Course>): void {
  const say: Say = (word, known) => wordOf(facts, word, known);
  const status = one(root, "[data-status]"), drop = one(root, "[data-drop]");
  const order: Order = { by: "name", down: false }, open = new Set<Learner>();
  let room: Room = EMPTY, refused: Refused[] = [], nameless = false, waiting = Promise.resolve();
  let course: Course | null = null, fetched: Promise<Course> | null = fetchCourse(), begun = false;
  fetched.then((fetched) => warm(fetched, () => begun), () => {}); // a failure is told when files come

  // ------------------------------------------------------------ files in

  /** One after the other, also when more are dropped while some are still being read. */
  function take(files: File[]): void {
    if (files.length > 0) waiting = waiting.then(() => read(files));
  }

  async function read(files: File[]): Promise<void> {
    begun = true;
    write(status, say("reading", { done: 0, total: files.length }));
    try {
      course ??= await (fetched ??= fetchCourse());
    } catch {
      fetched = null; // the next files try again
      return write(status, say("not_loaded"));
    }
    const before = room.learners.length, stations = course.path?.modules.map(({ id }) => id) ?? [];
    const known = { questions: facts.questions.map(({ id }) => id), stations };
    const texts = await Promise.all(
      files.map((file) => file.size > 4 * FILE_MOST ? "" : file.text().catch(() => null)),
    );
    for (const [at, file] of files.entries()) {
      if (at > 0 && at % AT_ONCE === 0) {
        write(status, say("reading", { done: at, total: files.length }));
        await new Promise((done) => setTimeout(done));
      }
      const text = texts[at];
      if (text === null) refused = [...refused, { file: file.name, trouble: "unread" }];
      else if (file.size > 4 * FILE_MOST) refused = [...refused, { file: file.name, trouble: "large" }];
      else takeOne(course, file.name, text, known);
    }
    show();
    const { learners } = room;
    write(status, say("there", { count: learners.length, fresh: learners.length - before, refused: refused.length }));
  }

  function takeOne(course: Course, name: string, text: string, known: Parameters<typeof readEntry>[3]): void {
    let entry: Entry | Refused;
    try {
      entry = readEntry(name, text, course.handed, known);
      if (!isRefused(entry)) room = enter(room, learnerOf(entry, course));
    } catch { // a file that was made to break us must not take the others with it
      entry = { file: name, trouble: "failed" };
    }
    if (isRefused(entry)) refused = [...refused, entry];
  }

  // ------------------------------------------------------------ what is shown

  function show(): void {
    if (!course) return;
    const { learners } = room, some = learners.length > 0;
    const sight: Sight = { course, learners, say, who };
    one(root, "[data-bar]").hidden = !some && refused.length === 0;
    one(root, "[data-notes]").replaceChildren(...notes(room, refused, sight, acts));
    const sums = one(root, "[data-sums]");
    sums.hidden = !some;
    if (some) sums.replaceChildren(...sumsOf(sight));
    const sections: Record<string, Section> = {
      learners: learnersSection(order, open, acts),
      stations: stationsSection,
      scores: scoresSection,
      answers: answersSection,
      lights: lightsSection,
      sorted: sortedSection,
      ratings: ratingsSection,
      far: farSection,
    };
    for (const part of all(root, "[data-part]")) {
      const content = some ? sections[part.dataset.part!](sight) : null;
      part.hidden = content === null;
      one(part, "[data-body]").replaceChildren(...content ?? []);
      one(root, `[data-ways] [href="#${part.dataset.part}"]`).hidden = content === null;
    }
    one(root, "[data-ways]").hidden = !some;
    drop.toggleAttribute("data-small", some);
  }

  /** By name; where the room may see no names, and where nobody said one, by number or file. */
  function who(learner: Learner): string {
    const { name, team, file } = learner.entry;
    if (nameless) return say("learner_number", { number: room.learners.indexOf(learner) + 1 });
    if (name === "") return say("nobody", { file });
    return hasNamesake(room, learner) ? say("who_where", { who: name, where: team || file }) : name;
  }

  function sumsOf({ learners, course: { path } }: Sight): Node[] {
    const sum = (word: string, figure: string) => make("div", {}, make("dt", {}, say(word)), make("dd", {}, figure));
    const total = learners.length, made = [sum("sum_learners", String(total))];
    if (path) {
      const stations = path.modules.length;
      made.push(sum("sum_walked", String(learners.filter((each) => doneCount(each) === stations).length)));
      const done = learners.reduce((all, each) => all + doneCount(each), 0);
      made.push(sum("sum_stations", percent(done / (stations * total))));
    }
    if (facts.pass !== null) {
      const { tried, passed, mean } = scoreTally(learners, facts.pass);
      made.push(sum("sum_passed", say("of", { count: passed.length, total: tried.length })));
      if (mean !== null) made.push(sum("sum_mean", String(Math.round(mean))));
    }
    return made;
  }

  // ------------------------------------------------------------ what one can do

  const acts = {
    sort(by: Column): void {
      order.down = order.by === by ? !order.down : by === "done" || by === "gates" || by === "score";
      order.by = by;
      show();
      root.querySelector<HTMLElement>(`[data-sort="${by}"]`)?.focus();
    },
    remove(learner: Learner): void {
      const name = who(learner);
      room = leave(room, learner);
      show();
      write(status, say("removed", { who: name, count: room.learners.length }));
      status.scrollIntoView({ block: "nearest" });
    },
    keepBoth(pair: Room["replaced"][number]): void {
      room = keepBoth(room, pair);
      show();
      write(status, say("both_kept", { count: room.learners.length }));
    },
    forget(): void {
      refused = [];
      show();
    },
  };

  const buttons: Record<string, (button: HTMLElement) => void> = {
    names(button) {
      nameless = !nameless;
      button.setAttribute("aria-pressed", String(nameless));
      show();
    },
    print: () => print(),
    clear() {
      [room, refused] = [EMPTY, []];
      open.clear();
      show();
      write(status, say("cleared"));
      one(drop, "input").focus();
    },
  };

  root.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("button[data-do]");
    if (button) buttons[button.dataset.do!](button);
  });
  const input = one(drop, "[data-files]") as HTMLInputElement;
  input.addEventListener("change", () => {
    const files = [...input.files ?? []];
    input.value = ""; // so that the same file can be chosen again
    take(files);
  });
  // Anywhere on the page: a file dropped beside the frame would otherwise be opened in its place.
  let within = 0;
  const mark = (by: number) => drop.toggleAttribute("data-over", (within = Math.max(0, within + by)) > 0);
  addEventListener("dragenter", () => mark(1));
  addEventListener("dragleave", () => mark(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    mark(-within);
    take([...event.dataTransfer?.files ?? []]);
  });
  root.dataset.awake = "";
}
