"""`compute --given` with a case file, which holds several tools, and with the rows that a sheet starts with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_builder.catalog import load_catalog, load_with_givers
from site_builder.compute import compute

from .small_tools import ALONE, PAY, PLAN, SHOPS, codes, put, run


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return put(tmp_path, count_shops=SHOPS, plan_visits=PLAN, pay_visitors=PAY, alone=ALONE)


def test_the_command_takes_a_case_file_and_says_nothing_new(base: Path) -> None:
    case = "tools: {count-shops: {shop: [{id: A, sales: 4, size_of: large}]}, alone: {whatever: 1}}\n"
    code, out, err = run(base, case, "pay-visitors")
    assert (code, err, json.loads(out)["values"]["half"]) == (0, "", 2)
    code, out, err = run(base, case)
    assert (code, err, json.loads(out)["values"]["sales"]) == (0, "", {"A": 4})
    assert {*json.loads(out)} == {"tool", "values", "lights"}


def test_a_case_file_may_be_json_and_call_tools_by_their_ids(base: Path) -> None:
    case = base / "case.json"
    case.write_text('{"tools": {"count_shops": {"shop": [{"id": "A", "sales": 4}]}}}', "utf-8")
    tools, _ = load_with_givers(base, "plan-visits")
    sheet, problems = compute(case, "case.json", tools["plan_visits"], tools, [*tools])
    assert sheet is not None, problems
    assert sheet.figures.values["all"] == 4


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "size_of (A): small from “試”"), ("zh-hant", "size_of（A）：從「試」取來的 small")]
)
def test_the_command_says_what_it_could_not_take(base: Path, lang: str, said: str) -> None:
    code, out, err = run(base, "tools: {count-shops: {shop: [{id: A, size_of: small}]}}", lang=lang)
    assert (code, json.loads(out)["values"]["size_of"]) == (0, {"A": None})
    assert said in err


@pytest.mark.parametrize(
    ("case", "code", "at"),
    [
        ("tools: {count-shop: {}}", "unknown_tool", (1, 9)),
        ("tools: {count-shops: {}, count_shops: {}}", "duplicate_key", (1, 26)),
        ("tools: [count-shops]", "given_not_a_mapping", (1, 8)),
        ("tools: {count-shops: 3}", "given_not_a_mapping", (1, 22)),
        ("tools: {count-shops: {sale: 3}}", "unknown_value", (1, 23)),
        ("tools: {count-shops: {shop: [{id: A, sales: x}]}}", "not_a_number", (1, 45)),
        ("tools: {plan-visits: {sales: {B: 3}}, count-shops: {shop: [{id: A}]}}", "unknown_item", (1, 31)),
        ("tools: {}\nnotes: x", "unknown_key", (2, 1)),
    ],
)
def test_what_does_not_fit_in_a_case_file_is_told_at_its_place(
    base: Path, case: str, code: str, at: tuple[int, int]
) -> None:
    (base / "case.yml").write_text(case, "utf-8")
    tools, _ = load_with_givers(base, "plan-visits")
    known = ["count_shops", "plan_visits", "pay_visitors", "alone"]
    sheet, problems = compute(base / "case.yml", "case.yml", tools["plan_visits"], tools, known)
    assert sheet is None
    assert [(problem.code, (problem.span.line, problem.span.column)) for problem in problems] == [(code, at)]


def test_a_rule_between_values_holds_for_every_section(tmp_path: Path) -> None:
    shops = {
        **SHOPS,
        "values": {
            **SHOPS["values"],
            "sales": {"for": "shop", "unit": "百萬元", "must": {"rule": "sales >= 0", "says": "不為負。"}},
        },
    }
    put(tmp_path, count_shops=shops, plan_visits=PLAN)
    code, _, err = run(tmp_path, "tools: {count-shops: {shop: [{id: A, sales: -1}]}}")
    assert code == 1
    assert "case.yml:1:45:" in err


def test_a_given_file_of_one_tool_takes_nothing(base: Path) -> None:
    code, out, _ = run(base, "shop: [{id: A}]\n")
    assert (code, json.loads(out)["values"]["sales"]) == (0, {"A": None})


def test_a_tool_that_has_a_value_called_tools_reads_its_own_given_files(tmp_path: Path) -> None:
    put(tmp_path, alone={"lists": {}, "values": {"tools": {}, "double": {"formula": "2 * tools"}}})
    code, out, _ = run(tmp_path, "tools: 3\n", "alone")
    assert (code, json.loads(out)["values"]["double"]) == (0, 6)


# ---------------------------------------------------------------- rows that a sheet starts with

START = {
    "lists": {
        "shop": {"grows": {"rows": [{"id": "R1", "sales": 3, "part": {"small": 1}}, {"id": "R2"}]}},
        "size": {"items": ["small", "large"]},
    },
    "values": {
        "sales": {"for": "shop"},
        "part": {"for": ["shop", "size"]},
        "best": {"of": "shop", "default": "R2"},
        "total": {"formula": "sum(otherwise(sales, 0) over shop)"},
        "place": {"formula": "position(best)"},
    },
}


@pytest.mark.parametrize(
    ("given", "total", "place", "part"),
    [
        ("{}", 3, 2, 1),
        ("sales: {R2: 4}", 7, 2, 1),
        ("part: {R1: {large: 2}}", 3, 2, 1),
        ("shop: [{id: X, sales: 5}, {id: R2}]", 5, 2, None),
        ("shop: []", 0, None, None),
        ("best: R1", 3, 1, 1),
    ],
)
def test_a_list_that_is_not_named_has_the_rows_it_starts_with(
    tmp_path: Path, given: str, total: float, place: float | None, part: float | None
) -> None:
    code, out, err = run(put(tmp_path, count_shops=START), given, "count-shops")
    values = json.loads(out)["values"]
    assert (code, values["total"], values["place"]) == (0, total, place), err
    assert values["part"].get("R1", {}).get("small") == part


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"sales": 3}], "row_needs_id"),
        ([{"id": "R1"}, {"id": "R1"}], "row_id_twice"),
        ([{"id": "R1", "sale": 3}], "unknown_value"),
        ([{"id": "R1", "sales": "x"}], "not_a_number"),
        ([{"id": "R1", "part": {"huge": 1}}], "unknown_item"),
    ],
)
def test_what_is_wrong_with_a_row_to_start_with_is_told_at_its_place(
    tmp_path: Path, rows: list[Any], code: str
) -> None:
    shops = {**START, "lists": {**START["lists"], "shop": {"grows": {"rows": rows}}}}
    shops["values"] = {**START["values"], "best": {"of": "shop"}}
    put(tmp_path, count_shops=shops)
    (problem,) = load_catalog(tmp_path)[1]
    assert problem.code == code
    assert problem.span.line in range(9, 20)  # among the rows


def test_a_default_may_not_name_a_row_that_is_not_there(tmp_path: Path) -> None:
    values = {**START["values"], "best": {"of": "shop", "default": "R3"}}
    assert codes(put(tmp_path, count_shops={**START, "values": values})) == {"count-shops.yml": ["unknown_item"]}
