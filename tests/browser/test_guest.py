"""A calculator in a site made by `mkdocs new`, with the themes' own looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from ..guest_base import mkdocs_build, write_guest
from .conftest import Quiet

THEMES = {
    "mkdocs": "theme: {name: mkdocs, highlightjs: false}\n",  # its highlighting comes from another host
    "material": "theme: {name: material, font: false}\n",
}


@pytest.fixture(scope="module", params=THEMES)
def guest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_guest(tmp_path_factory.mktemp("guest"), THEMES[request.param])
    done = mkdocs_build(folder)
    assert done.returncode == 0, done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_figure_typed_on_somebody_elses_page_is_worked_out_and_kept(guest: str, page: Page) -> None:
    page.goto(f"{guest}/visits/")
    total = page.locator('.results [data-value="total"]')
    expect(total).to_have_text("12.00")
    page.locator('[data-do="mine"]:visible').click()
    page.locator('input[data-value="visits"]').first.fill("7")
    expect(total).to_have_text("14.00")
    total.click()
    expect(page.locator(".why__body")).to_contain_text("次數")
    page.locator('[data-do="why-close"]').click()
    page.reload()
    expect(total).to_have_text("14.00")


def test_the_calculator_has_the_look_of_an_instrument_in_every_theme(guest: str, page: Page) -> None:
    page.goto(f"{guest}/visits/")
    size, line = page.locator(".calculator").evaluate(
        "part => [getComputedStyle(part).fontSize, getComputedStyle(part.querySelector('.results')).borderTopWidth]"
    )
    assert (size, line) == ("15px", "1px")
    given = page.locator(".cell--given").first
    assert given.evaluate("cell => getComputedStyle(cell).boxShadow").endswith("1px 0px 0px 0px inset")
