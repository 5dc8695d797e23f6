/** What an address asks of a page in a frame: `?theme=…&example=…&steps=…&readonly=1&keep=host`. Nothing else in it is looked at. */

import { isTheme } from "./theme.ts";

/** As they stand in the address; "" is not said. */
export interface Wanted {
  theme: string;
  example: string; // which is shown first, by its id
  steps: string; // those that are shown, by number or id, with commas between them
  readonly: boolean;
  keep: string; // "host": the page around may keep the work, where the learner lets it
}

/** What a page has to offer. */
export interface Offered {
  examples: string[];
  steps: { number: string; id: string }[];
}

export interface Asked {
  example: string; // "" for the first one
  steps: string[]; // numbers; none for all
  readonly: boolean;
  unknown: string[]; // "steps=9": what is asked and not there, as it is written
}

const SWITCH: Record<string, boolean> = {
  "1": true,
  true: true,
  yes: true,
  "": true,
  "0": false,
  false: false,
  no: false,
};

export function asked(search: string, offered: Offered): Asked {
  const query = new URLSearchParams(search), unknown: string[] = [];
  const said = (name: string) => query.get(name) ?? "";
  const miss = (name: string, text = said(name)) => void unknown.push(`${name}=${text}`);

  if (said("keep") && said("keep") !== "host") miss("keep");
  if (said("theme") && !isTheme(said("theme"))) miss("theme");
  const example = offered.examples.includes(said("example")) ? said("example") : "";
  if (said("example") && !example) miss("example");
  const steps = namesIn(said("steps")).flatMap((name) => {
    const step = offered.steps.find(({ number, id }) => name === number || name === id);
    return step ? [step.number] : miss("steps", name) ?? [];
  });
  return { example, steps, readonly: isReadonly(search) ?? (miss("readonly"), false), unknown };
}

export function isKeptByHost(search: string): boolean {
  return new URLSearchParams(search).get("keep") === "host" && isReadonly(search) === false;
}

/** undefined: neither yes nor no. */
export function isReadonly(search: string): boolean | undefined {
  const said = new URLSearchParams(search).get("readonly");
  return said === null ? false : Object.hasOwn(SWITCH, said) ? SWITCH[said] : undefined;
}

export function namesIn(steps: string | null): string[] {
  return (steps ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "");
}

/** The query for what is wanted, with its question mark; "" for nothing out of the ordinary. */
export function queryOf({ theme, example, steps, readonly, keep }: Partial<Wanted>): string {
  const said = Object.entries({ theme, example, steps, readonly: readonly ? "1" : "", keep }).filter(([, text]) =>
    text
  );
  const query = new URLSearchParams(said as [string, string][]).toString().replaceAll("%2C", ",");
  return query && `?${query}`;
}
