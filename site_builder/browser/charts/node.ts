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

/** Makes the children of `parent` what `parts` say, changing only what differs. */
export function patch(parent: Element, parts: Node_[]): void {
  parts.forEach((part, i) => {
    const there = parent.childNodes[i];
    if (typeof part === "string") {
      if (there instanceof Text) {
        if (there.data !== part) there.data = part;
      } else place(parent, document.createTextNode(part), there);
      return;
    }
    const fits = there instanceof Element && there.localName === part.tag;
    const svg = part.tag === "svg" || parent.namespaceURI === SVG;
    const element = fits
      ? there
      : svg
      ? document.createElementNS(SVG, part.tag)
      : document.createElement(part.tag);
    if (!fits) place(parent, element, there);
    for (const [name, value] of Object.entries(part.attributes)) {
      if (value === undefined) element.removeAttribute(name);
      else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
    }
    for (const { name } of fits ? [...element.attributes] : []) {
      if (part.attributes[name] === undefined) element.removeAttribute(name);
    }
    patch(element, part.children);
  });
  while (parent.childNodes.length > parts.length) parent.lastChild!.remove();
}

function place(parent: Element, fresh: Node, there: ChildNode | undefined): void {
  if (there) there.replaceWith(fresh);
  else parent.append(fresh);
}
