"""One workbook on its way: what it is made from, its sheets and formats, and what every part of it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ...catalog import Tool
from ...formula.given import Given
from ...formula.targets import python
from ...formula.targets.excel import COLOURS, formulas
from ...formula.targets.excel_blocks import Block, Cell, reference
from ...words import Words
from .plan import Plan
from .results import Result, Results

INK, PAPER, ACCENT, QUIET = "#22201c", "#f4efe4", "#a8321f", "#6b655a"
FIELD = {"border": 1, "border_color": "#d8cfb8", "bg_color": "#fff9e6", "locked": False}
LINK = {"font_color": ACCENT, "underline": 1}
TEXT = {"num_format": "@"}  # what looks like a date, a number or a formula stays as it was typed
_DAY = datetime(2000, 1, 1)  # the same workbook from the same input


class Sheet(Worksheet):  # type: ignore[misc]
    """A formula whose result is not known has none, so every program computes it; a 0 would be believed."""

    def write_formula(self, row: int, column: int, formula: str, form: Any = None, value: Result = "") -> Any:
        return super().write_formula(row, column, formula, form, value)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Ours name no function that a file calls by another name; to look for thirty of them in each formula took half
        of the time that a workbook takes, and would find them in texts."""
        return formula.removeprefix("=")


@dataclass
class Book:
    """`given`: typed figures. `example`: what the example is called, if they are one's. `sources`: titles, by id.
    `cells`: the formula of every cell that a value, a light or a helper has."""

    plan: Plan
    given: Given
    words: Words
    sources: Mapping[str, str] = field(default_factory=dict)
    example: str | None = None
    out: BytesIO = field(default_factory=BytesIO)
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.out, settings)
        self.book.set_properties({"title": self.tool.file.title, "created": _DAY})
        self.book.set_calc_mode("auto")
        colours = {colour: self.word(f"colour.{colour}") for colour in COLOURS}
        figures = python.evaluate(self.tool.program, self.given)
        self.results = Results(self.tool, self.plan.layout, figures, colours)
        self.cells: Mapping[Cell, str] = formulas(self.tool.program, self.plan.layout)
        self.sheets: Mapping[str, Worksheet] = {name: self.book.add_worksheet(name, Sheet) for name in self._names()}

    @property
    def tool(self) -> Tool:
        return self.plan.tool

    def _names(self) -> Iterator[str]:
        names = self.plan.names
        yield names["overview"]
        yield from (step.name for step in self.plan.steps)
        yield from (names[key] for key in ("origins", "charts", "lists", "calc", "helpers"))

    def sheet(self, key: str) -> Worksheet:
        """A sheet that is no step."""
        return self.sheets[self.plan.names[key]]

    def word(self, key: str, **facts: object) -> str:
        return self.words.text(f"workbook.{key}", **facts)

    @property
    def mark(self) -> str:
        """What says that the figures are an example's; nothing where they are not."""
        return "" if self.example is None else self.word("example", label=self.example)

    def label(self, name: str) -> str:
        file = self.tool.file
        return (file.lights[name] if name in file.lights else file.values[name]).label

    def format(self, **facts: Any) -> Any:
        key = tuple(sorted(facts.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_color": INK, "valign": "vcenter", **facts})
        return self.formats[key]


def seen(block: Block, at: tuple[int, ...], sheet: Worksheet) -> str:
    """The formula that repeats a cell."""
    cell = reference(block.sheet, sheet.get_name(), *block.cell(at))
    return f'=IF({cell}="","",{cell})'


def all_of(block: Block, sheet: str) -> str:
    """The range of a block, as it is called on a sheet."""
    last = (block.top + block.height - 1, block.left + block.width - 1)
    return reference(block.sheet, sheet, block.top, block.left, last)


def address_of(sheet: str) -> str:
    """Where a link within the workbook leads."""
    return f"internal:{reference(sheet, '', 0, 0)}"
