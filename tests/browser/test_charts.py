"""Pictures in Chromium, with the fonts and the figures that are really there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.catalog import Catalog

from ..project import project
from .conftest import DARK, PHONE, ROOT
from .sheet import Sheet

SLUGS = sorted(path.stem.partition("-")[2] for path in (ROOT / "tools").glob("*.yml"))

TEXTS = """svg => {
  const box = ({left, top, right, bottom}) => [left, top, right, bottom];
  const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "");
  return {svg: box(svg.getBoundingClientRect()), scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
    texts: texts.map((text) => [text.textContent, ...box(text.getBoundingClientRect())])};
}"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


def drawn(page: Page, selector: str) -> list[dict[str, Any]]:
    """Charts are drawn anew for a phone when they come into sight, so what is scrolled to is the figure around them."""
    for around in page.locator("figure").all():
        around.scroll_into_view_if_needed()
        page.wait_for_timeout(60)
    if page.viewport_size == PHONE["viewport"]:
        expect(page.locator("svg.picture[width='520']")).to_have_count(0)
    found: list[dict[str, Any]] = page.locator(selector).evaluate_all(f"all => all.map({TEXTS})")
    return found


def covered(chart: dict[str, Any]) -> list[tuple[str, str]]:
    """Texts that lie on each other. A line's box is higher than its signs, by about a third."""
    scale, texts = chart["scale"], chart["texts"]
    found = []
    for n, (one, left, top, right, bottom) in enumerate(texts):
        for other, left2, top2, right2, bottom2 in texts[:n]:
            across = min(right, right2) - max(left, left2)
            down = min(bottom, bottom2) - max(top, top2)
            if across > 2 * scale and down > 6 * scale:
                found.append((one, other))
    return found


@pytest.mark.parametrize("context", [{}, PHONE], indirect=True, ids=["wide", "phone"])
@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_of_a_picture_is_cut_off_covered_or_too_small(
    slug: str, page: Page, address: str, catalog: Catalog
) -> None:
    page.goto(f"{address}/tools/{slug}.html")
    for chart in drawn(page, ".chart:not(.chart--quadrant) .chart__drawing > svg"):
        left, _, right, _ = chart["svg"]
        for text, from_, _, to, _ in chart["texts"]:
            assert from_ >= left - 3 and to <= right + 3, text
            assert from_ >= 0 and to <= page.viewport_size["width"], text  # type: ignore[index]
        assert covered(chart) == []
    idea = page.get_by_role("img", name=catalog.drawings[slug.replace("-", "_")].says, exact=True)
    assert covered(idea.evaluate(TEXTS)) == []
    smallest = idea.evaluate(
        """svg => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
           parseFloat(getComputedStyle(text).fontSize))) * svg.getBoundingClientRect().width / 640"""
    )
    assert smallest >= 11.5


@pytest.mark.parametrize("context", [{}, DARK], indirect=True, ids=["light", "dark"])
def test_a_drawing_has_the_ink_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/tools/{SLUGS[0]}.html")
    ink = page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).color")
    for selector in (".idea__drawing text", ".idea__drawing path", ".picture .name"):
        style = page.locator(selector).first.evaluate(
            "each => { const { fill, stroke } = getComputedStyle(each); return [fill, stroke]; }"
        )
        assert ink in style


@pytest.mark.parametrize("context", [{}, PHONE], indirect=True, ids=["wide", "phone"])
def test_how_the_tools_feed_each_other_is_one_drawing_with_links(page: Page, address: str, catalog: Catalog) -> None:
    page.goto(f"{address}/index.html")
    shown = page.locator("svg.feeds__drawing:visible")
    expect(shown).to_have_count(1)
    [seen] = drawn(page, "svg.feeds__drawing:visible")
    assert covered(seen) == []
    links = shown.locator("a.feeds__tool")
    expect(links).to_have_count(len(catalog.tools))
    links.first.focus()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tools/{catalog.tools[1].slug}.html")


def test_a_tool_s_page_leads_along_the_feeds(page: Page, address: str, catalog: Catalog) -> None:
    feed = catalog.feeds[0]
    page.goto(f"{address}/tools/{feed.taker.slug}.html")
    page.locator(".trade__way--takes a").first.click()
    page.wait_for_url(f"**/tools/{feed.giver.slug}.html")


def test_charts_follow_the_item_that_the_page_is_about(open_tool: Callable[[str], Sheet], catalog: Catalog) -> None:
    tool = next(tool for tool in catalog.tools if tool.file.each is not None)
    sheet = open_tool(tool.slug)
    chooser = sheet.root.locator(f'select[data-choose="{tool.file.each}"]').first
    ids = chooser.locator("option").evaluate_all("all => all.map(each => each.value)")
    charts = sheet.root.locator("svg.picture")
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
    before = charts.evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    chooser.focus()  # which wakes the calculator
    chooser.select_option(ids[-1])
    name = chooser.locator("option").last.text_content()
    expect(sheet.root.locator(f'svg.picture[aria-label$=": {name}"]').first).to_be_attached()
    after = charts.evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert len(ids) > 1 and before != after


def test_the_system_s_own_colours_leave_every_line_visible(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/tools/{SLUGS[0]}.html")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector in (".idea__drawing path", ".picture .name"):
        painted = page.locator(selector).first.evaluate(
            "each => { const {stroke, fill} = getComputedStyle(each); return stroke === 'none' ? fill : stroke; }"
        )
        assert painted not in (ground, "none")
    context.close()
