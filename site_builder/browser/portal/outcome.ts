/** How far a learner is, made of what the store holds: what a portal is told of it. */

import { missingCount } from "../model/gates.ts";
import { labelOf } from "../model/page_data.ts";
import { stopsOf } from "../model/path_data.ts";
import { type QuizRecord } from "../model/quiz_record.ts";
import { type Giver, type Scene, sceneOf, STATES } from "../model/sheet.ts";
import { BLANK, itemLabel, shown } from "../model/show.ts";
import { isWorked, taken } from "../model/takes.ts";
import { withUnit } from "../model/unit.ts";
import type { Version } from "../model/version.ts";
import type { Sight } from "../view/path/learner.ts";
import type { PathData } from "../model/path_data.ts";
import type { Told } from "./connection.ts";
import type { Course } from "./course.ts";

export interface Outcome {
  complete: boolean;
  open: number; // of the gates that count
  gates: number;
  score: number | null; // 0-100
}

/** `path` and `sight`: where the site has a path. */
export function outcomeOf(
  course: Course,
  quiz: QuizRecord,
  tools: Record<string, Giver>,
  path?: PathData,
  sight?: Sight,
): Outcome {
  const score = course.tool === null ? finalScore(quiz) : practiceScore(course, quiz);
  const gated = path && sight ? gatesOf(course, path, sight) : [];
  const open = gated.filter(Boolean).length, gates = gated.length;
  if (gates > 0) return { complete: open === gates, open, gates, score };
  const own = course.tools.find(({ slug }) => slug === course.tool);
  const worked = course.tool === null || tools[course.tool] !== undefined && isWorked(tools[course.tool]);
  const asked = course.tool === null ? score !== null : score !== null || own?.questions === 0;
  return { complete: worked && asked, open: 0, gates: 0, score };
}

/** Which of the gates that count are open: those of the way that the learner goes, or of the course's one tool. */
function gatesOf({ tool, way }: Course, path: PathData, { needs, record }: Sight): boolean[] {
  const modules = stopsOf(path, way ?? record.way).map(({ module }) => module);
  const counting = tool === null ? modules : path.modules.filter((module) => module.tool === tool);
  return counting.filter((module) => module.gate.length > 0).map(({ id }) => missingCount(needs[id]) === 0);
}

function finalScore({ final }: QuizRecord): number | null {
  return final.best === null ? null : rounded(final.best);
}

/** Of the tool's questions, the share that the learner got right at some time; once all have been answered. */
function practiceScore({ tool, tools }: Course, { items }: QuizRecord): number | null {
  const own = tools.find(({ slug }) => slug === tool);
  if (!own || own.questions === 0) return null;
  const answered = Object.entries(items).filter(([name, { tries }]) => name.startsWith(`${own.id}.`) && tries > 0);
  if (answered.length < own.questions) return null;
  return rounded(Math.min(1, answered.filter(([, { right }]) => right).length / own.questions));
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 100;
}

/** The headline figures of every tool with the learner's own figures. Rows go by their ids, which name nobody. */
export function figuresOf(tools: Record<string, Giver>, versions: Version[]): Told[] {
  const told: Told[] = [];
  for (const giver of Object.values(tools)) {
    if (!isWorked(giver)) continue;
    const scene = sceneOf(giver, taken(giver, tools, versions).under);
    for (const name of giver.data.results) {
      const text = resultText(scene, name);
      if (text !== "") {
        told.push({ id: `result.${giver.data.tool}.${name}`, text: `${labelOf(giver.data, name)}: ${text}` });
      }
    }
  }
  return told;
}

function resultText(scene: Scene, name: string): string {
  const { data, ids, figures } = scene, value = data.values[name], light = data.lights[name];
  const shape = (value ?? light).for;
  if (shape.length > 1) return "";
  const at = shape.length === 1 ? ids[shape[0][1]].map((id, place) => [id, place] as const) : [["", 0] as const];
  const parts = at.flatMap(([id, place]) => {
    const text = light ? data.words[`light_${STATES[figures.lights[name][place]]}`] : figure(scene, name, place);
    return text === "" || text === BLANK ? [] : [id ? `${id} ${text}` : text];
  });
  return parts.join("; ");
}

/** An item of a list that grows is told by its id. */
function figure(scene: Scene, name: string, place: number): string {
  const value = scene.data.values[name], { kind, of } = value, held = scene.figures.values[name]?.[place];
  if (kind === "text") return "";
  if (kind === "item" && typeof held === "number" && held >= 0) {
    return scene.data.lists[of!].grows ? scene.ids[of!][held] : itemLabel(scene, of!, held);
  }
  return withUnit(value, shown(scene, name, place)).replaceAll("\u00a0", " ");
}
