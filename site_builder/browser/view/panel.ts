/** The panel of a cell: the anchors of its scale to choose from, and the way back to its default.

Beside the cell that has the focus; on a narrow screen it stands in each card, in place of the cell. */

import { labelOf } from "../model/page_data.ts";
import type { Calculator } from "../calculator.ts";
import { typedAt } from "../model/work.ts";
import { all, type Field, isField, isNarrow, make, mark, toggle } from "./elements.ts";
import { typeInto } from "./fields.ts";

export interface Panel {
  /** Fills the panel of a block for one of its fields. */
  showIn(block: HTMLElement, field: Field): void;
  /** Shows the panel of the field that has the focus, and no other (not on a narrow screen). */
  follow(): void;
  refresh(): void;
}

/** `chosen` hears of a block in which an empty cell was given its figure. */
export function panel(calculator: Calculator, root: HTMLElement, chosen: (block: HTMLElement) => void): Panel {
  const { data } = calculator;
  const shown = new Map<HTMLElement, Field>(); // panels that can be seen, and their cells

  function showIn(block: HTMLElement, field: Field): void {
    const host = block.querySelector<HTMLElement>(".panel");
    if (!host) return;
    if (!isNarrow()) { for (const other of shown.keys()) if (other !== host) hide(other); }
    const fresh = shown.get(host) !== field;
    shown.set(host, field);
    if (fresh) host.replaceChildren(...content(field));
    refreshOne(host, field);
    if (fresh && !host.hidden && !isNarrow()) place(host, field);
  }

  function content(field: Field): HTMLElement[] {
    const { value, at } = field.dataset as { value: string; at: string };
    const { scale, default: hasDefault } = data.values[value];
    const parts: HTMLElement[] = [];
    if (scale) {
      const item = at.split("/").at(-1)!;
      const anchors = all(root, `[data-anchors="${value}"][data-item="${item}"] [data-point]`);
      const texts = new Map(anchors.map((anchor) => [anchor.dataset.point, anchor.textContent ?? ""]));
      const title = field.closest("td")?.querySelector(".cell__label")?.textContent ?? labelOf(data, value);
      if (texts.size > 0 && !isNarrow()) parts.push(make("p", { class: "panel__title" }, title));
      if (texts.size > 0 || isNarrow()) parts.push(choices(title, scale, texts));
    }
    if (hasDefault) {
      parts.push(make("button", { type: "button", class: "quiet", "data-figure": "" }, data.words.to_default));
    }
    return parts;
  }

  function refreshOne(host: HTMLElement, field: Field): void {
    const { value, at } = field.dataset as { value: string; at: string };
    const typed = typedAt(calculator.work, value, at);
    for (const button of all(host, "[data-figure]")) {
      const { figure } = button.dataset;
      if (figure === "") toggle(button, "hidden", typed === null);
      else mark(button, "aria-pressed", String(String(typed ?? field.value) === figure));
    }
    toggle(host, "hidden", ![...host.children].some((part) => !(part as HTMLElement).hidden));
  }

  function hide(host: HTMLElement): void {
    host.hidden = true;
    shown.delete(host);
  }

  function follow(): void {
    if (isNarrow()) return;
    const field = document.activeElement, block = field?.closest<HTMLElement>("[data-block]");
    if (isField(field) && block && root.contains(block)) return showIn(block, field);
    for (const host of shown.keys()) if (!host.contains(field)) hide(host);
  }

  root.addEventListener("focusin", follow);
  root.addEventListener("focusout", () => setTimeout(follow));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isNarrow()) { for (const host of shown.keys()) hide(host); }
  });
  // The focus stays in the cell while one chooses with the mouse.
  root.addEventListener("mousedown", (event) => {
    if ((event.target as Element).closest(".panel") && !isNarrow()) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".panel [data-figure]");
    const host = button?.closest<HTMLElement>(".panel"), field = host && shown.get(host);
    if (!button || !host || !field) return;
    const { figure } = button.dataset, wasBlank = field.value === "";
    // Seen as typed elsewhere, so that the cell shows it although it has the focus.
    field.dataset.entered = field.value;
    typeInto(calculator, field, figure!);
    if (isNarrow() && wasBlank) chosen(host.closest<HTMLElement>("[data-block]")!);
  });
  return { showIn, follow, refresh: () => shown.forEach((field, host) => refreshOne(host, field)) };
}

function choices(title: string, [low, high]: [number, number], texts: Map<string | undefined, string>): HTMLElement {
  const group = make("div", { class: "choices", role: "group", "aria-label": title });
  for (let point = low; point <= high; point++) {
    const choice = make("button", { type: "button", class: "choice", "data-figure": String(point) });
    choice.append(make("b", {}, String(point)), make("span", {}, texts.get(String(point)) ?? ""));
    group.append(choice);
  }
  return group;
}

/** Below the cell; above it where the window has no room below. */
function place(host: HTMLElement, field: Field): void {
  const cell = field.closest("td, .field")!.getBoundingClientRect();
  const frame = host.offsetParent!.getBoundingClientRect(), { width, height } = host.getBoundingClientRect();
  const left = Math.max(0, Math.min(cell.left - frame.left, frame.width - width));
  const above = cell.bottom + height + 8 > innerHeight && cell.top - height > 120;
  const top = above ? cell.top - height - 6 : cell.bottom + 6;
  host.style.setProperty("--left", `${Math.round(left)}px`);
  host.style.setProperty("--top", `${Math.round(top - frame.top)}px`);
}
