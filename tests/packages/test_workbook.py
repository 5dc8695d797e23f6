"""Workbooks of all tools, opened and recalculated by LibreOffice: the figures of the Python evaluator, no errors in any
cell, whatever is filled in."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from site_builder.catalog import Catalog, Tool
from site_builder.formula.given import Given
from site_builder.formula.program import Figure, Table
from site_builder.formula.targets import python
from site_builder.package.workbook import planned, template, workbook
from site_builder.words import Words, load

from .. import excel_target
from ..project import project
from ..same import differences

ROOT = Path(__file__).parents[2]
ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
WORDS = load("zh-hant")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


def compared(cases: dict[str, tuple[Tool, Given]], folder: Path) -> dict[str, list[str]]:
    """By name: in what a recalculated workbook differs from the evaluator; an error in any cell is one."""
    paths = [folder / f"{number}.xlsx" for number in range(len(cases))]
    for path, (tool, given) in zip(paths, cases.values(), strict=True):
        path.write_bytes(workbook(tool, given, WORDS))
    found = {}
    for (name, (tool, given)), sheets in zip(cases.items(), excel_target.recalculated(*paths), strict=True):
        errors = [
            f"{sheet}!{place}: {cell}"
            for sheet, cells in sheets.items()
            for place, cell in cells.items()
            if isinstance(cell, str) and ERROR.fullmatch(cell)
        ]
        figures = excel_target.figures(tool.program, planned(tool, given, WORDS).layout, given.rows, sheets)
        wanted = python.evaluate(tool.program, given)
        if lines := errors + differences(wanted, figures):
            found[name] = lines
    return found


def half_filled(tool: Tool, given: Given, seed: int) -> Given:
    """Some of the figures gone, some of them zero."""
    draw = random.Random(seed)

    def thinned(table: Figure | Table) -> Figure | Table:
        if isinstance(table, dict):
            return {name: thinned(part) for name, part in table.items()}
        if draw.random() < 0.25:
            return None
        return 0.0 if isinstance(table, float | int) and not isinstance(table, bool) and draw.random() < 0.2 else table

    typed: dict[str, Any] = {name: thinned(table) for name, table in given.typed.items()}
    return Given(given.rows, typed)


@pytest.mark.office
@excel_target.needs_office
def test_workbooks_hold_the_figures_of_all_examples(catalog: Catalog, tmp_path: Path) -> None:
    cases = {
        f"{tool.slug} {name}": (tool, example.given)
        for tool in catalog.tools
        for name, example in tool.examples.items()
    }
    assert compared(cases, tmp_path) == {}


@pytest.mark.office
@excel_target.needs_office
def test_half_filled_workbooks_hold_no_errors(catalog: Catalog, tmp_path: Path) -> None:
    cases = {}
    for seed, tool in enumerate(catalog.tools):
        example = next(iter(tool.examples.values()))
        cases[tool.slug] = (tool, half_filled(tool, example.given, seed))
    assert compared(cases, tmp_path) == {}


@pytest.mark.office
@excel_target.needs_office
def test_a_row_to_grow_into_counts_once_something_stands_in_it(catalog: Catalog, tmp_path: Path) -> None:
    tool = catalog.tools[0]
    given = next(iter(tool.examples.values())).given
    layout = planned(tool, given, WORDS).layout
    path = tmp_path / "grown.xlsx"
    path.write_bytes(workbook(tool, given, WORDS))
    book = load_workbook(path)
    row = len(given.rows["account"])
    fresh: dict[str, Any] = {"account_name": "新客戶", "revenue": 30, "wallet": 90, "effort": 1.5}
    choice = layout.choices["tier"]
    tier = book[choice.sheet].cell(choice.cell((1,))[0] + 1, choice.cell((1,))[1] + 1).value
    for name, figure in {**fresh, "current_tier": tier}.items():
        block = layout.inputs[name]
        at, column = block.cell((row,))
        book[block.sheet].cell(at + 1, column + 1).value = figure
    ratings = layout.inputs["rating"]
    dimensions = tool.program.lists["dimension"].items or ()
    for place in range(len(dimensions)):
        at, column = ratings.cell((row, place))
        book[ratings.sheet].cell(at + 1, column + 1).value = 4
    book.save(path)
    typed: dict[str, Any] = {
        name: {**_by_row(given.typed[name]), "A99": figure} for name, figure in {**fresh, "current_tier": "A"}.items()
    }
    typed["rating"] = {**_by_row(given.typed["rating"]), "A99": dict.fromkeys(dimensions, 4.0)}
    more = Given({**given.rows, "account": (*given.rows["account"], "A99")}, {**given.typed, **typed})
    [sheets] = excel_target.recalculated(path)
    found = excel_target.figures(tool.program, layout, more.rows, sheets)
    wanted = python.evaluate(tool.program, more)
    assert differences(wanted, found) == []


def _by_row(table: Figure | Table) -> Table:
    assert isinstance(table, dict)
    return table


def test_fields_are_open_and_formulas_are_locked(catalog: Catalog, tmp_path: Path) -> None:
    tool = catalog.tools[0]
    path = tmp_path / "book.xlsx"
    given = next(iter(tool.examples.values())).given
    path.write_bytes(workbook(tool, given, WORDS))
    book, layout = load_workbook(path), planned(tool, given, WORDS).layout
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    rating = layout.inputs["rating"]
    row, column = rating.cell((0, 0))
    field = book[rating.sheet].cell(row + 1, column + 1)
    assert (field.value, field.protection.locked) == (3, False)
    score = layout.values["score"]
    row, column = score.cell((0,))
    figure = book[score.sheet].cell(row + 1, column + 1)
    assert figure.value.startswith("=") and figure.protection.locked
    allowed = [rule for rule in book[rating.sheet].data_validations.dataValidation if rule.type == "whole"]
    assert any((float(rule.formula1), float(rule.formula2)) == (1, 5) for rule in allowed)
    assert "v_score" in book.defined_names


@pytest.mark.whole
def test_the_same_input_gives_the_same_bytes(catalog: Catalog) -> None:
    tool = catalog.tools[-1]
    assert template(tool, WORDS)[0] == template(tool, WORDS)[0]


def test_every_locale_has_the_words(catalog: Catalog) -> None:
    english: Words = load("en")
    book, where = template(catalog.tools[0], english)
    assert book[:2] == b"PK"
    assert where["truths"] == [english.text("workbook.yes"), english.text("workbook.no")]
