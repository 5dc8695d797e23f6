/** One form for what readers take as the same: Traditional and Simplified, full and half width, capital and small. The length
stays, so that places in the folded text are places in the text. */

export type Fold = (text: string) => string;

const SIGNS: Record<string, string> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
};
const SLICE = 4096; // as many arguments as every browser takes

/** `same`: groups of characters; each becomes the first of its group. */
export function folding(same: string[]): Fold {
  const first = new Map(same.flatMap((group) => [...group].map((char) => [char, group[0]])));
  const known = new Uint16Array(0x10000); // by code unit; 0: not asked yet
  const plain = (char: string) => {
    const narrow = SIGNS[char] ?? char.normalize("NFKC").toLowerCase();
    return narrow.length === 1 ? first.get(narrow) ?? narrow : char;
  };
  return (text) => {
    const units = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      units[at] = known[unit] ||= plain(String.fromCharCode(unit)).charCodeAt(0);
    }
    let folded = "";
    for (let at = 0; at < units.length; at += SLICE) {
      folded += String.fromCharCode(...units.subarray(at, at + SLICE));
    }
    return folded;
  };
}
