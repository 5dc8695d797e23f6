/** The parts of a bar, told apart by pattern as well as colour: the same kind looks the same in bars and legend. */

import { type Element_, node, type Node_ } from "./node.ts";
import { type Box, rect, text, type View } from "./parts.ts";

/** A path on a tile of 6 × 6, or nothing where the segment is plain. */
const TILES = [
  "", // the accent
  "", // paper
  "M-1 1L1 -1M0 6L6 0M5 7L7 5",
  "", // ink
  "M1.5 1.5h0M4.5 4.5h0",
  "M1.5 0V6M4.5 0V6",
  "M0 1.500H6M0 4.500H6M3 0V6",
];

export function patterns(view: View, count: number): Element_ {
  const used = TILES.slice(0, count);
  return node("defs", {}, used.flatMap((tile, kind) => tile ? [pattern(idOf(view, kind), tile)] : []));
}

function pattern(id: string, tile: string): Node_ {
  return node(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    node("path", { d: tile, class: tile.includes("h0") ? "tile tile--dots" : "tile" }),
  );
}

export function segment(view: View, box: Box, kind: number): Node_[] {
  const own = kind % TILES.length, parts: Element_[] = [rect(box, `seg seg--${own}`)];
  if (TILES[own]) {
    const over = rect(box, "seg--over");
    over.attributes.fill = `url(#${idOf(view, own)})`;
    parts.push(over);
  }
  return parts;
}

/** A text on a segment: light on the full ones, with a halo on the patterned ones. */
export function on(box: Box, kind: number, content: string): Node_ {
  return text(box.x + box.width / 2, box.y + box.height / 2 + 4, content, `amount on on--${kind % TILES.length}`);
}

function idOf({ name }: View, kind: number): string {
  return `tile-${name}-${kind}`;
}
