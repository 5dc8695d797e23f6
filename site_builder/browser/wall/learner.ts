/** What the wall shows of one learner, made from the file once: the same figures as on the learner's own pages.

A tool in which nothing was typed does not count. A light over several rows or items is as bad as the worst of them. */

import { nameKey } from "../model/align.ts";
import { checkCode } from "../model/checksum.ts";
import { factsOf, needsOf, pathScene, workedOn } from "../model/gates.ts";
import { readGiven } from "../model/given.ts";
import type { PathData } from "../model/path_data.ts";
import { isPassed } from "../model/quiz_record.ts";
import { placeLabel } from "../model/show.ts";
import { type Giver, type Program, type Scene, sceneOf, STATES, unplace } from "../model/sheet.ts";
import { taken } from "../model/takes.ts";
import type { Entry, Handed } from "./entry.ts";
import type { ToolFacts, WallFacts } from "./facts.ts";

/** What a light says: the colour, worst first. */
export const COLOURS = ["red", "amber", "green", "unknown"] as const;
export type Colour = typeof COLOURS[number];
export interface Station {
  id: string;
  done: boolean;
  gate: "none" | "shut" | "open";
  missing: string[];
}

export interface Rating {
  row: string; // as people compare names: the same for the same customer
  name: string;
  item: string;
  figure: number;
}

export interface Learner {
  entry: Entry;
  worked: string[]; // slugs
  stations: Station[];
  lights: Record<string, { colour: Colour; at: string[] }>; // by `slug.light`; where it has that colour
  sorted: Record<string, { name: string; item: string }[]>; // by `slug.value`
  ratings: Record<string, Rating[]>; // by `slug.value`
  code: string; // of the certificate; ""
}

export interface Course {
  facts: WallFacts;
  handed: Handed;
  path: PathData | null;
  program: Program | null; // of the path's sheet
}

export function learnerOf(entry: Entry, { facts, handed, path, program }: Course): Learner {
  const givers: Record<string, Giver> = {}, scenes: Record<string, Scene | null> = {};
  for (const [slug, { data, program }] of Object.entries(handed)) {
    givers[slug] = { data, program, work: entry.works[slug] ?? readGiven(data, {}).work };
  }
  const worked = workedOn(givers), { final } = entry.quiz;
  const learner: Learner = {
    entry,
    worked: [...worked],
    stations: [],
    lights: {},
    sorted: {},
    ratings: {},
    code: facts.certificate && isPassed(final.best, facts.pass ?? 101) ? checkCode(entry.name, final) : "",
  };
  for (const tool of facts.tools) {
    if (!worked.has(tool.slug)) continue;
    const giver = givers[tool.slug];
    const scene = scenes[tool.slug] ??= sceneOf(giver, taken(giver, givers, entry.versions, scenes).under);
    readTool(learner, tool, giver, scene, givers);
  }
  if (path && program) {
    const sight = pathScene(path.sheet, program, givers, entry.versions, factsOf(entry.path, final.best), scenes);
    learner.stations = path.modules.map((module) => {
      const needs = needsOf(path, module, sight, worked), missing = needs.filter(({ met }) => !met);
      const gate = needs.length === 0 ? "none" : missing.length > 0 ? "shut" : "open";
      const said = missing.map((need) => need.missing).filter(Boolean);
      return { id: module.id, done: entry.path.done[module.id] !== undefined, gate, missing: said };
    });
  }
  return learner;
}

function readTool(
  learner: Learner,
  tool: ToolFacts,
  giver: Giver,
  scene: Scene,
  givers: Record<string, Giver>,
): void {
  const { data, figures, ids } = scene, key = (name: string) => `${tool.slug}.${name}`;
  for (const name of Object.keys(tool.lights)) {
    const { for: shape } = data.lights[name], colours = [...figures.lights[name]].map((number) => STATES[number]);
    const colour = COLOURS.find((each) => colours.includes(each)) ?? "unknown";
    const places = shape.length > 0 && (colour === "red" || colour === "amber") ? [...colours.keys()] : [];
    const at = places.filter((place) => colours[place] === colour).map((place) =>
      placeLabel(scene, shape, unplace(shape, place, ids))
    );
    learner.lights[key(name)] = { colour, at };
  }
  for (const name of tool.sorted) {
    const { for: shape, of } = data.values[name], column = figures.values[name] as Float64Array;
    learner.sorted[key(name)] = [...column.keys()].filter((place) => !Number.isNaN(column[place])).map((place) => ({
      name: placeLabel(scene, shape, [place]),
      item: ids[of!][column[place]],
    }));
  }
  for (const name of Object.keys(tool.rated)) {
    const { for: shape } = data.values[name], grown = shape.findIndex(([, list]) => data.lists[list].grows);
    const called = namesOf(shape[grown][1], giver, givers);
    learner.ratings[key(name)] = [...giver.work.typed[name] ?? []].flatMap(([at, figure]) => {
      const parts = at.split("/"), id = parts[grown], name = called(id);
      return typeof figure === "number"
        ? [{ row: nameKey(name), name: name || id, item: parts[1 - grown], figure }]
        : [];
    });
  }
}

/** What the learner calls the rows of a list; "" where nothing is said. The list's own tool has the names. */
function namesOf(list: string, giver: Giver, givers: Record<string, Giver>): (id: string) => string {
  const { from } = giver.data.lists[list], { data, work } = from === undefined ? giver : givers[from] ?? giver;
  const names = work.typed[data.lists[list]?.shown_as ?? ""];
  return (id) => String(names?.get(id) ?? "");
}
