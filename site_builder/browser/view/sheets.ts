/** Lists of which one item is shown at a time: the chooser, and the parts of the page that are about the chosen item. */

import type { Calculator, News } from "../calculator.ts";
import { chosenAt, keepChosen } from "../model/keeper.ts";
import { say } from "../model/page_data.ts";
import { itemLabel } from "../model/show.ts";
import { addRows, deleteRow, newRowIds } from "../model/work.ts";
import { all, type Field, FIELDS, isField, make, mark, one, toggle, write } from "./elements.ts";

export interface Sheets {
  /** Before figures are written: the elements of the page get the places of the chosen items. True if any did. */
  update(news: News): boolean;
  readonly actions: Record<string, (button: HTMLElement) => void>;
}

/** `key`: the calculator's place in storage; `forget`: that a field's input was refused. Lists in `data-sheet` come first
in the keys of what stands in it. */
export function sheets(
  calculator: Calculator,
  root: HTMLElement,
  key: string,
  forget: (field: Field) => void,
): Sheets {
  const { data } = calculator;
  const parts = all(root, "[data-sheet]").map((part) => ({ part, lists: part.dataset.sheet!.split(" ") }));
  const shown: Record<string, string> = {}; // what the parts are about now

  function move(part: ParentNode, lists: string[], chosen: Record<string, string>): void {
    for (const element of all(part, "[data-value], [data-light]")) {
      const { for: shape } = data.values[element.dataset.value!] ?? data.lights[element.dataset.light!];
      const keys = element.dataset.at!.split("/");
      lists.forEach((list, i) => {
        if (shape[i]?.[1] === list) keys[i] = chosen[list];
        else if (i > 0 && shape[0]?.[1] === list) keys[0] = chosen[list];
      });
      const at = keys.join("/");
      if (at === element.dataset.at) continue;
      element.dataset.at = at;
      if (!isField(element)) continue;
      forget(element);
      element.dataset.entered = element.value; // nothing is being typed into it any more
    }
    for (const template of part.querySelectorAll("template")) move(template.content, lists, chosen);
  }

  function fill(list: string): void {
    const { scene, chosen } = calculator, ids = scene.ids[list], at = ids.indexOf(chosen[list]);
    const labels = ids.map((_, i) => itemLabel(scene, list, i));
    for (const select of all(root, `select[data-choose="${list}"]`) as HTMLSelectElement[]) {
      if (labels.join("\n") !== [...select.options].map((option) => option.text).join("\n")) {
        select.replaceChildren(...ids.map((id, i) => make("option", { value: id }, labels[i])));
      } else ids.forEach((id, i) => select.options[i].value = id);
      select.value = chosen[list];
      select.disabled = ids.length === 0;
    }
    for (const place of all(root, `[data-chosen-place="${list}"]`)) {
      write(place, ids.length > 0 ? say(data, "of_all", { at: at + 1, count: ids.length }) : "");
    }
    for (const name of all(root, `[data-chosen-name="${list}"]`)) write(name, labels[at] ?? "");
    for (const button of all(root, `[data-do="choose-by"][data-list="${list}"]`)) {
      const end = button.dataset.by === "-1" ? at <= 0 : at >= ids.length - 1;
      mark(button, "aria-disabled", end ? "true" : null);
    }
    for (const part of all(root, `[data-nothing="${list}"]`)) toggle(part, "hidden", ids.length > 0);
    const elsewhere = calculator.under.rows[list]?.includes(chosen[list]) === true;
    for (const button of all(root, `[data-do="delete-item"][data-list="${list}"]`)) {
      toggle(button, "disabled", ids.length === 0 || elsewhere);
    }
  }

  function choose(list: string, id: string): void {
    calculator.choose(list, id);
    if (calculator.mode === "mine") keepChosen(key, calculator.chosen);
  }

  function update(news: News): boolean {
    const lists = data.choices ?? [], { chosen, scene } = calculator;
    for (const list of lists) {
      if (news.rows || news.chosen || news.values.has(data.lists[list].shown_as ?? "")) fill(list);
    }
    if (lists.every((list) => shown[list] === chosen[list])) return false;
    Object.assign(shown, chosen);
    for (const { part, lists } of parts) {
      toggle(part, "data-empty", lists.some((list) => scene.ids[list].length === 0));
      move(part, lists, chosen);
    }
    return true;
  }

  /** In steps that are about no single item the chooser is out of the way. */
  function stepAside(): void {
    const line = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) toggle(root, "data-apart", target.querySelector(`[data-sheet~="${data.each}"]`) === null);
      }
    }, { rootMargin: "-35% 0px -64% 0px" });
    for (const step of all(root, ".step")) line.observe(step);
  }

  if (data.each) stepAside();
  root.addEventListener("change", (event) => {
    const select = event.target as HTMLSelectElement;
    if (select.dataset.choose) choose(select.dataset.choose, select.value);
  });
  const kept = calculator.mode === "mine" ? chosenAt(key) : {};
  for (const list of data.choices ?? []) {
    // The build shows the first item of the first example.
    shown[list] = one(root, `[data-choose="${list}"]`).dataset.first!;
    const select = one(root, `select[data-choose="${list}"]`) as HTMLSelectElement;
    // What was chosen with the first touch of the page, which woke this.
    if (calculator.mode === "example" && select.value !== shown[list]) kept[list] = select.value;
    if (calculator.scene.ids[list].includes(kept[list])) calculator.choose(list, kept[list]);
  }

  return {
    update,
    actions: {
      "choose-by"({ dataset: { list, by } }) {
        const ids = calculator.scene.ids[list!];
        choose(list!, ids[ids.indexOf(calculator.chosen[list!]) + Number(by)]);
      },
      "choose-item"({ dataset: { list, item } }) {
        choose(list!, item!);
        const select = one(root, `select[data-choose="${list}"]`);
        const first = parts.find(({ part }) => part.closest(".step"))?.part.closest(".step");
        first?.scrollIntoView({ block: "start" });
        select.focus({ preventScroll: true });
      },
      "add-item"({ dataset: { list } }) {
        const { most, prefix } = data.lists[list!].grows!;
        if (calculator.scene.ids[list!].length >= most) return;
        const [id] = newRowIds(calculator.work, list!, prefix, 1);
        calculator.commit(addRows(calculator.work, list!, [id]), say(data, "did_add", { row: id }));
        choose(list!, id);
        const menu = root.querySelector<HTMLElement>(`[data-chooser-menu="${list}"]`);
        const name = menu?.querySelector<Field>(FIELDS);
        if (!name) return;
        if (!menu!.matches(":popover-open")) menu!.showPopover();
        name.focus();
      },
      "delete-item"({ dataset: { list } }) {
        const ids = calculator.scene.ids[list!], id = calculator.chosen[list!], at = ids.indexOf(id);
        if (at < 0) return;
        const name = itemLabel(calculator.scene, list!, at);
        choose(list!, ids[at + 1] ?? ids[at - 1] ?? "");
        calculator.commit(deleteRow(calculator.work, list!, id, data.values), say(data, "did_delete", { row: name }));
        one(root, `select[data-choose="${list}"]`).focus();
      },
    },
  };
}
