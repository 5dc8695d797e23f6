/** Places of figures on paper: of a tool with `each`, those of the chosen item. */

import { itemLabel } from "../model/show.ts";
import { keyOf, place, type Scene, type Shape } from "../model/sheet.ts";
import type { Shown } from "./print_data.ts";

/** The lists that a figure varies over on paper. */
export function free(shape: Shape, { each }: Shown): Shape {
  return each !== undefined && shape[0]?.[1] === each ? shape.slice(1) : shape;
}

/** `at`: positions in the free lists. */
export function whole(shape: Shape, at: number[], shown: Shown): number[] {
  return shape.length === at.length ? at : [shown.chosen[shown.each!] ?? 0, ...at];
}

export function placeAt(scene: Scene, shape: Shape, at: number[], shown: Shown): number {
  return place(shape, whole(shape, at, shown), scene.ids);
}

export function keyAt(scene: Scene, shape: Shape, at: number[], shown: Shown): string {
  return keyOf(shape, whole(shape, at, shown), scene.ids);
}

/** All positions of a shape, in the order of its columns. */
export function everyPlace(scene: Scene, shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (found, [, list]) => found.flatMap((at) => scene.ids[list].map((_, i) => [...at, i])),
    [[]],
  );
}

/** "D1 growth": an item with its symbol. */
export function nameOf(scene: Scene, list: string, at: number): string {
  const label = itemLabel(scene, list, at), symbol = scene.data.lists[list].items?.[at]?.short;
  return symbol !== undefined && symbol !== label ? `${symbol} ${label}` : label;
}
