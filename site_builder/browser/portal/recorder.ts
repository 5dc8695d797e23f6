/** Sees to it that a portal gets what it is to record: a while after each change, again where it failed, and at the end. */

import type { Answered } from "../model/store.ts";
import type { Failure } from "./api.ts";
import { type Connection, isAbout, type Report, type Told } from "./connection.ts";

/** What stands with the portal now. `failure`: the last try failed; what was to be recorded is not lost, and tried again. */
export interface Recorded {
  at: Date | null; // when all was recorded
  failure: Failure | null;
  left: string[]; // parts of the work that have no room there
}

export interface Recorder {
  answer(answered: Answered): void;
  figures(told: Told[]): void;
  /** Something has changed. */
  touch(): void;
  /** At once, as far as the portal takes it. */
  flush(): void;
  /** The last words; nothing is told after them. */
  end(): void;
}

const QUIET = 1500; // milliseconds without another change
const AGAIN = [4, 15, 60]; // seconds after which a failed try is repeated; the last for good
const TRIES_MOST = 3;
const LEAST_KEPT = 256; // characters; a portal that keeps fewer keeps nothing

/** `report` tells how things stand; `most`: characters that what is kept may have. */
export function recorder(
  connection: Connection,
  report: (most: number) => { report: Report; left: string[] },
  told: (recorded: Recorded) => void,
): Recorder {
  let waiting: { tell: () => Failure | null; tries: number }[] = [];
  let most = connection.keepMost, timer: number | undefined, failures = 0, ended = false;
  let recorded: Recorded = { at: null, failure: null, left: [] };

  function schedule(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  function flush(): void {
    if (ended) return;
    clearTimeout(timer);
    timer = undefined;
    const failure = send();
    failures = failure ? failures + 1 : 0;
    recorded = { ...recorded, at: failure ? recorded.at : new Date(), failure };
    told(recorded);
    if (failure) schedule(AGAIN[Math.min(failures, AGAIN.length) - 1] * 1000);
  }

  /** Answers are extra: not every portal takes them, and one that does not must get all the rest. */
  function send(): Failure | null {
    waiting = waiting.filter((each) => each.tell() !== null && ++each.tries < TRIES_MOST);
    return tell() ?? connection.commit();
  }

  /** A portal may take less than its standard says: then less of the work, until it fits. */
  function tell(): Failure | null {
    for (;;) {
      const { report: now, left } = report(most), failure = connection.tell(now);
      recorded = { ...recorded, left };
      if (!failure || !isAbout(failure, "cmi.suspend_data") || now.kept.length <= LEAST_KEPT) return failure;
      most = Math.floor(now.kept.length * 3 / 4);
    }
  }

  return {
    answer(answered) {
      const at = new Date();
      waiting.push({ tell: () => connection.answer(answered, at), tries: 0 });
      schedule(0);
    },
    figures(all) {
      const at = new Date();
      for (const each of all) waiting.push({ tell: () => connection.figure(each, at), tries: 0 });
    },
    touch: () => schedule(QUIET),
    flush,
    end() {
      flush();
      clearTimeout(timer);
      ended = true;
      connection.close();
    },
  };
}
