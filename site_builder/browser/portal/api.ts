/** A portal's run-time as it offers itself to a course: an object on some window around this one, whose calls take and
give texts. Whatever it does, nothing is thrown here. */

export type Calls = Record<string, (...texts: string[]) => unknown>;

/** Why a call came to nothing: the portal's number and words, or what it threw. */
export interface Failure {
  call: string;
  code: string;
  says: string;
}

export interface Api {
  /** The text that a call gives; a failure where it gives none, or throws. */
  ask(call: string, ...texts: string[]): string | Failure;
}

const STEPS_MOST = 50;

/** Up through the frames around this window, then those around the window that opened it. */
export function findApi(name: string): Calls | null {
  return climb(window, name) ?? climb(opened(), name);
}

function opened(): Window | null {
  try {
    return window.opener ?? window.top?.opener ?? null;
  } catch {
    return null;
  }
}

function climb(from: Window | null, name: string): Calls | null {
  let at = from;
  for (let step = 0; at && step < STEPS_MOST; step++) {
    const found = offeredBy(at, name);
    if (found) return found;
    const { parent } = at; // may be asked of any window
    if (parent === at) return null;
    at = parent;
  }
  return null;
}

function offeredBy(frame: Window, name: string): Calls | null {
  try {
    return (frame as unknown as Record<string, Calls | undefined>)[name] ?? null;
  } catch {
    return null; // a window of another site says nothing
  }
}

/** `errors`: the calls that tell the number and the words of the last error. */
export function carefully(calls: Calls, [lastError, errorText]: readonly [string, string]): Api {
  function tell(call: string, ...texts: string[]): unknown {
    try {
      return calls[call](...texts);
    } catch (error) {
      return { call, code: "", says: String(error instanceof Error ? error.message : error) };
    }
  }

  return {
    ask(call, ...texts) {
      const given = tell(call, ...texts);
      if (typeof given === "object" && given !== null && "says" in given) return given as Failure;
      if (given !== undefined && given !== null && String(given) !== "false") return String(given);
      const code = plainly(tell(lastError));
      return { call, code, says: plainly(tell(errorText, code)) };
    },
  };
}

function plainly(given: unknown): string {
  return typeof given === "string" || typeof given === "number" ? String(given).slice(0, 200) : "";
}

export function isFailure(given: unknown): given is Failure {
  return typeof given === "object" && given !== null && "call" in given;
}
