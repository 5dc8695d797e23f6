/** The weeks of a year: a row per item, a mark in each week in which it takes place, and at the foot what each week and
month comes to. */

import { type CalendarData, say } from "../model/page_data.ts";
import { decimal } from "../model/show.ts";
import { node, type Node_, px } from "./node.ts";
import type { Picture, View } from "./parts.ts";
import { figure, heading, nameOf, naming, places, rect, svg, table, text, told } from "./parts.ts";

const WEEKS = 52, MONTHS = 12;
const ROW = 18, HEAD = 24, LOAD = 46, FOOT = 60, SIDE = 8;
const PLAIN = 9; // pixels of a mark that stands for no length

interface Row {
  name: string;
  item: number;
  year: number[]; // how often in each week
  hours: number; // each time; NaN where nobody knows
}

/** Rows without a figure for how often are not drawn: what does not take place has no place in a year. */
export function calendar(view: View, chart: CalendarData): Picture {
  const { data } = view.scene;
  const rows = places(view, chart.for).flatMap((item) => rowOf(view, chart, item));
  const most = Math.max(0, ...rows.map(({ hours }) => hours).filter(Number.isFinite));
  const { left, above, names } = naming(view, rows.map(({ name }) => name));
  const wide = (view.width - left - SIDE) / WEEKS, step = ROW + above;
  const across = (week: number) => left + week * wide;
  const bottom = HEAD + rows.length * step + 12;
  const parts: Node_[] = months(view, across, bottom + LOAD);
  rows.forEach(({ name, year, hours }, n) => {
    const top = HEAD + n * step, foot = top + step - 3, plain = !Number.isFinite(hours);
    const size = plain || most === 0 ? PLAIN : Math.max(3, (ROW - 5) * Math.sqrt(Math.max(0, hours) / most));
    parts.push(names(name, top, ROW));
    parts.push(node("line", { x1: px(left), x2: px(across(WEEKS)), y1: foot, y2: foot, class: "rule" }));
    year.forEach((times, week) => {
      const box = { x: across(week) + wide * 0.16, y: foot - size, width: wide * 0.68, height: size };
      if (times > 0) {
        parts.push(rect(box, `mark${plain && chart.hours ? " mark--plain" : times > 1 ? " mark--more" : ""}`));
      }
    });
  });
  const counted = rows.filter(({ hours }) => Number.isFinite(hours));
  const weekly = Array.from(
    { length: WEEKS },
    (_, week) => counted.reduce((sum, { year, hours }) => sum + year[week] * Math.max(0, hours), 0),
  );
  const monthly = ofMonths(weekly), kind = chart.hours ? "hours" : "times";
  parts.push(...foot(view, kind, { weekly, monthly, across, wide, top: bottom }));

  const columns = [chart.times, chart.hours, chart.start].filter((value) => value !== undefined);
  const body = rows.map(({ name, item, year }) => [
    name,
    ...columns.map((value) => told(view, value, { [chart.for]: item })),
    ...ofMonths(year).map(String),
  ]);
  body.push([data.words[`calendar_${kind}`], ...columns.map(() => ""), ...monthly.map(amount)]);
  const head = [data.lists[chart.for].label, ...columns.map((value) => heading(view, value))];
  return {
    drawing: svg(view, bottom + LOAD + FOOT, parts),
    table: table(view.title, [...head, ...monthly.map((_, month) => say(data, "month", { month: month + 1 }))], body),
    note: rows.length > counted.length
      ? say(data, "calendar_left_out", { count: rows.length - counted.length })
      : data.words.calendar_spread,
  };
}

/** What takes place, week by week. */
export function yearOf(view: View, chart: CalendarData): { name: string; year: number[] }[] {
  return places(view, chart.for).flatMap((item) => rowOf(view, chart, item));
}

/** Its times of the year, evenly; without a first week each takes place amid its part of the year. */
function rowOf(view: View, chart: CalendarData, item: number): Row[] {
  const of = (value: string | undefined) => value ? figure(view, value, { [chart.for]: item }) : NaN;
  const times = Math.round(of(chart.times)), start = of(chart.start), year = new Array<number>(WEEKS).fill(0);
  if (!(times >= 0)) return [];
  const count = Math.min(times, 999);
  const first = Number.isFinite(start) ? Math.round(start) - 1 : Math.floor(WEEKS / Math.max(1, count) / 2);
  for (let k = 0; k < count; k++) {
    const week = first + Math.ceil((k * WEEKS) / count - 1e-9);
    year[((week % WEEKS) + WEEKS) % WEEKS]++;
  }
  return [{ name: nameOf(view, chart.for, item), item, year, hours: chart.hours ? of(chart.hours) : 1 }];
}

function ofMonths(weeks: number[]): number[] {
  const made = new Array<number>(MONTHS).fill(0);
  weeks.forEach((x, week) => made[monthOf(week)] += x);
  return made;
}

function monthOf(week: number): number {
  return Math.floor((week * MONTHS) / WEEKS);
}

function months(view: View, across: (week: number) => number, bottom: number): Node_[] {
  return Array.from({ length: MONTHS }, (_, month) => {
    const from = (month * WEEKS) / MONTHS,
      box = { x: across(from), y: HEAD - 4, width: across(WEEKS / MONTHS) - across(0) };
    return [
      ...(month % 2 === 1 ? [rect({ ...box, height: bottom - HEAD + 4 }, "band")] : []),
      text(box.x + box.width / 2, 13, say(view.scene.data, "month", { month: month + 1 }), "tick tick--month"),
    ];
  }).flat();
}

interface Foot {
  weekly: number[];
  monthly: number[];
  across: (week: number) => number;
  wide: number;
  top: number;
}

/** What every week comes to as columns, what every month comes to in figures, and the fullest week in words. */
function foot(view: View, kind: "hours" | "times", { weekly, monthly, across, wide, top }: Foot): Node_[] {
  const { data } = view.scene, most = Math.max(...weekly), base = top + LOAD, fullest = Math.max(...monthly);
  const parts: Node_[] = weekly.flatMap((x, week) => {
    const height = most > 0 ? (x / most) * (LOAD - 6) : 0;
    const box = { x: across(week) + wide * 0.08, y: base - height, width: wide * 0.84, height };
    return x > 0 ? [rect(box, x >= most * (1 - 1e-9) ? "load load--most" : "load")] : [];
  });
  parts.push(node("line", { x1: px(across(0)), x2: px(across(WEEKS)), y1: base, y2: base, class: "zero" }));
  monthly.forEach((x, month) => {
    const middle = across(((month + 0.5) * WEEKS) / MONTHS);
    const kind = fullest > 0 && x >= fullest * (1 - 1e-9)
      ? "amount amount--small amount--over"
      : "amount amount--small";
    parts.push(text(middle, base + 15, amount(x), kind));
  });
  const words = [data.words[`calendar_${kind}`]];
  if (most > 0) words.push(say(data, `calendar_most_${kind}`, { week: weekly.indexOf(most) + 1, load: amount(most) }));
  words.forEach((line, n) => parts.push(text(across(0), base + 34 + n * 17, line, "axis", "start")));
  return parts;
}

function amount(x: number): string {
  return decimal(x, x < 10 && !Number.isInteger(x) ? 1 : 0);
}
