/** A certificate's check code: who, when, how well and with which answers in, twelve signs out. */

import { strToU8 } from "npm:fflate@0.8.2";
import { sha256 } from "npm:@noble/hashes@1.8.0/sha2";
import type { FinalRecord } from "./quiz_record.ts";

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's 32: nothing that is taken for something else

/** Like `7K2M-0QXR-4TNE`. Against slips, not against forgery. */
export function checkCode(name: string, { day, best, proof }: FinalRecord): string {
  const answers = Object.entries(proof).sort(([one], [other]) => one < other ? -1 : 1);
  const said = JSON.stringify([name.normalize("NFC").trim(), day, best, answers]);
  const bytes = sha256(strToU8(said));
  const signs = [...bytes.slice(0, 12)].map((byte) => SIGNS[byte % 32]).join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}
