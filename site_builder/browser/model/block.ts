/** A block of cells as text, as a spreadsheet puts it on the clipboard: tabs between cells, line ends between rows. */

/** Cells with line ends, tabs or quotes in them come in double quotes, with quotes doubled. A quote that is not closed
is a sign like any other. */
export function readBlock(text: string, separator = "\t"): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  const end = text.replace(/\r?\n$|\r$/, "").length;
  while (at < end) {
    const row = rows[rows.length - 1];
    const closed = text[at] === '"' ? closing(text, at, end, separator) : -1;
    if (closed > 0) {
      row.push(text.slice(at + 1, closed).replaceAll('""', '"'));
      at = closed + 1;
    } else {
      const from = at;
      while (at < end && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
      row.push(text.slice(from, at));
    }
    if (at >= end) break;
    if (text[at] === separator) {
      at += 1;
      if (at >= end) row.push("");
    } else {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      rows.push([]);
      if (at >= end) rows[rows.length - 1].push("");
    }
  }
  return rows.map((row) => (row.length === 0 ? [""] : row));
}

/** Where the quoted cell that begins at `start` ends; -1 where no quote closes it. */
function closing(text: string, start: number, end: number, separator: string): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1];
    if (next === '"') at += 1;
    else return at + 1 >= end || next === separator || next === "\r" || next === "\n" ? at : -1;
  }
  return -1;
}

export function isBlock(text: string): boolean {
  return /\t|[\r\n][^\r\n]/.test(text);
}

/** As a spreadsheet writes it, and reads it again. */
export function writeBlock(rows: string[][]): string {
  return rows.map((cells) => cells.map((cell) => /[\t\r\n]|^"/.test(cell) ? quoted(cell) : cell).join("\t")).join(
    "\r\n",
  );
}

export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
