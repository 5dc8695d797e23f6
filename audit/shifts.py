"""What moves by itself on a page that has loaded: layout shifts, as Chromium counts them.

Lighthouse counts those while it loads, too: a page that comes in pieces over a slow line.
"""

from __future__ import annotations

from playwright.sync_api import Page

from .findings import Finding

# Moves within half a second of a press or a key do not count, as in Cumulative Layout Shift; nor does the search, which
# opens because the reader presses it, however busy the machine is.
WATCH = """() => {
  globalThis.__shifts = [];
  const element = (node) => node?.nodeType === 1 ? node : node?.parentElement;
  const said = (node) => element(node)?.outerHTML.slice(0, 120) ?? "?";
  new PerformanceObserver((list) => {
    const loaded = performance.getEntriesByType("navigation")[0].loadEventStart || Infinity;
    for (const entry of list.getEntries()) {
      if (entry.startTime < loaded) continue;
      if (entry.hadRecentInput || entry.sources.every(({ node }) => element(node)?.closest(".md-search"))) continue;
      __shifts.push({
        value: entry.value,
        what: entry.sources.slice(0, 2).map(({ node, previousRect: was, currentRect: is }) =>
          `${said(node)} from ${[was.x, was.y, was.width, was.height]} to ${[is.x, is.y, is.width, is.height]}`),
      });
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""
# From top to bottom, a notch of the wheel for each frame; and back.
SCROLL = """async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(done));
  for (let y = 0; y < document.documentElement.scrollHeight; y += 120) {
    scrollTo({ top: y, behavior: "instant" });
    await painted();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await painted();
  await painted();
}"""


def watch(page: Page) -> None:
    """Before the page is opened."""
    page.add_init_script(f"({WATCH})()")


def scroll(page: Page) -> None:
    page.evaluate(SCROLL)


def shifts(page: Page, place: str) -> list[Finding]:
    """Since the page was opened or since this was last asked."""
    found = page.evaluate("() => __shifts.splice(0)")
    return [Finding(place, f"moved by {each['value']:.4f}: {' | '.join(each['what'])}") for each in found]
