/** Hears of a field that is entered and of a block from a spreadsheet; what can be done with blocks is fetched then. */

import type { Blocks } from "../blocks_main.ts";
import type { Calculator } from "../calculator.ts";
import { isBlock } from "../model/block.ts";
import type { Bindings } from "./bindings.ts";
import { fetchScript, fetchStyle, isField } from "./elements.ts";
import { tellAgain } from "./fields.ts";
import { fetchWords } from "./more.ts";
import type { Notices } from "./notices.ts";

declare const armory: { blocks?: Blocks };

export function listenToPaste(
  calculator: Calculator,
  root: HTMLElement,
  bindings: Bindings,
  notices: Notices,
  assets: string,
): void {
  let fetched: Promise<unknown> | undefined;
  const fetchBlocks = () =>
    fetched ??= Promise.all(
      [fetchWords(assets), fetchStyle(`${assets}blocks.css`), fetchScript(`${assets}blocks.js`)],
    ).then(() => {
      tellAgain(calculator, root);
      armory.blocks!.listenToBlocks(calculator, root, notices);
    }, () => fetched = undefined);
  root.addEventListener("focusin", ({ target }) => void (isField(target as Element) && fetchBlocks()));
  root.addEventListener("paste", async (event) => {
    const field = event.target as Element;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isField(field) || !field.closest("tbody") || !isBlock(text)) return;
    event.preventDefault();
    await fetchBlocks();
    armory.blocks?.paste(calculator, field, text, notices);
    bindings.restore(field);
  });
}
