"""From typing to results that are painted, in Chromium: every term of the glossary and some common characters."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from site_builder.catalog.glossary import load_glossary

from . import compute

COMMON = ("客", "客戶", "等級", "不是", "a", "account")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ASK = """async (queries) => {
  const field = document.querySelector(".md-search__input"), took = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  for (const query of queries) {
    field.value = query;
    const start = performance.now();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await painted();
    took.push(performance.now() - start);
  }
  return took;
}"""


def measure(site: Path) -> dict[str, float]:
    """Milliseconds (`median`, `most`), and the KB that are loaded when the search is first opened, gzip."""
    glossary, problems = load_glossary(compute.ROOT / "content" / "glossary.yml", "glossary.yml")
    assert glossary is not None, problems
    queries = [*COMMON, *(term.term for term in glossary.file.terms)]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        page.locator(".md-search__input").fill("客戶")
        page.locator("[data-found] li").first.wait_for()
        took = page.evaluate(ASK, queries)
        browser.close()
    loaded = (site / "assets" / name for name in ("find.js", "search-data.js", "search.css"))
    kilobytes = sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in loaded) / 1024
    return {"median": median(took), "most": max(took), "queries": len(queries), "kilobytes": kilobytes}
