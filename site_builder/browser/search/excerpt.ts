/** The words around what was found, in pieces: a piece is what was found or what stands between. */

import { type Place, places } from "./find.ts";
import type { Term } from "./query.ts";
import type { Section } from "./texts.ts";

export interface Piece {
  text: string;
  isHit: boolean;
}

const LONGEST = 100; // characters
const BEFORE = 24;

/**
 * Of the line in which most terms stand, and of the next ones if it is short; of the first line if none stands in any.
 * `gap` stands between lines.
 */
export function excerpt({ text, plainText }: Section, terms: Term[], gap: string): Piece[] {
  const [start, end] = bestLine(plainText, terms);
  const [first] = placesOf(plainText.slice(start, end), terms);
  const from = first && end - start > LONGEST ? Math.max(start, start + first.start - BEFORE) : start;
  let to = Math.min(end, from + LONGEST);
  while (to < text.length && text[to] === "\n" && to - from < LONGEST / 2) to = lineEnd(text, to + 1);
  to = Math.min(to, from + LONGEST);
  const shown = pieces(text.slice(from, to), placesOf(plainText.slice(from, to), terms))
    .map((piece) => ({ ...piece, text: piece.text.replaceAll("\n", gap) }));
  if (from > start) shown.unshift({ text: "…", isHit: false });
  if (to < text.length && text[to] !== "\n") shown.push({ text: "…", isHit: false });
  return shown;
}

/** A title or heading with what was found in it. */
export function marked(text: string, plain: string, terms: Term[]): Piece[] {
  return pieces(text, placesOf(plain, terms));
}

function bestLine(plain: string, terms: Term[]): [number, number] {
  let best: [number, number] = [0, lineEnd(plain, 0)];
  let most = 0;
  for (let start = 0; start < plain.length && most < terms.length; start = lineEnd(plain, start) + 1) {
    const line = plain.slice(start, lineEnd(plain, start));
    const standing = terms.filter((term) => places(line, term).length > 0).length;
    if (standing > most) [most, best] = [standing, [start, start + line.length]];
  }
  return best;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** In order and without overlaps. */
function placesOf(plain: string, terms: Term[]): Place[] {
  const every = terms.flatMap((term) => places(plain, term)).sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Place[] = [];
  for (const each of every) {
    const last = apart.at(-1);
    if (last && each.start < last.end) last.end = Math.max(last.end, each.end);
    else apart.push({ ...each });
  }
  return apart;
}

function pieces(text: string, hits: Place[]): Piece[] {
  const made: Piece[] = [];
  let at = 0;
  for (const { start, end } of hits) {
    if (start > at) made.push({ text: text.slice(at, start), isHit: false });
    made.push({ text: text.slice(start, end), isHit: true });
    at = end;
  }
  if (at < text.length) made.push({ text: text.slice(at), isHit: false });
  return made;
}
