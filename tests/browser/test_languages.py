"""The languages of the site in Chromium: one work for all of them, the same page and place in each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import PHONE
from .sheet import Sheet

TIERING, CALENDAR = "account-tiering", "routine-calendar"
TYPED = {"revenue": ("A1", "55"), "total_revenue": ("", "180.5")}


def languages(page: Page) -> list[str]:
    """The tags of the languages that the page leads to, its own among them."""
    return page.locator(".languages a").evaluate_all("links => links.map(link => link.hreflang)")


def switch(page: Page, tag: str) -> None:
    page.locator(".languages__open").click()
    page.locator(f'.languages a[hreflang="{tag}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", tag)


def numbers(sheet: Sheet) -> dict[str, str]:
    """What is worked out, without words; lights have their states."""
    plain = re.compile(r"[\d.,%–-]+|red|amber|green|unknown")
    return {name: figure for name, figure in sheet.figures().items() if plain.fullmatch(figure)}


@pytest.fixture(params=["served", "disk"])
def start(request: pytest.FixtureRequest, site: Path, address: str) -> str:
    return address if request.param == "served" else site.as_uri()


@pytest.mark.parametrize("context", [{}, PHONE], indirect=True, ids=["wide", "phone"])
def test_switching_in_the_middle_keeps_figures_and_place(page: Page, start: str) -> None:
    page.goto(f"{start}/tools/{TIERING}.html#step-2")
    sheet = Sheet(page)
    sheet.do("mine")
    for value, (at, text) in TYPED.items():
        sheet.type(value, at, text)
    shown = numbers(sheet)
    tags = languages(page)
    assert len(tags) > 1
    for tag in [*tags[1:], tags[0]]:
        switch(page, tag)
        assert re.search(r"/tools/account-tiering\.html#step-2$", page.url)
        expect(sheet.root).to_have_attribute("data-mode", "mine")
        for value, (at, text) in TYPED.items():
            expect(sheet.field(value, at)).to_have_value(text)
        assert numbers(sheet) == shown
        expect(page.locator("[data-notice-topic='changed']")).to_have_count(0)


def test_where_nothing_can_be_kept_the_figures_travel_in_the_address(
    context: BrowserContext, page: Page, start: str
) -> None:
    context.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("armory:")) throw new DOMException("no", "SecurityError");
            return real.call(this, key, ...rest);
          };
        }"""
    )
    page.goto(f"{start}/tools/{CALENDAR}.html")
    sheet = Sheet(page)
    sheet.do("mine")
    sheet.type("meeting_name", "M2", "我的會")
    sheet.root.locator('[data-topic="storage"] .notice__close').click()
    switch(page, "en")
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    expect(sheet.field("meeting_name", "M2")).to_have_value("我的會")
    sheet.type("meeting_name", "M3", "another")
    shown = numbers(sheet)
    switch(page, "zh-Hans")
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    expect(sheet.field("meeting_name", "M2")).to_have_value("我的會")
    expect(sheet.field("meeting_name", "M3")).to_have_value("another")
    expect(sheet.field("meeting_name", "M1")).to_have_value("M1 机会点与项目作战例会")
    assert numbers(sheet) == shown


def test_texts_of_the_author_are_shown_in_the_pages_language_and_the_learners_stay(
    open_tool: Callable[[str], Sheet],
) -> None:
    sheet = open_tool(CALENDAR)
    sheet.do("mine")
    sheet.type("meeting_name", "M2", "我的會")
    names = {}
    for tag in [*languages(sheet.page)[1:], languages(sheet.page)[0]]:
        switch(sheet.page, tag)
        expect(sheet.field("meeting_name", "M2")).to_have_value("我的會")
        names[tag] = sheet.field("meeting_name", "M1").input_value()
    assert len(set(names.values())) == len(names)
    assert names["zh-Hans"] == "M1 机会点与项目作战例会"


def test_the_case_file_and_light_or_dark_are_one_for_all_languages(
    page: Page, context: BrowserContext, address: str
) -> None:
    page.goto(f"{address}/case-file.html")
    page.locator('[data-record="name"]').fill("林嶼")
    page.locator("form.md-header__option label:visible").first.click()
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    switch(page, "zh-Hans")
    expect(page.locator('[data-record="name"]')).to_have_value("林嶼")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme or "")


def test_the_switch_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    button = page.locator(".languages__open")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".languages a[aria-current]")).to_have_attribute("hreflang", "zh-Hant")


def test_no_character_is_without_a_form(page: Page, address: str) -> None:
    """No page has the character that stands for what could not be read, and all of them fit their width."""
    for path in ("index.html", "zh-hans/index.html", "zh-hans/tools/account-tiering.html"):
        page.goto(f"{address}/{path}")
        assert "\N{REPLACEMENT CHARACTER}" not in page.locator("body").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
