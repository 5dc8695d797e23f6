"""Work in a frame that the page around keeps: asked for first, newest first, and told where it was not kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from .sheet import Sheet
from .test_embed import TIERING, Host, blocks, framed, host, line

__all__ = ["host", "line"]


@pytest.fixture(scope="module")
def browser(browser_with_windows: Browser) -> Browser:
    return browser_with_windows


KEPT = "Object.entries(localStorage).find(([key]) => key.startsWith('armory-kept:'))?.[1] ?? '{}'"
KEEPING = (
    "part => (Object.entries(localStorage).find(([key]) => key.startsWith('armory-kept:'))?.[1] ?? '').includes(part)"
)


def kept(page: Page) -> dict[str, Any]:
    """What the page around has, by name."""
    parts: dict[str, Any] = json.loads(page.evaluate(KEPT))
    return parts


def said(frame: Frame, standing: str) -> Locator:
    told = frame.locator(f'[data-keeper="{standing}"]')
    expect(told).to_be_visible()
    return told


def fill(frame: Frame, name: str, revenue: str) -> None:
    sheet = Sheet(frame)
    sheet.type("account_name", "A1", name)
    sheet.type("revenue", "A1", revenue)
    frame.locator("body").press("Tab")


def press(frame: Frame, does: str) -> None:
    frame.locator(f'[data-keeper] [data-does="{does}"]:visible').click()


def test_nothing_goes_to_the_page_around_before_the_learner_lets_it(host: Host, line: Callable[..., str]) -> None:
    page = host(line(keep="host"))
    frame = framed(page)
    expect(said(frame, "offered")).to_contain_text("localhost:")
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    page.wait_for_function("heard.some(([, told]) => told.type === 'result' && told.own)")
    assert kept(page) == {}
    told = frame.locator('[data-topic="storage"]')
    expect(told).to_be_visible()  # nobody keeps it yet
    press(frame, "allow")
    expect(told).to_be_hidden()
    expect(said(frame, "kept")).to_contain_text("localhost:")
    page.wait_for_function(KEEPING, arg="甲公司")
    fill(frame, "乙公司", "38")
    page.wait_for_function(KEEPING, arg="乙公司")
    assert kept(page)["allowed"]["text"] == "yes"


def test_what_the_page_around_kept_is_there_where_the_browser_keeps_nothing(
    host: Host, line: Callable[..., str]
) -> None:
    """A page of another site: its frame has no storage in this browser."""
    page = host(line(keep="host"))
    frame = framed(page)
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    said(frame, "offered")
    press(frame, "allow")
    page.wait_for_function(KEEPING, arg='\\"revenue\\":37')

    page = host(line(keep="host"))
    frame = framed(page)
    said(frame, "kept")
    expect(Sheet(frame).field("account_name", "A1")).to_have_value("甲公司")
    expect(Sheet(frame).field("revenue", "A1")).to_have_value("37")

    press(frame, "refuse")
    page.wait_for_function(f"!({KEPT}).includes('甲公司')")
    expect(frame.locator("[data-keeper]")).to_be_hidden()
    expect(Sheet(frame).field("revenue", "A1")).to_have_value("37")
    assert {part["text"] for part in kept(page).values()} == {""}


@pytest.mark.parametrize(("year", "wins"), [("2020", "41"), ("2099", "12")])
def test_of_two_copies_the_newest_counts(year: str, wins: str, host: Host, line: Callable[..., str]) -> None:
    """A page of the same site: its frame has storage of its own, too."""

    def nearby() -> Page:
        page = host(line(keep="host"))
        page.goto(page.url.replace("localhost", "127.0.0.1"))
        return page

    page = nearby()
    frame = framed(page)
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "41")
    said(frame, "offered")
    press(frame, "allow")
    page.wait_for_function(KEEPING, arg='\\"revenue\\":41')
    other = kept(page)
    other[TIERING] |= {"at": f"{year}-01-01T00:00:00.000Z", "text": other[TIERING]["text"].replace("41", "12")}
    page.evaluate(
        "text => localStorage.setItem(Object.keys(localStorage).find(key => key.startsWith('armory-kept:')), text)",
        json.dumps(other),
    )
    page = nearby()
    frame = framed(page)
    said(frame, "kept")
    expect(Sheet(frame).field("revenue", "A1")).to_have_value(wins)
    page.wait_for_function(KEEPING, arg=f'\\"revenue\\":{wins}')


def test_what_the_page_around_could_not_keep_is_told_and_tried_again(host: Host, line: Callable[..., str]) -> None:
    page = host(line(keep="host"))
    frame = framed(page)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }")
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    said(frame, "offered")
    press(frame, "allow")
    said(frame, "failed")
    page.evaluate("() => { Storage.prototype.setItem = function (key, text) { this[key] = text } }")
    press(frame, "allow")
    said(frame, "kept")
    page.wait_for_function(KEEPING, arg="甲公司")


@pytest.mark.parametrize(
    "rubbish",
    ["{", "[]", '{"allowed": 5}', '{"__proto__": {"at": "2999-01-01", "text": "x"}, "a": {"at": "?", "text": 1}}'],
)
def test_rubbish_with_the_page_around_does_no_harm(
    rubbish: str, host: Host, line: Callable[..., str], site: Any
) -> None:
    page = host(line(keep="host"))
    source = page.locator("script[data-tool]").get_attribute("src")
    assert source is not None
    top = source.removesuffix("assets/embed.js")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"armory-kept:{top}", rubbish])
    frame = framed(host(line(keep="host")))
    said(frame, "offered")
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    press(frame, "allow")
    page.wait_for_function(KEEPING, arg="甲公司")


def test_a_page_around_that_does_not_answer_is_told_and_one_that_is_not_asked_hears_nothing(
    host: Host, line: Callable[..., str], address: str
) -> None:
    frame = framed(host(f'<iframe src="{address}/embed/{TIERING}.html?keep=host" width="900" height="700"></iframe>'))
    said(frame, "silent")
    frame = framed(host(line()))
    expect(frame.locator("[data-keeper]")).to_be_hidden()
    frame = framed(host(line(keep="host", readonly=True)))
    expect(frame.locator("[data-keeper]")).to_be_hidden()


def test_without_any_storage_of_its_own_the_page_around_keeps_it(host: Host, address: str) -> None:
    """A host that makes its frame itself, and keeps what it hears where it wants, as the guide says."""
    keeping = next(block for block in blocks("js", address) if "myKeep" in block)
    body = f"""<iframe id="tool" src="{address}/embed/{TIERING}.html?keep=host" width="900" height="700"></iframe>
    <script>{keeping}
      const parts = JSON.parse(localStorage.getItem("mine") ?? "{{}}");
      const myParts = async () => parts;
      const myKeep = async (name, part) => {{
        localStorage.setItem("mine", JSON.stringify(Object.assign(parts, {{ [name]: part }})));
        return true;
      }};
    </script>"""
    page = host(body)
    frame = framed(page)
    said(frame, "offered")
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    press(frame, "allow")
    page.wait_for_function("(localStorage.mine ?? '').includes('甲公司')")
    frame = framed(host(body))
    said(frame, "kept")
    expect(Sheet(frame).field("account_name", "A1")).to_have_value("甲公司")


@pytest.mark.parametrize(("touched", "shows"), [(False, "甲公司"), (True, "改過的範例")])
def test_work_that_arrives_after_the_example_was_opened_is_shown_where_nothing_was_tried(
    touched: bool, shows: str, host: Host, line: Callable[..., str], address: str
) -> None:
    page = host(line(keep="host"))
    frame = framed(page)
    Sheet(frame).do("mine")
    fill(frame, "甲公司", "37")
    press(frame, "allow")
    page.wait_for_function(KEEPING, arg="甲公司")
    parts = kept(page)

    page = host(f"""<iframe id="tool" src="{address}/embed/{TIERING}.html?keep=host" width="900" height="700"></iframe>
    <script>
      const frame = document.querySelector("iframe").contentWindow;
      const answer = parts => frame.postMessage({{armory: 1, type: "kept", parts}}, "*");
    </script>""")
    frame = framed(page)
    field = Sheet(frame).field("account_name", "A1")
    expect(field).to_have_value("A1 松石")
    if touched:
        Sheet(frame).type("account_name", "A1", shows)
        frame.locator("body").press("Tab")
    page.evaluate("parts => answer(parts)", parts)
    said(frame, "kept")
    expect(field).to_have_value(shows)
    if touched:
        Sheet(frame).do("mine")
    expect(field).to_have_value("甲公司")
