/* One participant at one size: its figures are held to those of the loop by hand, then it is timed; one line of JSON.

deno run runner.js PARTICIPANT ROWS SCRIPT   (SCRIPT: what `ours.js` imports) */
import * as byHand from "./by_hand.js";
import { dataOf, differing, editOf } from "./model.js";

const WARM = 200, BUDGET = 400, SAMPLE = 2, SLOW = 1500; // milliseconds
const [participant, count, script] = Deno.args, rows = Number(count);
const { start } = await import(`./${participant}.js`);

const began = performance.now();
const mine = await start(rows, script), data = [1, 2].map((seed) => dataOf(rows, seed));
const inputs = data.map((each) => mine.prepare(each)), ready = performance.now() - began;
let turn = 0;
const full = () => mine.full(inputs[turn++ % 2]);
const edit = () => mine.edit(editOf(data[0], turn++));

const wrong = check();
const found = wrong.length > 0 ? { wrong } : { wrong, set_up: ready, full: timed(full), edit: timed(edit) };
console.log(JSON.stringify(found));
Deno.exit(); // some leave timers behind

function check() {
  const other = byHand.start(rows), theirs = data.map((each) => other.prepare(each));
  const compared = (said) => differing(other.figures(), mine.figures()).map((name) => `${said}: ${name}`);
  const wrong = [];
  for (const at of [1, 0]) {
    mine.full(inputs[at]);
    other.full(theirs[at]);
    wrong.push(...compared(`data ${at}`));
  }
  for (let i = 1; i <= 2; i++) {
    mine.edit(editOf(data[0], i));
    other.edit(editOf(data[0], i));
    wrong.push(...compared(`edit ${i}`));
  }
  return wrong;
}

/** Milliseconds of a run: the middle of samples, each long enough for the clock. Who takes seconds is run once. */
function timed(run) {
  let least = sampled(run, 1), runs = 1;
  if (least > SLOW) return least;
  for (const end = performance.now() + WARM; performance.now() < end;) least = Math.min(least, sampled(run, 1));
  while (least * runs < SAMPLE && runs < 1e6) runs *= 2;
  const samples = [], end = performance.now() + BUDGET;
  while (samples.length < 3 || (performance.now() < end && samples.length < 100)) samples.push(sampled(run, runs));
  return samples.sort((a, b) => a - b)[samples.length >> 1];
}

function sampled(run, runs) {
  const start = performance.now();
  for (let i = 0; i < runs; i++) run();
  return (performance.now() - start) / runs;
}
