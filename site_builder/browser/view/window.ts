/** A dialog that a script makes, in the form of the page's others; and copying a text out of one. */

import { make } from "./elements.ts";

/** Shows it; gone from the page once closed. `close`: the name of its button. */
export function openWindow(title: string, close: string, ...parts: (Node | string)[]): HTMLDialogElement {
  const head = make("h2", { class: "why__title", id: "window-title", tabindex: "-1" }, title);
  const away = make("button", { type: "button", class: "why__close", "aria-label": close }, "×");
  const dialog = make("dialog", { class: "why window", "aria-labelledby": head.id });
  const body = make("div", { class: "why__body" }, ...parts);
  dialog.append(make("div", { class: "why__sheet" }, make("div", { class: "why__head" }, head, away), body));
  away.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  // Beside the page's own dialogs, where their type and colours hold.
  (document.querySelector(".calculator") ?? document.body).append(dialog);
  dialog.showModal();
  head.focus();
  return dialog;
}

export function button(text: string, act: () => void, kind = "quiet"): HTMLButtonElement {
  const made = make("button", { type: "button", class: kind }, text);
  made.addEventListener("click", act);
  return made;
}

/** Whether the field's text is on the clipboard now. Where the browser allows no copying it is at least selected. */
export async function copy(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy"); // where pages are not served safely, or opened from disk
  }
}
