"""Given files in, figures or problems out: the forms that people and programs write, and everything wrong in them."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pytest

from site_builder import compute
from site_builder.catalog import Tool
from site_builder.catalog.tools import load_tools
from site_builder.formula.given import Figures, Given
from site_builder.problem import Problem
from site_builder.words import LOCALES, load

from .small_base import TOOL

WORDS = [load(locale) for locale in LOCALES]
A = "shop: [{id: A, sales: 12}]\n"


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Tool:
    path = tmp_path_factory.mktemp("tools") / "8-shop-visits.yml"
    path.write_text(TOOL, "utf-8")
    (found,), problems = load_tools([(path, "tools/8-shop-visits.yml")])
    assert found is not None, problems
    return found


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def computed(tool: Tool, path: Path) -> tuple[Given, Figures]:
    done, problems = compute.compute(path, path.name, tool)
    assert done is not None, problems
    return done.given, done.figures


def told(tool: Tool, path: Path) -> list[Problem]:
    done, problems = compute.compute(path, path.name, tool)
    assert done is None
    assert problems
    return problems


def wordless(problems: list[Problem]) -> list[str]:
    """What the catalogues of words lack for these problems."""
    keys = [f"problem.{problem.code}.{part}" for problem in problems for part in ("what", "cure")]
    return [key for words in WORDS for key in keys if key not in words]


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


# ------------------------------------------------------------------------------------------------ what is taken


def test_the_json_form_holds_tool_values_and_lights_and_nothing_else(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 12, discount: 10, visits: {dry: 1, wet: 2}}]\n"
    form = json.loads(compute.as_json(tool, computed(tool, write(tmp_path, "g.yml", given))[1]))
    assert list(form) == ["tool", "values", "lights"]
    assert form["tool"] == "shop_visits"
    assert form["values"].keys() == tool.file.values.keys()
    values = form["values"]
    assert values["sales"] == {"A": 12}
    assert values["net"] == {"A": 10.8}
    assert values["discount"] == {"A": 0.1}
    assert values["visits"] == {"A": {"dry": 1, "wet": 2}}
    assert values["plan"] == {"dry": {"A": None}, "wet": {"A": None}}
    assert values["cost"] == {"A": None}
    assert values["big"] == {"A": True}
    assert values["total"] == 12
    assert values["big_names"] == "A"
    assert form["lights"] == {"too_small": "green", "quiet": {"A": "green"}}


def test_numbers_of_the_json_form_are_not_rounded(tool: Tool, tmp_path: Path) -> None:
    form = compute.as_json(tool, computed(tool, write(tmp_path, "g.yml", "shop: [{id: A, sales: 10}]\n"))[1])
    assert '"each_third": 3.3333333333333335' in form


def test_a_light_is_red_amber_green_or_unknown(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 1, visits: {dry: 0, wet: 1}}, {id: B, sales: 2, visits: {dry: 3}}]\n"
    figures = computed(tool, write(tmp_path, "g.yml", given))[1]
    assert figures.lights == {"too_small": "red", "quiet": {"A": "amber", "B": "unknown"}}


def test_an_incomplete_row_is_left_out_as_a_whole_and_named(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 12}, {id: B, visits: {dry: 4, wet: 4}}]\n"
    figures = computed(tool, write(tmp_path, "g.yml", given))[1]
    assert figures.left_out == {"shop": ("B",)}
    assert figures.values["total"] == 12
    assert figures.values["visit_total"] == {"A": None, "B": 8}


def test_a_list_that_grows_may_stand_second(tool: Tool, tmp_path: Path) -> None:
    given = A + "plan: {dry: {A: 3}, wet: 5}\n"
    values = computed(tool, write(tmp_path, "g.yml", given))[1].values
    assert values["plan"] == {"dry": {"A": 3}, "wet": {"A": 5}}
    assert values["planned"] == {"dry": 3, "wet": 5}


def test_a_value_of_rows_may_stand_under_its_own_id(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A}, {id: B}]\nsales: {A: 7, B: 8}\n"
    assert computed(tool, write(tmp_path, "g.yml", given))[1].values["total"] == 15


def test_a_row_may_name_another_row(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 12, nearest: B}, {id: B, sales: 5, nearest: A}]\n"
    values = computed(tool, write(tmp_path, "g.yml", given))[1].values
    assert values["next_sales"] == {"A": 5, "B": 12}


def test_units_are_converted_by_the_declared_factor_only(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 12, cost: 300}]\n"
    values = computed(tool, write(tmp_path, "g.yml", given))[1].values
    assert values["profit"] == {"A": 9}
    assert values["profit_small"] == {"A": 900}


def test_a_default_holds_until_something_is_given(tool: Tool, tmp_path: Path) -> None:
    assert computed(tool, write(tmp_path, "a.yml", A))[1].values["big"] == {"A": True}
    assert computed(tool, write(tmp_path, "b.yml", A + "cut: 20\n"))[1].values["big"] == {"A": False}
    assert computed(tool, write(tmp_path, "c.yml", A + "cut:\n"))[1].values["big"] == {"A": True}


ROW = {"id": "A", "shop_name": "甲店，「角」", "sales": 1234.5, "visits": {"dry": 1, "wet": 2}, "ready": True}
ROW |= {"opened": "2024-02-29", "grade_of": "G2", "discount": 12.5}
CSV = (
    "id,shop_name,sales,visits.dry,visits[wet],ready,opened,grade_of,discount\n"
    'A,"甲店，「角」","1,234.5",1,2,TRUE,2024-02-29,G2,12.5%\n'
)
FORMS: dict[str, tuple[str, str | bytes]] = {
    "YAML": ("g.yml", json.dumps({"shop": [ROW]}, ensure_ascii=False)),
    "YAML with CRLF": (
        "g.yaml",
        "shop:\r\n- id: A\r\n  shop_name: 甲店，「角」\r\n  sales: 1234.5\r\n  ready: true\r\n"
        "  visits: {dry: 1, wet: 2}\r\n  opened: 2024-02-29\r\n  grade_of: G2\r\n  discount: 12.5\r\n",
    ),
    "YAML with a byte-order mark": ("g.yml", "\ufeff" + json.dumps({"shop": [ROW]}, ensure_ascii=False)),
    "JSON": ("g.json", json.dumps({"shop": [ROW]}, ensure_ascii=False)),
    "JSON, all escaped": ("g.json", json.dumps({"shop": [ROW]})),
    "JSON with tabs": ("g.json", json.dumps({"shop": [ROW]}, ensure_ascii=False, indent="\t")),
    "JSON with a byte-order mark": ("g.JSON", "\ufeff" + json.dumps({"shop": [ROW]})),
    "CSV": ("g.csv", CSV),
    "CSV with CRLF": ("g.csv", CSV.replace("\n", "\r\n")),
    "CSV of an old Mac": ("g.csv", CSV.replace("\n", "\r")),
    "CSV with a byte-order mark": ("g.CSV", "\ufeff" + CSV),
    "CSV with full-width digits": ("g.csv", CSV.replace("1,234.5", "１，２３４．５").replace("12.5%", "１２．５％")),
    "CSV with empty cells and lines": ("g.csv", CSV.replace("\n", ",,\n") + ",,,,,,,,,,\n\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_row_is_read_from_every_form(form: str, tool: Tool, tmp_path: Path) -> None:
    name, content = FORMS[form]
    given, figures = computed(tool, write(tmp_path, name, content))
    assert given.rows == {"shop": ("A",)}
    assert given.typed == {
        "shop_name": {"A": "甲店，「角」"},
        "sales": {"A": 1234.5},
        "visits": {"A": {"dry": 1, "wet": 2}},
        "ready": {"A": True},
        "opened": {"A": "2024-02-29"},
        "grade_of": {"A": "G2"},
        "discount": {"A": 0.125},
    }
    net = figures.values["net"]
    assert isinstance(net, dict)
    assert net["A"] == pytest.approx(1234.5 * 0.875)


def test_a_csv_without_ids_numbers_its_rows(tool: Tool, tmp_path: Path) -> None:
    given, _ = computed(tool, write(tmp_path, "g.csv", "shop_name,sales\n甲,1\n乙,2\n"))
    assert given.rows == {"shop": ("R1", "R2")}


def test_a_csv_holds_rows_single_figures_and_remarks(tool: Tool, tmp_path: Path) -> None:
    content = "id,sales,#\n#,營收,注\nA,12,好\n\n,,\n"
    content += "value,figure,#\nplan.dry.A,3,計畫\nplan.wet.A,,\ncut,7,\n\nid,sales\nB,5\n"
    given, _ = computed(tool, write(tmp_path, "g.csv", content))
    assert given.rows == {"shop": ("A", "B")}
    assert given.typed["sales"] == {"A": 12, "B": 5}
    assert given.typed["plan"] == {"dry": {"A": 3}}
    assert given.typed["cut"] == 7


def test_an_apostrophe_before_what_looks_like_a_formula_is_no_part_of_a_text(tool: Tool, tmp_path: Path) -> None:
    content = "shop_name,sales\n'=A1,1\n''=A1,2\n'甲',3\n"
    given, _ = computed(tool, write(tmp_path, "g.csv", content))
    assert given.typed["shop_name"] == {"R1": "=A1", "R2": "'=A1", "R3": "'甲'"}


def test_a_text_of_two_lines_in_a_csv_moves_no_place(tool: Tool, tmp_path: Path) -> None:
    content = 'id,shop_name,sales\nA,"甲\n店",1\nB,乙,one\n'
    assert places(told(tool, write(tmp_path, "g.csv", content))) == [("not_a_number", 4, 5)]


def test_rare_characters_come_whole_out_of_escaped_json(tool: Tool, tmp_path: Path) -> None:
    name = "𠮷野 \\ud842 店"
    content = json.dumps({"shop": [{"id": "A", "sales": 1, "shop_name": name}]})
    assert computed(tool, write(tmp_path, "g.json", content))[0].typed["shop_name"] == {"A": name}


def test_an_empty_mapping_gives_nothing(tool: Tool, tmp_path: Path) -> None:
    values = computed(tool, write(tmp_path, "g.json", "{}"))[1].values
    assert values["total"] == 0
    assert values["sales"] == {}


# ------------------------------------------------------------------------------------------------ what is not


WRONG: dict[str, tuple[str, str | bytes, list[tuple[str, int, int]]]] = {
    "a misspelt value": ("g.yml", "shop: [{id: A, sale: 1}]\n", [("unknown_value", 1, 16)]),
    "a misspelt list": ("g.yml", "shops: [{id: A}]\n", [("unknown_value", 1, 1)]),
    "a misspelt item": ("g.yml", "shop: [{id: A, sales: 1, visits: {dri: 1}}]\n", [("unknown_item", 1, 35)]),
    "an unknown item": ("g.yml", "shop: [{id: A, sales: 1, grade_of: G3}]\n", [("unknown_item", 1, 36)]),
    "a row that is not there": ("g.yml", "shop: [{id: A, sales: 1, nearest: B}]\n", [("unknown_item", 1, 35)]),
    "a text for a number": ("g.yml", "shop: [{id: A, sales: many}]\n", [("not_a_number", 1, 23)]),
    "a quoted number": ("g.yml", 'shop: [{id: A, sales: "12"}]\n', [("number_as_text", 1, 23)]),
    "full-width digits": ("g.yml", "shop: [{id: A, sales: １２}]\n", [("number_as_text", 1, 23)]),
    "a truth for a number": ("g.yml", "shop: [{id: A, sales: true}]\n", [("not_a_number", 1, 23)]),
    "not a number at all": ("g.json", '{"shop": [{"id": "A", "sales": NaN}]}', [("not_a_number", 1, 32)]),
    "infinity": ("g.json", '{"shop": [{"id": "A", "sales": 1e999}]}', [("number_too_large", 1, 32)]),
    "too large": ("g.yml", "shop: [{id: A, sales: 1e300}]\n", [("number_too_large", 1, 23)]),
    "a number of 5,000 digits": ("g.json", '{"cut": ' + "9" * 5000 + "}", [("number_too_large", 1, 9)]),
    "below the range": ("g.yml", "shop: [{id: A, sales: -1}]\n", [("out_of_range", 1, 23)]),
    "above the range": ("g.yml", "shop: [{id: A, sales: 1, discount: 51}]\n", [("out_of_range", 1, 36)]),
    "a fraction": ("g.yml", "shop: [{id: A, sales: 1, visits: {dry: 1.5}}]\n", [("not_whole", 1, 40)]),
    "yes for a truth": ("g.yml", "shop: [{id: A, sales: 1, ready: yes}]\n", [("not_a_truth", 1, 33)]),
    "a truth for a text": ("g.yml", "shop: [{id: A, sales: 1, shop_name: true}]\n", [("text_unquoted", 1, 37)]),
    "no such day": ("g.yml", "shop: [{id: A, sales: 1, opened: 2023-02-29}]\n", [("not_a_date", 1, 34)]),
    "a list for a figure": ("g.yml", "cut: [1, 2]\n", [("wrong_type", 1, 6)]),
    "a mapping for a figure": ("g.yml", "cut: {dry: 1}\n", [("too_many_keys", 1, 1)]),
    "a derived value": ("g.yml", "total: 3\n", [("not_typed", 1, 1)]),
    "a fixed fact": ("g.yml", "facts: {dry: 1}\n", [("not_typed", 1, 1)]),
    "a derived value in a row": ("g.yml", "shop: [{id: A, sales: 1, net: 3}]\n", [("not_typed", 1, 26)]),
    "a broken rule": ("g.yml", "shop: [{id: A, sales: 1, cost: 101}]\n", [("must_broken", 1, 32)]),
    "a broken rule by value": ("g.yml", "shop: [{id: A, sales: 1}]\ncost: {A: 101}\n", [("must_broken", 2, 11)]),
    "a row id twice": ("g.yml", "shop:\n- {id: A, sales: 1}\n- {id: A, sales: 2}\n", [("row_id_twice", 3, 8)]),
    "a row without an id": ("g.yml", "shop:\n- {sales: 1}\n", [("row_needs_id", 2, 3)]),
    "an empty id": ("g.yml", "shop:\n- id:\n  sales: 1\n", [("row_needs_id", 2, 6)]),
    "an id of Chinese": ("g.yml", "shop: [{id: 甲, sales: 1}]\n", [("row_needs_id", 1, 13)]),
    "an id with a formula": ("g.yml", 'shop: [{id: "=1+1", sales: 1}]\n', [("row_needs_id", 1, 13)]),
    "a row that is no mapping": (
        "g.yml",
        "shop: [A, B]\n",
        [("row_not_a_mapping", 1, 8), ("row_not_a_mapping", 1, 11)],
    ),
    "rows that are no list": ("g.yml", "shop: {A: {sales: 1}}\n", [("rows_not_a_list", 1, 7)]),
    "in rows and again by value": ("g.yml", A + "sales: {A: 3}\n", [("duplicate_key", 2, 1)]),
    "a list at the top": ("g.yml", "- shop\n", [("given_not_a_mapping", 1, 1)]),
    "a text at the top": ("g.json", '"shop"', [("given_not_a_mapping", 1, 1)]),
    "a key twice": ("g.yml", "cut: 1\ncut: 2\n", [("duplicate_key", 2, 1)]),
    "a key twice in JSON": ("g.json", '{"cut": 1,\n "cut": 2}', [("duplicate_key", 2, 2)]),
    "a full-width colon": ("g.yml", "cut：1\n", [("full_width_colon", 1, 4)]),
    "a tab": ("g.yml", "shop:\n\t- {id: A}\n", [("tab", 2, 1)]),
    "a tag": ("g.yml", "cut: !!python/object/apply:os.getcwd []\n", [("tag", 1, 6)]),
    "GBK": (
        "g.yml",
        "shop: [{id: A, sales: 1, shop_name: 我們的客戶}]\n".encode("gb18030"),
        [("other_encoding", 1, 37)],
    ),
    "Big5": ("g.yml", "shop: [{id: A, sales: 1, shop_name: 我們的客戶}]\n".encode("big5"), [("other_encoding", 1, 37)]),
    "UTF-16": ("g.json", "{}".encode("utf-16"), [("other_encoding", 1, 1)]),
    "an empty YAML": ("g.yml", "", [("empty_file", 1, 1)]),
    "an empty JSON": ("g.json", " \n", [("empty_file", 1, 1)]),
    "an empty CSV": ("g.csv", "", [("empty_file", 1, 1)]),
    "JSON cut in the middle": ("g.json", '{"shop": [\n  {"id": "A",\n', [("json_syntax", 3, 1)]),
    "JSON with a comma too many": ("g.json", '{"cut": 1,\n  "total": 2,\n}', [("json_syntax", 3, 1)]),
    "JSON with single quotes": ("g.json", "{\n  'cut': 1}", [("json_syntax", 2, 3)]),
    "JSON with a comment": ("g.json", '{"cut": 1} // ten', [("json_syntax", 1, 12)]),
    "deep JSON": ("g.json", "[" * 200 + "]" * 200, [("too_deep", 1, 101)]),
    "very deep JSON": ("g.json", "[" * 200_000, [("too_deep", 1, 1)]),
    "another ending": ("g.xlsx", "shop", [("given_ending", 1, 1)]),
    "no ending": ("given", "shop", [("given_ending", 1, 1)]),
    "CSV: a misspelt column": ("g.csv", "id,sale\nA,1\n", [("csv_heads", 1, 4)]),
    "CSV: several wrong columns": (
        "g.csv",
        "id,sale,cut,sales,\nA,1,1,1,1\n",
        [("csv_heads", 1, 4), ("csv_heads", 1, 9)],
    ),
    "CSV: a column of a list that stands second": ("g.csv", "id,sales,plan.dry\nA,1,1\n", [("csv_heads", 1, 10)]),
    "CSV: a derived column": ("g.csv", "id,sales,net\nA,1,1\n", [("csv_heads", 1, 10)]),
    "CSV: a column twice": ("g.csv", "id,sales,sales\nA,1,2\n", [("duplicate_key", 1, 10)]),
    "CSV: a misspelt item": ("g.csv", "id,sales,visits.dri\nA,1,1\n", [("unknown_item", 2, 5)]),
    "CSV: semicolons": ("g.csv", "id;sales\nA;1\n", [("csv_heads", 1, 1)]),
    "CSV: not a number": ("g.csv", "id,sales\nA,1\nB,many\n", [("not_a_number", 3, 3)]),
    "CSV: a decimal comma": ("g.csv", 'id,sales\nA,"1,5"\n', [("not_a_number", 2, 3)]),
    "CSV: a percent sign where none belongs": ("g.csv", "id,sales\nA,5%\n", [("not_a_number", 2, 3)]),
    "CSV: an underscore": ("g.csv", "id,sales\nA,1_000\n", [("number_as_text", 2, 3)]),
    "CSV: a formula": ("g.csv", "id,sales\nA,=1+1\n", [("not_a_number", 2, 3)]),
    "CSV: a text with a comma": ("g.csv", "id,shop_name,sales\nA,甲,乙,1\n", [("csv_cells", 2, 1)]),
    "CSV: a figure below no head": ("g.csv", "id,sales,\nA,1,2\n", [("csv_cells", 2, 1)]),
    "CSV: cut in a quoted text": ("g.csv", 'id,shop_name\nA,甲\nB,"乙', [("quote_open", 3, 1)]),
    "CSV: text after a quote": ("g.csv", 'id,shop_name\nA,"甲"店\n', [("csv_line", 2, 1)]),
    "CSV: GBK": ("g.csv", "id,shop_name\nA,我們的客戶\n".encode("gb18030"), [("other_encoding", 2, 3)]),
    "CSV: an unknown single figure": ("g.csv", "value,figure\nplann.dry,1\n", [("unknown_value", 2, 1)]),
    "CSV: an unknown item of one": ("g.csv", "value,figure\nplan.dri,1\n", [("unknown_item", 2, 1)]),
    "CSV: a single figure that is none": ("g.csv", "value,figure\nplan.dry,x\n", [("not_a_number", 2, 10)]),
    "CSV: a single figure twice": ("g.csv", "value,figure\nplan.dry,1\nplan.dry,2\n", [("duplicate_key", 3, 1)]),
    "CSV: a figure for all and one for an item": (
        "g.csv",
        "id,visits,visits.dry\nA,1,2\n",
        [("duplicate_key", 2, 5)],
    ),
    "CSV: a row id twice": ("g.csv", "id,sales\nA,1\nA,2\n", [("row_id_twice", 3, 1)]),
    "CSV: out of range": ("g.csv", "id,sales,discount\nA,1,51\n", [("out_of_range", 2, 5)]),
    "CSV: a broken rule": ("g.csv", "id,sales,cost\nA,1,101\n", [("must_broken", 2, 5)]),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_what_does_not_fit_is_told_with_its_place_and_in_words(mistake: str, tool: Tool, tmp_path: Path) -> None:
    name, content, expected = WRONG[mistake]
    problems = told(tool, write(tmp_path, name, content))
    assert places(problems) == expected
    assert wordless(problems) == []


def test_all_mistakes_of_a_file_are_told_at_once(tool: Tool, tmp_path: Path) -> None:
    given = "shop:\n- {id: A, sales: x}\n- {id: B, sale: 1, grade_of: G9}\n- {id: C, sales: 1, cost: 900}\ntotal: 1\n"
    assert places(told(tool, write(tmp_path, "g.yml", given))) == [
        ("not_a_number", 2, 18),
        ("unknown_value", 3, 11),
        ("unknown_item", 3, 30),
        ("not_typed", 5, 1),
        ("must_broken", 4, 27),
    ]


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("shop: [{id: A, sale: 1}]\n", "sales"),
        ("shops: []\n", "shop"),
        ("shop: [{id: A, sales: 1, visits: {dri: 1}}]\n", "dry"),
        ("shop: [{id: A, sales: 1, zzzz: 1}]\n", None),
    ],
)
def test_the_nearest_name_is_suggested_and_no_far_one(given: str, near: str | None, tool: Tool, tmp_path: Path) -> None:
    assert [problem.near for problem in told(tool, write(tmp_path, "g.yml", given))] == [near]


@pytest.mark.parametrize("ending", [".yml", ".json", ".csv"])
def test_a_folder_or_nothing_in_place_of_the_file_is_told(ending: str, tool: Tool, tmp_path: Path) -> None:
    (tmp_path / f"folder{ending}").mkdir()
    assert places(told(tool, tmp_path / f"folder{ending}")) == [("is_directory", 1, 1)]
    assert places(told(tool, tmp_path / f"nothing{ending}")) == [("no_file", 1, 1)]


# ------------------------------------------------------------------------------------------------ what is written


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_in_the_csv_form(text: str, tool: Tool, tmp_path: Path) -> None:
    given = json.dumps({"shop": [{"id": "A", "sales": 12, "shop_name": text}]})
    figures = computed(tool, write(tmp_path, "g.json", given))[1]
    assert figures.values["big_names"] == text
    rows = list(csv.DictReader(io.StringIO(compute.as_csv(tool, figures))))
    cells = {(row["id"], row["item1"]): row["figure"] for row in rows}
    assert cells["shop_name", "A"] == f"'{text}"
    assert cells["big_names", ""] == f"'{text}"


def test_a_negative_figure_stays_a_number_in_the_csv_form(tool: Tool, tmp_path: Path) -> None:
    given = "cut: -3\n"
    rows = list(csv.DictReader(io.StringIO(compute.as_csv(tool, computed(tool, write(tmp_path, "g.yml", given))[1]))))
    assert [row["figure"] for row in rows if row["id"] == "cut"] == ["-3"]


def test_the_csv_form_has_a_line_for_every_figure_and_light(tool: Tool, tmp_path: Path) -> None:
    given = "shop: [{id: A, sales: 0.1, visits: {dry: 1}, ready: true}]\n"
    text = compute.as_csv(tool, computed(tool, write(tmp_path, "g.yml", given))[1])
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text)))
    cells = {(row["id"], row["item1"], row["item2"]): row["figure"] for row in rows}
    assert len(cells) == len(rows)
    assert cells["visits", "A", "dry"] == "1"
    assert cells["visits", "A", "wet"] == ""
    assert cells["ready", "A", ""] == "true"
    assert cells["lights.too_small", "", ""] == "red"
    assert math.isclose(float(cells["each_third", "", ""]), 0.1 / 3, rel_tol=1e-15)


@pytest.mark.parametrize(("lang", "yes", "red"), [("zh-hant", "是", "紅燈"), ("en", "yes", "red")])
def test_the_table_shows_labels_units_and_rounded_figures(
    lang: str, yes: str, red: str, tool: Tool, tmp_path: Path
) -> None:
    given = "shop: [{id: A, sales: 2, discount: 12.5, ready: true, shop_name: 甲店}]\n"
    table = compute.as_table(tool, *computed(tool, write(tmp_path, "g.yml", given)), load(lang))
    lines = [line.split() for line in table.splitlines()]
    assert ["三分之一", "0.67", "百萬元"] in lines
    assert ["太小", red] in lines
    (row,) = (line for line in lines if line[:2] == ["甲店", "甲店"])
    assert yes in row
    assert "12.5%" in row


def test_no_text_reaches_the_terminal_as_a_command(tool: Tool, tmp_path: Path) -> None:
    content = "id,shop_name,sales\nA,\x1b[2J甲,12\n"
    assert places(told(tool, write(tmp_path, "g.csv", content))) == [("invisible_character", 2, 3)]
