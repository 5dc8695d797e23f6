/** The author's texts in rows that a sheet starts with. In a work begun in another language they are known by a mark. */

import type { ListData } from "./page_data.ts";

/** FNV-1a over UTF-16, in base 36: the same as `mark` in `catalog/start_texts.py`. */
export function markOf(text: string): string {
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return number.toString(36);
}

/** What stands in a row, in this page's language where it is the author's in another one. */
export function hereSaid({ grows }: ListData, id: string, value: string, part: unknown): unknown {
  if (!grows?.elsewhere || typeof part !== "string") return part;
  const at = grows.rows.findIndex((row, place) => String(row.id ?? grows.prefix + (place + 1)) === id);
  const said = grows.elsewhere[at]?.[value]?.includes(markOf(part)) ? grows.rows[at][value] : undefined;
  return said ?? part;
}
