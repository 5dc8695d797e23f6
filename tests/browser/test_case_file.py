"""The case file: all tools as one file, saved, loaded, merged, begun anew; and versions side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_builder.catalog import load_with_givers
from site_builder.compute import compute

from .conftest import PHONE, ROOT
from .sheet import Sheet

TIERING = "account-tiering"


def own(sheet: Sheet, *typed: tuple[str, str, str]) -> None:
    sheet.do("mine")
    for value, at, text in typed:
        sheet.type(value, at, text)


RATED = (
    ("account_name", "A1", "甲公司"),
    ("account_name", "A2", "乙公司"),
    ("revenue", "A1", "90"),
    ("rating", "A1/growth", "5"),
    ("rating", "A2/growth", "2"),
)


def put(page: Page, action: str, name: str, content: str | bytes) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(f'.case [data-do="{action}"]').click()
    data = content if isinstance(content, bytes) else content.encode()
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": data})


def sure(page: Page) -> None:
    page.locator(".case__ask .strong").click()


def saved(page: Page) -> dict[str, Any]:
    with page.expect_download() as download:
        page.locator('.case [data-do="save"]').click()
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return found


@pytest.fixture
def case_page(page: Page, address: str) -> Callable[[], Page]:
    def go() -> Page:
        page.goto(f"{address}/case-file.html")
        expect(page.locator(".case")).to_have_attribute("data-awake", "")
        return page

    return go


def test_all_tools_go_into_one_file_that_compute_takes_and_come_back_from_it(
    open_tool: Callable[[str], Sheet], case_page: Callable[[], Page], tmp_path: Path
) -> None:
    sheet = open_tool(TIERING)
    own(sheet, *RATED)
    sheet.wait_until_stored('"A2","account_name"')
    own(open_tool("business-portfolio"), ("target_revenue", "", "720"))
    page = case_page()
    expect(page.locator("[data-filed]")).to_contain_text("還沒有存成文件")
    for field, text in (("name", "王小明"), ("team", "華東組"), ("date", "2026-11-28")):
        page.locator(f"[data-record={field}]").fill(text)
        page.locator(f"[data-record={field}]").blur()
    file = saved(page)
    assert (file["case"], file["name"], file["team"], file["date"]) == (1, "王小明", "華東組", "2026-11-28")
    assert file["tools"][TIERING]["account"][0] == {
        "id": "A1",
        "account_name": "甲公司",
        "revenue": 90,
        "rating": {"growth": 5},
    }
    expect(page.locator("[data-filed]")).to_contain_text("上次存成文件")

    given = tmp_path / "case.json"
    given.write_text(json.dumps(file), "utf-8")
    tools, _ = load_with_givers(ROOT, TIERING)
    computed, problems = compute(given, "case.json", tools["account_tiering"], tools, [*tools, "business_portfolio"])
    assert computed is not None, problems
    assert computed.figures.values["rating"]["A1"]["growth"] == 5  # type: ignore[index,call-overload]

    page.locator('.case [data-do="anew"]').click()
    sure(page)
    expect(page.locator("[data-filed]")).to_contain_text("還是空的")
    put(page, "load", "case.json", json.dumps(file))
    sure(page)
    expect(page.locator("[data-status]")).to_contain_text("已載入 6 個數字")
    expect(page.locator("[data-record=name]")).to_have_value("王小明")
    sheet = open_tool(TIERING)
    expect(sheet.field("rating", "A2/growth")).to_have_value("2")
    expect(open_tool("business-portfolio").field("target_revenue")).to_have_value("720")


def test_beginning_anew_and_loading_can_be_undone(
    open_tool: Callable[[str], Sheet], case_page: Callable[[], Page]
) -> None:
    sheet = open_tool(TIERING)
    own(sheet, ("revenue", "A1", "77"))
    sheet.wait_until_stored("77")
    page = case_page()
    page.locator('.case [data-do="anew"]').click()
    sure(page)
    expect(open_tool(TIERING).root).to_have_attribute("data-mode", "example")
    case_page().locator('.case [data-do="back"]').click()
    expect(page.locator("[data-status]")).to_contain_text("已還原")
    expect(open_tool(TIERING).field("revenue", "A1")).to_have_value("77")


def test_another_rater_is_put_beside_by_name_and_two_points_are_shown(
    open_tool: Callable[[str], Sheet], case_page: Callable[[], Page]
) -> None:
    sheet = open_tool(TIERING)
    own(sheet, *RATED)
    sheet.wait_until_stored('"growth":2')
    page = case_page()
    file = saved(page)
    theirs = file | {"name": "李四", "date": "2026-11-28", "versions": []}
    # The other way round: what is A1 here is A2 there.
    theirs["tools"][TIERING]["account"] = [
        {"id": "A1", "account_name": "乙 公司", "rating": {"growth": 3}},
        {"id": "A2", "account_name": "甲公司", "rating": {"growth": 1}},
        {"id": "A3", "account_name": "丙公司", "rating": {"growth": 4}},
    ]
    put(page, "merge", "theirs.json", json.dumps(theirs))
    expect(page.locator("#merge-kind")).to_have_value("rater")
    sure(page)
    rows = page.locator(".case__differs tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("甲公司")
    assert rows.first.locator("td").all_text_contents() == ["5", "1", "+4 分"]
    page.locator(".case__differs a").click()
    expect(sheet.root.locator(".versions__far")).to_have_text("+4 分")
    expect(sheet.field("revenue", "A1")).to_have_value("90")  # one's own figures are as they were
    expect(sheet.field("raters_differ")).to_have_value("yes")
    sheet.root.locator(".versions__table button", has_text="取那時的").first.click()
    expect(sheet.field("rating", "A1/growth")).to_have_value("1")
    expect(sheet.field("raters_differ")).to_have_value("no")
    sheet.do("undo")
    expect(sheet.field("rating", "A1/growth")).to_have_value("5")


def test_another_raters_version_that_is_dropped_answers_nothing_any_more(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    own(sheet, *RATED)
    sheet.wait_until_stored('"growth":2')
    theirs = {"account": [{"id": "A1", "account_name": "甲公司", "rating": {"growth": 1}}]}
    version = {"id": "v1", "tool": TIERING, "kind": "rater", "label": "李四的", "given": theirs}
    sheet.page.evaluate(
        "version => localStorage.setItem(`armory:${new URL('..', location.href).pathname}:versions`, version)",
        json.dumps([version]),
    )
    sheet.page.reload()
    expect(sheet.field("raters_differ")).to_have_value("yes")
    sheet.do("versions")
    sheet.root.locator(".versions").get_by_role("button", name="刪去").click()
    expect(sheet.field("raters_differ")).to_have_value("")


def test_earlier_reviews_are_the_history(open_tool: Callable[[str], Sheet], case_page: Callable[[], Page]) -> None:
    sheet = open_tool(TIERING)
    own(sheet, ("revenue", "A1", "10"), ("decided_tier", "A1", "B"))
    sheet.wait_until_stored('"B"')
    page = case_page()
    file = saved(page)
    page.locator("[data-record=date]").fill("2026-11-28")
    page.locator("[data-record=date]").blur()
    for date, tier in (("2025-12-01", "A"), ("2026-06-01", "B")):
        file["tools"][TIERING]["account"][0] |= {"decided_tier": tier, "revenue": 9}
        put(page, "merge", "then.json", json.dumps(file | {"date": date}))
        expect(page.locator("#merge-kind")).to_have_value("earlier")
        sure(page)
        expect(page.locator("[data-version-list]")).to_contain_text(date)
    expect(open_tool(TIERING).field("never_downgraded")).to_have_value("no")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "是空的"),
        ('{"case": 1, "tools": {"account-tiering": {"acc', "不完整"),
        ("name;revenue\nA;1", "不是案卷文件"),
        ('{"hello": [1, 2]}', "沒有案卷"),
        (b"\xff\xfe\x00\x01PK\x03\x04", "不是案卷文件"),
        ("[" * 100_000, "不是案卷文件"),
    ],
    ids=["empty", "cut", "csv", "foreign", "binary", "deep"],
)
def test_a_file_that_is_none_changes_nothing_and_says_so(
    open_tool: Callable[[str], Sheet], case_page: Callable[[], Page], content: str | bytes, said: str
) -> None:
    page = case_page()
    put(page, "load", "file.json", content)
    expect(page.locator("[data-status]")).to_contain_text(said)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('armory:')).length") == 0


def test_what_does_not_fit_is_told_and_kept_and_no_text_becomes_markup(
    open_tool: Callable[[str], Sheet], case_page: Callable[[], Page]
) -> None:
    hostile = "<img src=x onerror=\"document.title='broken'\">"
    file = {
        "case": 2,
        "name": hostile,
        "tools": {
            TIERING: {
                "account": [{"id": "A1", "account_name": hostile, "revenue": "x", "__proto__": {"a": 1}}],
                "gone": 3,
            },
            "no-such-tool": {"a": 1},
        },
        "versions": [{"tool": TIERING, "label": hostile, "given": {"account": []}}, "x", None],
        "state": {TIERING: {"unfit": [1, {"where": "a", "what": hostile, "why": {"word": "form", "facts": {}}}]}},
    }
    page = case_page()
    put(page, "load", f"{hostile}.json", json.dumps(file))
    asked = page.locator(".case__ask")
    for part in ("較新的版本", "no-such-tool", "gone", hostile):
        expect(asked).to_contain_text(part)
    sure(page)
    expect(page.locator("[data-version-list]")).to_contain_text(hostile)
    sheet = open_tool(TIERING)
    expect(sheet.root.locator('[data-topic="unfit"]')).to_contain_text("gone")
    expect(sheet.field("account_name", "A1")).to_have_value(hostile)
    assert page.locator("img[src=x]").count() == 0


def test_a_case_file_loaded_on_a_tools_page_gives_that_tool_its_part(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    file = {"case": 1, "tools": {TIERING: {"account": [{"id": "A1", "revenue": 12}]}, "role-duties": {}}}
    with sheet.page.expect_file_chooser() as chooser:
        sheet.do("load")
    chooser.value.set_files({"name": "c.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()})
    expect(sheet.field("revenue", "A1")).to_have_value("12")
    expect(sheet.root.locator('[data-topic="file"]')).to_contain_text("案卷")


def test_versions_stand_side_by_side_with_what_differs_and_by_how_much(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    own(sheet, *RATED, ("total_revenue", "", "300"))
    sheet.do("versions")
    panel = sheet.root.locator(".versions")
    expect(panel).to_contain_text("還沒有留過版本")
    panel.get_by_label("這個版本叫什麼").fill("會前")
    panel.get_by_role("button", name="留下現在這個版本").click()
    expect(panel.locator(".versions__summary")).to_have_text("填的數有 0 處不同，結果有 0 項不同，燈號有 0 盞不同。")
    sheet.type("revenue", "A1", "120")
    row = panel.locator("tr", has_text="年營收").filter(has_text="甲公司")
    expect(row.locator("td").nth(0)).to_have_text("90")
    expect(row.locator("td").nth(1)).to_have_text("120")
    expect(row.locator("td").nth(2)).to_have_text("+30（+33%）")
    share = panel.locator("tr", has_text="甲公司 營收佔比")
    assert share.locator("td").all_text_contents() == ["30.0%", "40.0%", "+10 個百分點"]
    then = sheet.root.locator(".result", has_text="客戶依賴").locator(".result__then")
    expect(then).to_contain_text("那時")
    sheet.page.reload()
    sheet.do("versions")
    expect(panel.locator(".versions__pick")).to_contain_text("會前")
    panel.get_by_role("button", name="回到這個版本").click()
    expect(sheet.field("revenue", "A1")).to_have_value("90")
    sheet.do("undo")
    expect(sheet.field("revenue", "A1")).to_have_value("120")
    panel.get_by_role("button", name="刪去").click()
    expect(panel.locator(".versions__pick")).to_have_count(0)


def test_a_changed_example_stands_beside_the_one_that_came(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool(TIERING)
    sheet.type("revenue", "A1", "48")
    sheet.do("versions")
    panel = sheet.root.locator(".versions")
    expect(panel.locator(".versions__pick")).to_contain_text("範例原來的數字")
    expect(panel.locator(".versions__keep")).to_be_hidden()
    row = panel.locator("tr", has_text="年營收").filter(has_text="-48")
    assert row.locator("td").all_text_contents()[:3] == ["96", "48", "-48（-50%）"]


def test_pages_opened_from_disk_share_one_case_file(page: Page, site: Path) -> None:
    page.goto((site / "tools" / f"{TIERING}.html").as_uri())
    sheet = Sheet(page)
    own(sheet, ("account_name", "A1", "甲公司"), ("revenue", "A1", "66"))
    sheet.wait_until_stored("66")
    page.goto((site / "case-file.html").as_uri())
    expect(page.locator(f'tr[data-slug="{TIERING}"] [data-count]')).to_contain_text("2 個數字")
    page.goto((site / "tools" / "triangle-design.html").as_uri())
    sheet.do("mine")
    expect(page.locator('select[data-choose="account"]')).to_contain_text("甲公司")


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["phone"])
def test_storage_that_is_refused_is_told(case_page: Callable[[], Page], page: Page) -> None:
    page.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("armory:")) throw new DOMException("no", "SecurityError");
            return real.call(this, key, ...rest);
          };
        }"""
    )
    page = case_page()
    expect(page.locator("[data-status]")).to_contain_text("不讓網頁保存")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
