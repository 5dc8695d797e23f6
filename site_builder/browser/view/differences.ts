/** Two states of the work side by side: what differs, in words and tables. */

import type { Difference, Side } from "../model/compare.ts";
import { type PageData, say } from "../model/page_data.ts";
import { BLANK, decimal, heldText, itemLabel } from "../model/show.ts";
import { positions, type Scene, STATES } from "../model/sheet.ts";
import { make } from "./elements.ts";

const SHOWN = 60;
/** `names`: what the two are called; `labelOf`: labels that the page's data leave out. `take`: puts the typed figure of then in place of today's. */
export function differenceTable(
  caption: string,
  found: Difference[],
  then: Side,
  now: Side,
  names: [then: string, now: string],
  labelOf: (name: string) => string | undefined,
  take?: (difference: Difference) => void,
): HTMLElement {
  const { data } = now.scene, { words } = data;
  const heads = [words.version_what, ...names, words.version_by, ...(take ? [words.version_take_head] : [])];
  const row = (each: Difference) => {
    const what = placeName(data, each, then.scene, now.scene, labelOf(each.name));
    const cells = [
      make("th", { scope: "row" }, what),
      make("td", {}, sideText(then.scene, each, each.then)),
      make("td", {}, sideText(now.scene, each, each.now)),
      make("td", each.far ? { class: "versions__far" } : {}, byText(data, each)),
    ];
    if (take) {
      const button = make("button", { type: "button", class: "quiet" }, words.version_take);
      button.setAttribute("aria-label", say(data, "version_take_of", { what }));
      button.addEventListener("click", () => take(each));
      cells.push(make("td", {}, button));
    }
    return make("tr", {}, ...cells);
  };
  const body = make("tbody", {}, ...found.slice(0, SHOWN).map(row));
  const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text))));
  const table = make("table", { class: "versions__table" }, make("caption", {}, caption), head, body);
  const scroll = make(
    "div",
    { class: "versions__scroll", tabindex: "0", role: "region", "aria-label": caption },
    table,
  );
  if (found.length <= SHOWN) return scroll;
  const rest = make(
    "button",
    { type: "button", class: "quiet" },
    say(data, "version_rest", { count: found.length - SHOWN }),
  );
  rest.addEventListener("click", () => {
    body.append(...found.slice(SHOWN).map(row));
    rest.remove();
  });
  return make("div", {}, scroll, rest);
}

/** "A3 · growth rating": rows that only one of the two has are named as it names them. */
export function placeName(
  data: PageData,
  { name, key }: Difference,
  then: Scene,
  now: Scene,
  known?: string,
): string {
  const shape = (data.values[name] ?? data.lights[name]).for, parts = key.split("/");
  const where = shape.map(([, list], i) => {
    const scene = now.ids[list].includes(parts[i]) ? now : then;
    return itemLabel(scene, list, scene.ids[list].indexOf(parts[i]));
  });
  const label = known ?? (data.values[name] ?? data.lights[name]).label ?? name;
  return where.length > 0 ? `${where.join(" · ")} ${label}` : label;
}

/** What one side has there, as the page would show it. */
export function sideText(scene: Scene, { name, key }: Difference, held: Difference["then"]): string {
  const { data } = scene, value = data.values[name];
  if (!value) return held === null ? BLANK : data.words[`light_${STATES[held as number]}`];
  if (held === null) {
    return positions(value.for, key, scene.ids).includes(-1) ? data.words.version_no_row : BLANK;
  }
  if (value.kind === "truth") return heldText(scene, name, held === 1);
  if (value.kind !== "item") return heldText(scene, name, held);
  const { items } = data.lists[value.of!];
  if (items) return items[held as number].label;
  const at = scene.ids[value.of!].indexOf(String(held));
  return at < 0 ? String(held) : itemLabel(scene, value.of!, at);
}

/** "+2.5 (+12 %)"; of scales that are far apart: that they are. */
export function byText(data: PageData, { name, by, part, far }: Difference): string {
  const value = data.values[name];
  if (by === null || !value) return "";
  const places = value.trimmed ? 2 : value.places;
  const number = (value.percent ? decimal(by * 100, places) : decimal(by, places)).replace(/(\.\d*?)0+$/, "$1").replace(
    /\.$/,
    "",
  );
  const sign = by > 0 ? "+" : "";
  const unit = value.percent ? data.words.version_points : "";
  const text = `${sign}${number}${unit}`;
  if (far) return say(data, "version_far", { by: text });
  if (value.percent || value.scale || part === null || Math.abs(part) > 10 || part < -1) return text;
  return say(data, "bracketed", { text, more: `${part > 0 ? "+" : ""}${decimal(part * 100, 0)}%` });
}
