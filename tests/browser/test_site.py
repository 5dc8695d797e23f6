"""The pages around the calculators: home, stories, the page that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from .axe import violations
from .conftest import DARK, PHONE
from .test_looks import WIDE, wider_than_the_window

PAGES = ["index.html", "stories/index.html", "stories/stone-buddha.html", "404.html"]


@pytest.mark.parametrize(
    "context", [WIDE, WIDE | DARK, PHONE, PHONE | DARK], indirect=True, ids=["light", "dark", "phone", "phone-dark"]
)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page_without_calculator(path: str, page: Page, address: str) -> None:
    page.goto(f"{address}/{path}")
    assert violations(page) == []


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_no_page_scrolls_sideways(page: Page, address: str) -> None:
    for path in PAGES:
        page.goto(f"{address}/{path}")
        assert (path, wider_than_the_window(page)) == (path, {})


@pytest.mark.parametrize("context", [DARK], indirect=True)
def test_light_or_dark_is_known_before_anything_is_painted(page: Page, address: str) -> None:
    """By the system until the reader chooses; the theme's own script comes too late for that."""
    page.goto(f"{address}/index.html")
    page.locator("label[for=__palette_1]").click()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_from_home_a_reader_walks_to_a_story_and_into_a_step_of_a_tool(page: Page, site: Path) -> None:
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    page.goto((site / "index.html").as_uri())
    page.locator(".folio a").first.click()
    expect(page.locator(".opening__detail")).to_be_visible()
    page.locator(".uses__name a").first.click()
    step = page.url.partition("#")[2]
    assert step.startswith("step-")
    expect(page.locator(f"#{step}")).to_be_in_viewport()
    assert all(url.startswith("file:") for url in requests)
