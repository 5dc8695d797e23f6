"""Typing: what is taken, what is refused, what follows at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .sheet import Sheet

TIERING = "account-tiering"


@pytest.fixture
def sheet(open_tool: Callable[[str], Sheet]) -> Sheet:
    return open_tool(TIERING)


def test_changing_one_rating_changes_tier_lights_and_chart_at_once(sheet: Sheet) -> None:
    circles = sheet.root.locator('[data-chart="matrix"] circle')
    sheet.root.locator('[data-chart="matrix"]').scroll_into_view_if_needed()
    before = circles.evaluate_all("all => all.map(one => one.getAttribute('cy'))")
    assert sheet.figure("recommended_tier", "A3").text_content() == "S 戰略客戶"

    sheet.type("rating", "A3/fit", "1")

    assert sheet.figure("score", "A3").text_content() == "3.65"
    assert sheet.figure("recommended_tier", "A3").text_content() == "A 重點客戶"
    sheet.root.locator('[data-chart="matrix"]').scroll_into_view_if_needed()
    heights = "[...document.querySelectorAll('[data-chart=matrix] circle')].map(one => one.getAttribute('cy'))"
    sheet.page.wait_for_function(f"before => {heights}.join() !== before.join()", arg=before)
    for dimension in ("white_space", "growth", "willingness"):
        sheet.type("rating", f"A2/{dimension}", "1")
        sheet.type("rating", f"A3/{dimension}", "1")
    expect(sheet.light("titles_without_troops")).to_have_attribute("data-state", "red")
    sheet.type("effort", "A6", "2")
    expect(sheet.light("titles_without_troops")).to_have_attribute("data-state", "green")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("９６", "96"),
        ("1,200", "1200"),
        ("１，２００．５", "1200.5"),
        (" 7 ", "7"),
        ("12。5", "12.5"),
        ("+3", "3"),
        (".5", "0.5"),
    ],
)
def test_numbers_are_taken_as_people_write_them(sheet: Sheet, text: str, shown: str) -> None:
    sheet.field("revenue", "A4").fill(text)
    sheet.field("effort", "A4").focus()
    expect(sheet.field("revenue", "A4")).to_have_value(shown)
    expect(sheet.field("revenue", "A4")).not_to_have_attribute("aria-invalid", "true")


def test_percentages_are_typed_with_or_without_their_sign(sheet: Sheet) -> None:
    for text in ("25%", "２５％", "25"):
        sheet.field("protection_share").fill(text)
        sheet.field("s_potential_floor").focus()
        expect(sheet.field("protection_share")).to_have_value("25")
        assert sheet.figure("recommended_tier", "A1").text_content() == "B 核心客戶"
        sheet.field("protection_share").fill("")


@pytest.mark.parametrize(
    ("value", "at", "text", "says"),
    [
        ("revenue", "A1", "abc", "不是數字"),
        ("revenue", "A1", "1,2", "不是數字"),
        ("revenue", "A1", "-5", "小於 0"),
        ("revenue", "A1", "1e400", "不是數字"),
        ("rating", "A1/fit", "6", "1–5"),
        ("rating", "A1/fit", "2.5", "1–5"),
        ("unlisted_count", "", "2.5", "不是整數"),
        ("cut", "S", "7", "1–5"),
        ("revenue", "A1", "<img src=x onerror=alert(1)>", "不是數字"),
    ],
)
def test_impossible_input_is_refused_beside_the_field(sheet: Sheet, value: str, at: str, text: str, says: str) -> None:
    before, field = sheet.figures(), sheet.field(value, at)
    old = field.input_value()
    field.fill(text)
    expect(field).to_have_attribute("aria-invalid", "true")
    message = sheet.page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}")
    expect(message).to_be_visible()
    expect(message).to_contain_text(says)
    assert sheet.figures() == before
    field.blur()
    expect(field).to_have_value(old)
    field.fill(old)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_rule_between_values_is_flagged_and_the_figure_kept(sheet: Sheet) -> None:
    field = sheet.field("wallet", "A1")
    field.fill("50")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field.locator("xpath=../span[@class='flag']")).to_contain_text("錢包不會小於")
    assert sheet.figure("sow", "A1").text_content() == "192.0%"
    field.fill("120")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_rows_that_are_not_complete_are_said_and_left_out(sheet: Sheet) -> None:
    sheet.field("revenue", "A5").fill("")
    sheet.field("rating", "A6/payment").fill("")
    left_out = sheet.root.locator('[data-left-out="account"]').first
    expect(left_out).to_have_text("2 行未填完，未計入。")
    expect(sheet.root.locator('tr[data-item="A5"] .row__state').first).to_be_visible()
    assert sheet.figure("customer_count").text_content() == "38"


def test_clearing_a_default_returns_to_it(sheet: Sheet) -> None:
    field = sheet.field("weight", "growth")
    expect(field).to_have_value("10")
    field.fill("35")
    assert sheet.figure("weight_total").text_content() == "125"
    field.focus()
    sheet.root.get_by_role("button", name="還原默認值").click()
    assert sheet.figure("weight_total").text_content() == "100"
    field.blur()
    expect(field).to_have_value("10")


def test_a_chinese_name_is_composed_without_losing_a_sign(sheet: Sheet) -> None:
    field = sheet.field("account_name", "A1")
    field.fill("")
    field.focus()
    keyboard = sheet.page.context.new_cdp_session(sheet.page)
    for part in ("b", "ba", "bai", "白"):
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
        assert sheet.root.locator('[data-label="account"][data-item="A1"]').first.text_content() == "A1"
    keyboard.send("Input.insertText", {"text": "白鷺集團"})
    expect(field).to_have_value("白鷺集團")
    expect(sheet.root.locator('[data-label="account"][data-item="A1"]').first).to_have_text("白鷺集團")


def test_results_are_announced_after_a_pause(sheet: Sheet) -> None:
    voice = sheet.root.locator("[data-voice]")
    expect(voice).to_have_text("")
    sheet.type("current_tier", "A3", "S")
    expect(voice).to_contain_text("錯級率")


def test_hostile_names_stay_text(sheet: Sheet) -> None:
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    sheet.field("account_name", "A2").fill(hostile)
    assert hostile in sheet.root.inner_text() or hostile in sheet.root.text_content()
    assert sheet.root.locator("img, script").count() == 0
    sheet.figure("score", "A2").click()
    assert sheet.page.locator("dialog img, dialog script").count() == 0
