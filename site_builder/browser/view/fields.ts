/** Typing into fields: read at each key, refused beside the field, never during the composition of a Chinese word. */

import type { Calculator } from "../calculator.ts";
import { labelOf, say } from "../model/page_data.ts";
import { BLANK, itemLabel, placeLabel, shown } from "../model/show.ts";
import { place, positions } from "../model/sheet.ts";
import { readTyped, type Refusal } from "../model/typing.ts";
import { cellChange } from "../model/work.ts";
import type { Bindings } from "./bindings.ts";
import { type Field, isBeingTyped, isField } from "./elements.ts";
import { setFlag } from "./flags.ts";

export function listenToFields(calculator: Calculator, root: HTMLElement, bindings: Bindings): void {
  let visit = 0; // each stay in a field is one step of undo
  root.addEventListener("focusin", (event) => {
    visit += 1;
    if (isField(event.target as Element)) (event.target as Field).dataset.entered = (event.target as Field).value;
  });
  root.addEventListener("focusout", (event) => {
    if (isField(event.target as Element)) bindings.restore(event.target as Field);
  });
  const take = (event: Event) => {
    const field = event.target as Element;
    if (!isField(field) || (event as InputEvent).isComposing) return;
    typeInto(calculator, field, field.value, `${field.dataset.value}|${field.dataset.at}|${visit}`);
  };
  root.addEventListener("input", take);
  // Safari and some input methods send no `input` after the composition.
  root.addEventListener("compositionend", take);
}

/** Takes the text as the cell's figure, or flags the field; the old figure stays then. */
export function typeInto(calculator: Calculator, field: Field, text: string, joins = ""): boolean {
  const { value, at } = field.dataset as { value: string; at: string };
  const reading = readTyped(calculator.data, calculator.data.values[value], text, rowsOf(calculator, value));
  if (reading.refusal) {
    setFlag(field, "refusal", refusalText(calculator, reading.refusal, currentFigure(calculator, value, at)));
    return false;
  }
  setFlag(field, "refusal", null);
  calculator.commit(cellChange(calculator.work, value, at, reading.figure), cellName(calculator, value, at), joins);
  return true;
}

/** Tells once more what is wrong with the text in the field that one is in. */
export function tellAgain(calculator: Calculator, root: HTMLElement): void {
  const field = document.activeElement;
  if (isField(field) && root.contains(field) && isBeingTyped(field)) typeInto(calculator, field, field.value);
}

/** Ids and shown names of the grown list that an item value chooses from. */
export function rowsOf(calculator: Calculator, value: string): [string, string][] {
  const { of } = calculator.data.values[value];
  if (!of || calculator.data.lists[of].items) return [];
  return calculator.scene.ids[of].map((id, i) => [id, itemLabel(calculator.scene, of, i)]);
}

/** "年營收 A3": for the undo button and for lists of what was refused. */
export function cellName(calculator: Calculator, value: string, at: string): string {
  const { for: shape } = calculator.data.values[value], label = labelOf(calculator.data, value);
  const where = positions(shape, at, calculator.scene.ids);
  if (where.length === 0 || where.includes(-1)) return label;
  return `${placeLabel(calculator.scene, shape, where)} ${label}`;
}

/** Why it is refused, once the rarely said words are there; until then what. */
export function refusalText(calculator: Calculator, refusal: Refusal, kept: string | null): string {
  const { data } = calculator, word = `refused_${refusal.word}`;
  const facts = { ...refusal.facts };
  if (typeof facts.text === "string" && facts.text.length > 30) facts.text = facts.text.slice(0, 29) + "…";
  const what = data.words[word] ? say(data, word, facts) : `${facts.text ?? "…"}?`;
  return kept === null ? what : what + (kept === BLANK ? data.words.kept_blank : say(data, "kept", { figure: kept }));
}

function currentFigure(calculator: Calculator, value: string, at: string): string {
  const { scene } = calculator, shape = calculator.data.values[value].for;
  return shown(scene, value, place(shape, positions(shape, at, scene.ids), scene.ids));
}
