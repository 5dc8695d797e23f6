"""Blocks of cells by key and mouse: chosen, copied, cut, cleared, filled, pasted with names of columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from .conftest import PHONE
from .sheet import Sheet, paste

TIERING = "account-tiering"
COPIED = """type => {
  const data = new DataTransfer();
  const event = new ClipboardEvent(type, {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
  return data.getData('text/plain');
}"""


@pytest.fixture
def open_blocks(open_tool: Callable[[str], Sheet]) -> Callable[..., Sheet]:
    """A tool with the focus in one of its cells."""

    def go(slug: str, value: str, at: str, mine: bool = False) -> Sheet:
        sheet = open_tool(slug)
        if mine:
            sheet.do("mine")
        enter(sheet, value, at)
        return sheet

    return go


@pytest.fixture
def sheet(open_blocks: Callable[..., Sheet]) -> Sheet:
    return open_blocks(TIERING, "account_name", "A1")


def enter(sheet: Sheet, value: str, at: str) -> None:
    """What is done with blocks is fetched when a field is first entered."""
    sheet.field(value, at).focus()
    sheet.page.locator(".calculator[data-blocks]").wait_for()


def press(sheet: Sheet, *keys: str) -> None:
    for key in keys:
        sheet.page.keyboard.press(key)


def chosen(sheet: Sheet) -> list[str]:
    found: list[str] = sheet.root.locator("[data-chosen]").evaluate_all(
        "cells => cells.map(cell => cell.querySelector('[data-value]').dataset)"
        ".map(({value, at}) => value === 'rating' ? at : `${value} ${at}`)"
    )
    return found


def values(sheet: Sheet, value: str, *places: str) -> list[str]:
    return [sheet.field(value, at).input_value() for at in places]


def test_a_block_is_chosen_told_copied_cleared_and_comes_back_in_one_step(sheet: Sheet) -> None:
    press(sheet, "Shift+ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    names = ("account_name", "layer_of", "revenue")
    assert chosen(sheet) == [f"{name} {at}" for at in ("A1", "A2") for name in names]
    expect(sheet.root.locator(".chosen")).to_contain_text("2 × 3 格")
    expect(sheet.root.locator("p[aria-live]", has_text="2 × 3 格")).to_have_count(1)
    before = sheet.figures()
    assert sheet.page.evaluate(COPIED, "copy") == "A1 松石\t\t96\r\nA2 雲杉\t\t72"
    press(sheet, "Delete")
    assert values(sheet, "account_name", "A1", "A2", "A3") == ["", "", "A3 白鷺"]
    assert values(sheet, "revenue", "A1", "A2") == ["", ""]
    press(sheet, "Control+z")
    assert values(sheet, "account_name", "A1", "A2") == ["A1 松石", "A2 雲杉"]
    assert sheet.figures() == before
    press(sheet, "Escape")
    assert chosen(sheet) == []
    assert sheet.field("account_name", "A1").evaluate("field => field === document.activeElement")


def test_what_is_cut_can_be_pasted_elsewhere_and_names_stand_for_items(sheet: Sheet) -> None:
    sheet.field("account_name", "A1").fill('=1 "甲"')
    enter(sheet, "current_tier", "A1")
    press(sheet, "Shift+ArrowDown", "Shift+ArrowRight")
    assert sheet.page.evaluate(COPIED, "cut") == "S 戰略客戶\t6\r\nS 戰略客戶\t4"
    assert values(sheet, "current_tier", "A1", "A2") == ["", ""]
    paste(sheet.field("current_tier", "A6"), "S 戰略客戶\t6\r\nS 戰略客戶\t4")
    assert values(sheet, "current_tier", "A6", "A7") == ["S", "S"]
    assert values(sheet, "effort", "A6", "A7") == ["6", "4"]

    enter(sheet, "account_name", "A1")
    press(sheet, "Shift+ArrowRight")
    text = sheet.page.evaluate(COPIED, "copy")
    assert text == '\'=1 "甲"\t'
    paste(sheet.field("account_name", "A5"), text)
    assert values(sheet, "account_name", "A5") == ['=1 "甲"']


def test_arrows_with_shift_choose_text_until_its_edge(sheet: Sheet) -> None:
    field = sheet.field("account_name", "A1")
    field.evaluate("field => field.setSelectionRange(3, 3)")
    press(sheet, "Shift+ArrowRight", "Shift+ArrowRight")
    assert chosen(sheet) == []
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [3, 5]
    press(sheet, "Shift+ArrowRight")
    assert chosen(sheet) == ["account_name A1", "layer_of A1"]
    press(sheet, "Escape")
    field.evaluate("field => field.setSelectionRange(2, 2)")
    press(sheet, "Delete", "Backspace")
    assert values(sheet, "account_name", "A1") == ["A松石"]


def test_fills_go_down_and_right_from_the_first_or_from_the_neighbour(sheet: Sheet) -> None:
    enter(sheet, "rating", "A2/white_space")
    press(sheet, "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert values(sheet, "rating", *(f"A{i}/white_space" for i in range(2, 5))) == ["5", "5", "5"]
    press(sheet, "Control+z")
    assert values(sheet, "rating", *(f"A{i}/white_space" for i in range(2, 5))) == ["5", "5", "3"]
    enter(sheet, "rating", "A6/growth")
    press(sheet, "Control+d")
    assert values(sheet, "rating", "A6/growth") == values(sheet, "rating", "A5/growth")
    press(sheet, "Control+r")
    assert values(sheet, "rating", "A6/growth") == values(sheet, "rating", "A6/white_space")
    enter(sheet, "current_tier", "A3")
    press(sheet, "Control+d")
    assert values(sheet, "current_tier", "A2", "A3") == ["S", "S"]
    press(sheet, "Delete")
    assert values(sheet, "current_tier", "A3") == [""]
    press(sheet, "Control+z", "Control+z")
    assert values(sheet, "current_tier", "A3") == ["A"]


def test_a_default_that_is_shown_is_filled_as_it_is_shown_and_returns_when_cleared(sheet: Sheet) -> None:
    enter(sheet, "weight", "white_space")
    before = values(sheet, "weight", "white_space", "growth")
    press(sheet, "Shift+ArrowDown", "Control+d")
    assert values(sheet, "weight", "growth") == before[:1]
    press(sheet, "Delete")
    assert values(sheet, "weight", "white_space", "growth") == before


def test_far_keys_the_mouse_and_all_of_a_table(sheet: Sheet) -> None:
    press(sheet, "Control+End")
    assert sheet.page.evaluate("document.activeElement.dataset.at") == "A12"
    press(sheet, "Control+Shift+Home")
    assert len(chosen(sheet)) == 12 * 6
    press(sheet, "Control+Home")
    assert chosen(sheet) == []
    press(sheet, "Control+Shift+ArrowDown")
    assert chosen(sheet) == [f"account_name A{i}" for i in range(1, 13)]
    sheet.field("revenue", "A2").click()
    assert chosen(sheet) == []
    sheet.field("effort", "A3").click(modifiers=["Shift"])
    assert len(chosen(sheet)) == 2 * 4
    press(sheet, "Escape", "Control+a", "Control+a")
    assert len(chosen(sheet)) == 12 * 6

    sheet.field("revenue", "A4").hover()
    sheet.page.mouse.down()
    sheet.field("wallet", "A6").hover()
    sheet.page.mouse.up()
    assert len(chosen(sheet)) == 3 * 2
    assert values(sheet, "revenue", "A4", "A6") == ["38", "24"]


def test_escape_takes_back_and_f2_goes_into_the_text(sheet: Sheet) -> None:
    field = sheet.field("revenue", "A1")
    field.focus()
    before = sheet.figures()
    for text in ("12", "abc"):
        field.fill(text)
        press(sheet, "Escape")
        expect(field).to_have_value("96")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        assert sheet.figures() == before
    expect(sheet.root.locator('[data-do="undo"]')).to_be_disabled()
    sheet.field("cut", "S").focus()
    press(sheet, "9", "Escape")
    expect(sheet.field("cut", "S")).to_have_attribute("data-default", "")
    field.focus()
    field.select_text()
    press(sheet, "F2", "ArrowLeft", "5")
    expect(field).to_have_value("956")


def test_a_chinese_word_replaces_the_first_cell_of_a_block_without_losing_a_sign(sheet: Sheet) -> None:
    press(sheet, "Shift+ArrowDown")
    keyboard = sheet.page.context.new_cdp_session(sheet.page)
    for part in ("s", "so", "song", "松"):
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
    assert chosen(sheet) == []
    keyboard.send("Input.insertText", {"text": "松風，集團"})
    assert values(sheet, "account_name", "A1", "A2") == ["松風，集團", "A2 雲杉"]
    enter(sheet, "revenue", "A1")
    press(sheet, "Control+a")
    keyboard.send("Input.imeSetComposition", {"text": "１２", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.insertText", {"text": "１，２３４。５"})
    press(sheet, "Enter")
    assert values(sheet, "revenue", "A1") == ["1234.5"]


def test_named_columns_go_to_their_own_and_ids_to_their_rows(open_blocks: Callable[..., Sheet]) -> None:
    sheet = open_blocks(TIERING, "revenue", "A2", mine=True)
    paste(
        sheet.field("revenue", "A2"),
        "編號\t區域\t年營收（百萬元）\t客戶\t現行等級\nA3\t東\t３０\t甲\tS\nA1\t西\t20\t乙\tA 重點客戶\n"
        "X9\t\t=A1\t丙\t",
    )
    assert sheet.rows("account") == ["A1", "A2", "A3", "X9"]
    assert values(sheet, "revenue", "A1", "A2", "A3", "X9") == ["20", "", "30", ""]
    assert values(sheet, "account_name", "A1", "A2", "A3", "X9") == ["乙", "", "甲", "丙"]
    assert values(sheet, "current_tier", "A1", "A3") == ["A", "S"]
    told = sheet.root.locator('[data-topic="paste"]')
    expect(told).to_contain_text("第一行是欄名")
    expect(told).to_contain_text("沒有用到的欄：區域")
    expect(told).to_contain_text("「=A1」是公式")
    press(sheet, "Control+z")
    assert sheet.rows("account") == ["A1", "A2", "A3"]


def test_rows_of_a_matrix_are_found_by_their_names(open_blocks: Callable[..., Sheet]) -> None:
    sheet = open_blocks("kpi-scorecard", "weight", "C1/AD")
    shown = sheet.root.locator('tr[data-item="C2"] .row__name').first.text_content() or ""
    paste(sheet.field("weight", "C1/AD"), f"指標\tSR\tAR\n{shown}\t7\t8\nC1\t5\t6\n沒有的\t1\t2")
    assert values(sheet, "weight", "C2/SR", "C2/AR", "C1/SR", "C1/AR") == ["7", "8", "5", "6"]
    expect(sheet.root.locator('[data-topic="paste"]')).to_contain_text("第 4 行：這裡沒有這個名稱")


def test_one_block_fills_all_that_is_chosen(sheet: Sheet) -> None:
    enter(sheet, "rating", "A1/white_space")
    press(sheet, "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight")
    paste_into_page = """text => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    sheet.page.evaluate(paste_into_page, "1\t2")
    assert values(sheet, "rating", *(f"A{i}/white_space" for i in (1, 2, 3))) == ["1"] * 3
    assert values(sheet, "rating", *(f"A{i}/growth" for i in (1, 2, 3))) == ["2"] * 3
    press(sheet, "Control+z")
    assert values(sheet, "rating", "A1/white_space", "A2/white_space") == ["3", "5"]


def test_five_thousand_rows_and_two_megabytes_are_taken_as_far_as_there_is_room(
    open_blocks: Callable[..., Sheet],
) -> None:
    sheet = open_blocks(TIERING, "account_name", "A1", mine=True)
    long = "x" * 380  # two megabytes in all
    paste(
        sheet.field("account_name", "A1"),
        "客戶\t備註\t年營收\n" + "".join(f"客戶{i}\t{long}\t{i}\n" for i in range(1, 5001)),
    )
    assert len(sheet.rows("account")) == 500
    assert values(sheet, "revenue", "A1", "A500") == ["1", "500"]
    told = sheet.root.locator('[data-topic="paste"]')
    expect(told).to_contain_text("第 502–5001 行：客戶最多 500 行")
    expect(told).to_contain_text("沒有用到的欄：備註")
    press(sheet, "Control+z")
    assert sheet.rows("account") == ["A1", "A2", "A3"]


def test_one_cell_of_two_megabytes_is_refused_in_words(sheet: Sheet) -> None:
    field = sheet.field("account_name", "A1")
    field.fill("字" * 700_000)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field.locator("xpath=../span[@class='flag']")).to_contain_text("文字太長")
    press(sheet, "Escape")
    expect(field).to_have_value("A1 松石")


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_on_a_phone_keys_and_blocks_stay_out_of_the_cards(sheet: Sheet, context: BrowserContext) -> None:
    press(sheet, "Shift+ArrowDown", "Control+d")
    assert chosen(sheet) == []
    assert values(sheet, "account_name", "A1", "A2") == ["A1 松石", "A2 雲杉"]


def test_the_keys_are_told_in_the_menu(sheet: Sheet) -> None:
    sheet.do("keys")
    dialog = sheet.page.get_by_role("dialog", name="鍵盤")
    expect(dialog).to_contain_text("向下填")
    expect(dialog).not_to_contain_text("undefined")
    press(sheet, "Escape")
    expect(dialog).to_have_count(0)
