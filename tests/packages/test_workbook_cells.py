"""Workbooks of all tools, opened and recalculated by LibreOffice: the figures of the Python evaluator, no errors in any
cell, whatever is filled in; and what stands in the file already is what the cells come to.

FUZZ=5 fills each tool in five more ways, with other figures on every run.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from site_builder.catalog import Tool, load_catalog
from site_builder.formula.given import Given
from site_builder.formula.program import Figure, Table
from site_builder.formula.targets import python
from site_builder.package.workbook import planned, workbook
from site_builder.words import load

from .. import excel_target
from ..same import differences, same

pytestmark = excel_target.office

ROOT = Path(__file__).parents[2]
ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
WORDS = load("zh-hant")
FUZZ = int(os.environ.get("FUZZ", 0))
NEW = "A99"


@dataclass(frozen=True)
class Case:
    """A workbook: what is filled in, and what the evaluator makes of it."""

    tool: Tool
    given: Given
    wanted: Given
    """As `given`, where nobody wrote into the workbook afterwards."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Case, Path, dict[str, excel_target.Cells]]]:
    """By name: the case, the workbook, and its cells by sheet. LibreOffice starts once for all of them."""
    catalog, problems = load_catalog(ROOT)
    assert catalog is not None, problems
    cases = dict(_cases(catalog.tools))
    folder = tmp_path_factory.mktemp("workbooks")
    paths = [folder / f"{number}.xlsx" for number in range(len(cases))]
    for path, case in zip(paths, cases.values(), strict=True):
        path.write_bytes(workbook(case.tool, case.given, WORDS))
        if case.wanted is not case.given:
            _fill_in(path, case)
    found = zip(cases.items(), paths, excel_target.recalculated(*paths), strict=True)
    return {name: (case, path, cells) for (name, case), path, cells in found}


def _cases(tools: tuple[Tool, ...]) -> Iterator[tuple[str, Case]]:
    for number, tool in enumerate(tools):
        for name, example in tool.examples.items():
            yield f"{tool.slug} {name}", Case(tool, example.given, example.given)
        yield f"{tool.slug} empty", Case(tool, tool.start, tool.start)
        for seed in [number, *(random.randrange(10**6) for _ in range(FUZZ))]:
            example = list(tool.examples.values())[seed % len(tool.examples)]
            wild = _wild(tool, example.given, seed)
            yield f"{tool.slug} filled at random, {seed}", Case(tool, wild, wild)
    tool = tools[0]
    given = next(iter(tool.examples.values())).given
    yield "a row to grow into", Case(tool, given, _with_a_row(tool, given))


def _wild(tool: Tool, given: Given, seed: int) -> Given:
    """Some rows are gone, of the figures some are gone, some are zero and some as large or small as is permitted."""
    draw = random.Random(seed)
    rows = {name: tuple(row for row in ids if draw.random() < 0.8) for name, ids in given.rows.items()}

    def changed(name: str, table: Figure | Table, lists: tuple[str, ...]) -> Figure | Table:
        if isinstance(table, dict):
            kept = rows.get(lists[0]) if lists else None
            parts = {item: part for item, part in table.items() if kept is None or item in kept}
            return {item: changed(name, part, lists[1:]) for item, part in parts.items()}
        dice, of = draw.random(), tool.program.values[name].type
        if dice < 0.2 or (of.kind == "item" and table not in rows.get(of.list, (table,))):
            return None
        if of.kind != "number" or dice < 0.7:
            return table
        allowed = tool.allowed[name]
        scale = 100 if allowed.percent else 1
        ends = ((allowed.low, -1e6), (allowed.high, 1e12))
        low, high = (end / scale if end is not None else wide for end, wide in ends)
        return float(draw.choice([low, high, min(max(0, low), high)]))

    typed: dict[str, Any] = {
        name: changed(name, table, tuple(index.list for index in tool.program.values[name].shape))
        for name, table in given.typed.items()
    }
    return Given(rows, typed)


def _with_a_row(tool: Tool, given: Given) -> Given:
    fresh: dict[str, Any] = {
        "account_name": "新客戶", "revenue": 30.0, "wallet": 90.0, "effort": 1.5, "current_tier": "A",
        "rating": dict.fromkeys(tool.program.lists["dimension"].items or (), 4.0),
    }  # fmt: skip
    typed = {name: {**_by_row(given.typed[name]), NEW: figure} for name, figure in fresh.items()}
    return Given({**given.rows, "account": (*given.rows["account"], NEW)}, {**given.typed, **typed})


def _by_row(table: Figure | Table) -> Table:
    assert isinstance(table, dict)
    return table


def _fill_in(path: Path, case: Case) -> None:
    """As somebody does who types into the first row to grow into."""
    layout, book = planned(case.tool, case.given, WORDS).layout, load_workbook(path)
    row = len(case.given.rows["account"])
    for name, block in layout.inputs.items():
        table = case.wanted.typed.get(name)
        figure = table.get(NEW) if isinstance(table, dict) else None
        for place, part in enumerate(figure.values() if isinstance(figure, dict) else [figure]):
            if part is None:
                continue
            if case.tool.program.values[name].type.kind == "item":
                part = case.tool.file.lists["tier"].items["A"].label  # type: ignore[index]
            at, column = block.cell((row, place) if isinstance(figure, dict) else (row,))
            book[block.sheet].cell(at + 1, column + 1).value = part
    book.save(path)


Opened = Mapping[str, tuple[Case, Path, dict[str, excel_target.Cells]]]


def test_workbooks_hold_the_figures_of_the_evaluator(opened: Opened) -> None:
    differing = {}
    for name, (case, _, cells) in opened.items():
        layout = planned(case.tool, case.given, WORDS).layout
        found = excel_target.figures(case.tool.program, layout, case.wanted.rows, cells)
        if lines := differences(python.evaluate(case.tool.program, case.wanted), found):
            differing[name] = lines
    assert differing == {}


def test_no_cell_holds_an_error(opened: Opened) -> None:
    errors = {
        f"{name}: {sheet}!{place}: {cell}"
        for name, (_, _, cells) in opened.items()
        for sheet, held in cells.items()
        for place, cell in held.items()
        if isinstance(cell, str) and ERROR.fullmatch(cell)
    }
    assert errors == set()


def test_what_stands_in_the_file_is_what_its_cells_come_to(opened: Opened) -> None:
    """Programs that only show a workbook compute nothing, and some that compute believe what they find."""
    differing = []
    for name, (case, path, cells) in opened.items():
        if "random" not in name and not name.endswith(("lanhe", "empty")):
            continue
        book, plan = load_workbook(path, data_only=True, read_only=True), planned(case.tool, case.given, WORDS)
        others = [plan.names[key] for key in ("overview", "charts", "origins")]
        shown = [*others, *(step.name for step in plan.steps)]
        for sheet in shown:
            page = book[sheet]
            page.reset_dimensions()
            held = {
                (row, column): cell
                for row, line in enumerate(page.iter_rows(values_only=True))
                for column, cell in enumerate(line)
                if cell not in (None, "")
            }
            come_to = {place: cell for place, cell in cells[sheet].items() if cell != ""}
            differing += [
                f"{name}: {sheet}!{place}: {held.get(place)!r} came to {come_to.get(place)!r}"
                for place in sorted(held.keys() | come_to.keys())
                if not same(held.get(place), come_to.get(place))
            ]
        book.close()
    assert differing == []
