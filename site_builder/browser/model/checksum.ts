/** Short marks of texts: a certificate's check code, a name that says nothing. */

import { strToU8 } from "npm:fflate@0.8.2";
import { sha256 } from "npm:@noble/hashes@1.8.0/sha2";
import type { FinalRecord } from "./quiz_record.ts";

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's 32: nothing that is taken for something else

/** Who, when, how well and with which answers in, twelve signs out, like `7K2M-0QXR-4TNE`. Against slips, not against forgery. */
export function checkCode(name: string, { day, best, proof }: FinalRecord): string {
  const answers = Object.entries(proof).sort(([one], [other]) => one < other ? -1 : 1);
  const said = JSON.stringify([name.normalize("NFC").trim(), day, best, answers]);
  return signs(said, 12).replace(/(.{4})(?=.)/g, "$1-");
}

/** Eight signs that stand for a text without telling it. */
export function markOf(text: string): string {
  return signs(text, 8);
}

function signs(text: string, count: number): string {
  return [...sha256(strToU8(text)).slice(0, count)].map((byte) => SIGNS[byte % 32]).join("");
}
