/** What `render/page_data.py` hands the page about one tool: labels and shapes, no formulas and no markup. */

/** A typed figure as the learner writes it: 20 for 20 %, an item by its id, a date as "2026-01-31". */
export type Given = number | string | boolean;

/** Figures of a given file: by item id, nested once per list; a grown list is a list of rows with ids. */
export type GivenFile = { [name: string]: unknown };

export interface ItemData {
  id: string;
  label: string;
  short?: string; // a symbol such as D1
}

export interface ListData {
  label: string;
  items?: ItemData[];
  grows?: {
    start: number;
    most: number;
    prefix: string;
    rows: GivenFile[];
    elsewhere?: Record<string, string[]>[]; // of each row, by value: marks of the author's text in other languages
  };
  shown_as?: string; // a text value
  from?: string; // the slug of the tool that declares a list that grows: its rows come first
}

export type Kind = "number" | "whole" | "truth" | "text" | "date" | "item";

export interface ValueData {
  label?: string; // of fields, and of what results and charts show
  for: [index: string, list: string][];
  kind: Kind;
  role: "given" | "fixed" | "derived";
  of?: string; // the list of an item
  unit?: string;
  figure?: string; // with its unit, where that does not simply stand behind: "CNY {figure} m"
  percent?: boolean; // typed 20, held 0.2
  places: number;
  trimmed?: boolean; // shown as it was written, whatever `places` says
  min?: number;
  max?: number;
  step?: number;
  scale?: [low: number, high: number];
  required?: boolean; // true: everywhere; whether by formula is said by the hidden value `<id>.required`
  must?: boolean; // there is a hidden value `<id>.must`
  default?: boolean; // blank falls back to a default
  long?: boolean; // a text of several lines
}

/** What another tool gives, until it is typed over. */
export interface TakenData {
  tool: string; // its slug
  short: string; // its short title
  value: string;
  label: string; // of the value there
  step?: number; // where it shows the value
  /** What is taken while nothing is typed there: held figures, items by id. */
  untouched?: Untouched;
}
export type Untouched = number | string | boolean | { [item: string]: Untouched | null };

/** Which figures a formula reads: an index by name, an item by position, the item that another figure names. */
export type At = string | number | Read | null;
export interface Read {
  value: string;
  at: At[];
}
export type Part = Read | { over: [index: string, list: string][]; parts: Part[] };

export interface LightData {
  label?: string; // of a headline result
  for: [index: string, list: string][];
}

export interface ChartBase {
  label: string;
}
export interface QuadrantData extends ChartBase {
  kind: "quadrant";
  for: string;
  x: string;
  y: string;
  size?: string;
  low: number;
  high: number;
  cut: number;
  zones: { top_right: string; top_left: string; bottom_right: string; bottom_left: string };
}
export interface BarsData extends ChartBase {
  kind: "bars";
  for: string;
  bars: string[];
}
export interface RadarData extends ChartBase {
  kind: "radar";
  for: string;
  each?: string;
  value: string;
  target?: string;
  low: number;
  high: number;
}
export interface HeatData extends ChartBase {
  kind: "heat";
  rows: string;
  columns: string;
  value: string;
  low?: number;
  high?: number;
}
export interface StackedData extends ChartBase {
  kind: "stacked";
  for: string;
  stack: string[];
  target?: string;
}
export interface MixData extends ChartBase {
  kind: "mix";
  for: string;
  bars: string[];
  target?: string;
}
export interface CalendarData extends ChartBase {
  kind: "calendar";
  for: string;
  times: string;
  hours?: string;
  start?: string;
}
export interface LadderData extends ChartBase {
  kind: "ladder";
  for: string;
  each?: string;
  count?: string;
  detail?: string;
  here?: string;
}
export type ChartData =
  | QuadrantData
  | BarsData
  | RadarData
  | HeatData
  | StackedData
  | MixData
  | CalendarData
  | LadderData;

/** Are figures of two raters so far apart? Did no item move down its list in two reviews running? */
export type Compares = { raters: string; apart: number } | { reviews: string };

export interface PageData {
  tool: string;
  version: string; // changes with the definition
  each?: string; // the list of which one item is shown at a time
  choices?: string[]; // `each`, and lists of which a single table shows one item at a time
  takes?: Record<string, TakenData>; // by value
  compares?: Record<string, Compares>; // by value: truths that kept versions tell
  givers?: string[]; // slugs of all tools whose figures or rows it needs, in the order of computing
  lists: Record<string, ListData>;
  values: Record<string, ValueData>;
  lights: Record<string, LightData>;
  charts: Record<string, ChartData>;
  results: string[];
  /** All but the first are handed over when one is chosen. */
  examples: Record<string, { label: string; given?: GivenFile }>;
  words: Record<string, string>;
}

/** What the page loads when a learner first asks why: labels, and what formulas and rules read. */
export interface WhyData {
  labels: Record<string, string>;
  made: Record<string, Part[]>;
  reads: Record<string, string[]>; // by value, light and grown list (which of its rows count): what it needs directly
  words: Record<string, string>;
}

/** The label of a field, a headline result, or of what a chart shows. */
export function labelOf(data: PageData, name: string): string {
  return (data.values[name] ?? data.lights[name]).label ?? name;
}

/** A word of the page with its places filled in: `{count}` by `facts.count`. */
export function say(data: Pick<PageData, "words">, word: string, facts: Record<string, string | number> = {}): string {
  const text = data.words[word] ?? word;
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (name in facts ? String(facts[name]) : all));
}
