/** Small helpers around the page's elements, and the page's conventions: what the markup calls its parts. */

/** `data-value` and `data-at` on every figure and field; `data-light`; `data-label` for names of rows. */
export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
export const FIELDS = ":is(input, select, textarea)[data-value]";

export function isField(element: Element | null | undefined): element is Field {
  return element?.matches(FIELDS) ?? false;
}

/** The learner is in the field and has changed its text since coming in (`data-entered`). */
export function isBeingTyped(element: Element): boolean {
  return element === document.activeElement && isField(element) && element.localName !== "select" &&
    element.value !== element.dataset.entered;
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function all(root: ParentNode, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

export function one(root: ParentNode, selector: string): HTMLElement {
  return root.querySelector<HTMLElement>(selector)!;
}

/** A text that stands alone is changed in place: a new node would have the browser try every `:has()` of the page anew. */
export function write(element: Element, text: string): void {
  if (element.textContent === text) return;
  const [only, ...others] = element.childNodes;
  if (only instanceof Text && others.length === 0 && text !== "") only.data = text;
  else element.textContent = text;
}

export function toggle(element: Element, attribute: string, on: boolean): void {
  if (element.hasAttribute(attribute) !== on) element.toggleAttribute(attribute, on);
}

/** A marker such as `aria-invalid="true"`, present or not. */
export function mark(element: Element, attribute: string, value: string | null): void {
  if (element.getAttribute(attribute) === value) return;
  if (value === null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

/** Rules of style until they are taken back by what is returned. Not as an element, which a strict policy would not take. */
export function lay(rules: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** A classic script: from disk, pages load no other. */
export function fetchScript(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const script = make("script", { src: address });
    script.addEventListener("load", () => done());
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}

/** A style sheet that the page does without at first. */
export function fetchStyle(address: string): Promise<void> {
  return new Promise((done) => {
    const link = make("link", { rel: "stylesheet", href: address });
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => done()); // plain, but there
    document.head.append(link);
  });
}

/** Hands a file to the learner: the one door through which files go out. */
export { save } from "./saving.ts";

const narrowScreen = typeof matchMedia === "function" ? matchMedia("(max-width: 600px)") : null;

export function isNarrow(): boolean {
  return narrowScreen?.matches ?? false;
}

export function onNarrowChange(listener: () => void): void {
  narrowScreen?.addEventListener("change", listener);
}

/** Where a tool stands, or a step of it. A site that is somebody else's says on which of its pages, if on any. */
export function pageOf({ tool, step }: { tool: string; step?: number }): string {
  const told = document.querySelector<HTMLElement>("script[data-pages]")?.dataset.pages;
  const page = told === undefined ? `${tool}.html` : (JSON.parse(told) as Record<string, string>)[tool] ?? "";
  return `${page}#${step === undefined ? "calculator" : `step-${step}`}`;
}
