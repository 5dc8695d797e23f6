/** What a learner types in, a figure or the reason why it is refused out. Full-width forms are taken as plain ones. */

import type { Given, PageData, ValueData } from "./page_data.ts";

export interface Refusal {
  word: string; // `refused_<word>` in the catalogue of words
  facts: Record<string, string | number>;
}
export type Reading = { figure: Given | null; refusal?: undefined } | { figure?: undefined; refusal: Refusal };

const YES = ["yes", "true", "是", "對", "对", "有", "✓", "√", "y", "1"];
const NO = ["no", "false", "否", "不", "無", "无", "✗", "×", "n", "0"];
const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const TEXT_LIMIT = 2000;

/** `rows` are the ids and shown names of the list that an item is of. */
export function readTyped(data: PageData, value: ValueData, text: string, rows: [string, string][] = []): Reading {
  // Control characters come in with pasted blocks and show as nothing.
  const clean = (value.long ? text.replace(/\r\n?/g, "\n") : text.replace(/[\t\r\n]+/g, " "))
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g, " ").trim();
  if (clean === "" || clean === "–" || clean === "-" && value.kind !== "text") return { figure: null };
  switch (value.kind) {
    case "text":
      return clean.length > TEXT_LIMIT ? refused("long", { most: TEXT_LIMIT }) : { figure: clean };
    case "truth":
      return readTruth(clean);
    case "date":
      return readDate(clean);
    case "item":
      return readItem(data, value, clean, rows);
    default:
      return readNumber(value, clean);
  }
}

export function readNumber(value: ValueData, text: string): Reading {
  let plain = text.normalize("NFKC").replace(/[−–—]/g, "-").replace(/。/g, ".").replace(/、/g, ",").replace(/\s+/g, "");
  if (value.percent) plain = plain.replace(/%$/, "");
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain)) plain = plain.replaceAll(",", "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) || plain.length > 40) return refused("number", { text });
  const figure = Number(plain);
  return checkNumber(value, figure, text);
}

export function checkNumber(value: ValueData, figure: number, text: string): Reading {
  if (!Number.isFinite(figure) || Math.abs(figure) > 1e15) return refused("number", { text });
  const [low, high] = value.scale ?? [value.min ?? -Infinity, value.max ?? Infinity];
  const whole = value.kind === "whole" || value.scale !== undefined;
  if (whole && !Number.isInteger(figure)) {
    return value.scale ? refused("scale", { text, low, high }) : refused("whole", { text });
  }
  if (figure >= low && figure <= high) return { figure };
  if (low > -Infinity && high < Infinity) return refused("between", { text, low, high });
  return figure < low ? refused("least", { text, low }) : refused("most", { text, high });
}

function readTruth(text: string): Reading {
  const plain = text.normalize("NFKC").toLowerCase();
  if (YES.includes(plain)) return { figure: true };
  return NO.includes(plain) ? { figure: false } : refused("truth", { text });
}

function readDate(text: string): Reading {
  const parts = DATE.exec(text.normalize("NFKC"));
  if (!parts) return refused("date", { text });
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return refused("date", { text });
  return { figure: date.toISOString().slice(0, 10) };
}

function readItem(data: PageData, value: ValueData, text: string, rows: [string, string][]): Reading {
  const items = data.lists[value.of!].items;
  const known: [string, string[]][] = items
    ? items.map((item) => [item.id, [item.id, item.label, item.short ?? item.label]])
    : rows.map(([id, name]) => [id, [id, name]]);
  const plain = text.normalize("NFKC").toLowerCase();
  const found = known.filter(([, names]) => names.some((name) => name.normalize("NFKC").toLowerCase() === plain));
  return found.length > 0 ? { figure: found[0][0] } : refused("item", { text });
}

function refused(word: string, facts: Refusal["facts"]): Reading {
  return { refusal: { word, facts } };
}
