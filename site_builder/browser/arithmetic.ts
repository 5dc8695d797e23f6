/** The meanings that every target shares, as `formula/arithmetic.py` has them: comparing, rounding, ranks. The generated
script of a tool is written over these functions. Numbers in and out; a truth is 1 or 0; NaN is a blank, for texts null.
A blank in makes a blank out. */

const NEAR = 1e-9; // numbers that differ by less than this part are equal
const NOISE = 2 ** -48;
const DIGITS = 15; // decimal digits that a person sees in a spreadsheet
const MULTIPLIED = 64; // whole exponents up to this are multiplied out: the power functions of machines differ

type Figures = Float64Array | number[];

// ---------------------------------------------------------------- truths and comparing

export function equal(a: number, b: number): number {
  if (a === b) return 1;
  const gap = Math.abs(a - b);
  return gap < NEAR * Math.max(Math.abs(a), Math.abs(b)) ? 1 : gap >= 0 ? 0 : NaN;
}

export function less(a: number, b: number): number {
  if (a < b) return b - a < NEAR * Math.max(Math.abs(a), Math.abs(b)) ? 0 : 1;
  return a >= b ? 0 : NaN;
}

export function atMost(a: number, b: number): number {
  if (a > b) return a - b < NEAR * Math.max(Math.abs(a), Math.abs(b)) ? 1 : 0;
  return a <= b ? 1 : NaN;
}

export function sameText(a: string | null, b: string | null): number {
  return a === null || b === null ? NaN : a === b ? 1 : 0;
}

/** A side that already decides, decides. */
export function and(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

export function or(a: number, b: number): number {
  return a === 1 || b === 1 ? 1 : a + b;
}

export function not(a: number): number {
  return 1 - a;
}

// ---------------------------------------------------------------- blanks

export function isBlank(x: number): number {
  return x === x ? 0 : 1;
}

export function isBlankText(x: string | null): number {
  return x === null ? 1 : 0;
}

export function otherwise(x: number, y: number): number {
  return x === x ? x : y;
}

export function otherwiseText(x: string | null, y: string | null): string | null {
  return x === null ? y : x;
}

/** What a derived value keeps: never an infinity. */
export function finite(x: number): number {
  return x - x === 0 ? x : NaN;
}

// ---------------------------------------------------------------- numbers

/** What is left of two figures that cancel but for rounding noise is 0, as in spreadsheets. */
export function add(a: number, b: number): number {
  const result = a + b;
  return Math.abs(result) < NOISE * Math.max(Math.abs(a), Math.abs(b)) ? 0 : result;
}

export function subtract(a: number, b: number): number {
  const result = a - b;
  return Math.abs(result) < NOISE * Math.max(Math.abs(a), Math.abs(b)) ? 0 : result;
}

export function divide(a: number, b: number): number {
  return b === 0 ? NaN : a / b;
}

export function power(base: number, exponent: number): number {
  if (base !== base || (base === 0 && exponent < 0)) return NaN;
  const whole = exponent === Math.floor(exponent);
  if (whole && Math.abs(exponent) <= MULTIPLIED) return multiplied(base, exponent);
  if (!Number.isFinite(exponent) || (base < 0 && !whole)) return NaN;
  return finite(exponent === 0.5 ? Math.sqrt(base) : Math.pow(base, exponent));
}

export function whyPower(base: number, exponent: number): string {
  if (base === 0 && exponent < 0) return "divide_by_zero";
  return base < 0 && exponent !== Math.floor(exponent) && Number.isFinite(exponent) ? "root_of_negative" : "too_large";
}

function multiplied(base: number, exponent: number): number {
  let result = 1, square = base;
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return finite(exponent >= 0 ? result : 1 / result);
}

export function ln(x: number): number {
  return x > 0 ? Math.log(x) : NaN;
}

export function exp(x: number): number {
  return finite(Math.exp(x));
}

export function floor(x: number): number {
  const near = nearest(x);
  return equal(x, near) === 1 ? near : Math.floor(x);
}

export function ceil(x: number): number {
  const near = nearest(x);
  return equal(x, near) === 1 ? near : Math.ceil(x);
}

function nearest(x: number): number {
  return Math.abs(x) < 2 ** 52 ? Math.floor(x + 0.5) : x;
}

/** Half away from zero, on the decimal with 15 digits; `places` may be negative and is cut to a whole number within ±15. */
export function round(x: number, places = 0): number {
  if (!Number.isFinite(x) || places !== places) return places === places ? x : NaN;
  const cut = Math.trunc(Math.max(-15, Math.min(15, places)));
  const [digits, exponent] = rounded(x, cut);
  const result = Number(`${digits}e${exponent}`);
  return x < 0 && result !== 0 ? -result : result;
}

/** With that many decimals (0 to 15), no separators. */
export function text(x: number, places = 0): string | null {
  if (!Number.isFinite(x) || places !== places) return null;
  const cut = Math.trunc(Math.max(0, Math.min(15, places)));
  if (cut === 0 && Number.isInteger(x) && Math.abs(x) < 1e15) return String(x); // (-0 gives "0")
  const [digits, exponent] = rounded(x, cut);
  const all = (digits + "0".repeat(exponent + cut)).padStart(cut + 1, "0");
  const shown = cut > 0 ? `${all.slice(0, -cut)}.${all.slice(-cut)}` : all;
  return x < 0 && /[1-9]/.test(shown) ? "-" + shown : shown;
}

/** |x| with that many places, as digits and a power of ten that is not below -places. */
function rounded(x: number, places: number): [digits: string, exponent: number] {
  const [mantissa, power] = Math.abs(x).toExponential(DIGITS - 1).split("e");
  const digits = mantissa.replace(".", "");
  const kept = Number(power) + 1 + places;
  if (kept >= DIGITS) return [digits, kept - DIGITS - places];
  if (kept < 0) return ["0", -places];
  const unit = 10 ** (DIGITS - kept), rest = Number(digits) % unit; // whole numbers below 10^15: exact
  return [String((Number(digits) - rest) / unit + (2 * rest >= unit ? 1 : 0)), -places];
}

// ---------------------------------------------------------------- texts

export function join(...texts: (string | null)[]): string | null {
  let all = "";
  for (const text of texts) {
    if (text === null) return null;
    all += text;
  }
  return all;
}

// ---------------------------------------------------------------- columns of figures, none of them blank

export function median(xs: Figures): number {
  if (xs.length === 0) return NaN;
  const ordered = new Float64Array(xs).sort(), half = xs.length >> 1;
  return xs.length % 2 === 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

function mean(xs: Figures): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  return sum / xs.length;
}

/** Of a sample: the squares are divided by n - 1. */
export function stdev(xs: Figures): number {
  if (xs.length < 2) return NaN;
  const middle = mean(xs);
  let squares = 0;
  for (let i = 0; i < xs.length; i++) squares += (xs[i] - middle) * (xs[i] - middle);
  return Math.sqrt(squares / (xs.length - 1));
}

/** Pearson's; of mean ranks it is Spearman's. */
export function correlation(xs: Figures, ys: Figures): number {
  if (xs.length < 2 || constant(xs) || constant(ys)) return NaN;
  const meanX = mean(xs), meanY = mean(ys);
  let both = 0, squareX = 0, squareY = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] - meanX, y = ys[i] - meanY;
    both += x * y;
    squareX += x * x;
    squareY += y * y;
  }
  return squareX === 0 || squareY === 0 ? NaN : both / (Math.sqrt(squareX) * Math.sqrt(squareY));
}

function constant(xs: Figures): boolean {
  let low = xs[0], high = xs[0];
  for (let i = 1; i < xs.length; i++) {
    if (xs[i] < low) low = xs[i];
    if (xs[i] > high) high = xs[i];
  }
  return equal(low, high) === 1;
}

/** Mean ranks, the smallest is 1; equal ones share the mean of their places. */
export function ranks(xs: Figures): Float64Array {
  const { ordered, starts } = groups(xs);
  const result = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    const group = groupOf(xs[i], ordered, starts);
    result[i] = (starts[group] + 1 + starts[group + 1]) / 2;
  }
  return result;
}

/** Competition places 1, 2, 3 …: larger first by the first column, ties by the next ones, then by order. */
export function places(columns: Figures[]): Float64Array {
  const n = columns[0].length, result = new Float64Array(n);
  // One whole number each that says all of it, to be sorted by the engine; it is exact below 2^53.
  if (n ** (columns.length + 1) > 2 ** 53) return placesOfMany(columns);
  const keys = new Float64Array(n);
  for (const xs of columns) {
    const { ordered, starts } = groups(xs), last = starts.length - 2;
    for (let i = 0; i < n; i++) keys[i] = keys[i] * n + last - groupOf(xs[i], ordered, starts);
  }
  for (let i = 0; i < n; i++) keys[i] = keys[i] * n + i;
  keys.sort();
  for (let place = 0; place < n; place++) result[keys[place] % n] = place + 1;
  return result;
}

/** The same by comparing, for columns so long that no number holds it all. */
export function placesOfMany(columns: Figures[]): Float64Array {
  const keys = columns.map((xs) => {
    const { ordered, starts } = groups(xs);
    return Int32Array.from(xs, (x) => groupOf(x, ordered, starts));
  });
  const order = Int32Array.from(keys[0], (_, i) => i);
  order.sort((i, j) => {
    for (const key of keys) if (key[i] !== key[j]) return key[j] - key[i];
    return i - j;
  });
  const result = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) result[order[place]] = place + 1;
  return result;
}

/** The figures in order, and where in it each group of equal ones starts (with the end of the last one).
"Equal within 10^-9" is not transitive, so a group is what equals its smallest member. */
function groups(xs: Figures): { ordered: Float64Array; starts: number[] } {
  const ordered = new Float64Array(xs).sort(), starts: number[] = [];
  let first = NaN;
  for (let i = 0; i < ordered.length; i++) {
    if (i === 0 || less(first, ordered[i]) === 1) {
      first = ordered[i];
      starts.push(i);
    }
  }
  starts.push(ordered.length);
  return { ordered, starts };
}

/** The last group whose smallest member is not above `x`. */
function groupOf(x: number, ordered: Float64Array, starts: number[]): number {
  let low = 0, high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ordered[starts[middle]] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

// ---------------------------------------------------------------- columns as they come and go

/** What was typed, else what an author wrote there. */
export function typedOr(typed: Float64Array | (string | null)[], written: ArrayLike<unknown>): typeof typed {
  if (Array.isArray(typed)) return typed.map((text, i) => text ?? written[i] as string | null);
  return typed.map((x, i) => x === x ? x : written[i] as number);
}

/** The positions of the rows that count, from a mask. */
export function positions(mask: Uint8Array): Int32Array {
  const result = new Int32Array(mask.length);
  let n = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) result[n++] = i;
  return result.subarray(0, n);
}

/** Figures put at their positions in a column, the rest blank. */
export function spread(figures: Float64Array, at: Int32Array, size: number): Float64Array {
  const result = new Float64Array(size).fill(NaN);
  for (let i = 0; i < figures.length; i++) result[at[i]] = figures[i];
  return result;
}

/** A column that repeats itself: it does not depend on the first lists of its shape. */
export function tile(column: Float64Array, times: number): Float64Array {
  const part = column.length, result = new Float64Array(part * times);
  result.set(column.subarray(0, result.length));
  for (let done = part; done > 0 && done < result.length; done *= 2) result.copyWithin(done, 0, done);
  return result;
}

export function tileTexts(column: (string | null)[], times: number): (string | null)[] {
  return Array.from({ length: times }, () => column).flat();
}

/** A figure or a table of figures by ids, laid out in the order of the lists; `blank` where there is none.
Items of a grown list are said by id: `rows` are its ids. */
export function lay<T>(table: unknown, ids: string[][], blank: T, rows?: string[]): unknown[] {
  if (ids.length === 0) return [cell(table, blank, rows)];
  return ids[0].flatMap((id) => {
    const nested = typeof table === "object" && table !== null;
    const part = !nested ? table : Object.hasOwn(table, id) ? (table as Record<string, unknown>)[id] : blank;
    return lay(part, ids.slice(1), blank, rows);
  });
}

function cell<T>(figure: unknown, blank: T, rows?: string[]): unknown {
  if (typeof figure === "object") return blank;
  return rows === undefined ? figure : rows.includes(String(figure)) ? rows.indexOf(String(figure)) : blank;
}

/** What the generated script of a tool calls. */
export const kit = {
  add,
  and,
  atMost,
  ceil,
  correlation,
  divide,
  equal,
  exp,
  finite,
  floor,
  isBlank,
  isBlankText,
  join,
  lay,
  less,
  ln,
  median,
  not,
  or,
  otherwise,
  otherwiseText,
  places,
  positions,
  power,
  ranks,
  round,
  sameText,
  spread,
  stdev,
  subtract,
  text,
  tile,
  tileTexts,
  typedOr,
  whyPower,
};

export type Kit = typeof kit;
