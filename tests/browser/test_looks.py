"""How the calculators look and read: accessible, narrow, dark, from disk, without a script, without other hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.catalog import Tool
from site_builder.render.figures import scene_of

from .axe import violations
from .conftest import DARK, PHONE, TOOLS
from .sheet import Sheet, expected

TIERING = "account-tiering"
WIDE = {"viewport": {"width": 1280, "height": 900}}


LOOKS = {"light": WIDE, "dark": WIDE | DARK, "phone-light": PHONE, "phone-dark": PHONE | DARK}
# A tool's page has nine thousand elements and takes axe some seconds; so each look is on two of them.
SEEN = list(zip(TOOLS, (*LOOKS, *LOOKS), strict=False))
JOURNEYS = SEEN[0], SEEN[3]


@pytest.mark.parametrize(
    ("slug", "look", "context"),
    [pytest.param(slug, look, LOOKS[look], id=f"{slug}-{look}") for slug, look in SEEN],
    indirect=["context"],
)
def test_axe_finds_nothing(slug: str, look: str, open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(slug)
    assert violations(sheet.page) == []
    if (slug, look) not in JOURNEYS:  # a long page takes axe some seconds
        return
    sheet.do("mine")
    for add in sheet.root.locator("[data-nothing]:visible button").all():
        add.click()
        sheet.page.keyboard.press("Escape")
    field = sheet.root.locator("input[data-value][inputmode]:visible").first
    field.fill("x")
    assert violations(sheet.page, ".calculator") == []
    sheet.root.locator(".results button:visible").first.click()
    expect(sheet.page.locator("dialog.why")).to_be_visible()
    assert violations(sheet.page, "dialog.why") == []
    sheet.page.keyboard.press("Escape")
    for fold in sheet.page.locator("article details").all():
        fold.evaluate("fold => { fold.open = true }")
    assert violations(sheet.page) == []


def wider_than_the_window(page: Page) -> dict[int, int]:
    """By width of the window, how far a page can be scrolled sideways, where it can."""
    found = {}
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return {width: beyond for width, beyond in found.items() if beyond > 0}


@pytest.mark.parametrize("context", [PHONE], indirect=True)
@pytest.mark.parametrize("slug", TOOLS)
def test_the_page_never_scrolls_sideways(slug: str, open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(slug)
    assert wider_than_the_window(sheet.page) == {}
    sheet.do("mine")
    assert wider_than_the_window(sheet.page) == {}


def test_no_english_page_scrolls_sideways(page: Page, site: Path) -> None:
    """Its words are longer than Chinese ones, and stay whole. Without scripts a page is laid out at once."""
    page.route("**/*.js", lambda route: route.abort())
    wide = {}
    for path in sorted((site / "en").rglob("*.html")):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        wide[path.name] = wider_than_the_window(page)
    assert {name: beyond for name, beyond in wide.items() if beyond} == {}
    assert len(wide) > 50


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_on_a_phone_a_row_is_a_card_and_one_dimension_is_rated_at_a_time(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    block = sheet.root.locator("#step-2 [data-cards]").first
    expect(block.locator("tbody > tr:visible")).to_have_count(1)
    sheet.type("account_name", "A1", "甲公司")
    expect(block.locator(".pager--rows .pager__place")).to_have_text("甲公司　1 / 3")
    block.get_by_role("button", name="下一個").first.click()
    expect(sheet.field("account_name", "A2")).to_be_visible()
    expect(sheet.field("account_name", "A1")).to_be_hidden()
    block.get_by_role("button", name="上一個").first.click()

    rating = sheet.root.locator("#step-3 [data-cards]").first
    expect(rating.locator(".pager--rows .pager__place")).to_have_text("甲公司　1 / 3")
    dimensions = rating.locator(".pager--columns .pager__place")
    for number in range(1, 10):
        expect(dimensions).to_contain_text(f"{number} / 9")
        choices = rating.locator(".choice")
        expect(choices).to_have_count(5)
        choices.nth(3).tap()
        if number == 9:
            expect(choices.nth(3)).to_have_attribute("aria-pressed", "true")
    assert sheet.figure("score", "A1").text_content() == "4.00"
    sheet.root.locator('[data-do="add"]').first.tap()
    expect(sheet.field("account_name", "A4")).to_be_visible()
    expect(sheet.field("account_name", "A4")).to_be_focused()


@pytest.mark.parametrize("context", [WIDE, PHONE], indirect=True)
def test_results_stay_in_sight(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    for step in range(1, 10):
        sheet.root.locator(f"#step-{step}").scroll_into_view_if_needed()
        expect(sheet.root.locator(".results")).to_be_in_viewport()


@pytest.mark.parametrize("slug", TOOLS)
def test_no_other_host_is_asked_and_opened_from_disk_it_works(
    slug: str, page: Page, site: Path, address: str, tools: dict[str, Tool]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/tools/{slug}.html", wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
    page.goto("about:blank")
    asked.clear()
    page.goto((site / "tools" / f"{slug}.html").as_uri(), wait_until="load")
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    sheet = Sheet(page)
    sheet.do("mine")
    field = sheet.root.locator("input[data-value][inputmode]:visible").first
    name, at = field.get_attribute("data-value"), field.get_attribute("data-at")
    assert name is not None and at is not None
    low = tools[slug].allowed[name].low
    typed = str(int(low) + 1 if low is not None else 1)
    field.fill(typed)
    field.press("Tab")
    sheet.wait_until_stored(f":{typed}")
    page.reload()
    expect(sheet.field(name, at)).to_have_value(typed)


@pytest.mark.parametrize("slug", TOOLS)
def test_without_a_script_the_example_is_read_with_its_results(
    slug: str, browser: Browser, address: str, tools: dict[str, Tool]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/tools/{slug}.html")
    scene = scene_of(tools[slug], next(iter(tools[slug].examples.values())), "是", "否")
    shown = expected(scene)
    told = "buttons => buttons.map((button) => [button.dataset.value, button.dataset.at, button.textContent])"
    for name, at, text in page.locator(".step button.figure").evaluate_all(told):
        assert text == shown[f"{name}[{at}]"] or text == "資料不足"
    assert page.locator(".chart svg").count() == len(tools[slug].file.charts)
    expect(page.get_by_text("要填自己的數字，請允許這個網站執行腳本")).to_be_visible()
    assert page.locator(".calculator [data-do]:visible").count() == 0
    context.close()


def test_the_script_draws_what_the_build_drew(browser: Browser, address: str) -> None:
    drawn = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/tools/{TIERING}.html")
        if script:
            page.locator("[data-do=mine]:visible").click()
            page.locator("[data-do=example]:visible").click()
        page.wait_for_load_state("networkidle")
        charts = page.locator(".chart__drawing")
        for chart in charts.all():
            chart.scroll_into_view_if_needed()
        drawn.append([chart.inner_html() for chart in charts.all()])
        context.close()
    assert drawn[0] == drawn[1]


def test_why_goes_down_to_what_was_typed(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.figure("score", "A3").click()
    dialog = sheet.page.locator("dialog.why")
    expect(dialog.locator(".why__title")).to_have_text("加權得分 · A3 白鷺")
    expect(dialog.locator(".why__figure")).to_have_text("4.25")
    rows = dialog.locator(".why__run tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.first).to_contain_text("可拓展空間")
    rows.first.get_by_role("button").nth(1).click()
    expect(dialog.locator(".why__title")).to_have_text("評分 · A3 白鷺 · 可拓展空間")
    expect(dialog).to_contain_text("範例數字")
    dialog.get_by_role("button", name="到這一格去填").click()
    expect(sheet.field("rating", "A3/white_space")).to_be_focused()
    sheet.root.locator('.results [data-light="top_heavy"]').click()
    expect(dialog.locator(".why__title")).to_have_text("單一客戶依賴")
    expect(dialog).to_contain_text("20.0%")
    dialog.locator(".why__parts button").first.click()
    expect(dialog.locator(".why__title")).to_have_text("最大客戶佔比")
    dialog.get_by_role("button", name="返回").click()
    expect(dialog.locator(".why__title")).to_have_text("單一客戶依賴")


def test_a_blank_figure_says_why(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.field("rating", "A3/growth").fill("")
    expect(sheet.figure("score", "A3")).to_have_text("–")
    sheet.figure("score", "A3").click()
    dialog = sheet.page.locator("dialog.why")
    expect(dialog).to_contain_text("下面有空著的一項")
    sheet.page.keyboard.press("Escape")
    sheet.field("revenue", "A4").fill("0")
    sheet.field("wallet", "A4").fill("0")
    sheet.figure("sow", "A4").click()
    expect(dialog).to_contain_text("除數是零")


def test_the_table_behind_a_chart_follows_too(open_tool: Callable[[str], Sheet]) -> None:
    """Also in a closed fold: the theme opens every fold before it prints."""
    sheet = open_tool(TIERING)
    behind = sheet.root.locator('[data-chart="profile"] .chart__table')
    expect(behind).to_contain_text("松石")
    sheet.do("mine")
    sheet.type("account_name", "A1", "甲公司")
    expect(behind).to_contain_text("甲公司")
    assert not any("松石" in text for text in sheet.root.locator("[data-chart]").all_text_contents())
