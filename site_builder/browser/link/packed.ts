/** A text as characters that an address may hold, and back: one byte for the form, four that tell a damaged link, and
the text deflated. What comes in is untrusted. */

import { deflateSync, Inflate, strFromU8, strToU8 } from "npm:fflate@0.8.2";

const FORM = 1; // of what a link holds; readers of form 1 say of others that they cannot read them
const HEAD = 5; // bytes before the deflated text
const TEXT_MOST = 2_000_000; // bytes of the text
const PACKED_MOST = 2_000_000; // characters
const SLICE = 1024; // bytes inflated at a time: at most about a million come out of it

/** Why a link cannot be read: cut or changed, of a later form, or larger than any real one. */
export type Unreadable = "broken" | "later" | "large";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function pack(text: string): string {
  const plain = strToU8(text), body = deflateSync(plain, { level: 9 });
  const bytes = new Uint8Array(HEAD + body.length);
  bytes[0] = FORM;
  new DataView(bytes.buffer).setUint32(1, checkOf(plain));
  bytes.set(body, HEAD);
  return toSigns(bytes);
}

export function unpack(packed: string): { text: string; why?: undefined } | { text?: undefined; why: Unreadable } {
  if (packed.length > PACKED_MOST) return { why: "large" };
  const bytes = fromSigns(packed);
  if (bytes.length <= HEAD) return { why: "broken" };
  if (bytes[0] !== FORM) return { why: bytes[0] > FORM ? "later" : "broken" };
  try {
    const plain = inflated(bytes.subarray(HEAD));
    if (plain === null) return { why: "large" };
    const check = new DataView(bytes.buffer).getUint32(1);
    return checkOf(plain) === check ? { text: strFromU8(plain) } : { why: "broken" };
  } catch {
    return { why: "broken" };
  }
}

/** Null once more comes out than any real link holds. */
function inflated(body: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((part) => {
    size += part.length;
    parts.push(part);
  });
  for (let at = 0; at < body.length; at += SLICE) {
    inflate.push(body.subarray(at, at + SLICE), at + SLICE >= body.length);
    if (size > TEXT_MOST) return null;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** FNV-1a, 32 bits: a figure that was changed on the way is told, not shown. No protection against intent. */
function checkOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Base 64 for addresses (RFC 4648, section 5), without padding. */
function toSigns(bytes: Uint8Array): string {
  const signs: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes[at] << 16 | (bytes[at + 1] ?? 0) << 8 | (bytes[at + 2] ?? 0);
    for (let n = 0; n < Math.min(4, bytes.length - at + 1); n++) signs.push(SIGNS[three >> 18 - 6 * n & 63]);
  }
  return signs.join("");
}

/** As far as they are signs of ours: programs add full stops and brackets behind an address. */
function fromSigns(text: string): Uint8Array {
  const signs = /^[A-Za-z0-9_-]*/.exec(text)![0];
  const bytes = new Uint8Array(Math.floor(signs.length * 3 / 4));
  let held = 0, bits = 0, at = 0;
  for (const sign of signs) {
    held = (held << 6 | SIGNS.indexOf(sign)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits & 255;
  }
  return bytes;
}
