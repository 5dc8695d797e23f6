"""Tables as spreadsheets: rows, keys, blocks, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .sheet import Sheet, paste


@pytest.fixture
def sheet(open_tool: Callable[[str], Sheet]) -> Sheet:
    return open_tool("account-tiering")


@pytest.fixture
def mine(sheet: Sheet) -> Sheet:
    sheet.do("mine")
    return sheet


def focused(sheet: Sheet) -> tuple[str, str]:
    value, at = sheet.page.evaluate("[document.activeElement.dataset.value, document.activeElement.dataset.at]")
    return value, at


def test_rows_are_added_deleted_moved_and_ids_are_never_used_twice(mine: Sheet) -> None:
    assert mine.rows("account") == ["A1", "A2", "A3"]
    mine.do("add")
    assert mine.rows("account") == ["A1", "A2", "A3", "A4"]
    assert focused(mine) == ("account_name", "A4")
    mine.root.get_by_role("button", name="刪除 A4").click()
    mine.root.get_by_role("button", name="刪除 A2").click()
    mine.do("add")
    assert mine.rows("account") == ["A1", "A3", "A5"]
    mine.root.get_by_role("button", name="上移 A5").click()
    assert mine.rows("account") == ["A1", "A5", "A3"]
    mine.page.reload()
    assert mine.rows("account") == ["A1", "A5", "A3"]


def test_a_deleted_row_comes_back_whole(sheet: Sheet) -> None:
    before = sheet.figures()
    sheet.root.get_by_role("button", name="刪除 A3").click()
    assert "A3" not in sheet.rows("account")
    assert sheet.figures()["hhi[]"] != before["hhi[]"]
    expect(sheet.root.locator('[data-do="undo"]')).to_have_text("撤銷：刪除 A3 白鷺")
    sheet.do("undo")
    assert sheet.figures() == before
    expect(sheet.field("rating", "A3/fit")).to_have_value("5")
    sheet.do("redo")
    assert "A3" not in sheet.rows("account")
    sheet.page.keyboard.press("Control+z")
    assert sheet.figures() == before


def test_undo_steps_are_fields_not_letters(mine: Sheet) -> None:
    mine.type("account_name", "A1", "abcd")
    mine.type("revenue", "A1", "123")
    mine.root.locator("[data-do=undo]").focus()
    mine.page.keyboard.press("Control+z")
    expect(mine.field("revenue", "A1")).to_have_value("")
    expect(mine.field("account_name", "A1")).to_have_value("abcd")
    mine.page.keyboard.press("Control+z")
    expect(mine.field("account_name", "A1")).to_have_value("")
    mine.page.keyboard.press("Control+Shift+z")
    expect(mine.field("account_name", "A1")).to_have_value("abcd")


def test_keys_move_as_in_a_spreadsheet(sheet: Sheet) -> None:
    press = sheet.page.keyboard.press
    sheet.field("rating", "A1/white_space").focus()
    press("ArrowDown")
    assert focused(sheet) == ("rating", "A2/white_space")
    press("ArrowRight")
    assert focused(sheet) == ("rating", "A2/growth")
    press("Enter")
    assert focused(sheet) == ("rating", "A3/growth")
    press("Shift+Enter")
    press("ArrowUp")
    assert focused(sheet) == ("rating", "A1/growth")
    press("ArrowUp")
    assert focused(sheet) == ("rating", "A1/growth")
    press("ArrowLeft")
    press("Tab")
    assert focused(sheet) == ("rating", "A1/growth")
    press("4")
    press("Enter")
    assert focused(sheet) == ("rating", "A2/growth")
    expect(sheet.field("rating", "A1/growth")).to_have_value("4")


def test_in_the_middle_of_a_text_the_arrow_moves_the_caret(sheet: Sheet) -> None:
    field = sheet.field("account_name", "A1")
    field.focus()
    field.evaluate("field => field.setSelectionRange(2, 2)")
    sheet.page.keyboard.press("ArrowRight")
    assert focused(sheet) == ("account_name", "A1")


def test_a_block_from_a_spreadsheet_fills_cells_and_adds_rows(mine: Sheet) -> None:
    rows = [f"客戶{i}\t\t{i * 10}\t{i * 20}\tS\t{i}.5" for i in range(1, 6)]
    paste(mine.field("account_name", "A1"), "\r\n".join(rows) + "\r\n")
    assert mine.rows("account") == ["A1", "A2", "A3", "A4", "A5"]
    expect(mine.field("account_name", "A5")).to_have_value("客戶5")
    expect(mine.field("wallet", "A4")).to_have_value("80")
    expect(mine.field("current_tier", "A2")).to_have_value("S")
    expect(mine.field("effort", "A5")).to_have_value("5.5")
    mine.do("undo")
    assert mine.rows("account") == ["A1", "A2", "A3"]
    expect(mine.field("account_name", "A1")).to_have_value("")


def test_what_does_not_fit_in_a_block_is_listed_and_the_rest_taken(sheet: Sheet) -> None:
    paste(sheet.field("rating", "A11/relationship"), "5\t9\t1\n<b>x</b>\t４\n3\t3")
    expect(sheet.field("rating", "A11/relationship")).to_have_value("5")
    expect(sheet.field("rating", "A11/payment")).to_have_value("1")
    expect(sheet.field("rating", "A12/relationship")).to_have_value("2")
    expect(sheet.field("rating", "A12/payment")).to_have_value("4")
    notice = sheet.root.locator('[data-topic="paste"]')
    expect(notice).to_contain_text("格沒有採用")
    expect(notice).to_contain_text("「<b>x</b>」")
    expect(notice).to_contain_text("落在表格之外")
    assert notice.locator("b").count() == 0


def test_quoted_cells_of_a_block_keep_their_signs(mine: Sheet) -> None:
    paste(mine.field("account_name", "A1"), '"甲 ""乙"""\t\t1,200\n"一行\n兩行"\t\t5')
    expect(mine.field("account_name", "A1")).to_have_value('甲 "乙"')
    expect(mine.field("revenue", "A1")).to_have_value("1200")
    expect(mine.field("account_name", "A2")).to_have_value("一行 兩行")


def test_a_block_stops_at_the_most_rows(mine: Sheet) -> None:
    paste(mine.field("account_name", "A1"), "\n".join(f"客戶{i}" for i in range(1, 506)))
    assert len(mine.rows("account")) == 500
    expect(mine.root.locator('[data-topic="paste"]')).to_contain_text("5 格沒有採用")


def test_anchors_show_while_one_chooses(sheet: Sheet) -> None:
    field = sheet.field("rating", "A3/fit")
    field.focus()
    panel = sheet.root.locator("#step-3 .panel").first
    expect(panel).to_be_visible()
    expect(panel.get_by_role("button", pressed=True)).to_contain_text("書面約定")
    panel.get_by_role("button").nth(1).click()
    expect(field).to_have_value("2")
    expect(field).to_be_focused()
    assert "相鄰的行業" in field.evaluate(
        "field => document.getElementById(field.getAttribute('aria-describedby')).textContent"
    )
    sheet.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_sheet_is_filled_with_the_keyboard_only(sheet: Sheet) -> None:
    press = sheet.page.keyboard.press
    sheet.root.locator('[data-do="mine"]:visible').focus()
    press("Enter")
    expect(sheet.root).to_have_attribute("data-mode", "mine")
    for _ in range(60):
        if focused(sheet) == ("account_name", "A1"):
            break
        press("Tab")
    sheet.page.keyboard.type("甲公司")
    press("Tab")
    press("Tab")
    sheet.page.keyboard.type("30")
    press("Tab")
    sheet.page.keyboard.type("100")
    press("Enter")
    assert focused(sheet) == ("wallet", "A2")
    assert sheet.figure("sow", "A1").text_content() == "30.0%"
    sheet.figure("sow", "A1").focus()
    press("Enter")
    expect(sheet.page.locator("dialog.why")).to_be_visible()
    press("Escape")
    expect(sheet.figure("sow", "A1")).to_be_focused()
