"""Real Chromium on the real site, built once. Every test here is marked `browser`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from audit.chromium import chromium, windowless
from site_builder.catalog import Tool

from ..project import project_site, project_tool
from .sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = (
    "account-tiering",
    "business-portfolio",
    "triangle-design",
    "role-duties",
    "routine-calendar",
    "kpi-scorecard",
    "talent-pipeline",
)


FLAGS = ["--no-sandbox", "--disable-background-networking"]

expect.set_options(timeout=20_000)  # a busy machine; what comes comes sooner


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_site(tmp_path_factory)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, or the one that CHROMIUM names; `make test` installs it where it may."""
    with playwright.chromium.launch(executable_path=windowless(), args=FLAGS) as started:
        yield started


@pytest.fixture(scope="module")
def browser_with_windows(playwright: Playwright) -> Iterator[Browser]:
    """It refuses storage to frames of other sites."""
    with playwright.chromium.launch(executable_path=chromium(), args=FLAGS) as started:
        yield started


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser without memory. Mark with `@pytest.mark.parametrize("context", [...], indirect=True)` for others."""
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "zh-TW"} | getattr(request, "param", {})
    fresh = browser.new_context(**options)
    yield fresh
    fresh.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def page(context: BrowserContext, errors: list[str]) -> Iterator[Page]:
    """A page that must not throw."""
    fresh = context.new_page()
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    assert errors == []


@pytest.fixture
def open_tool(page: Page, address: str) -> Callable[[str], Sheet]:
    def go(slug: str) -> Sheet:
        page.goto(f"{address}/tools/{slug}.html")
        return Sheet(page)

    return go


@pytest.fixture(scope="session")
def tools() -> dict[str, Tool]:
    return {slug: project_tool(slug) for slug in TOOLS}
