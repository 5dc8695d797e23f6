"""Questions in Chromium: tried on a tool's page, the final test to its certificate, and what is kept of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.catalog import Catalog, Tool
from site_builder.catalog.quiz_file import NumberQuestion, OrderQuestion, QuestionFile, TruthQuestion

from ..project import project
from .axe import violations
from .conftest import DARK, PHONE

WALLET = "#quiz-wallet_share"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


def _record(page: Page) -> dict[str, Any]:
    key = page.evaluate("Object.keys(localStorage).find((key) => key.endsWith(':quiz'))")
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", key)) if key else {}  # type: ignore[no-any-return]


def open_quiz(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[data-quiz], [data-certificate]").first.scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-questions", "on")


def _press(question: Locator, word: str) -> None:
    question.get_by_role("button", name=word, exact=True).click()


def _put_in_order(question: Locator, right: list[str]) -> None:
    for place, item in enumerate(right):
        for _ in right:
            ids = question.locator("[data-option]").evaluate_all("(all) => all.map((each) => each.dataset.option)")
            if ids.index(item) == place:
                break
            question.locator(f"[data-option={item}] [data-move='-1']").click()
    question.locator("[data-move='1']").first.click()  # moved and moved back: an answer even where nothing had to move
    question.locator(f"[data-option={right[0]}] [data-move='-1']").click()


def answer(page: Page, tool: Tool, name: str, file: QuestionFile, wrong: bool = False) -> None:
    """As a learner does it, right or wrong."""
    question = page.locator(f"[data-quiz='{tool.id}.{name}']")
    match file:
        case TruthQuestion():
            question.locator(f"input[value={'true' if file.answer is not wrong else 'false'}]").check()
        case OrderQuestion():
            _put_in_order(question, [*reversed(file.items)] if wrong else [*file.items])
        case NumberQuestion():
            question.locator("input").fill("-987654" if wrong else _right_number(question))
        case _:
            right = [file.answer] if isinstance(file.answer, str) else file.answer
            for option in [each for each in file.choices if each not in right][:1] if wrong else right:
                question.locator(f"input[value={option}]").check()


def _right_number(question: Locator) -> str:
    """As the page itself works it out: what `because` says the answer is."""
    shown = question.locator("[data-right] .quiz-figure").evaluate("(each) => each.textContent")
    return re.sub(r"[^0-9.\-]", "", str(shown).replace(",", ""))


# ---------------------------------------------------------------- on a tool's page


def test_a_wrong_option_teaches_and_a_second_try_counts(page: Page, address: str) -> None:
    open_quiz(page, f"{address}/tools/account-tiering.html")
    question = page.locator("#quiz-protected_giant")
    expect(question.locator("details")).to_be_hidden()
    _press(question, "核對")
    expect(question.locator("[data-told]")).to_contain_text("先選一個答案")
    question.locator("input[value=a]").check()
    _press(question, "核對")
    told = question.locator("[data-told]")
    expect(told).to_contain_text("還不對")
    expect(told).to_contain_text("S 級要的是往後")
    expect(told).not_to_contain_text("丟掉 22% 的營收是一場大事")
    expect(told.get_by_role("link")).to_have_attribute("href", "#step-6")
    question.locator("input[value=b]").check()
    expect(told).to_be_empty()
    _press(question, "核對")
    expect(told).to_contain_text("丟掉 22% 的營收是一場大事")
    expect(question.locator("input").first).to_be_disabled()
    assert _record(page)["items"]["account_tiering.protected_giant"] == {"tries": 2, "right": True, "wrong": {"a": 1}}
    page.reload()
    page.locator("#quiz-protected_giant").scroll_into_view_if_needed()
    expect(page.locator("#quiz-protected_giant[data-done]")).to_be_visible()


def test_numbers_are_drawn_anew_and_computed(page: Page, address: str) -> None:
    open_quiz(page, f"{address}/tools/account-tiering.html")
    question = page.locator(WALLET)
    figures = question.locator(".question__ask .quiz-figure")
    seen = set[tuple[str, ...]]()
    for _ in range(6):
        revenue, wallet, total = (float(re.findall(r"[\d.]+", text)[0]) for text in figures.all_inner_texts())
        seen.add(tuple(figures.all_inner_texts()))
        question.locator("input").fill(f"{100 * revenue / total:.2f}")
        if abs(revenue / total - revenue / wallet) > 0.001:
            _press(question, "核對")
            expect(question.locator("[data-told]")).to_contain_text("這是營收佔比")
        question.locator("input").fill(f"{100 * revenue / wallet:.2f}")
        question.locator("input").press("Enter")
        expect(question.locator("[data-told]")).to_contain_text("對。")
        _press(question, "換一組數")
    assert len(seen) > 1


def test_an_order_is_put_right_with_the_keyboard_alone(page: Page, address: str) -> None:
    open_quiz(page, f"{address}/tools/account-tiering.html")
    question = page.locator("#quiz-gates_in_order")
    for item in ("s_gate", "a_gate", "credit", "floor", "room"):
        up = question.locator(f"[data-option={item}] [data-move='-1']")
        for _ in range(5):
            up.focus()
            page.keyboard.press("Enter")
    for item in ("room", "floor", "credit", "a_gate", "s_gate"):
        up = question.locator(f"[data-option={item}] [data-move='-1']")
        for _ in range(5):
            up.focus()
            page.keyboard.press("Enter")
    _press(question, "核對")
    expect(question).to_have_attribute("data-state", "right")


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_questions_and_answers_are_read(page: Page, address: str) -> None:
    page.goto(f"{address}/tools/account-tiering.html")
    question = page.locator("#quiz-protected_giant")
    expect(question.locator("input").first).to_be_hidden()
    question.locator("summary").click()
    expect(question.locator("details")).to_contain_text("A 級，用「保護」的方式對待")


# ---------------------------------------------------------------- the final test


def test_the_final_test_is_passed_and_certified(page: Page, address: str, catalog: Catalog) -> None:
    final = catalog.reading.final
    assert final is not None
    questions = final.questions(catalog.tools)
    open_quiz(page, f"{address}/certificate.html")
    expect(page.locator("[data-missing]")).to_contain_text("還沒有通過")
    open_quiz(page, f"{address}/quiz.html")
    wrong = 5
    for at, (tool, name, file) in enumerate(questions):
        answer(page, tool, name, file, wrong=at < wrong)
    expect(page.locator("[data-progress]")).to_contain_text("都答完了")
    page.get_by_role("button", name="交卷").click()
    result = page.locator("[data-result]")
    expect(result).to_have_attribute("data-state", "failed")
    expect(result).to_contain_text(f"{len(questions)} 題答對 {len(questions) - wrong} 題")
    expect(result).to_contain_text("76%")
    assert result.locator(".final__reread li").count() >= 1
    page.reload()
    expect(page.locator("[data-result]")).to_contain_text("76%")
    page.get_by_role("button", name="再考一次").click()
    for at, (tool, name, file) in enumerate(questions):
        if at == 10:  # in the middle the page is left, and what was answered is there again
            page.reload()
            expect(page.locator("[data-progress]")).to_contain_text("答了 10 題")
        answer(page, tool, name, file)
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-result]")).to_contain_text("100%")
    page.get_by_role("link", name="看證書").click()
    expect(page.locator("html")).to_have_attribute("data-questions", "on")
    page.locator("[data-name]").fill("林小青")
    expect(page.locator("[data-who]")).to_have_text("林小青")
    expect(page.locator("[data-score]")).to_have_text("100%")
    code = page.locator("[data-checksum]").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    page.reload()
    expect(page.locator("[data-checksum]")).to_have_text(code)
    expect(page.locator("[data-name]")).to_have_value("林小青")
    page.goto(f"{address}/case-file.html")
    assert _record(page)["final"]["best"] == 1


def test_handing_in_with_open_questions_asks_once(page: Page, address: str) -> None:
    open_quiz(page, f"{address}/quiz.html")
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-progress]")).to_contain_text("沒有作答的算錯")
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-result]")).to_contain_text("0%")


@pytest.mark.parametrize("context", [{}, DARK, PHONE, PHONE | DARK], indirect=True)
def test_a_session_with_questions_has_no_violations(page: Page, address: str, catalog: Catalog) -> None:
    open_quiz(page, f"{address}/quiz.html")
    tool = catalog.tools[0]
    for at, (name, file) in enumerate(list(tool.file.quiz.items())[:3]):
        answer(page, tool, name, file, wrong=at == 0)
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-result]")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_storage_that_is_refused_is_said(page: Page, address: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError') }")
    open_quiz(page, f"{address}/quiz.html")
    page.locator("[data-quiz] input").first.check()
    expect(page.locator("[data-progress]")).to_contain_text("不讓網站存東西")


def test_questions_work_from_disk(page: Page, site: Path) -> None:
    open_quiz(page, (site / "tools" / "account-tiering.html").as_uri())
    question = page.locator(WALLET)
    question.locator("input").fill("37.5")
    _press(question, "核對")
    expect(question).to_have_attribute("data-state", "right")
