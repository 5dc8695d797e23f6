/** Work that the page around a frame keeps, where it offers to and the learner lets it. It is a copy: this browser keeps what
it can as ever, and of two the newest counts. */

import { shelf } from "../model/shelf.ts";
import type { Texts } from "../model/store.ts";
import { isName, isPart, type KeptParts, readParts } from "./kept_parts.ts";
import type { ToHost } from "./messages.ts";

/** `waiting`: it has not answered yet. `offered`: the learner has not said yet whether it may. */
export type Standing = "waiting" | "silent" | "offered" | "refused" | "kept" | "failed";

export interface HostKeeper {
  /** Refuses what neither this browser nor the page around keeps; it is there until the page is left. */
  texts: Texts;
  /** The page around may keep all that is there. */
  allow(): void;
  /** It may not, or no longer: what it has is taken back. */
  refuse(): void;
}

const ALLOWED = "allowed"; // the name under which it keeps that it may
const PATIENCE = 5000; // milliseconds until an answer is missed

/** `scope`: of the keys. `show` hears how it stands, with the address of the page around; `arrived`, that newer work came. */
export function hostKeeper(
  scope: string,
  show: (standing: Standing, host: string) => void,
  arrived: () => void,
): HostKeeper {
  let host = "", standing: Standing = "waiting";
  const unanswered = new Map<string, string>(); // when a part was changed, by its name
  const own = shelf(scope, (name) => isName(name) && name !== ALLOWED, (name) => may() && keep(name));
  const may = () => standing === "kept" || standing === "failed";

  function tell(now: Standing): void {
    standing = now;
    show(now, host);
  }

  /** A page opened from disk has no address by which it could be called. */
  function say(message: ToHost): void {
    parent.postMessage(message, host === "" || host === "null" ? "*" : host);
  }

  function keep(name: string): void {
    const { at, text } = own.portion(name) ?? { at: "", text: "" };
    send(name, at || new Date(0).toISOString(), text);
  }

  function send(name: string, at: string, text: string): void {
    unanswered.set(name, at);
    say({ armory: 1, type: "keep", name, at, text });
    setTimeout(() => unanswered.get(name) === at && may() && tell("failed"), PATIENCE);
  }

  function setItem(key: string, text: string): void {
    own.setItem(key, text);
    if (own.trouble && !may()) {
      throw new DOMException("", own.trouble === "full" ? "QuotaExceededError" : "SecurityError");
    }
  }

  function renew(name: string): void {
    dispatchEvent(new StorageEvent("storage", { key: `armory:${scope}:${name}` }));
  }

  function receive(parts: KeptParts): void {
    const allowed = parts[ALLOWED]?.text === "yes";
    delete parts[ALLOWED];
    const newer = Object.entries(allowed ? parts : {}).filter(([name, { at }]) => (own.portion(name)?.at ?? "") < at);
    for (const [name, { at, text }] of newer) {
      own.put(name, { at, text, nameless: false });
      renew(name);
    }
    if (newer.length > 0) arrived();
    tell(allowed ? "kept" : "offered");
    for (const name of allowed ? own.names() : []) {
      if (parts[name]?.at !== own.portion(name)?.at) keep(name);
    }
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.armory !== 1) return;
    if (data.type === "kept" && standing !== "refused" && !may()) {
      host = origin;
      receive(readParts(data.parts));
    } else if (data.type === "keeping" && origin === host && may()) {
      if (!isPart({ at: data.at, text: "" }) || unanswered.get(data.name) !== data.at) return;
      unanswered.delete(data.name);
      tell(data.kept === true ? "kept" : "failed");
    }
  });
  setTimeout(() => standing === "waiting" && tell("silent"), PATIENCE);
  say({ armory: 1, type: "keeper" });

  return {
    texts: { getItem: own.getItem, setItem, removeItem: own.removeItem },
    allow() {
      tell("kept");
      send(ALLOWED, new Date().toISOString(), "yes");
      for (const name of own.names()) {
        keep(name);
        renew(name);
      }
    },
    refuse() {
      const at = new Date().toISOString();
      if (may()) { for (const name of [ALLOWED, ...own.names()]) say({ armory: 1, type: "keep", name, at, text: "" }); }
      tell("refused");
    },
  };
}
