/* Measures the generated script of a tool beside the same model written by hand; prints one line of JSON.
Started by `bench/compute.py`, which puts the kit, the script and the data in front. */
const TURNS = 5, BUDGET = 120, SAMPLE = 2, WARM = 200; // milliseconds, but for the first

/** Milliseconds of a run, in samples that are long enough for the clock. */
function milliseconds(run, runs) {
  const samples = [], end = performance.now() + BUDGET;
  while (performance.now() < end) samples.push(sampled(run, runs));
  return samples;
}

function sampled(run, runs) {
  const start = performance.now();
  for (let i = 0; i < runs; i++) run();
  return (performance.now() - start) / runs;
}

function differing(left, right) {
  const same = (a, b) =>
    a === b || (a !== a && b !== b) ||
    (typeof a === "number" && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
  return Object.keys(left).filter((name) =>
    right[name] === undefined || left[name].length !== right[name].length ||
    Array.from(left[name]).some((x, i) => !same(x, right[name][i]))
  );
}

const mine = compute(sheet), theirs = byHand(sheet);
const lights = Object.keys(mine.lights);
const missing = [
  ...derived.filter((name) => !(name in theirs.values)),
  ...lights.filter((name) => !(name in theirs.lights)),
];
const wrong = ["values", "lights", "rows"].flatMap((part) => differing(theirs[part], mine[part]));

let least = Infinity, runs = 1;
for (const end = performance.now() + WARM; performance.now() < end; byHand(sheet)) {
  least = Math.min(least, sampled(() => compute(sheet), 1));
}
while (least * runs < SAMPLE) runs *= 2;
// In turns, so that what else the machine does meets both alike.
const ours = [], hand = [];
for (let turn = 0; turn < TURNS; turn++) {
  ours.push(...milliseconds(() => compute(sheet), runs));
  hand.push(...milliseconds(() => byHand(sheet), runs));
}
const middle = (times) => times.sort((a, b) => a - b)[times.length >> 1];
console.log(JSON.stringify({ missing, wrong, generated_ms: middle(ours), by_hand_ms: middle(hand) }));
