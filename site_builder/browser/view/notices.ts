/** Notices above the calculator: what was pasted or loaded, what is not kept. Texts only, never markup. */

import type { PageData } from "../model/page_data.ts";
import { make } from "./elements.ts";

export interface Notices {
  /** One notice per topic; `lines` are listed behind a fold. */
  show(topic: string, text: string, lines?: string[], more?: HTMLElement[]): void;
  hide(topic: string): void;
}

const LISTED = 50;

export function noticesIn(data: PageData, host: HTMLElement): Notices {
  function find(topic: string): HTMLElement | null {
    return host.querySelector(`[data-topic="${topic}"]`);
  }
  return {
    show(topic, text, lines = [], more = []) {
      const close = make("button", { type: "button", class: "notice__close", "aria-label": data.words.close }, "×");
      const notice = make("div", { class: "notice", "data-topic": topic }, make("p", {}, text), close);
      close.addEventListener("click", () => notice.remove());
      if (lines.length > 0) {
        const items = lines.slice(0, LISTED).map((line) => make("li", {}, line));
        if (lines.length > LISTED) items.push(make("li", {}, `… +${lines.length - LISTED}`));
        const fold = make("details", {}, make("summary", {}, data.words.list), make("ul", {}, ...items));
        fold.open = lines.length <= 5;
        notice.append(fold);
      }
      notice.append(...more);
      const old = find(topic);
      if (old) old.replaceWith(notice);
      else host.append(notice);
    },
    hide: (topic) => find(topic)?.remove(),
  };
}
