/** What `render/path_pages.py` hands the self-study pages: the path's sheet, its modules, ways and plan. */

import type { PageData } from "./page_data.ts";

export interface ModuleData {
  id: string;
  title: string;
  alone: number; // minutes
  together: number;
  tool: string | null; // its slug
  gate: { value: string; missing: string }[];
  agreement: string | null; // its title
}

export interface WayData {
  title: string;
  stops: { module: string; minutes: number }[];
}

export interface CheckData {
  label: string;
  says: Record<string, string>; // by colour; "" for any
  advice: string;
}

export interface PlanData {
  list: string;
  name: string; // a text for that list
  parts: { title: string; tool: string | null; show: string[] }[];
  checks: string[];
}

export interface PathData {
  sheet: PageData;
  labels: Record<string, string>;
  lights: Record<string, CheckData>;
  tools: { slug: string; short: string }[];
  modules: ModuleData[];
  ways: Record<string, WayData>;
  plan?: PlanData;
}

/** The modules of a way with the minutes that they take on it; of an unknown one, or none, all. */
export function stopsOf(path: PathData, way: string | null): { module: ModuleData; minutes: number }[] {
  const chosen = way === null ? undefined : path.ways[way];
  if (!chosen) return path.modules.map((module) => ({ module, minutes: module.alone + module.together }));
  return chosen.stops.flatMap(({ module: id, minutes }) => {
    const module = path.modules.find((each) => each.id === id);
    return module ? [{ module, minutes }] : [];
  });
}
