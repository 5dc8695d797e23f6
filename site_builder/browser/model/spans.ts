/** Numbers in, told shortly out: 3, 4, 5, 9 is "3–5, 9". */

export function spans(numbers: number[], comma: string): string {
  const parts: string[] = [];
  for (let from = 0; from < numbers.length;) {
    let to = from;
    while (numbers[to + 1] === numbers[to] + 1) to += 1;
    parts.push(from === to ? String(numbers[from]) : `${numbers[from]}–${numbers[to]}`);
    from = to + 1;
  }
  return parts.length > 20 ? parts.slice(0, 20).join(comma) + " …" : parts.join(comma);
}
