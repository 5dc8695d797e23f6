"""A link shows what its maker saw, without names, beside the reader's own work; what cannot be shown is told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from site_builder import words
from site_builder.catalog import load_one_tool
from site_builder.render.calculator import marks_script, script

from ..links import packed, unpacked
from .conftest import PHONE, ROOT
from .sheet import Sheet

TIERING, TRIANGLE = "account-tiering", "triangle-design"
SECRETS = ("星海重工", "王總監", "Acme2024")


def window(sheet: Sheet) -> Locator:
    return sheet.page.locator("dialog.window")


def link_of(sheet: Sheet, with_names: bool = False) -> str:
    """The address in the dialog that makes it."""
    sheet.do("link")
    if with_names:
        window(sheet).get_by_label("連客戶名稱和文字一起放進去").check()
    link = window(sheet).locator("textarea").input_value()
    sheet.page.keyboard.press("Escape")
    expect(window(sheet)).to_have_count(0)
    return link


def opened(browser: Browser, link: str, **options: Any) -> Sheet:
    """In a browser that has never been here."""
    page = browser.new_context(locale="zh-TW", **options).new_page()
    page.goto(link)
    sheet = Sheet(page)
    expect(sheet.root).to_have_attribute("data-awake", "")
    return sheet


def fill(sheet: Sheet, names: tuple[str, ...] = SECRETS) -> None:
    sheet.do("mine")
    for at, name in zip(("A1", "A2", "A3"), names, strict=True):
        sheet.type("account_name", at, name)
        sheet.type("revenue", at, str(40 + len(name)))
        sheet.type("rating", f"{at}/growth", "4")
    sheet.type("total_revenue", "", "480")


def test_a_link_shows_the_same_figures_and_no_names(open_tool: Callable[[str], Sheet], browser: Browser) -> None:
    mine = open_tool(TIERING)
    fill(mine)
    shown = mine.figures()
    mine.do("link")
    says = window(mine)
    expect(says).to_contain_text("填過的 10 個數字，3 行")
    expect(says).to_contain_text("名稱 3 個，換成了編號")
    link = says.locator("textarea").input_value()
    assert not any(name in json.dumps(unpacked(link), ensure_ascii=False) for name in SECRETS)
    says.get_by_label("連客戶名稱和文字一起放進去").check()
    expect(says).to_contain_text("拿到鏈接的人都看得到")
    full = says.locator("textarea").input_value()
    assert all(name in json.dumps(unpacked(full), ensure_ascii=False) for name in SECRETS)

    theirs = opened(browser, link)
    expect(theirs.root).to_have_attribute("data-mode", "linked")
    assert theirs.figures() == shown
    expect(theirs.root.locator(".bar__mode:visible")).to_contain_text("鏈接裡有 7 個填過的數字，3 行。名稱已換成編號。")
    expect(theirs.field("account_name", "A1")).to_have_value("")
    expect(theirs.root.locator(".notice")).to_have_count(0)
    theirs.page.goto("about:blank")
    theirs.page.goto(full)
    expect(theirs.field("account_name", "A1")).to_have_value(SECRETS[0])
    theirs.page.context.close()


def test_row_ids_that_are_names_do_not_go_out(open_tool: Callable[[str], Sheet], tmp_path: Path) -> None:
    given = {"account": [{"id": name, "revenue": 7 + n} for n, name in enumerate(SECRETS)]}
    (tmp_path / "mine.json").write_text(json.dumps(given), "utf-8")
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.root.locator("input[data-load]").set_input_files(tmp_path / "mine.json")
    expect(sheet.field("revenue", SECRETS[0])).to_have_value("7")
    sent = unpacked(link_of(sheet))
    assert sent["given"]["account"] == [
        {"id": "A1", "revenue": 7},
        {"id": "A2", "revenue": 8},
        {"id": "A3", "revenue": 9},
    ]
    assert not any(name in json.dumps(sent, ensure_ascii=False) for name in SECRETS)
    assert SECRETS[2] in json.dumps(unpacked(link_of(sheet, with_names=True)))


def test_ones_own_work_stays_until_the_link_is_taken_and_comes_back(
    open_tool: Callable[[str], Sheet], browser: Browser, address: str
) -> None:
    sender = opened(browser, f"{address}/tools/{TIERING}.html#calculator")
    fill(sender)
    link, sent = link_of(sender), sender.figures()
    sender.page.context.close()

    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A1", "11")
    sheet.wait_until_stored('"revenue":11')
    kept = sheet.stored()
    # Pasted into the address bar of the open page.
    sheet.page.evaluate("link => { location.href = link }", link)
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    assert sheet.figures() == sent
    sheet.type("revenue", "A1", "99")
    assert sheet.stored() == kept
    sheet.page.reload()
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    expect(sheet.field("revenue", "A1")).to_have_value("44")
    assert sheet.stored() == kept
    # Left: the address is the page's own again.
    sheet.do("mine")
    expect(sheet.field("revenue", "A1")).to_have_value("11")
    assert "#" not in sheet.page.url
    # Taken: after being asked, as one step that can be undone.
    sheet.page.evaluate("link => { location.href = link }", link)
    sheet.do("link-take")
    expect(window(sheet)).to_contain_text("你在這件工具裡已經填過 1 個數字")
    window(sheet).get_by_role("button", name="不換").click()
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    sheet.do("link-take")
    window(sheet).get_by_role("button", name="換成鏈接裡的").click()
    expect(sheet.root).to_have_attribute("data-mode", "mine")
    assert sheet.figures() == sent
    sheet.wait_until_stored('"revenue":44')
    assert "#" not in sheet.page.url
    sheet.do("undo")
    expect(sheet.field("revenue", "A1")).to_have_value("11")
    expect(sheet.field("total_revenue")).to_have_value("")


def test_what_came_from_other_tools_is_shown_and_stays_when_taken(
    open_tool: Callable[[str], Sheet], browser: Browser
) -> None:
    tiering = open_tool(TIERING)
    fill(tiering)
    tiering.type("wallet", "A1", "88")
    tiering.type("current_tier", "A2", "B")
    sheet = open_tool(TRIANGLE)
    sheet.do("mine")
    sheet.wait_until_stored("given")
    expect(sheet.root.locator("[data-taken]").first).to_be_attached()
    shown, taken = sheet.figures(), sheet.root.locator("[data-taken]").count()
    sheet.do("link")
    expect(window(sheet)).to_contain_text("從別的工具取來的")
    link = window(sheet).locator("textarea").input_value()
    assert not any(name in json.dumps(unpacked(link), ensure_ascii=False) for name in SECRETS)

    theirs = opened(browser, link)
    assert theirs.figures() == shown
    assert 0 < theirs.root.locator("[data-taken]").count() <= taken
    theirs.do("link-take")
    expect(theirs.root).to_have_attribute("data-mode", "mine")
    assert theirs.figures() == shown
    expect(theirs.root.locator('[data-topic="link"]')).to_contain_text("已當作填好的數字")
    theirs.page.context.close()


def hand_made(given: Any) -> str:
    return packed({"tool": TIERING, "version": "", "given": given})


GOOD = hand_made({"total_revenue": 480})
DEEP = 200_000
UNREAD = [
    (GOOD[:-9], "這條鏈接不完整"),
    (GOOD[:20] + "AAAA" + GOOD[24:], "這條鏈接不完整"),
    ("%%%<script>", "這條鏈接不完整"),
    (packed("{"), "這條鏈接不完整"),
    (packed([1]), "這條鏈接不完整"),
    (packed("[" * DEEP + "]" * DEEP), "這條鏈接不完整"),
    (hand_made({"account": [{"id": {"toString": 1}}]}), "這條鏈接不完整"),
    (packed("{}", form=9), "更新的版本"),
    (packed("0" * 3_000_000), "大得不正常"),
    (packed({"tool": "../<b>x", "given": {}}), "不是給這件工具的，是給「../<b>x」的"),
    (packed({"tool": "kpi-scorecard", "given": {}}), "不是給這件工具的"),
]


def test_what_is_no_link_of_ours_is_told_and_changes_nothing(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.type("revenue", "A2", "22")
    sheet.wait_until_stored('"revenue":22')
    kept = sheet.stored()
    told = sheet.root.locator('[data-topic="link"]')
    for signs, says in UNREAD:
        sheet.page.evaluate("signs => { location.hash = '#work=' + signs }", signs)
        expect(told).to_contain_text(says)
        told.get_by_role("button", name="關閉").click()
        expect(sheet.root).to_have_attribute("data-mode", "mine")
    expect(sheet.field("revenue", "A2")).to_have_value("22")
    # Opened with such an address, too.
    sheet.page.reload()
    expect(told).to_contain_text(UNREAD[-1][1])
    expect(sheet.field("revenue", "A2")).to_have_value("22")
    assert sheet.stored() == kept
    told.get_by_role("link", name="到那裡打開").click()
    expect(sheet.root).to_have_attribute("data-calculator", "kpi-scorecard")
    expect(sheet.root).to_have_attribute("data-mode", "linked")


def test_of_a_hostile_link_what_fits_is_shown_and_the_rest_told(page: Page, address: str) -> None:
    rows = [{"id": f"A{n}", "revenue": n} for n in range(1, 20_000)]
    rows[0] |= {"account_name": "<img src=x onerror=alert(1)>", "rating": {"growth": 9, "__proto__": 1}, "charm": 3}
    given = '{"__proto__":{"polluted":1},"constructor":5,"total_revenue":480,"account":' + json.dumps(rows) + "}"
    then = {"items": {"tier": 5, "__proto__": ["x"]}, "figures": {"constructor": [1]}, "lights": {"valueOf": "3"}}
    rest = json.dumps({"version": "x", "taken": [], "chosen": 7, "without": 3, "then": then})[1:]
    text = f'{{"tool":"{TIERING}","given":{given},{rest}'
    page.on("dialog", lambda dialog: pytest.fail("markup ran"))
    page.goto(f"{address}/tools/{TIERING}.html#work={packed(text)}")
    sheet = Sheet(page)
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    expect(sheet.field("account_name", "A1")).to_have_value("<img src=x onerror=alert(1)>")
    expect(sheet.field("total_revenue")).to_have_value("480")
    assert len(sheet.rows("account")) == 500
    told = sheet.root.locator('[data-topic="link-unfit"]')
    for part in ("constructor", "__proto__", "charm", "growth", "A501"):
        expect(told).to_contain_text(part)
    assert page.evaluate("({}).polluted") is None
    assert sheet.stored() is None


CHANGES = (
    ("five: {S: 4.0, A: 3.5, B: 2.8,", "five: {S: 4.0, A: 3.5, B: 3.6,"),
    ("unit: FTE\n    min: 0\n    step: 0.1", "unit: FTE\n    min: 0\n    max: 50\n    step: 0.1"),
    ("red: weight_total <> 100", "red: weight_total > 100"),
    ("values:\n", "values:\n  goodwill: {label: 商譽分, unit: 百萬元, formula: total_revenue / 2}\n"),
)


@pytest.fixture
def serve_changed(page: Page, tmp_path: Path) -> Callable[..., None]:
    """The page gets the scripts of another definition of the tool."""

    def go(*changes: tuple[str, str]) -> None:
        shutil.copytree(ROOT / "tools", tmp_path / "tools")
        path = tmp_path / "tools" / f"1-{TIERING}.yml"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        # What comes out of the examples is another matter now.
        path.write_text(
            re.sub(r"^    expect:.*\n(?:      .*\n)*", "    expect: {}\n", text, flags=re.MULTILINE), "utf-8"
        )
        tool, problems = load_one_tool(tmp_path, TIERING)
        assert tool is not None, problems
        for name, content in (("", script(tool, words.load("zh-hant"))), (".marks", marks_script(tool))):
            page.route(f"**/assets/tools/{TIERING}{name}.js", partial(fulfil, content))

    return go


def fulfil(content: str, route: Route) -> None:
    route.fulfill(body=content, content_type="text/javascript; charset=utf-8")


def test_what_changed_since_the_link_was_made_is_told_with_what_it_means(
    open_tool: Callable[[str], Sheet], serve_changed: Callable[..., None]
) -> None:
    sheet = open_tool(TIERING)
    sheet.type("effort", "A1", "60")
    sent = unpacked(link_of(sheet))
    sent["given"]["charm"] = 3
    sent["then"]["marks"]["charm"] = "abc"
    serve_changed(*CHANGES)
    sheet = open_tool(TIERING)
    sheet.page.evaluate("signs => { location.hash = '#work=' + signs }", packed(sent))
    told = sheet.root.locator('[data-topic="link-since"]')
    expect(told).to_contain_text("工具的定義改過")
    for part in (
        "算法、默認值或範圍改了（3）：投入人力、預設門檻、權重合計",
        "新增（1）：商譽分",
        "沒有了（1）：charm",
        "默認值　得分門檻 · B 核心客戶：當時 2.8，現在 3.6",
        "資源匹配度：當時 0.29，現在 –",
        "有名無實：當時 紅燈，現在 資料不足",
    ):
        expect(told).to_contain_text(part)
    unfit = sheet.root.locator('[data-topic="link-unfit"]')
    for part in ("鏈接裡有 2 項放不進", "charm: 3", "effort › A1: 60"):
        expect(unfit).to_contain_text(part)
    expect(sheet.field("cut", "B")).to_have_value("3.6")
    sheet.do("example")
    expect(sheet.root.locator(".notice")).to_have_count(0)


def test_a_change_of_words_alone_is_no_news(
    open_tool: Callable[[str], Sheet], serve_changed: Callable[..., None]
) -> None:
    link = link_of(open_tool(TIERING))
    serve_changed(("label: 公司總營收", "label: 全公司營收"))
    sheet = open_tool(TIERING)
    sheet.page.evaluate("link => { location.href = link }", link)
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    sheet.page.wait_for_load_state("networkidle")
    expect(sheet.root.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize("context", [{}, PHONE], indirect=True, ids=["wide", "phone"])
def test_a_linked_page_shows_no_example_first_and_shifts_nothing(
    open_tool: Callable[[str], Sheet], context: BrowserContext
) -> None:
    sheet = open_tool(TIERING)
    sheet.do("mine")
    rows = [{"id": f"A{n}", "revenue": n} for n in range(1, 8)]
    link = f"{sheet.page.url}#work={hand_made({'account': rows, 'total_revenue': 480})}"
    context.add_init_script(
        """window.shifts = [], window.seen = [];
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) {
            if (entry.sources.some(({node}) => node?.closest?.('.calculator'))) window.shifts.push(entry.value);
          }
        }).observe({type: 'layout-shift', buffered: true});
        const look = () => {
          const root = document.querySelector('.calculator');
          if (root && getComputedStyle(root).visibility === 'visible') window.seen.push(root.dataset.mode);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    sheet.page.goto("about:blank")
    sheet.page.goto(link)
    sheet.page.wait_for_load_state("networkidle")
    sheet.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert set(sheet.page.evaluate("window.seen")) == {"linked"}
    assert sheet.page.evaluate("window.shifts") == []
    expect(sheet.root.locator("div.bar")).to_be_in_viewport()


def test_a_page_on_disk_makes_and_opens_links(page: Page, site: Path) -> None:
    page.goto(f"file://{site}/tools/{TIERING}.html")
    sheet = Sheet(page)
    fill(sheet)
    sheet.do("link")
    expect(window(sheet)).to_contain_text("只能在這台機器上用")
    link = window(sheet).locator("textarea").input_value()
    page.keyboard.press("Escape")
    sheet.type("revenue", "A1", "1")
    page.goto("about:blank")
    page.goto(link)
    expect(sheet.root).to_have_attribute("data-mode", "linked")
    expect(sheet.field("revenue", "A1")).to_have_value("44")


def test_copying_works_or_the_link_is_selected(context: BrowserContext, open_tool: Callable[[str], Sheet]) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet = open_tool(TIERING)
    sheet.do("link")
    copied = window(sheet).get_by_role("status")
    window(sheet).get_by_role("button", name="複製鏈接").click()
    expect(copied).to_have_text("已複製。")
    assert sheet.page.evaluate("navigator.clipboard.readText()") == window(sheet).locator("textarea").input_value()
    sheet.page.evaluate(
        """() => {
          navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
          document.execCommand = () => false;
        }"""
    )
    window(sheet).get_by_role("button", name="複製鏈接").click()
    expect(copied).to_have_text("已選取，請複製。")
    assert sheet.page.evaluate("getSelection().toString()").startswith("http")


def test_a_long_link_says_so_and_offers_the_file(open_tool: Callable[[str], Sheet], tmp_path: Path) -> None:
    names = ["".join(chr(0x4E00 + (n * 7919 + k * 104729 + k * k) % 20000) for k in range(1500)) for n in range(3)]
    rows = [{"id": f"A{n + 1}", "account_name": name} for n, name in enumerate(names)]
    (tmp_path / "many.json").write_text(json.dumps({"account": rows}), "utf-8")
    sheet = open_tool(TIERING)
    sheet.do("mine")
    sheet.root.locator("input[data-load]").set_input_files(tmp_path / "many.json")
    expect(sheet.root.locator('[data-topic="file"]')).to_contain_text("many.json")
    sheet.do("link")
    expect(window(sheet).get_by_text("可能會把它截斷")).to_be_hidden()
    window(sheet).get_by_label("連客戶名稱和文字一起放進去").check()
    expect(window(sheet).get_by_text("可能會把它截斷")).to_be_visible()
    with sheet.page.expect_download() as download:
        window(sheet).get_by_role("button", name="下載數據文件").click()
    assert len(json.loads(Path(download.value.path()).read_text("utf-8"))["account"]) == 3


WECHAT = PHONE | {
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0 "
    "Mobile Safari/537.36 XWEB/1220 MicroMessenger/8.0.49 Language/zh_CN"
}


@pytest.mark.parametrize("context", [WECHAT], indirect=True)
def test_where_downloads_are_blocked_the_content_is_shown(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    downloads: list[Any] = []
    sheet.page.on("download", lambda download: downloads.append(download))
    sheet.do("mine")
    sheet.type("total_revenue", "", "480")
    sheet.do("download")
    expect(window(sheet)).to_contain_text("在瀏覽器打開")
    text = window(sheet).locator("textarea").input_value()
    assert json.loads(text)["total_revenue"] == 480
    window(sheet).get_by_role("button", name="複製").click()
    expect(window(sheet).get_by_role("status")).to_contain_text("複製")
    sheet.page.keyboard.press("Escape")
    sheet.do("example")
    chart = sheet.root.locator('[data-chart="matrix"]')
    chart.locator("summary").click()
    chart.locator('[data-kind="png"]').click()
    assert (window(sheet).locator("img").get_attribute("src") or "").startswith("data:image/png;base64,")
    expect(window(sheet)).to_contain_text("長按圖片")
    sheet.page.keyboard.press("Escape")
    sheet.do("workbook")
    expect(window(sheet)).to_contain_text("在瀏覽器打開")
    expect(window(sheet).locator("textarea, img")).to_have_count(0)
    # The case file's page has neither the words nor the look of the dialog at first.
    sheet.page.goto(sheet.page.url.replace(f"tools/{TIERING}.html", "case-file.html"))
    sheet.page.locator('[data-do="save"]').click()
    saved = json.loads(window(sheet).locator("textarea").input_value())
    assert saved["tools"][TIERING]["total_revenue"] == 480
    assert downloads == []
