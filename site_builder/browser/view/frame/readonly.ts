/** A calculator to be looked at: its fields become figures before it is woken, so that nothing in it takes a key. */

import { all, type Field, FIELDS, make } from "../elements.ts";

/** Rows that come later, as templates have them, too. The figures are written by whoever shows the example. */
export function freeze(part: ParentNode): void {
  for (const field of all(part, FIELDS) as Field[]) {
    const { value, at } = field.dataset as { value: string; at: string };
    const cell = field.closest(".cell--given, .field--given");
    for (const kind of ["cell", "field"]) cell?.classList.replace(`${kind}--given`, `${kind}--fixed`);
    field.replaceWith(make("span", { class: "fact", "data-value": value, "data-at": at }, textOf(field)));
  }
  // On a narrow screen a scale has no cells but a panel to choose from.
  for (const block of all(part, ".block--scale")) block.classList.remove("block--scale", "block--scale-only");
  for (const pager of all(part, ".pager--columns")) pager.remove();
  for (const template of part.querySelectorAll("template")) freeze(template.content);
}

function textOf(field: Field): string {
  return field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text ?? "" : field.value;
}
