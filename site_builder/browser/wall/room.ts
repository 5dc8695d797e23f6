/** Whose files are there: one learner for each person, the newest file of each.

Two files are one person's where name and team are the same and the newer one carries the older one on: at least half of
what the older one says stands in the newer one too. Otherwise they are two people who are called the same. */

import { nameKey } from "../model/align.ts";
import type { Entry } from "./entry.ts";
import type { Learner } from "./learner.ts";

const CARRIED_ON = 0.5; // of what the older file says

export interface Replaced {
  older: Learner;
  by: Learner;
  same: boolean; // the same file twice
}

export interface Room {
  learners: Learner[];
  replaced: Replaced[];
}

export const EMPTY: Room = { learners: [], replaced: [] };

/** With the learner of one more file. */
export function enter(room: Room, fresh: Learner): Room {
  const other = room.learners.find((each) => isSamePerson(each.entry, fresh.entry));
  if (!other) return { ...room, learners: [...room.learners, fresh] };
  const [older, by] = when(fresh.entry) >= when(other.entry) ? [other, fresh] : [fresh, other];
  const same = signsOf(older.entry).join("\n") === signsOf(by.entry).join("\n");
  return {
    learners: room.learners.map((each) => each === other ? by : each),
    replaced: [...room.replaced, { older, by, same }],
  };
}

/** Without a learner, and without what his file replaced. */
export function leave(room: Room, gone: Learner): Room {
  return {
    learners: room.learners.filter((each) => each !== gone),
    replaced: room.replaced.filter(({ by }) => by !== gone),
  };
}

/** The trainer says that they are two people. */
export function keepBoth(room: Room, pair: Replaced): Room {
  const at = room.learners.indexOf(pair.by);
  return {
    learners: [...room.learners.slice(0, at), pair.older, ...room.learners.slice(at)],
    replaced: room.replaced.filter((each) => each !== pair),
  };
}

/** Does anybody else have this name? */
export function hasNamesake({ learners }: Room, { entry }: Learner): boolean {
  const own = nameKey(entry.name);
  return own !== "" && learners.some((each) => each.entry !== entry && nameKey(each.entry.name) === own);
}

function isSamePerson(one: Entry, other: Entry): boolean {
  if (nameKey(one.name) !== nameKey(other.name) || nameKey(one.team) !== nameKey(other.team)) return false;
  const [older, newer] = when(one) <= when(other) ? [one, other] : [other, one];
  const before = signsOf(older), now = new Set(signsOf(newer));
  const still = before.filter((sign) => now.has(sign)).length;
  return nameKey(one.name) === "" ? still === before.length && still === now.size : still >= before.length * CARRIED_ON;
}

function when({ date, saved }: Entry): string {
  return `${date || saved.slice(0, 10)} ${saved}`;
}

/** Everything that a file says, sorted: typed figures, stations, answers. */
function signsOf({ works, path, quiz }: Entry): string[] {
  const cells = Object.entries(works).flatMap(([slug, { typed }]) =>
    Object.entries(typed).flatMap(([name, column]) => [...column].map(([at, held]) => `${slug} ${name} ${at} ${held}`))
  );
  const stations = Object.entries(path.done).map(([id, day]) => `done ${id} ${day}`);
  const answers = Object.entries(quiz.items).map(([id, { right }]) => `quiz ${id} ${right}`);
  return [...cells, ...stations, ...answers, `final ${quiz.final.best} ${quiz.final.day}`].sort();
}
