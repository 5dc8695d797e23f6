/** The bytes of a text file in, its text and the encoding that was assumed out; null where they are no text. */

export interface Decoded {
  text: string;
  encoding: string;
}

/** `labels`: words that the file may well hold; they tell one old Chinese encoding from the other. */
export function decode(bytes: Uint8Array, labels: string[]): Decoded | null {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return read(bytes, "utf-16le");
  if (a === 0xfe && b === 0xff) return read(bytes, "utf-16be");
  const sample = bytes.subarray(0, 4000);
  const empty = [0, 1].map((odd) => sample.filter((byte, i) => byte === 0 && i % 2 === odd).length);
  if (Math.max(...empty) * 4 > sample.length) return read(bytes, empty[0] > empty[1] ? "utf-16be" : "utf-16le");
  if (bytes.includes(0)) return null;
  const found = read(bytes, "utf-8");
  if (found) return found;
  const old = ["gb18030", "big5"].map((encoding) => read(bytes, encoding)).filter((one) => one !== null);
  const shares = old.map(({ text }) => likeness(text, labels));
  const best = old[shares.indexOf(Math.max(...shares))];
  return best ? { ...best, encoding: best.encoding === "BIG5" ? "Big5" : "GBK" } : null;
}

function read(bytes: Uint8Array, encoding: string): Decoded | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // deno-lint-ignore no-control-regex
    const strange = text.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0;
    return strange * 50 > text.length ? null : { text, encoding: encoding.toUpperCase() };
  } catch {
    return null;
  }
}

// Read with the wrong one, Chinese turns into rare characters. The same ones stand in `site_builder/source_text.py`.
const FREQUENT = new Set(
  "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子得於于著着下自之年過过發发後后作裡里用道行" +
    "所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心本前開开但因只從从想實实客戶户業业銷销管組组織织" +
    "公司集團团科技有限股份電电子工商貿贸投資资金融建東东南西北京海江州山華华新安信通美利達达文明光",
);

function likeness(text: string, labels: string[]): number {
  const beyond = [...text.slice(0, 100_000)].filter((sign) => sign > "\u007f");
  const frequent = beyond.filter((sign) => FREQUENT.has(sign)).length / Math.max(1, beyond.length);
  return frequent + labels.filter((label) => label.length > 1 && text.includes(label)).length;
}
