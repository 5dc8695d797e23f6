/** What `render/wall.py` hands the trainer's wall about the course: what to read of each tool, and the questions. */

export interface ToolFacts {
  slug: string;
  short: string;
  labels: Record<string, string>; // of the values below
  sorted: string[]; // values that sort the rows of a list that grows into a fixed one
  rated: Record<string, number>; // ratings: how many points apart two raters are worth talking about
  lights: Record<string, string>; // labels
  headlines: string[]; // lights among the tool's results
}

export interface QuestionFacts {
  id: string; // `account_tiering.low_hhi`
  tool: string; // its slug
  kind: "choice" | "several" | "truth" | "order" | "number";
  ask: string;
  options: Record<string, string>;
  right: string[]; // ids of options; of an order all, in order
  answer: string; // of a number, as it stands in the page
}

export interface WallFacts {
  tools: ToolFacts[];
  path: boolean;
  pass: number | null; // percent; null where there is no final test
  certificate: boolean;
  questions: QuestionFacts[];
  words: Record<string, string>;
}
