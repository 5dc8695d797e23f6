/* Measures the generated script of a tool beside the same model written by hand; prints one line of JSON.
Started by `bench/compute.py`, which puts the kit, the script and the data in front. */
const ROUNDS = 60, RUNS = 20;

function milliseconds(run) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let i = 0; i < RUNS; i++) run();
    times.push((performance.now() - start) / RUNS);
  }
  return times.sort((a, b) => a - b);
}

function differing(left, right) {
  const same = (a, b) =>
    a === b || (a !== a && b !== b) || (typeof a === "number" && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
  return Object.keys(left).filter((name) =>
    right[name] === undefined || left[name].length !== right[name].length ||
    Array.from(left[name]).some((x, i) => !same(x, right[name][i]))
  );
}

const compute = generated(kit);
const mine = compute(sheet), theirs = byHand(sheet);
const missing = [...derived.filter((name) => !(name in theirs.values)), ...Object.keys(mine.lights).filter((name) => !(name in theirs.lights))];
const wrong = [...differing(theirs.values, mine.values), ...differing(theirs.lights, mine.lights), ...differing(theirs.rows, mine.rows)];

// In turns, so that what else the machine does meets both alike.
for (let i = 0; i < 200; i++) (compute(sheet), byHand(sheet));
const ours = [], hand = [];
for (let turn = 0; turn < 5; turn++) {
  ours.push(...milliseconds(() => compute(sheet)));
  hand.push(...milliseconds(() => byHand(sheet)));
}
const middle = (times) => times.sort((a, b) => a - b)[times.length >> 1];
console.log(JSON.stringify({ missing, wrong, generated_ms: middle(ours), by_hand_ms: middle(hand) }));
