/** Rows of grown lists: the markup that the build made for one row stands in a <template> and is copied for each row. */

import { all } from "./elements.ts";

/** Makes the rows under `root` those of `ids`, in order. `came` and `went` hear of elements put in and taken out. */
export function syncRows(
  root: ParentNode,
  ids: Record<string, string[]>,
  came: (element: HTMLElement) => void,
  went: (element: HTMLElement) => void,
): void {
  for (const container of all(root, "[data-repeat]")) {
    const { repeat, index } = container.dataset;
    const template = container.querySelector<HTMLTemplateElement>(":scope > template")!;
    const there = new Map<string, HTMLElement>();
    for (const child of [...container.children] as HTMLElement[]) {
      if (child.dataset.item !== undefined) there.set(child.dataset.item, child);
    }
    const wanted = new Set(ids[repeat!]);
    for (const [id, child] of there) {
      if (wanted.has(id)) continue;
      went(child);
      child.remove();
    }
    let last: Element = template;
    for (const id of wanted) {
      let row = there.get(id);
      if (!row) {
        row = copy(template, index!, id);
        last.after(row);
        syncRows(row, ids, () => {}, () => {});
        came(row);
      } else if (last.nextElementSibling !== row) last.after(row);
      last = row;
    }
  }
}

/** Which elements of a row, in order, name its id, and where: all that is done for 500 rows beside that costs a second. */
const named = new WeakMap<HTMLTemplateElement, [place: number, attributes: string[]][]>();

function copy(template: HTMLTemplateElement, index: string, id: string): HTMLElement {
  const whole = template.content.cloneNode(true) as DocumentFragment, elements = whole.querySelectorAll("*");
  const placeholder = `{${index}}`;
  let places = named.get(template);
  if (!places) {
    places = [...elements].map((element, place) => [
      place,
      element.getAttributeNames().filter((name) => element.getAttribute(name)!.includes(placeholder)),
    ]);
    places = places.filter(([place, { length }]) => length > 0 || speaks(elements[place], placeholder));
    named.set(template, places);
  }
  for (const [place, attributes] of places) fill(elements[place], attributes, placeholder, id);
  return whole.firstElementChild as HTMLElement;
}

/** Beside attributes: a text that is the placeholder, or a template of inner rows. */
function speaks(element: Element, placeholder: string): boolean {
  return element instanceof HTMLTemplateElement || element.firstChild?.nodeValue === placeholder;
}

function fill(element: Element, attributes: string[], placeholder: string, id: string): void {
  for (const name of attributes) {
    element.setAttribute(name, element.getAttribute(name)!.replaceAll(placeholder, id));
  }
  if (element instanceof HTMLTemplateElement) {
    for (const inner of all(element.content, "*")) fill(inner, inner.getAttributeNames(), placeholder, id);
  } else if (element.firstChild?.nodeValue === placeholder) element.textContent = id;
}
