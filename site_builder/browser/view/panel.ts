/** The panel of one cell: the anchors of its scale to choose from, and the way back to its default.

Beside the cell that has the focus; on a narrow screen it stands in the card, in place of the cell. */

import type { Calculator } from "../calculator.ts";
import { typedAt } from "../model/work.ts";
import { all, type Field, isField, isNarrow, make, mark } from "./elements.ts";
import { typeInto } from "./fields.ts";

export interface Panel {
  showIn(block: HTMLElement, field: Field): void;
  /** Shows the panel of the field that has the focus, or none. */
  follow(): void;
  refresh(): void;
}

export function panel(calculator: Calculator, root: HTMLElement, chosen: (block: HTMLElement) => void): Panel {
  const { data } = calculator;
  let shown: { host: HTMLElement; field: Field } | null = null;

  function showIn(block: HTMLElement, field: Field): void {
    const host = block.querySelector<HTMLElement>(".panel");
    if (!host) return;
    if (shown && shown.host !== host && !isNarrow()) hide();
    const fresh = shown?.field !== field || shown.host !== host;
    if (fresh) fill(host, field);
    shown = { host, field };
    host.hidden = host.childElementCount === 0;
    refresh();
    if (fresh && !host.hidden && !isNarrow()) place(host, field);
  }

  function fill(host: HTMLElement, field: Field): void {
    const { value, at } = field.dataset as { value: string; at: string };
    const { scale, default: hasDefault } = data.values[value];
    const parts: HTMLElement[] = [];
    const title = field.closest("td")?.querySelector(".cell__label")?.textContent;
    if (scale) {
      const item = at.split("/").at(-1)!;
      const anchors = all(root, `[data-anchors="${value}"][data-item="${item}"] [data-point]`);
      const text = new Map(anchors.map((anchor) => [anchor.dataset.point, anchor.textContent ?? ""]));
      if (title && !isNarrow()) parts.push(make("p", { class: "panel__title" }, title));
      const choices = make("div", { class: "choices", role: "group", "aria-label": title ?? data.values[value].label });
      for (let point = scale[0]; point <= scale[1]; point++) {
        const figure = make("b", {}, String(point));
        const words = text.get(String(point));
        const choice = make("button", { type: "button", class: "choice", "data-figure": String(point) }, figure);
        if (words) choice.append(make("span", {}, words));
        choices.append(choice);
      }
      if (text.size > 0 || isNarrow()) parts.push(choices);
    }
    if (hasDefault) {
      parts.push(make("button", { type: "button", class: "quiet", "data-figure": "" }, data.words.to_default));
    }
    host.replaceChildren(...parts);
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

  function refresh(): void {
    if (!shown) return;
    const { value, at } = shown.field.dataset as { value: string; at: string };
    const figure = typedAt(calculator.work, value, at);
    for (const button of all(shown.host, "[data-figure]")) {
      const { figure: point } = button.dataset;
      if (point === "") button.hidden = figure === null;
      else mark(button, "aria-pressed", String(String(figure ?? shown.field.value) === point));
    }
    if (!isNarrow()) {
      shown.host.hidden = ![...shown.host.children].some((part) => !(part as HTMLElement).hidden);
    }
  }

  function hide(): void {
    if (shown) shown.host.hidden = true;
    shown = null;
  }

  function follow(): void {
    if (isNarrow()) return;
    const field = document.activeElement, block = field?.closest<HTMLElement>("[data-block]");
    if (isField(field) && block && root.contains(block)) showIn(block, field);
    else if (!shown?.host.contains(field)) hide();
  }

  root.addEventListener("focusin", follow);
  root.addEventListener("focusout", () => setTimeout(follow));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown && !isNarrow()) hide();
  });
  // The focus stays in the cell while one chooses with the mouse.
  root.addEventListener("mousedown", (event) => {
    if ((event.target as Element).closest(".panel") && !isNarrow()) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".panel [data-figure]");
    if (!button || !shown) return;
    const { field, host } = shown, wasBlank = field.value === "";
    typeInto(calculator, field, button.dataset.figure!);
    if (field === document.activeElement) field.value = button.dataset.figure || field.value;
    if (isNarrow() && wasBlank) chosen(host.closest<HTMLElement>("[data-block]")!);
  });
  return { showIn, follow, refresh };
}
