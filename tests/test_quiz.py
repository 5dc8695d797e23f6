"""Questions: what the final test asks, how answers are judged, and numbers that are drawn anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_builder import words
from site_builder.catalog import Catalog, Tool
from site_builder.catalog.figures import figure_at
from site_builder.catalog.quiz import place_of, steps_of, with_figures
from site_builder.catalog.quiz_file import DrawFile, NumberQuestion
from site_builder.formula.targets.javascript import steps_script
from site_builder.formula.targets.python import evaluate
from site_builder.render.page_data import page_data
from site_builder.render.questions import asked, shuffled
from site_builder.resources import assets

from .browser_code import Functions
from .project import project

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"choice", "several", "truth", "order", "number"}


@cache
def catalog() -> Catalog:
    return project()


def number_questions() -> list[tuple[Tool, str, NumberQuestion]]:
    each = ((tool, name, question) for tool in catalog().tools for name, question in tool.file.quiz.items())
    return [(tool, name, question) for tool, name, question in each if isinstance(question, NumberQuestion)]


# ---------------------------------------------------------------- what is asked


def test_the_final_test_asks_three_questions_of_each_tool() -> None:
    final = catalog().reading.final
    assert final is not None and final.file.pass_ == 80
    assert Counter(tool.id for tool, _, _ in final.questions(catalog().tools)) == {
        each.id: 3 for each in catalog().tools
    }


def test_every_tool_asks_five_questions_or_more_and_all_kinds_are_asked() -> None:
    assert all(len(tool.file.quiz) >= 5 for tool in catalog().tools)
    assert {question.kind for tool in catalog().tools for question in tool.file.quiz.values()} == KINDS
    assert {tool.id for tool, _, _ in number_questions()} == {tool.id for tool in catalog().tools}


def test_an_order_is_never_shown_in_the_right_order() -> None:
    for salt in "abcdefghij":
        assert shuffled(["x", "y", "z"], salt) != ["x", "y", "z"]


# ---------------------------------------------------------------- how answers are judged


@cache
def page() -> Functions:
    said = words.load("zh-hant")
    tools = ",".join(
        f"{json.dumps(tool.slug)}: {{ data: {json.dumps(page_data(tool, said), default=str)},"
        f" program: armory.programOf({steps_script(tool.program)}) }}"
        for tool in catalog().tools
    )
    glue = (
        (assets() / "armory.js").read_text("utf-8")
        + f"""
      const tools = {{ {tools} }};
      globalThis.solve = (slug, number, id, seed, typed) => {{
        const {{ data, program }} = tools[slug], next = seed === null ? null : chance(seed, id);
        const scene = drawn(data, program, number, next);
        const numbers = Object.fromEntries(Object.keys(number.draws).map((key) => [key, typedFigure(scene, key)]));
        const traps = number.traps.map((trap) => typedFigure(scene, trap));
        const answer = typedFigure(scene, number.answer), said = figureText(scene, number.answer);
        return {{ numbers, traps, answer, said, verdict: judgeNumber(scene, number, typed ?? String(answer)) }};
      }};
      globalThis.mixed = (seed) => shuffle([1, 2, 3, 4, 5, 6], chance(seed, "x"));
    """
    )
    sources = {
        "quiz/question.ts": "judge",
        "quiz/draw.ts": "chance, shuffle",
        "quiz/numeric.ts": "drawn, figureText, judgeNumber, typedFigure",
        "model/quiz_record.ts": "readQuiz, withTry, percentOf, isPassed",
        "model/checksum.ts": "checkCode",
    }
    return Functions(sources, glue)


CHOICE = {"kind": "choice", "tool": "t", "right": ["b"]}
SEVERAL = {"kind": "several", "tool": "t", "right": ["a", "c"]}
ORDER = {"kind": "order", "tool": "t", "right": ["x", "y", "z"]}


@pytest.mark.parametrize(
    ("question", "answer", "right", "says", "facts"),
    [
        (CHOICE, "b", True, [], None),
        (CHOICE, "a", False, ["a"], None),
        (SEVERAL, "a c", True, [], None),
        (SEVERAL, "a", False, [], {"right": 1, "missing": 1, "wrong": 0}),
        (SEVERAL, "a b c", False, ["b"], {"right": 2, "missing": 0, "wrong": 1}),
        ({"kind": "truth", "tool": "t", "right": ["true"]}, "false", False, [""], None),
        (ORDER, "x y z", True, [], None),
        (ORDER, "z y x", False, [""], {"count": 1}),
    ],
)
def test_an_answer_is_judged(
    question: dict[str, Any], answer: str, right: bool, says: list[str], facts: dict[str, int] | None
) -> None:
    verdict = page().call("judge", question, answer)
    assert (verdict["right"], verdict["says"]) == (right, says)
    if facts is not None:
        assert verdict["facts"] == facts


def test_no_answer_is_no_wrong_answer() -> None:
    assert page().call("judge", CHOICE, "") is None


# ---------------------------------------------------------------- numbers that are drawn


def _data(tool: Tool, name: str) -> dict[str, Any]:
    return json.loads(asked(tool, name, words.load("zh-hant")).data)["number"]  # type: ignore[no-any-return]


def _computed(tool: Tool, name: str, written: Sequence[str], numbers: dict[str, float]) -> list[float]:
    """The figures as one types them, by the reference evaluator."""

    def held(value: str, typed: float) -> float:
        return typed / 100 if tool.file.values[value].unit == "%" else typed

    picked = [(place_of(key), held(place_of(key)[0], typed)) for key, typed in numbers.items()]
    figures = evaluate(tool.program, with_figures(tool.worked[name].given, picked))
    found = []
    for value, items in map(place_of, written):
        figure = figure_at(figures.values[value], items)
        assert isinstance(figure, int | float)
        found.append(figure * 100 if tool.file.values[value].unit == "%" else figure)
    return found


@pytest.mark.parametrize(("tool", "name", "question"), number_questions(), ids=lambda each: getattr(each, "id", ""))
def test_drawn_numbers_have_an_answer_that_the_tool_computes(tool: Tool, name: str, question: NumberQuestion) -> None:
    data, seen = _data(tool, name), set[str]()
    for seed in range(12):
        found = page().call("solve", tool.slug, data, f"{tool.id}.{name}", seed, None)
        for key, draw in question.draws.items():
            assert draw.from_ <= found["numbers"][key] <= draw.to + 1e-9
        written = [question.answer, *(trap.value for trap in question.traps)]
        figures = _computed(tool, name, written, found["numbers"])
        assert [found["answer"], *found["traps"]] == pytest.approx(figures, rel=1e-9, abs=1e-9)
        assert found["verdict"]["right"]
        assert figures[0] not in [pytest.approx(trap) for trap in figures[1:]]
        seen.add(json.dumps(found["numbers"]))
    assert len(seen) > 1


def test_the_same_seed_draws_the_same_numbers() -> None:
    tool, name, _ = number_questions()[0]
    data = _data(tool, name)
    one, two = (page().call("solve", tool.slug, data, "x", 7, None)["numbers"] for _ in range(2))
    assert one == two
    assert sorted(page().call("mixed", 3)) == [1, 2, 3, 4, 5, 6]


def test_a_number_is_taken_as_people_write_it_and_within_its_tolerance() -> None:
    tool = catalog().tool("account_tiering")
    assert tool is not None
    data = _data(tool, "wallet_share")  # 36 of 96: 37.5 %

    def verdict(typed: str) -> Any:
        return page().call("solve", tool.slug, data, "x", None, typed)["verdict"]

    assert [verdict(typed)["right"] for typed in ("37.5", "37.5%", "３７．５", "37.54", "37.46")] == [True] * 5
    assert verdict("37.6") == {"right": False, "says": [""], "word": "too_high"}
    assert verdict("7.5")["says"] == ["trap0"]  # 36 of 480, the share of our revenue
    assert verdict("60")["says"] == ["trap1"]  # 96 - 36, what is still open
    assert verdict("很多") == "unreadable"
    assert verdict("") is None


def test_a_draw_counts_its_numbers() -> None:
    assert steps_of(DrawFile.model_validate({"from": 20, "to": 64, "step": 4})) == 12
    assert steps_of(DrawFile.model_validate({"from": 0.1, "to": 0.3, "step": 0.1})) == 3


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize("stored", [None, 3, "x", [], {"items": [], "final": 2}, {"items": {"a": 1, "a.b": 2}}])
def test_whatever_was_stored_reads_as_an_empty_record(stored: object) -> None:
    read_ = page().call("readQuiz", stored)
    assert read_["items"] == {} and read_["final"]["best"] is None


def test_tries_are_counted_and_a_right_answer_stays_right() -> None:
    record = page().call("readQuiz", None)
    for wrong in ("a", "a", None, "c"):
        record = page().call("withTry", record, "tool.one", wrong)
    assert page().call("readQuiz", record)["items"] == {
        "tool.one": {"tries": 4, "right": True, "wrong": {"a": 2, "c": 1}}
    }


@pytest.mark.parametrize(("right", "percent", "passed"), [(17, 81, True), (16, 76, False), (21, 100, True)])
def test_eighty_percent_of_twenty_one_is_seventeen(right: int, percent: int, passed: bool) -> None:
    assert page().call("percentOf", right / 21) == percent
    assert page().call("isPassed", right / 21, 80) is passed


def test_a_check_code_changes_with_whatever_it_is_made_of() -> None:
    final = {"day": "2026-01-05", "best": 17 / 21, "proof": {"a.b": "x", "a.c": "y"}}
    other = [{**final, "day": "2026-01-06"}, {**final, "best": 18 / 21}, {**final, "proof": {"a.b": "x"}}]
    codes = [page().call("checkCode", "林小青", each) for each in (final, *other)]
    codes.append(page().call("checkCode", "林小清", final))
    assert len(set(codes)) == 5
    assert page().call("checkCode", " 林小青 ", {**final, "proof": {"a.c": "y", "a.b": "x"}}) == codes[0]
    assert all(len(code) == 14 and code[4] == code[9] == "-" for code in codes)
