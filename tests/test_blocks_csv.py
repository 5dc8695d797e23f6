"""Blocks and CSV without a browser: what the page writes, it and `compute --given` read again; heads of blocks."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from site_builder import words
from site_builder.catalog import Tool
from site_builder.compute import compute
from site_builder.given_csv import guarded, unguarded
from site_builder.render.page_data import page_data

from .browser_code import Functions
from .project import project_tool

ROOT = Path(__file__).parents[1]
SLUGS = sorted(path.stem.partition("-")[2] for path in (ROOT / "tools").glob("*.yml"))

_GLUE = """
const NOTHING = { rows: {}, cells: {} };
function given_as_csv(data, given) { return writeCsv(data, readGiven(data, given).work); }
function load(data, given, text, separator) {
  const { work } = readGiven(data, given);
  const found = readTables(data, work, NOTHING, readBlock(text.replace(/^\\ufeff/, ""), separator));
  return { ...found, work: undefined, given: writeGiven(data, found.work) };
}
function plainly(data, given) { return writeGiven(data, readGiven(data, given).work); }
function head(data, block, place) {
  return headOfBlock(data, block, { ...place, rows: new Map(place.rows), choices: () => [] });
}
function much(piece, most) {
  const text = piece.repeat(most / piece.length);
  return Number(isBlock(text)) + readBlock(text).length;
}
function guard_and_back(texts) { return texts.map((text) => [guarded(text), unguarded(guarded(text))]); }
"""


@pytest.fixture(scope="module")
def page() -> Functions:
    return Functions(
        {
            "model/block.ts": "readBlock, writeBlock, isBlock",
            "model/block_head.ts": "headOfBlock",
            "model/cell.ts": "guarded, unguarded, figureText",
            "model/csv.ts": "writeCsv",
            "model/given.ts": "readGiven, writeGiven",
            "model/spans.ts": "spans",
            "model/tables.ts": "readTables",
        },
        _GLUE,
    )


@pytest.fixture(scope="module")
def tools() -> dict[str, Tool]:
    return {slug: project_tool(slug) for slug in SLUGS}


@pytest.fixture(scope="module")
def datas(tools: dict[str, Tool]) -> dict[str, Any]:
    chinese = words.load("zh-hant")
    return {slug: page_data(tool, chinese) for slug, tool in tools.items()}


@pytest.fixture(scope="module")
def tiering(datas: dict[str, Any]) -> Any:
    return datas["account-tiering"]


# ---------------------------------------------------------------- blocks


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b"], ["", "c"]],
        [['say "hi"', '"quoted"'], ["two\nlines", "tab\there"], ["", ""]],
        [["客戶", "９６"], ["=SUM(A1)", "-5"]],
        [['"', '""'], ["\r\n", "'"]],
    ],
)
def test_a_block_is_read_as_it_was_written(page: Functions, rows: list[list[str]]) -> None:
    assert page.call("readBlock", page.call("writeBlock", rows)) == rows


def test_a_block_is_written_as_a_spreadsheet_does(page: Functions) -> None:
    assert page.call("writeBlock", [['甲 "乙"', "一\n二"], ["1", "2"]]) == '甲 "乙"\t"一\n二"\r\n1\t2'


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a\t"b', [["a", '"b']]),
        ('"a"b\tc', [['"a"b', "c"]]),
        ('""\t"x""y"\n', [["", 'x"y']]),
        ("a\rb\r\n\r\nc", [["a"], ["b"], [""], ["c"]]),
    ],
)
def test_quotes_that_close_nothing_are_signs(page: Functions, text: str, rows: list[list[str]]) -> None:
    assert page.call("readBlock", text) == rows


def test_two_megabytes_of_anything_are_read(page: Functions) -> None:
    for piece in ('"a\t', "\n", '"', '""\n', "1\t2\n", "字"):
        assert page.call("much", piece, 2_000_000) > 0


def test_one_line_is_no_block(page: Functions) -> None:
    texts = {"a": False, "a\n": False, "a\r\n\r\n": False, "a\tb": True, "a\nb": True, "\n\na": True, "\n": False}
    assert {text: page.call("isBlock", text) for text in texts} == texts


def test_texts_that_look_like_formulas_are_guarded_and_come_back(page: Functions) -> None:
    texts = ["=1+1", "+1", "-甲", "@x", "＝1", "\tx", "'=1", "''=1", "'a", "a=1", "", "'"]
    for text, (safe, back) in zip(texts, page.call("guard_and_back", texts), strict=True):
        assert safe == guarded(text)
        assert back == unguarded(guarded(text)) == text
        assert not safe or safe[0] not in "=+-@＝\t"


def test_every_digit_of_a_figure_is_kept_without_exponents(page: Functions) -> None:
    for figure in (0.1, 1e-7, -1.25e-9, 123456789012345.6, 1e15, 0, 5e-324):
        text = page.call("figureText", figure)
        assert float(text) == figure
        assert "e" not in text


def test_numbers_in_a_row_are_told_as_spans(page: Functions) -> None:
    assert page.call("spans", [2, 3, 4, 7, 9, 10], "、") == "2–4、7、9–10"


# ---------------------------------------------------------------- heads


COLUMNS = ["account_name", "layer_of", "revenue", "wallet", "current_tier", "effort"]


def found_head(page: Functions, data: Any, block: list[list[str]], first: int = 0) -> Any:
    place = {
        "columns": [{"value": name, "items": []} for name in COLUMNS],
        "shown": [[] for _ in COLUMNS],
        "first": first,
        "list": "account",
        "rows": [["a1", 0], ["a2", 1]],
    }
    return page.call("head", data, block, place)


@pytest.mark.parametrize(
    ("first", "columns", "unknown"),
    [
        (["年營收", "客戶"], [2, 0], []),
        (["年營收（百萬元）", "區域", "客戶"], [2, None, 0], ["區域"]),
        (["年營收(百萬元)", "品類錢包 百萬元"], [2, 3], []),
        (["revenue", "ACCOUNT_NAME", "<b>x</b>"], [2, 0, None], ["<b>x</b>"]),
        (["編號", "品類錢包", "年營收"], [None, 3, 2], []),
        (["年營收", "年營收", "客戶"], [2, None, 0], ["年營收"]),
        (["年營收"], [2], []),
    ],
)
def test_a_first_row_of_names_tells_which_column_is_which(
    page: Functions, tiering: Any, first: list[str], columns: list[int | None], unknown: list[str]
) -> None:
    head = found_head(page, tiering, [first, ["1", "2", "3"]])
    assert [*head["columns"]] == columns
    assert head["unknown"] == unknown


@pytest.mark.parametrize(
    "first",
    [
        ["白鷺", "", "96"],
        ["客戶", "戰略層", "96"],
        ["", ""],
        ["__proto__", "constructor"],
        ["1", "2"],
        ["甲公司", "年營收"],
    ],
)
def test_figures_and_names_of_customers_are_no_head(page: Functions, tiering: Any, first: list[str]) -> None:
    assert found_head(page, tiering, [first, ["A1", "2", "3"]]) is None


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize("slug", SLUGS)
def test_the_csv_of_an_example_gives_its_figures_in_the_command_and_its_work_in_the_page(
    page: Functions, tools: dict[str, Tool], datas: dict[str, Any], tmp_path: Path, slug: str
) -> None:
    tool, data = tools[slug], datas[slug]
    for name, example in tool.examples.items():
        given = tool.file.examples[name].given
        text = page.call("given_as_csv", data, given)
        path = tmp_path / "page.csv"
        path.write_bytes(text.encode())
        sheet, problems = compute(path, "page.csv", tool)
        assert sheet is not None, [(problem.code, problem.facts, problem.span) for problem in problems[:3]]
        assert sheet.figures.values == example.figures.values
        assert sheet.figures.lights == example.figures.lights

        loaded = page.call("load", data, {}, text, ",")
        assert loaded["misfits"] == loaded["unknown"] == loaded["outside"] == []
        assert loaded["given"] == page.call("plainly", data, given)


HOSTILE = [
    "=1+1",
    "'=x",
    '<img src=x onerror="x">',
    "a,b;c\t",
    '「"甲"」',
    "-",
    "+86 號",
    "#1",
    "@甲",
    "１＋１",
    "  空  ",
]


def test_hostile_texts_come_back_exactly_and_no_cell_begins_like_a_formula(
    page: Functions, tools: dict[str, Tool], tiering: Any, tmp_path: Path
) -> None:
    given = {"account": [{"id": f"A{i}", "account_name": text, "revenue": 1} for i, text in enumerate(HOSTILE)]}
    text = page.call("given_as_csv", tiering, given)
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "@", "＝")) for cell in row)
    kept = page.call("plainly", tiering, given)
    assert page.call("load", tiering, {}, text, ",")["given"]["account"] == kept["account"]
    path = tmp_path / "page.csv"
    path.write_bytes(text.encode())
    sheet, problems = compute(path, "page.csv", tools["account-tiering"])
    assert sheet is not None, problems
    assert sheet.given.typed["account_name"] == {row["id"]: row["account_name"] for row in kept["account"]}


START = {"account": [{"id": "A1", "account_name": "白鷺", "revenue": 1, "effort": 4}], "total_revenue": 9}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_known_by_label_and_rows_by_name(page: Functions, tiering: Any, separator: str) -> None:
    lines = [["區域", "客戶", "年營收（百萬元）", "可拓展空間"], ["東", "青鸞", "７", "3"], ["西", "白鷺", "2", ""]]
    found = page.call("load", tiering, START, "\n".join(separator.join(line) for line in lines), separator)
    assert found["unknown"] == ["區域"]
    assert found["given"]["account"] == [
        {"id": "A2", "account_name": "青鸞", "revenue": 7, "rating": {"white_space": 3}},
        {"id": "A1", "account_name": "白鷺", "revenue": 2, "effort": 4},
    ]
    assert found["given"]["total_revenue"] == 9
    assert found["lists"] == [{"list": "account", "rows": 2, "before": 1}]


def test_a_formula_is_refused_as_a_figure_and_stays_a_text_as_a_text(page: Functions, tiering: Any) -> None:
    found = page.call("load", tiering, {}, "id,account_name,revenue\nA1,=SUM(A1),=SUM(B1:B9)\n", ",")
    assert found["misfits"] == [
        {"row": 2, "head": "revenue", "why": {"word": "formula", "facts": {"text": "=SUM(B1:B9)"}}}
    ]
    assert found["given"]["account"] == [{"id": "A1", "account_name": "=SUM(A1)"}]


def test_ids_that_cannot_be_ids_and_rows_beyond_the_most_are_told(page: Functions, tiering: Any) -> None:
    rows = ["__proto__,1", "<b>,2", "A1,3", "A1,4", *(f"B{i},5" for i in range(600))]
    found = page.call("load", tiering, {}, "id,revenue\n" + "\n".join(rows), ",")
    assert [misfit["row"] for misfit in found["misfits"]] == [2, 3, 5]
    assert len(found["given"]["account"]) == 500
    assert len(found["outside"]) == 101


def test_a_file_that_names_nothing_known_changes_nothing(page: Functions, tiering: Any) -> None:
    for text in ("甲,乙\n1,2\n", "__proto__,constructor\n1,2", "x", "value,figure\nnothing,1"):
        found = page.call("load", tiering, START, text, ",")
        assert not found["known"]
        assert found["given"]["account"] == START["account"]
