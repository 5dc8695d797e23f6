/** The script of the case file's page. */

import { casePage } from "./view/case_page.ts";

const root = document.querySelector<HTMLElement>("[data-case]");
if (root && document.currentScript instanceof HTMLScriptElement) {
  casePage(root, new URL("..", document.currentScript.src).pathname);
}
