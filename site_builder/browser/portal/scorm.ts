/** SCORM 1.2 and SCORM 2004 (4th edition): two vocabularies for one conversation. */

import type { Answered } from "../model/store.ts";
import { type Api, type Calls, carefully, type Failure, findApi, isFailure } from "./api.ts";
import { type Connection, letters, plainNumber, type Report } from "./connection.ts";

interface Dialect {
  api: string;
  calls: { open: string; close: string; get: string; set: string; commit: string };
  errors: [lastError: string, errorText: string];
  already: string; // the number of the error "opened already"
  keepMost: number;
  fields: { learner: string; mode: string; entry: string; place: string; kept: string; exit: string; time: string };
  status: [field: string, complete: string[]];
  time(seconds: number): string;
  /** Fields and texts that tell them. */
  told(report: Report): [field: string, text: string][];
  interaction(answered: Answered, at: Date): [part: string, text: string][];
  figure(text: string, at: Date): [part: string, text: string][];
}

const two = (n: number) => String(n).padStart(2, "0");

const SCORM_12: Dialect = {
  api: "API",
  calls: {
    open: "LMSInitialize",
    close: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
  },
  errors: ["LMSGetLastError", "LMSGetErrorString"],
  already: "101",
  keepMost: 4096,
  fields: {
    learner: "cmi.core.student_id",
    mode: "cmi.core.lesson_mode",
    entry: "cmi.core.entry",
    place: "cmi.core.lesson_location",
    kept: "cmi.suspend_data",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
  },
  status: ["cmi.core.lesson_status", ["completed", "passed", "failed"]],
  time: (seconds) => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
  told({ complete, passed, score }) {
    const status = !complete ? "incomplete" : passed === null ? "completed" : passed ? "passed" : "failed";
    return [
      ...score === null ? [] : [
        ["cmi.core.score.min", "0"],
        ["cmi.core.score.max", "100"],
        ["cmi.core.score.raw", String(score)],
      ] as [string, string][],
      ["cmi.core.lesson_status", status],
    ];
  },
  interaction({ kind, answer, right, correct, options }, at) {
    const number = kind === "number" ? plainNumber(answer) : null;
    const form = (ids: string) =>
      kind === "truth" ? ids[0] : kind === "number" ? number ?? ids.slice(0, 255) : letters(ids, options).join(",");
    const types = { choice: "choice", several: "choice", truth: "true-false", order: "sequencing" };
    return [
      ["type", kind === "number" ? number === null ? "fill-in" : "numeric" : types[kind]],
      ["time", clock(at)],
      ...right === "" ? [] : [["correct_responses.0.pattern", form(right)] as [string, string]],
      ["student_response", form(answer)],
      ["result", correct ? "correct" : "wrong"],
    ];
  },
  figure: (text, at) => [
    ["type", "fill-in"],
    ["time", clock(at)],
    ["student_response", text.slice(0, 255)],
    ["result", "neutral"],
  ],
};

function clock(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

const SCORM_2004: Dialect = {
  api: "API_1484_11",
  calls: { open: "Initialize", close: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit" },
  errors: ["GetLastError", "GetErrorString"],
  already: "103",
  keepMost: 64_000,
  fields: {
    learner: "cmi.learner_id",
    mode: "cmi.mode",
    entry: "cmi.entry",
    place: "cmi.location",
    kept: "cmi.suspend_data",
    exit: "cmi.exit",
    time: "cmi.session_time",
  },
  status: ["cmi.completion_status", ["completed"]],
  time: (seconds) => `PT${seconds}S`,
  told({ complete, passed, score }) {
    return [
      ...score === null ? [] : [
        ["cmi.score.min", "0"],
        ["cmi.score.max", "100"],
        ["cmi.score.raw", String(score)],
        ["cmi.score.scaled", String(score / 100)],
      ] as [string, string][],
      ["cmi.completion_status", complete ? "completed" : "incomplete"],
      ["cmi.success_status", passed === null ? "unknown" : passed ? "passed" : "failed"],
    ];
  },
  interaction({ kind, answer, right, correct }, at) {
    const number = kind === "number" ? plainNumber(answer) : null;
    const form = (ids: string) => kind === "number" ? number ?? ids.slice(0, 250) : ids.split(" ").join("[,]");
    const types = { choice: "choice", several: "choice", truth: "true-false", order: "sequencing" };
    return [
      ["type", kind === "number" ? number === null ? "fill-in" : "numeric" : types[kind]],
      ["timestamp", moment(at)],
      ...right === "" ? [] : [["correct_responses.0.pattern", form(right)] as [string, string]],
      ["learner_response", form(answer)],
      ["result", correct ? "correct" : "incorrect"],
    ];
  },
  figure: (text, at) => [
    ["type", "other"],
    ["timestamp", moment(at)],
    ["learner_response", text.slice(0, 4000)],
    ["result", "neutral"],
  ],
};

function moment(at: Date): string {
  return at.toISOString().slice(0, 19);
}

export type Standard = "scorm12" | "scorm2004";

const DIALECTS: Record<Standard, Dialect> = { scorm12: SCORM_12, scorm2004: SCORM_2004 };

/** Null where no window offers such a run-time. */
export function connect(standard: Standard, calls?: Calls | null): Connection | null {
  const dialect = DIALECTS[standard];
  const found = calls ?? findApi(dialect.api);
  return found ? conversation(dialect, carefully(found, dialect.errors)) : null;
}

function conversation({ calls, fields, ...dialect }: Dialect, api: Api): Connection {
  const said: Record<string, string> = {}; // what the portal has taken in this session
  const places: Record<string, number> = {}; // of figures among the interactions
  let closed = false;

  const get = (field: string) => {
    const text = api.ask(calls.get, field);
    return isFailure(text) ? "" : text;
  };

  function set(field: string, text: string): Failure | null {
    if (said[field] === text) return null;
    const given = api.ask(calls.set, field, text);
    if (given !== "true") {
      return isFailure(given) ? { ...given, call: `${given.call} ${field}` } : silent(calls.set, field);
    }
    said[field] = text;
    return null;
  }

  function first(failures: (Failure | null)[]): Failure | null {
    return failures.find((failure) => failure !== null) ?? null;
  }

  function interaction(at: number, id: string, parts: [string, string][]): Failure | null {
    for (const [part, text] of [["id", id], ...parts]) {
      const failure = set(`cmi.interactions.${at}.${part}`, text);
      if (failure && part !== "correct_responses.0.pattern") return failure; // a portal may know it already
    }
    return null;
  }

  const count = () => Number(get("cmi.interactions._count")) || 0;

  function done(call: string): Failure | null {
    const given = api.ask(call, "");
    return given === "true" ? null : isFailure(given) ? given : silent(call, "");
  }

  return {
    keepMost: dialect.keepMost,
    open() {
      const failure = done(calls.open);
      if (failure && failure.code !== dialect.already) return failure;
      const mode = get(fields.mode), [status, complete] = dialect.status;
      const begun = get(fields.entry) !== "ab-initio"; // before, asking for what was never told is an error
      set(fields.exit, "suspend"); // whatever ends the session, what is kept is there next time
      return {
        learner: get(fields.learner),
        recording: mode !== "review" && mode !== "browse",
        complete: begun && complete.includes(get(status)),
        place: begun ? get(fields.place) : "",
        kept: begun ? get(fields.kept) : "",
      };
    },
    tell(report) {
      return first([
        set(fields.kept, report.kept),
        set(fields.place, report.place.slice(0, 255)),
        ...dialect.told(report).map(([field, text]) => set(field, text)),
        set(fields.time, dialect.time(report.seconds)),
      ]);
    },
    answer(answered, at) {
      return interaction(count(), answered.question, dialect.interaction(answered, at));
    },
    figure({ id, text }, at) {
      places[id] ??= count();
      return interaction(places[id], id, dialect.figure(text, at));
    },
    commit: () => done(calls.commit),
    close() {
      if (closed) return null;
      closed = true;
      return done(calls.close);
    },
  };
}

/** A call that gave neither "true" nor a reason: some portals answer with an empty text. */
function silent(call: string, field: string): Failure {
  return { call: `${call} ${field}`.trim(), code: "", says: "" };
}
