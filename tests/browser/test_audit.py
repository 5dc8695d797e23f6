"""One page of each kind, as `make audit-site` looks at it, under the headers of docs/headers.md; but for Lighthouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from audit import kinds, links, validity
from audit.headers import documented, written
from audit.server import served
from audit.visits import visit

TOOL = "account-tiering.html"
LOCALE = "en"  # where words are longest; other tests look at the others


@pytest.fixture(scope="module")
def pages(site: Path) -> list[str]:
    return kinds.pages_of(site)


@pytest.fixture(scope="module")
def looked_at(pages: list[str]) -> list[kinds.Kind]:
    return kinds.kinds(pages, locales=[LOCALE])


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[str]:
    """Where the site is served with its headers."""
    with served(site, documented()) as address:
        yield address


def test_each_page_is_of_a_kind_that_the_audit_looks_at(pages: list[str], looked_at: list[kinds.Kind]) -> None:
    assert kinds.without_kind(pages) == []
    assert {kind.name for kind in looked_at} == {*kinds.NAMES} - {"missing"}, "the site has one page for missing ones"


def test_html_is_valid(site: Path, looked_at: list[kinds.Kind]) -> None:
    assert validity.invalid(site, [kind.page for kind in looked_at] + ["404.html"]) == []


def test_links_languages_and_sitemaps_lead_somewhere(site: Path) -> None:
    assert links.broken(site) == []


def test_under_the_documented_headers_nothing_is_refused_asked_elsewhere_or_moved(
    browser: Browser, guarded: str, looked_at: list[kinds.Kind]
) -> None:
    visits = visit(browser, guarded, looked_at, ["light, 1280 px"], with_axe=False)
    assert [figure for figure in visits.figures() if not figure.reached] == []


def test_charts_have_contrast_in_the_dark(browser: Browser, guarded: str, looked_at: list[kinds.Kind]) -> None:
    tools = [kind for kind in looked_at if kind.name in ("tool", "home")]
    assert visit(browser, guarded, tools, ["dark, 390 px"], with_axe=False).faint == []


# ---------------------------------------------------------------------------------------------- headers


def test_a_tool_stands_in_a_frame_of_another_site_and_no_other_page_does(
    browser: Browser, guarded: str, tmp_path: Path
) -> None:
    """Another port is another origin."""
    frames = (f'<iframe id="{name}" src="{guarded}/{name}/{TOOL}"></iframe>' for name in ("embed", "tools"))
    (tmp_path / "index.html").write_text("".join(frames), "utf-8")
    page = browser.new_page()
    with served(tmp_path) as elsewhere:
        page.goto(f"{elsewhere}/index.html")
        expect(page.frame_locator("#embed").locator(".calculator")).to_be_visible()
        assert page.frame_locator("#tools").locator(".calculator").count() == 0
    page.close()


def test_the_three_sets_of_headers_are_one() -> None:
    texts = {title: written(title) for title in ("_headers", "armory.conf", ".htaccess")}
    policies = {title: set(re.findall(r"default-src [^\"\n]*base-uri[^\"\n]*", text)) for title, text in texts.items()}
    assert all(len(each) == 2 for each in policies.values())
    assert policies["_headers"] == policies["armory.conf"] == policies[".htaccess"]
    for title, text in texts.items():
        for said in (
            "SAMEORIGIN",
            "nosniff",
            "same-origin",
            "camera=(), geolocation=()",
            "max-age=31536000, immutable",
        ):
            assert said in text, (title, said)
