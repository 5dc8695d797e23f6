/** Hears of a block from a spreadsheet; what is done with it is fetched then. */

import type { Calculator } from "../calculator.ts";
import { isBlock } from "../model/block.ts";
import type { Bindings } from "./bindings.ts";
import { isField } from "./elements.ts";
import { fetchMore } from "./more.ts";
import type { Notices } from "./notices.ts";

export function listenToPaste(
  calculator: Calculator,
  root: HTMLElement,
  bindings: Bindings,
  notices: Notices,
  assets: string,
): void {
  root.addEventListener("paste", async (event) => {
    const field = event.target as Element;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isField(field) || !field.closest("tbody") || !isBlock(text)) return;
    event.preventDefault();
    const { paste } = await fetchMore(assets);
    paste(calculator, field, text, notices);
    bindings.restore(field);
  });
}
