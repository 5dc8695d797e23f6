"""A tool on one sheet of paper: results, lights, charts and the typed figures."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from site_builder.catalog import Tool

from .conftest import DARK, TOOLS
from .sheet import Sheet

TIERING = "account-tiering"


@pytest.fixture
def printing(context: BrowserContext) -> None:
    context.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")


def printed(sheet: Sheet, times: int = 1) -> str:
    """Prints, and gives what stands on the paper."""
    sheet.do("print")
    sheet.page.wait_for_function("times => window.printed === times", arg=times)
    return sheet.page.locator(".onepage").text_content() or ""


def sheets_of_paper(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("slug", TOOLS)
def test_every_example_stands_on_one_sheet_with_its_lights_and_a_chart(
    slug: str, printing: None, open_tool: Callable[[str], Sheet], tools: dict[str, Tool]
) -> None:
    sheet, tool = open_tool(slug), tools[slug]
    for times, (name, example) in enumerate(tool.file.examples.items(), start=1):
        if times > 1:
            sheet.root.locator("select[data-examples]").select_option(name)
            expect(sheet.root.locator("[data-example-name]")).to_have_text(example.label)
        text = printed(sheet, times)
        assert (slug, name, sheets_of_paper(sheet.page)) == (slug, name, 1)
        assert example.label in text and "範例" in text
        for result in tool.file.results:
            shown = tool.file.lights.get(result) or tool.file.values[result]
            assert shown.label in text
        paper = sheet.page.locator(".onepage")
        assert paper.locator("svg").count() >= (1 if tool.file.charts else 0)
        assert paper.evaluate("paper => paper.scrollWidth <= paper.clientWidth")


def test_the_typed_figures_and_who_typed_them_are_on_it(printing: None, open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.page.evaluate(
        """() => localStorage.setItem(`armory:${new URL('..', location.href).pathname}:case`,
          JSON.stringify({name: '王小明', team: '華東組', date: '2026-11-28'}))"""
    )
    sheet.do("mine")
    hostile = "<img src=x onerror=\"document.title='broken'\">"
    for value, at, text in (
        ("account_name", "A1", hostile),
        ("revenue", "A1", "123.5"),
        ("rating", "A1/growth", "4"),
        ("total_revenue", "", "777"),
    ):
        sheet.type(value, at, text)
    text = printed(sheet)
    for part in ("王小明", "華東組", "2026-11-28", hostile, "123.5", "777"):
        assert part in text
    assert "範例" not in text
    assert sheet.page.locator("img[src=x]").count() == 0
    sheet.page.mouse.move(300, 300)
    sheet.page.evaluate("dispatchEvent(new Event('afterprint'))")
    sheet.page.mouse.move(310, 320)
    expect(sheet.page.locator(".onepage")).to_have_count(0)
    expect(sheet.field("revenue", "A1")).to_have_value("123.5")


def test_sixty_accounts_go_on_over_several_sheets_and_none_is_cut(
    printing: None, open_tool: Callable[[str], Sheet]
) -> None:
    sheet = open_tool(TIERING)
    rows = [{"id": f"A{n}", "account_name": f"客戶{n:02}", "revenue": n} for n in range(1, 61)]
    sheet.page.evaluate(
        """rows => localStorage.setItem(`armory:${new URL('..', location.href).pathname}:account-tiering`,
          JSON.stringify({saved: new Date().toISOString(), given: {account: rows}}))""",
        rows,
    )
    sheet.page.reload()
    text = printed(sheet)
    assert [row["account_name"] for row in rows if row["account_name"] not in text] == []
    assert 1 < sheets_of_paper(sheet.page) < 6


@pytest.mark.parametrize("context", [DARK], indirect=True, ids=["dark"])
def test_paper_is_white_in_the_dark_too(printing: None, open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    printed(sheet)
    sheet.page.emulate_media(media="print", color_scheme="dark")
    ink = sheet.page.locator(".onepage h1, .onepage h2").first.evaluate("h => getComputedStyle(h).color")
    dark = [int(part) for part in re.findall(r"\d+", ink)[:3]]
    assert max(dark) < 90
