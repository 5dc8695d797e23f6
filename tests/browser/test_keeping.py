"""Nothing typed is lost: reloads, two tabs, a changed definition, storage that is refused, files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from site_builder import words
from site_builder.catalog import Tool
from site_builder.catalog.example import Example
from site_builder.compute import compute
from site_builder.render.figures import scene_of

from .conftest import PHONE
from .sheet import Sheet, expected

TIERING = "account-tiering"
KEY = "Object.keys(localStorage).find(key => key.startsWith('armory:'))"


def test_a_reload_keeps_what_was_typed_and_example_figures_are_never_kept(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.type("revenue", "A1", "55")
    assert sheet.stored() is None
    sheet.page.reload()
    expect(sheet.field("revenue", "A1")).to_have_value("96")
    sheet.do("mine")
    sheet.type("revenue", "A2", "33")
    sheet.page.reload()
    expect(sheet.root).to_have_attribute("data-mode", "mine")
    expect(sheet.field("revenue", "A2")).to_have_value("33")
    expect(sheet.field("revenue", "A1")).to_have_value("")
    sheet.do("example")
    expect(sheet.field("revenue", "A1")).to_have_value("96")
    sheet.do("mine")
    expect(sheet.field("revenue", "A2")).to_have_value("33")


def test_reset_can_be_undone(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A2", "33")
    sheet.do("reset")
    expect(sheet.field("revenue", "A2")).to_have_value("")
    sheet.do("undo")
    expect(sheet.field("revenue", "A2")).to_have_value("33")


@pytest.mark.parametrize("context", [{}, PHONE], indirect=True, ids=["wide", "phone"])
def test_restoring_shifts_no_layout(open_tool: Callable[[str], Sheet], context: BrowserContext, page: Page) -> None:
    context.add_init_script(
        # From the calculator on: what the parser has not read yet may still move the page's opening.
        """window.shifts = [];
        const root = () => document.querySelector('.calculator');
        const before = node => node && root() &&
          (node.compareDocumentPosition(root()) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !node.contains(root());
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) {
            if (!entry.sources.every(source => before(source.node))) window.shifts.push(entry.value);
          }
        }).observe({type: 'layout-shift', buffered: true});"""
    )
    sheet = open_tool(TIERING)
    sheet.do("mine")
    for _ in range(4):
        sheet.do("add")
    sheet.type("total_revenue", "", "33")
    sheet.wait_until_stored('"total_revenue":33')
    for place in ("", "#calculator", "#step-5"):
        page.goto("about:blank")
        open_tool(TIERING)
        _settle(page)
        page.evaluate("place => { location.hash = place }", place)
        _settle(page)
        expect(sheet.root).to_have_attribute("data-mode", "mine")
        assert page.evaluate("window.shifts") == []


def _settle(page: Page) -> None:
    """What is out of sight is laid out once the page has loaded."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_two_tabs_lose_nothing(context: BrowserContext, address: str) -> None:
    url = f"{address}/tools/{TIERING}.html"
    one, two = (Sheet(context.new_page()) for _ in range(2))
    one.page.goto(url)
    one.do("mine")
    one.wait_until_stored("account")
    two.page.goto(url)
    one.type("revenue", "A1", "11")
    expect(two.field("revenue", "A1")).to_have_value("11")
    two.type("revenue", "A2", "22")
    expect(one.field("revenue", "A2")).to_have_value("22")
    expect(one.figure("listed_revenue")).to_have_text(two.figure("listed_revenue").text_content() or "")

    # A field being edited is not touched, and both edits survive.
    one.field("wallet", "A1").focus()
    one.page.keyboard.type("9")
    two.type("wallet", "A2", "44")
    expect(one.field("wallet", "A2")).to_have_value("44")
    expect(one.field("wallet", "A1")).to_have_value("9")
    one.page.keyboard.type("9")
    expect(two.field("wallet", "A1")).to_have_value("99")
    two.do("add")
    expect(one.field("account_name", "A4")).to_have_count(1)
    one.do("add")
    assert one.rows("account") == ["A1", "A2", "A3", "A4", "A5"]
    two.page.wait_for_function("document.querySelector('tbody[data-repeat]').rows.length === 5")
    one.page.reload()
    for value, at, text in [
        ("revenue", "A1", "11"),
        ("revenue", "A2", "22"),
        ("wallet", "A1", "99"),
        ("wallet", "A2", "44"),
    ]:
        expect(one.field(value, at)).to_have_value(text)


def test_a_write_that_did_not_see_ours_does_not_undo_it(open_tool: Callable[[str], Sheet]) -> None:
    """As when two tabs write at the same moment: the other's text has its change only."""
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A2", "22")
    sheet.wait_until_stored('"revenue":22')
    sheet.page.evaluate(
        f"""() => {{
          const key = {KEY}, stored = JSON.parse(localStorage.getItem(key));
          stored.given = {{account: [{{id: 'A1', revenue: 11}}, {{id: 'A2'}}, {{id: 'A3'}}]}};
          stored.seen = {{other: 1}};
          localStorage.setItem(key, JSON.stringify(stored));
          dispatchEvent(new StorageEvent('storage', {{key}}));
        }}"""
    )
    expect(sheet.field("revenue", "A1")).to_have_value("11")
    expect(sheet.field("revenue", "A2")).to_have_value("22")
    sheet.page.reload()
    expect(sheet.field("revenue", "A1")).to_have_value("11")
    expect(sheet.field("revenue", "A2")).to_have_value("22")


def test_what_no_longer_fits_a_changed_definition_is_shown_and_kept(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A2", "22")
    sheet.wait_until_stored('"revenue":22')
    sheet.page.evaluate(
        f"""() => {{
          const key = {KEY}, stored = JSON.parse(localStorage.getItem(key));
          stored.version = 'an earlier one';
          stored.given.goodwill = 7;
          stored.given.account[0].rating = {{fit: 9, charm: 3}};
          localStorage.setItem(key, JSON.stringify(stored));
        }}"""
    )
    sheet.page.reload()
    expect(sheet.field("revenue", "A2")).to_have_value("22")
    notice = sheet.root.locator('[data-topic="unfit"]')
    for part in ("goodwill", "charm", "fit"):
        expect(notice).to_contain_text(part)
    sheet.type("revenue", "A2", "23")
    sheet.wait_until_stored('"revenue":23')
    assert len(sheet.stored()["unfit"]) == 3
    sheet.page.reload()
    expect(notice).to_contain_text("goodwill")
    notice.get_by_role("button", name="不再保留").click()
    sheet.page.reload()
    expect(notice).to_have_count(0)


@pytest.mark.parametrize(
    "stored", ["", "{", "null", "[]", '{"given": 5}', '{"given":{"account":[{"id":"__proto__"}]}}']
)
def test_stored_rubbish_does_no_harm(stored: str, open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.wait_until_stored("account")
    sheet.page.evaluate(f"text => localStorage.setItem({KEY}, text)", stored)
    sheet.page.reload()
    expect(sheet.root).to_have_attribute("data-awake", "")
    sheet.do("add") if sheet.root.get_attribute("data-mode") == "mine" else sheet.do("mine")


@pytest.mark.parametrize(
    ("methods", "error", "says"),
    [
        (["getItem", "setItem", "removeItem"], "SecurityError", "不讓網頁保存"),
        (["setItem"], "QuotaExceededError", "存儲空間已滿"),
    ],
    ids=["refused", "full"],
)
def test_work_goes_on_where_storage_is_refused(
    methods: list[str], error: str, says: str, context: BrowserContext, open_tool: Callable[[str], Sheet]
) -> None:
    # Only for our keys: the theme's own script does not expect it.
    context.add_init_script(
        f"""for (const name of {json.dumps(methods)}) {{
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {{
            if (key.startsWith('armory:')) throw new DOMException('no', '{error}');
            return real.call(this, key, ...rest);
          }};
        }}"""
    )
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A1", "40")
    sheet.type("wallet", "A1", "80")
    expect(sheet.figure("sow", "A1")).to_have_text("50.0%")
    expect(sheet.root.locator('[data-topic="storage"]')).to_contain_text(says)
    with sheet.page.expect_download() as download:
        sheet.do("download")
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["account"][0] == {
        "id": "A1",
        "revenue": 40,
        "wallet": 80,
    }


def test_the_downloaded_file_gives_the_same_figures_and_loads_again(
    open_tool: Callable[[str], Sheet], tools: dict[str, Tool], tmp_path: Path
) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    for at, revenue in (("A1", "96"), ("A2", "40.5"), ("A3", "7")):
        sheet.type("revenue", at, revenue)
        sheet.type("account_name", at, f"客戶「{at}」")
        for dimension in tools[TIERING].file.lists["dimension"].items or {}:
            sheet.type("rating", f"{at}/{dimension}", "4")
    sheet.type("protection_share", "", "７％")
    sheet.type("total_revenue", "", "480")
    with sheet.page.expect_download() as download:
        sheet.do("download")
    file = tmp_path / "mine.json"
    file.write_bytes(Path(download.value.path()).read_bytes())
    assert json.loads(file.read_text("utf-8"))["protection_share"] == 7
    shown = sheet.figures()

    tool = tools[TIERING]
    computed, problems = compute(file, file.name, tool)
    assert computed is not None and problems == []
    example = Example("mine", "", None, computed.given, computed.figures)
    reference = expected(scene_of(tool, example, "是", "否"))
    assert {name: (figure, reference[name]) for name, figure in shown.items() if reference[name] != figure} == {}

    sheet.do("reset")
    sheet.root.locator("input[data-load]").set_input_files(file)
    expect(sheet.root.locator('[data-topic="file"]')).to_contain_text("mine.json")
    assert sheet.figures() == shown


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "不完整"),
        (b"\x00\xff\xfe", "不是文本文件"),
        (b"[1, 2]", "沒有這件工具能用的數字"),
        (b'{"color": "red"}', "沒有這件工具能用的數字"),
        (
            b'{"total_revenue": 480, "account": [{"id": "<b>", "revenue": 3}, {"id": "A1", "revenue": "abc"}]}',
            "放不進去",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_told_in_words(
    content: bytes, says: str, open_tool: Callable[[str], Sheet], tmp_path: Path
) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A3", "5")
    file = tmp_path / "given.json"
    file.write_bytes(content)
    sheet.root.locator("input[data-load]").set_input_files(file)
    expect(sheet.root.locator('[data-topic="file"]')).to_contain_text(says)
    if says != "放不進去":
        expect(sheet.field("revenue", "A3")).to_have_value("5")


def test_the_page_says_where_the_figures_stay(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    expect(sheet.root.get_by_text(words.load("zh-hant").text("calculator.page.mine_note"))).to_be_visible()
