/** What `render/print_data.py` hands over when a page is printed for the first time. */

export interface LampData {
  name: string;
  label: string;
  says: Partial<Record<"red" | "amber" | "green" | "unknown", string>>;
  advice?: string;
}

export interface PrintData {
  kicker: string; // "weapon 1"
  title: string;
  sense: string; // the common-sense sentence
  given: string[]; // in the order of the steps
  labels: Record<string, string>; // of all values
  across: Record<string, 0 | 1>; // of values for several lists: which of the last two runs across
  lights: LampData[]; // in the order of the steps
  charts: string[];
  figures: string[]; // shown beside what was typed
}

/** What is printed: a calculator's state, without the page. */
export interface Shown {
  data: PrintData;
  /** Position of the chosen item of lists of which one item is shown. */
  chosen: Record<string, number>;
  each?: string;
}
