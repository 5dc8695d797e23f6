"""From typing to results that are painted, in Chromium: every term of the glossary and some common characters."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from site_builder.catalog.glossary import load_glossary

from .chromium import chromium
from .deno import ROOT
from .figure import Figure
from .site import site

COMMON = ("客", "客戶", "等級", "不是", "a", "account")
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


def figures() -> Iterator[Figure]:
    glossary, problems = load_glossary(ROOT / "content" / "glossary.yml", "glossary.yml")
    assert glossary is not None, problems
    queries = [*COMMON, *(term.term for term in glossary.file.terms)]
    with chromium() as browser:
        page = browser.new_page()
        page.goto((site() / "index.html").as_uri())
        page.locator(".md-search__input").fill("客戶")
        page.locator("[data-found] li").first.wait_for()
        took = page.evaluate(ASK, queries)
    name = f"search: from typing to results painted, {len(queries)} searches"
    yield Figure(name, statistics.median(took), "ms", min(took), max(took), 50)
