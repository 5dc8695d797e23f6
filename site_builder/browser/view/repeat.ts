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

/** Which elements of a row, in order, name its id: of 500 rows all others cost a second. */
const named = new WeakMap<HTMLTemplateElement, number[]>();

function copy(template: HTMLTemplateElement, index: string, id: string): HTMLElement {
  const row = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  const elements = [row, ...all(row, "*")], placeholder = `{${index}}`;
  let places = named.get(template);
  if (!places) {
    const names = (element: Element) =>
      element.localName === "template" || element.firstChild?.nodeValue === placeholder ||
      (element.cloneNode() as Element).outerHTML.includes(placeholder);
    named.set(template, places = [...elements.keys()].filter((at) => names(elements[at])));
  }
  for (const at of places) fill(elements[at], placeholder, id);
  return row;
}

/** The row's id in every attribute that names it; of a template in all that is in it. */
function fill(element: Element, placeholder: string, id: string): void {
  for (const { name, value } of [...element.attributes]) {
    if (value.includes(placeholder)) element.setAttribute(name, value.replaceAll(placeholder, id));
  }
  if (element.firstChild?.nodeValue === placeholder) element.textContent = id;
  if (element instanceof HTMLTemplateElement) {
    for (const inner of all(element.content, "*")) fill(inner, placeholder, id);
  }
}
