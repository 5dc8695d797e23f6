"""Files out and in: CSV for spreadsheets, and everything that a file can be instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from site_builder.catalog import Tool
from site_builder.catalog.example import Example
from site_builder.compute import compute
from site_builder.render.figures import scene_of

from .sheet import Sheet, expected

TIERING = "account-tiering"


@pytest.fixture
def sheet(open_tool: Callable[[str], Sheet]) -> Sheet:
    return open_tool(TIERING)


def load(sheet: Sheet, name: str, content: str | bytes) -> str:
    """Until it is told what became of the file."""
    told = sheet.root.locator('[data-topic="file"]')
    told.evaluate_all("notices => notices.forEach(notice => notice.remove())")
    buffer = content if isinstance(content, bytes) else content.encode()
    sheet.root.locator("input[data-load]").set_input_files(
        files=[{"name": name, "mimeType": "application/octet-stream", "buffer": buffer}]
    )
    told.wait_for()
    return told.text_content() or ""


def test_the_csv_file_gives_the_pages_figures_and_comes_back(
    sheet: Sheet, tools: dict[str, Tool], tmp_path: Path
) -> None:
    sheet.do("mine")
    sheet.type("account_name", "A1", "=cmd|'/c calc'!A1")
    for value, at, text in [("revenue", "A1", "30"), ("wallet", "A1", "100"), ("rating", "A1/growth", "4")]:
        sheet.type(value, at, text)
    sheet.type("current_tier", "A1", "S")
    sheet.type("total_revenue", "", "480")
    sheet.type("cut", "S", "4.5")
    with sheet.page.expect_download() as waiting:
        sheet.do("csv")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "account-tiering.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,account_name,")
    assert b",'=cmd" in path.read_bytes()

    tool = tools[TIERING]
    done, problems = compute(path, path.name, tool)
    assert done is not None, problems
    scene = scene_of(tool, Example("", "", None, done.given, done.figures), "是", "否")
    shown, figures = expected(scene), sheet.figures()
    assert {name: figure for name, figure in figures.items() if shown[name] != figure} == {}

    sheet.do("reset")
    sheet.type("effort", "A1", "9")
    sheet.field("effort", "A1").blur()
    assert "已從「account-tiering.csv」載入 7 個數字" in load(sheet, path.name, path.read_bytes())
    assert sheet.figures() == figures
    expect(sheet.field("account_name", "A1")).to_have_value("=cmd|'/c calc'!A1")
    expect(sheet.field("effort", "A1")).to_have_value("")
    sheet.do("undo")
    expect(sheet.field("effort", "A1")).to_have_value("9")


TABLE = "客戶;區域;年營收\n我們的客戶;東;１２\n松石電子;西;=SUM(A1)\n"


ENCODED = {
    "UTF-8": (TABLE.encode(), ""),
    "UTF-8 with a mark": (("\ufeff" + TABLE.replace(";", ",")).encode(), ""),
    "UTF-16": (TABLE.replace(";", "\t").encode("utf-16"), "UTF-16LE"),
    "GBK": (TABLE.encode("gb18030"), "GBK"),
    "Big5": (TABLE.replace("１２", "12").encode("big5"), "Big5"),
    "sep=": (("sep=;\r\n" + TABLE.replace("\n", "\r\n")).encode(), ""),
}


def test_tables_of_every_encoding_and_separator_are_read(sheet: Sheet) -> None:
    for name, (content, says) in ENCODED.items():
        told = load(sheet, f"{name}.csv", content)
        assert sheet.root.get_attribute("data-mode") == "mine"
        rows = sheet.rows("account")
        assert [sheet.field("account_name", at).input_value() for at in rows] == ["我們的客戶", "松石電子"], name
        assert [sheet.field("revenue", at).input_value() for at in rows] == ["12", ""]
        assert "沒有用到的欄：區域" in told
        assert "「=SUM(A1)」是公式" in told
        assert f"按 {says} 讀" in told if says else "不是 UTF-8" not in told


DEEP = "[" * 200_000 + "]" * 200_000


USELESS = [
    ("a.json", '{"account": [{"id": "A1", "revenue": 1', "不完整"),
    ("a.json", "hello", "不是 JSON 文件"),
    ("a.json", '{"name": "x", "version": "1.0", "account": "many"}', "沒有這件工具能用的數字"),
    ("a.json", "[1, 2]", "沒有這件工具能用的數字"),
    ("a.json", DEEP, "沒有這件工具能用的數字"),
    ("a.json", '{"__proto__": {"revenue": 5}, "constructor": 1}', "沒有這件工具能用的數字"),
    ("a.json", "", "是空的"),
    ("a.csv", " \r\n\ufeff".encode(), "沒有載入"),
    ("a.csv", bytes(range(256)) * 40, "不是文本文件"),
    ("a.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 300, "不是文本文件"),
    ("a.xlsx", b"PK\x03\x04" + b"\x00" * 400, "是 Excel 文件"),
    ("a.csv", "甲,乙\n1,2\n", "沒有這件工具認得的欄名"),
    ("a.csv", "<img src=x onerror=alert(1)>,__proto__\n1,2\n", "沒有這件工具認得的欄名"),
    ("a.csv", b"x" * 5_000_001, "太大"),
]


def test_files_that_hold_nothing_for_the_tool_are_told_and_change_nothing(sheet: Sheet) -> None:
    sheet.do("mine")
    sheet.type("revenue", "A2", "33")
    before = sheet.figures()
    for name, content, says in USELESS:
        assert says in load(sheet, name, content)
    assert sheet.figures() == before
    expect(sheet.field("revenue", "A2")).to_have_value("33")
    expect(sheet.root.locator('[data-do="undo"]')).to_contain_text("年營收")
    assert sheet.root.locator("img").count() == 0


def test_five_thousand_hostile_rows_are_taken_as_far_as_there_is_room(sheet: Sheet) -> None:
    hostile = '"<img src=x onerror=""document.title=1"">\u202e\u2067x"'
    rows = "".join(f"{hostile},{i}\r\n" for i in range(1, 5001))
    told = load(sheet, "many.csv", "客戶,年營收\r\n" + rows)
    assert "第 502–5001 行：客戶最多 500 行" in told
    assert len(sheet.rows("account")) == 500
    first = sheet.rows("account")[0]
    expect(sheet.field("account_name", first)).to_have_value('<img src=x onerror="document.title=1"> x')
    assert sheet.root.locator("img").count() == 0
    rows_of_json = ",".join(f'{{"id": "C{i}", "account_name": "<b>x</b>", "revenue": {i}}}' for i in range(5000))
    assert "4500 項放不進去" in load(sheet, "many.json", f'{{"account": [{rows_of_json}]}}')
    assert len(sheet.rows("account")) == 500
    assert sheet.root.locator("td b, .notices b").count() == 0
