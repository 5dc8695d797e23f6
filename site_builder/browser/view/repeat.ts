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

function copy(template: HTMLTemplateElement, index: string, id: string): HTMLElement {
  const row = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  fill(row, `{${index}}`, id);
  return row;
}

/** The row's id in every attribute that names it, in templates of inner rows too. */
function fill(element: Element, placeholder: string, id: string): void {
  for (const attribute of element.attributes) {
    if (attribute.value.includes(placeholder)) attribute.value = attribute.value.replaceAll(placeholder, id);
  }
  const inner = element instanceof HTMLTemplateElement ? element.content : element;
  for (const child of inner.childNodes) {
    if (child instanceof Element) fill(child, placeholder, id);
    else if (child.nodeValue === placeholder) child.nodeValue = id;
  }
}
