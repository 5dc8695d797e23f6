/** Small virtual nodes: drawn once as text when the site is built, and patched into the page when figures change. */

export type Attributes = Record<string, string | number | undefined>;
export interface Element_ {
  tag: string;
  attributes: Attributes;
  children: Node_[];
}
export type Node_ = Element_ | string;

export function node(tag: string, attributes: Attributes = {}, ...children: (Node_ | Node_[])[]): Element_ {
  return { tag, attributes, children: children.flat() };
}

/** Up to two decimals are enough for a drawing and keep its text short. */
export function px(x: number): number {
  return Math.round(x * 100) / 100;
}

const EMPTY = new Set(["circle", "line", "path", "rect", "polygon", "polyline"]);

export function markup(part: Node_): string {
  if (typeof part === "string") return escape(part);
  let attributes = "";
  for (const [name, value] of Object.entries(part.attributes)) {
    if (value !== undefined) attributes += ` ${name}="${escape(String(value))}"`;
  }
  if (EMPTY.has(part.tag) && part.children.length === 0) return `<${part.tag}${attributes}/>`;
  return `<${part.tag}${attributes}>${part.children.map(markup).join("")}</${part.tag}>`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes the children of `parent`, which are what `before` says, what `after` says; only what differs is touched. */
export function patch(parent: Element, before: Node_[], after: Node_[]): void {
  const there = [...parent.childNodes];
  after.forEach((part, i) => {
    const old = before[i];
    if (old === undefined || typeof part !== typeof old) place(parent, create(part, parent), there[i]);
    else if (typeof part === "string") {
      if (part !== old) there[i].nodeValue = part;
    } else if (typeof old !== "string") {
      if (part.tag !== old.tag) place(parent, create(part, parent), there[i]);
      else patchElement(there[i] as Element, old, part);
    }
  });
  for (const extra of there.slice(after.length)) extra.remove();
}

function patchElement(element: Element, before: Element_, after: Element_): void {
  for (const name of Object.keys({ ...before.attributes, ...after.attributes })) {
    const value = after.attributes[name];
    if (value === before.attributes[name]) continue;
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  patch(element, before.children, after.children);
}

function create(part: Node_, parent: Element): Node {
  if (typeof part === "string") return document.createTextNode(part);
  const svg = part.tag === "svg" || parent.namespaceURI === SVG;
  const element = svg ? document.createElementNS(SVG, part.tag) : document.createElement(part.tag);
  for (const [name, value] of Object.entries(part.attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of part.children) element.append(create(child, element));
  return element;
}

function place(parent: Element, fresh: Node, there: ChildNode | undefined): void {
  if (there) there.replaceWith(fresh);
  else parent.append(fresh);
}
