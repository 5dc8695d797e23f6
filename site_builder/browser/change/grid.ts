/** Which other figures a cell may be given, and how large each change is: the permitted range in the value's own steps.

| a figure | may become | size of the change |
|---|---|---|
| with both limits, or a scale | every multiple of its step between them, and the limits | part of the range |
| without them | from half to double, and at least ten steps either way, within the limit that there is | part of the figure itself (of ten steps, where it is 0) |
| an item of a fixed list | every other item | items passed, of all that can be passed |
| an item of a grown list, a truth | every other one | 1 |

A step is what the tool says; of a scale and of whole numbers 1; else the largest of 1, 2, 5, 10 … (or 0.5, 0.2 …) that is
at most a hundredth of the range, or of the figure. Where that makes more than `POINTS_MOST` figures, a step is so many
steps that it does not. Texts and dates have no steps. `tests/smallest_change.py` holds the same rule. */

import type { Scene } from "../model/sheet.ts";

const POINTS_MOST = 200;
const PARTS = 100;
const STEPS_LEAST = 10;

/** In typed form (20 for 20 %, an item's position, a truth as 0 or 1), nearest first. */
export interface Side {
  count: number;
  at(i: number): number;
}

export interface Grid {
  sides: [below: Side, above: Side];
  sizeOf(figure: number): number;
  ordered: boolean; // else one figure tells nothing of its neighbours
}

/** `now`: in typed form. */
export function gridOf(scene: Scene, name: string, now: number): Grid | null {
  const value = scene.data.values[name];
  switch (value.kind) {
    case "truth":
      return choices(2, now, () => 1);
    case "item": {
      const count = scene.ids[value.of!].length, fixed = scene.data.lists[value.of!].items !== undefined;
      return choices(count, now, (figure) => fixed ? Math.abs(figure - now) / (count - 1) : 1);
    }
    case "number":
    case "whole":
      return numbers(value, now);
    default:
      return null;
  }
}

function choices(count: number, now: number, sizeOf: Grid["sizeOf"]): Grid {
  const below = { count: now, at: (i: number) => now - 1 - i };
  return { sides: [below, { count: count - 1 - now, at: (i) => now + 1 + i }], sizeOf, ordered: false };
}

interface Limits {
  kind: string;
  scale?: [number, number];
  min?: number;
  max?: number;
  step?: number;
}

function numbers({ kind, scale, min, max, step }: Limits, now: number): Grid {
  const [least, most] = scale ?? [min ?? -Infinity, max ?? Infinity];
  const bounded = Number.isFinite(most - least), extent = bounded ? most - least : Math.abs(now);
  const whole = scale !== undefined || kind === "whole";
  let unit = step ?? (extent > 0 ? nice(extent / PARTS) : 1);
  if (whole) unit = Math.max(1, Math.round(unit));
  if (whole && step === undefined) unit = 1;
  const half = [now / 2, now * 2], reach = STEPS_LEAST * unit;
  const low = bounded ? least : Math.max(least, Math.min(...half, now - reach));
  const high = bounded ? most : Math.min(most, Math.max(...half, now + reach));
  unit = coarser(unit, high - low);
  const base = extent > 0 ? extent : reach;
  return {
    sides: [side(now, unit, low, least, -1), side(now, unit, high, most, 1)],
    sizeOf: (figure) => clean(Math.abs(figure - now) / base),
    ordered: true,
  };
}

/** Multiples of the unit from `now` as far as `end`, then the limit itself where it is no multiple. */
function side(now: number, unit: number, end: number, limit: number, sign: 1 | -1): Side {
  const first = Math.floor(clean(sign * now / unit)) + 1, last = Math.floor(clean(sign * end / unit));
  const multiples = Math.max(0, last - first + 1);
  const more = end === limit && sign * (end - now) > 0 && clean(last * unit) !== clean(sign * end);
  return {
    count: multiples + (more ? 1 : 0),
    at: (i) => i < multiples ? sign * clean((first + i) * unit) || 0 : end,
  };
}

function coarser(unit: number, extent: number): number {
  for (let tens = 1;; tens *= 10) {
    for (const times of [tens, 2 * tens, 5 * tens]) {
      if (clean(extent / (unit * times)) <= POINTS_MOST) return clean(unit * times);
    }
  }
}

/** The largest of 1, 2, 5, 10 … that is not above. */
function nice(x: number): number {
  const [mantissa, exponent] = x.toExponential(11).split("e");
  const digit = Number(mantissa) >= 5 ? 5 : Number(mantissa) >= 2 ? 2 : 1;
  return Number(`${digit}e${exponent}`);
}

/** Without the noise of binary fractions: twelve digits. */
export function clean(x: number): number {
  return Number(x.toPrecision(12));
}
