"""The pages to be read, in Chromium: what terms mean, the glossary's field, phone, dark, print, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .axe import violations
from .conftest import DARK, PHONE
from .test_looks import WIDE, wider_than_the_window

PAGES = [
    "ideas/index.html",
    "ideas/no-deciding-move.html",
    "ideas/borrowed-tools.html",
    "glossary.html",
    "sources.html",
    "roles/index.html",
    "roles/ar.html",
    "stories/the-spoon.html",
]
IDEA = "ideas/no-deciding-move.html"
FOUR = pytest.mark.parametrize(
    "context", [WIDE, WIDE | DARK, PHONE, PHONE | DARK], indirect=True, ids=["light", "dark", "phone", "phone-dark"]
)


@FOUR
def test_axe_finds_nothing_on_a_page_to_be_read(page: Page, address: str) -> None:
    for path in PAGES:
        page.goto(f"{address}/{path}")
        page.locator("article").evaluate(
            "article => article.querySelectorAll('details').forEach(fold => { fold.open = true })"
        )
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_no_page_to_be_read_scrolls_sideways(page: Page, address: str) -> None:
    for path in PAGES:
        page.goto(f"{address}/{path}")
        assert (path, wider_than_the_window(page)) == (path, {})


# ---------------------------------------------------------------- what a term means, beside it


def test_a_term_tells_what_it_means_under_the_pointer_and_keeps_telling_it(page: Page, address: str) -> None:
    page.goto(f"{address}/{IDEA}")
    term, tip = page.locator("a.gloss").first, page.locator(".meaning")
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(term.get_attribute("data-means") or "?")
    tip.hover()  # the pointer may go onto it
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("h1").hover()
    term.hover()
    expect(tip).to_be_visible()
    page.locator("h1").hover()
    expect(tip).to_be_hidden()


def test_a_term_tells_what_it_means_to_the_keyboard_and_leads_to_the_glossary(page: Page, address: str) -> None:
    page.goto(f"{address}/{IDEA}")
    term, tip = page.locator("a.gloss").first, page.locator(".meaning")
    term.focus()
    expect(tip).to_be_visible()
    described = term.get_attribute("aria-describedby")
    assert described and page.locator(f"#{described}").text_content() == term.get_attribute("data-means")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(term).to_be_focused()
    assert term.get_attribute("aria-describedby") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tip).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#*")
    expect(page.locator(".entry:target")).to_be_in_viewport()


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_first_tap_tells_what_a_term_means_and_a_second_one_leads_there(page: Page, address: str) -> None:
    page.goto(f"{address}/{IDEA}")
    term, tip = page.locator("a.gloss").first, page.locator(".meaning")
    term.scroll_into_view_if_needed()
    term.tap()
    expect(tip).to_be_visible()
    assert page.url.endswith(IDEA)
    box = tip.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator("h2").first.tap()
    expect(tip).to_be_hidden()
    term.tap()
    tip.locator("a").tap()
    page.wait_for_url("**/glossary.html#*")


def test_without_a_script_a_term_is_a_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{IDEA}")
    page.locator("a.gloss").first.click()
    assert "/glossary.html#" in page.url
    expect(page.locator(".entry:target")).to_be_visible()
    expect(page.locator(".find")).to_be_hidden()
    context.close()


# ---------------------------------------------------------------- glossary and sources


def test_the_glossary_finds_a_term_in_any_of_its_three_languages(page: Page, address: str) -> None:
    page.goto(f"{address}/glossary.html")
    field, entries = page.locator("#find"), page.locator(".entry:visible")
    expect(entries).to_have_count(78)
    for wanted, term in (
        ("鐵三角", "鐵三角"),
        ("铁三角", "鐵三角"),
        ("White Space", "可拓展空間"),
        ("ＨＨＩ", "赫芬達爾指數"),
    ):
        field.fill(wanted)
        expect(page.locator(".entry__term:visible", has_text=term).first).to_be_visible()
        assert 0 < entries.count() < 20
    field.fill("沒有這樣的詞")
    expect(entries).to_have_count(0)
    expect(page.locator(".find__count")).to_have_text("沒有這個詞")
    expect(page.locator("article h2:visible")).to_have_count(0)
    field.fill("")
    expect(entries).to_have_count(78)


def test_from_a_default_a_reader_walks_to_its_source_and_back_to_the_tool(page: Page, address: str) -> None:
    page.goto(f"{address}/sources.html#s11")
    source = page.locator("#s11")
    expect(source).to_be_in_viewport()
    step = source.locator(".cited__uses a[href*='#step-']").first
    target = step.get_attribute("href") or "?"
    step.click()
    page.wait_for_url(f"**/{target}")
    expect(page.locator(f"#{target.partition('#')[2]}")).to_be_in_viewport()
    back = page.locator("article a.cite[href$='sources.html#s11']")
    assert back.count() > 0


# ---------------------------------------------------------------- roles, stories, navigation


def test_from_a_role_a_reader_walks_into_a_step_and_from_a_story_too_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/roles/ar.html")
    page.locator(".role-links a").first.click()
    page.wait_for_url("**#step-*")
    expect(page.locator(f"#{page.url.partition('#')[2]}")).to_be_in_viewport()
    page.goto(f"{address}/stories/the-spoon.html")
    page.locator(".uses__name a[href*='#step-']").first.click()
    page.wait_for_url("**#step-*")
    step = page.locator(f"#{page.url.partition('#')[2]}")
    expect(step).to_be_in_viewport()
    step.locator(".step__stories a[href$='the-spoon.html']").click()
    page.wait_for_url("**/stories/the-spoon.html")


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_on_a_phone_every_part_of_the_site_is_two_taps_away(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator("label[for=__drawer]:visible").first.tap()
    drawer = page.locator(".md-nav--primary")
    for name in ("道理", "工具", "案例", "角色", "術語", "來源"):
        expect(drawer.locator("> ul > li", has_text=name).first).to_be_visible()
    drawer.locator("> ul > li > a", has_text="術語").tap()
    page.wait_for_url("**/glossary.html")


def test_on_paper_there_is_nothing_to_press(page: Page, address: str, tmp_path: Path) -> None:
    page.emulate_media(media="print")
    for path, hidden in (("glossary.html", ".find"), (IDEA, ".turn"), ("roles/ar.html", ".doors")):
        page.goto(f"{address}/{path}")
        expect(page.locator(hidden)).to_be_hidden()
    page.pdf(path=tmp_path / "role.pdf")
    assert (tmp_path / "role.pdf").stat().st_size > 10_000
