"""What axe finds on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STILL = """
/* Material fades a few parts in; a half-faded text has no real contrast. */
*, *::before, *::after { transition: none !important; animation: none !important }
/* What is laid out only when one comes near would be laid out anew for each question. */
* { content-visibility: visible !important }
/* The rows of a table are made alike. */
tbody > tr:nth-child(n + 4):not(:last-child) { display: none }
"""
# Not as an element, which the policy of a page may forbid.
STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Marks one text of each look: the same elements around it, the same colours and size. The thousands that look like it
# have its contrast, and axe takes some milliseconds for each. Fields are all marked.
MARK = """() => {
  const seen = new Set(), looks = new Map();
  const look = (e) => {
    if (!e || e === document.documentElement) return '';
    let found = looks.get(e);
    if (found === undefined) {
      const style = getComputedStyle(e);
      const own = [e.localName, e.className.baseVal ?? e.className, style.color, style.fill, style.backgroundColor,
        style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.position, style.visibility];
      looks.set(e, found = look(e.parentElement) + '>' + own.join());
    }
    return found;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const e = text.parentElement;
    if (!text.data.trim() || e.getClientRects().length === 0 || seen.has(look(e))) continue;
    seen.add(look(e));
    e.setAttribute('data-contrast', '');
  }
  for (const e of document.querySelectorAll('input, select, textarea')) e.setAttribute('data-contrast', '');
}"""
RUN = """within => {
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-contrast]'}]});
  return axe.run(within ?? document, {resultTypes: ['violations']}).then(({violations}) => {
    for (const e of document.querySelectorAll('[data-contrast]')) e.removeAttribute('data-contrast');
    return violations;
  });
}"""


def violations(page: Page, within: str | None = None) -> list[str]:
    """One line each. `within`: of the part that this selector finds, where the rest was looked at before."""
    page.evaluate(STYLE, STILL)
    page.evaluate(MARK)
    page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN, within)
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]
