/** What a link holds: what one state of a calculator shows in, plain data out; and back, checked as untrusted.

The author's own texts stay out of it while nobody changes them; the page that opens the link has them. */

import type { Calculator } from "../calculator.ts";
import { isTable, readGiven, type Unfit, writeGiven } from "../model/given.ts";
import type { Given, GivenFile, PageData, ValueData } from "../model/page_data.ts";
import { plain } from "../model/show.ts";
import { positions } from "../model/sheet.ts";
import type { Under } from "../model/under.ts";
import { copyWork, emptyWork, typedAt, type Work } from "../model/work.ts";
import { nameless, type Renamed, type State, textsIn } from "./nameless.ts";
import { unpack, type Unreadable } from "./packed.ts";

export const MARK = "#work=";

/** How things stood for whoever made the link: shown beside what they are now, once the definition has changed. */
export interface Then {
  items: Record<string, string[]>; // ids of every list, in order
  figures: Record<string, (Given | null)[]>; // headline results, defaults in use: held, items by id
  lights: Record<string, string>; // a digit for each place: 0 unknown 1 green 2 amber 3 red
  marks: Record<string, string>; // of each value's and light's definition
}

export interface Sent {
  tool: string;
  version: string;
  nameless: boolean; // texts were left out
  given: GivenFile; // as it was typed
  without: string[]; // "value|key" of the author's texts that the learner took away
  taken: GivenFile; // what other tools gave and nobody typed over, in typed form
  chosen: Record<string, string>;
  then: Then;
}

export interface Opened extends State {
  sent: Sent;
  unfit: Unfit[];
}

const DEFAULTS_MOST = 60; // places of a value whose defaults are told

/** `marks`: of this definition. `authored`: the sheet or the example as it came, whose texts are nobody's secret. */
export function sentOf(calculator: Calculator, authored: Work, names: boolean, marks: Then["marks"]): Sent {
  const { data, scene } = calculator, shown = { work: calculator.work, under: counted(calculator) };
  const { state, renamed } = names ? { state: shown, renamed: {} } : nameless(data, shown, authored);
  const start = startOf(data), work = copyWork(state.work), without: string[] = [];
  for (const [name, cells] of Object.entries(start.typed)) {
    if (data.values[name].kind !== "text") continue;
    for (const [key, text] of cells) {
      if (!stands(data, work, name, key)) continue;
      if (typedAt(work, name, key) === text) work.typed[name].delete(key);
      else if (typedAt(work, name, key) === null) without.push(`${name}|${key}`);
    }
  }
  const rename = (list: string, id: string) => renamed[list]?.get(id) ?? id;
  return {
    tool: data.tool,
    version: data.version,
    nameless: !names && Object.values(textsIn(data, shown, authored)).some((count) => count > 0),
    given: filled(writeGiven(data, work)),
    without,
    taken: filled(writeGiven(data, takenWork(data, state.under))),
    chosen: Object.fromEntries(Object.entries(calculator.chosen).map(([list, id]) => [list, rename(list, id)])),
    then: {
      items: Object.fromEntries(
        Object.entries(scene.ids).map(([list, ids]) => [list, ids.map((id) => rename(list, id))]),
      ),
      figures: figuresThen(calculator, names, renamed),
      lights: Object.fromEntries(Object.entries(scene.figures.lights).map(([name, column]) => [name, column.join("")])),
      marks,
    },
  };
}

/** Of what other tools give, what is on the sheet and not typed over. */
export function counted({ data, work, under, scene }: Calculator): Under {
  const cells = Object.entries(under.cells).map(([name, given]): [string, Map<string, Given>] => {
    const { for: shape } = data.values[name];
    return [
      name,
      new Map(
        [...given].filter(([key]) =>
          typedAt(work, name, key) === null && !positions(shape, key, scene.ids).includes(-1)
        ),
      ),
    ];
  });
  return { rows: under.rows, cells: Object.fromEntries(cells.filter(([, given]) => given.size > 0)) };
}

function figuresThen({ data, scene, work, under }: Calculator, names: boolean, renamed: Renamed): Then["figures"] {
  const found: Then["figures"] = {};
  const held = (name: string, figure: number | string | null): Given | null => {
    const { kind, of } = data.values[name];
    if (figure === null || Number.isNaN(figure)) return null;
    if (typeof figure === "string") return names ? figure : null; // it may tell a name
    if (kind === "truth") return figure === 1;
    if (kind !== "item") return Number(plain(figure));
    const id = scene.ids[of!][figure];
    return id === undefined ? null : renamed[of!]?.get(id) ?? id;
  };
  for (const [name, value] of Object.entries(data.values)) {
    const column = Array.from<number | string | null>(scene.figures.values[name] ?? []);
    if (data.results.includes(name)) found[name] = column.map((figure) => held(name, figure));
    else if (value.default && !value.for.some(([, list]) => data.lists[list].grows) && column.length <= DEFAULTS_MOST) {
      const own = new Set(
        [...work.typed[name]?.keys() ?? [], ...under.cells[name]?.keys() ?? []].map((key) =>
          positions(value.for, key, scene.ids).reduce((sum, at, i) => sum * scene.ids[value.for[i][1]].length + at, 0)
        ),
      );
      found[name] = column.map((figure, i) => own.has(i) ? null : held(name, figure));
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, column]) => column.some((figure) => figure !== null)));
}

/** The link's text in, what it shows in this tool out; or why not, and for which tool it is instead. */
export function readSent(data: PageData, packed: string): Opened | { why: Unreadable | "other"; tool?: string } {
  const { text, why } = unpack(packed);
  if (text === undefined) return { why };
  try {
    const sent = JSON.parse(text) as Sent;
    if (!isTable(sent) || typeof sent.tool !== "string" || !isTable(sent.given)) return { why: "broken" };
    if (sent.tool !== data.tool) return { why: "other", tool: sent.tool };
    const own = readGiven(data, sent.given, false), lent = readGiven(data, sent.taken ?? {}, false);
    const without = new Set(Array.isArray(sent.without) ? sent.without.map(String) : []);
    for (const [name, cells] of Object.entries(startOf(data).typed)) {
      if (data.values[name].kind !== "text") continue;
      for (const [key, text] of cells) {
        const left = without.has(`${name}|${key}`) || typedAt(own.work, name, key) !== null;
        if (!left && stands(data, own.work, name, key)) (own.work.typed[name] ??= new Map()).set(key, text);
      }
    }
    return {
      sent: { ...sent, version: String(sent.version), chosen: texts(sent.chosen), then: thenOf(sent.then) },
      work: own.work,
      under: underOf(data, lent.work),
      unfit: [...own.unfit, ...lent.unfit],
    };
  } catch {
    return { why: "broken" }; // no link of ours: nested without end, or texts that are none
  }
}

/** What is shown of a link as work of one's own. Where one's other tools do not give the same, what others gave stays as
if it was typed; so no figure changes by taking it. */
export function asOwn(data: PageData, work: Work, lent: Under, own: Under): Work {
  const taken = copyWork(work), shown = takenWork(data, lent), mine = takenWork(data, own);
  for (const [list, ids] of Object.entries(lent.rows)) {
    const more = ids.filter((id) => !own.rows[list]?.includes(id) && !taken.rows[list].includes(id));
    taken.rows[list] = [...more, ...taken.rows[list]];
  }
  for (const [name, cells] of Object.entries(shown.typed)) {
    if (data.compares?.[name]) continue; // one's own versions tell it
    for (const [key, figure] of cells) {
      const same = mine.typed[name]?.get(key) === figure;
      if (typedAt(work, name, key) === null && !same) (taken.typed[name] ??= new Map()).set(key, figure);
    }
  }
  return taken;
}

/** The rows and texts that every sheet starts with. */
export function startOf(data: PageData): Work {
  return readGiven(data, {}).work;
}

function takenWork(data: PageData, { rows, cells }: Under): Work {
  const typed = Object.entries(cells).map(([name, given]): [string, Work["typed"][string]] => [
    name,
    new Map([...given].map(([key, held]) => [key, typedForm(data.values[name], held)])),
  ]);
  return { ...emptyWork(), rows, typed: Object.fromEntries(typed) };
}

function underOf(data: PageData, { rows, typed }: Work): Under {
  const lists = Object.entries(rows).filter(([list, ids]) => data.lists[list].from !== undefined && ids.length > 0);
  const cells = Object.entries(typed).filter(([name]) => data.takes?.[name] || data.compares?.[name]).map((
    [name, given],
  ): [string, Map<string, Given>] => [
    name,
    new Map([...given].map(([key, figure]) => [key, data.values[name].percent ? Number(figure) / 100 : figure])),
  ]);
  return { rows: Object.fromEntries(lists), cells: Object.fromEntries(cells) };
}

/** As one would type it, without the noise of its last digits. */
function typedForm({ percent }: ValueData, held: Given): Given {
  return typeof held === "number" ? Number(plain(percent ? held * 100 : held)) : held;
}

/** Are the rows there that the place is about? */
function stands(data: PageData, work: Work, name: string, key: string): boolean {
  const ids = key.split("/");
  return data.values[name].for.every(([, list], i) => !data.lists[list].grows || work.rows[list]?.includes(ids[i]));
}

function filled(given: GivenFile): GivenFile {
  return Object.fromEntries(Object.entries(given).filter(([, part]) => !Array.isArray(part) || part.length > 0));
}

function thenOf(then: unknown): Then {
  const part = (name: keyof Then) => {
    const found = isTable(then) ? then[name] : undefined;
    return isTable(found) ? found : {};
  };
  const columns = (name: keyof Then) => Object.entries(part(name)).filter(([, column]) => Array.isArray(column));
  const figure = (x: unknown) =>
    typeof x === "string" ? x.slice(0, 200) : ["number", "boolean"].includes(typeof x) ? x : null;
  return {
    items: Object.fromEntries(columns("items").map(([list, ids]) => [list, (ids as unknown[]).map(String)])),
    figures: Object.fromEntries(
      columns("figures").map(([name, column]) => [name, (column as unknown[]).map(figure) as (Given | null)[]]),
    ),
    lights: texts(part("lights")),
    marks: texts(part("marks")),
  };
}

function texts(table: unknown): Record<string, string> {
  const entries = isTable(table) ? Object.entries(table) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
