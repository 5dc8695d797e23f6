/** A block of cells as a spreadsheet puts it on the clipboard: tabs between cells, line ends between rows. */

/** Cells with line ends, tabs or quotes in them come in double quotes, with quotes doubled. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  const end = text.replace(/(\r\n|\r|\n)$/, "").length;
  while (at < end) {
    const row = rows[rows.length - 1];
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"(?=\t|\r|\n|$)/y;
      quoted.lastIndex = at;
      const found = quoted.exec(text);
      if (found) {
        row.push(found[1].replaceAll('""', '"'));
        at = quoted.lastIndex;
      } else at = plainCell(text, at, end, row);
    } else at = plainCell(text, at, end, row);
    if (at >= end) break;
    if (text[at] === "\t") {
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

function plainCell(text: string, at: number, end: number, row: string[]): number {
  let to = at;
  while (to < end && text[to] !== "\t" && text[to] !== "\n" && text[to] !== "\r") to += 1;
  row.push(text.slice(at, to));
  return to;
}

export function isBlock(text: string): boolean {
  return /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""));
}
