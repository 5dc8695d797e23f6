"""Programs as live cells, recalculated by LibreOffice: programs and given figures in, the figures of the cells out.

Every formula is written with a wrong cached result, so what does not recalculate fails. Many programs go into one
workbook, a sheet each, because starting LibreOffice takes longer than computing.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from site_builder.formula.given import Figures, Given
from site_builder.formula.program import Figure, Program, Table, ValueDecl
from site_builder.formula.targets.excel import COLOURS, Layout, formulas
from site_builder.formula.targets.excel_blocks import Block, Room
from site_builder.formula.targets.excel_code import NO_TEXT
from site_builder.formula.tree import Shape

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
office = [pytest.mark.office, needs_office]
"""Marks of a module that LibreOffice recalculates."""

SPARE = 2  # rows to grow into
YES, NO = "yes", "no"
STALE = "not recalculated"
Cells = Mapping[tuple[int, int], Any]
Rows = Mapping[str, tuple[str, ...]]
HELPERS = 40  # the first column of helper cells


class Sheet:
    """One program on one sheet: all blocks below each other, helper cells to the right."""

    def __init__(self, name: str, program: Program, given: Given) -> None:
        self.name, self.program, self.given, self.next = name, program, given, 0
        self.rows = {name: given.rows.get(name, ()) for name, a in program.lists.items() if a.items is None}
        self.sizes = {
            name: len(self.rows[name]) + SPARE if a.items is None else len(a.items) for name, a in program.lists.items()
        }
        lists = {name: self.block((self.sizes[name],)) for name in program.lists}
        grown = {name: self.block((self.sizes[name],)) for name in self.rows}
        self.layout = Layout(
            sizes=self.sizes,
            inputs={value.name: self.of(value.shape) for value in program.values.values() if value.role == "given"},
            values={value.name: self.of(value.shape) for value in program.values.values()},
            lights={light.name: self.of(light.shape) for light in program.lights.values()},
            labels=lists,
            choices=lists,
            exists=grown,
            counts={name: self.block((self.sizes[name],)) for name in self.rows},
            room=Room(name, 0, HELPERS),
            rows=self.rows,
            truths=(YES, NO),
        )

    def block(self, sizes: tuple[int, ...]) -> Block:
        made = Block(self.name, self.next, 1, sizes, tuple(range(len(sizes)))[:1], tuple(range(len(sizes)))[1:])
        self.next += max(1, made.height)
        return made

    def of(self, shape: Shape) -> Block:
        return self.block(tuple(self.sizes[index.list] for index in shape))

    def write(self, book: Any) -> None:
        sheet = book.add_worksheet(self.name)
        for name, a_list in self.program.lists.items():
            labels = a_list.labels if a_list.items is not None else self.rows[name]
            for place, label in enumerate(labels or a_list.items or ()):
                sheet.write_string(*self.layout.labels[name].cell((place,)), label)
        for value in self.program.values.values():
            if value.role == "given":
                self.typed(sheet, value)
        for (_, row, column), formula in formulas(self.program, self.layout).items():
            sheet.write_formula(row, column, "=" + formula, None, STALE)

    def typed(self, sheet: Any, value: ValueDecl) -> None:
        block = self.layout.inputs[value.name]
        for at in block.positions():
            ids = self.ids(value.shape, at)
            figure: Any = self.given.typed.get(value.name)
            for item in ids or ():
                figure = figure.get(item) if isinstance(figure, dict) else figure
            if ids is None or figure is None or isinstance(figure, dict):
                continue
            place = block.cell(at)
            if value.type.kind == "item":
                declared = self.program.lists[value.type.list]
                if declared.items is not None:
                    if figure not in declared.items:
                        continue
                    figure = (declared.labels or declared.items)[declared.items.index(figure)]
                sheet.write_string(*place, figure)
            elif value.type.kind == "truth":
                sheet.write_string(*place, YES if figure else NO)
            elif value.type.kind == "text":
                sheet.write_string(*place, figure)
            else:
                sheet.write_number(*place, float(figure))

    def ids(self, shape: Shape, at: Sequence[int]) -> list[str] | None:
        """None for a row to grow into."""
        found = []
        for index, position in zip(shape, at, strict=True):
            items = self.program.lists[index.list].items or self.rows.get(index.list, ())
            if position >= len(items):
                return None
            found.append(items[position])
        return found

    def read(self, cells: Cells) -> Figures:
        return figures(self.program, self.layout, self.rows, {self.name: cells})


def figures(program: Program, layout: Layout, rows: Rows, sheets: Mapping[str, Cells]) -> Figures:
    """What stands in the cells of a program's blocks."""

    def figure(value: ValueDecl, cell: Any) -> Figure:
        if cell in (None, ""):
            return None
        if value.type.kind == "text":
            return str(cell).replace(NO_TEXT, "")
        if value.type.kind == "truth":
            return bool(cell)
        if value.type.kind == "item":
            items = program.lists[value.type.list].items or rows.get(value.type.list, ())
            return items[int(cell) - 1]
        return float(cell) if isinstance(cell, int | float) else cell  # an error stays a text, and differs

    def table(block: Block, shape: Shape, shown: Any, before: tuple[int, ...] = ()) -> Figure | Table:
        if len(before) == len(shape):
            return shown(sheets[block.sheet].get(block.cell(before)))
        name = shape[len(before)].list
        items = program.lists[name].items or rows.get(name, ())
        return {item: table(block, shape, shown, (*before, place)) for place, item in enumerate(items)}

    values = {
        value.name: table(layout.values[value.name], value.shape, partial(figure, value))
        for value in program.values.values()
    }
    lights = {
        light.name: table(layout.lights[light.name], light.shape, lambda cell: COLOURS[int(cell)])
        for light in program.lights.values()
    }
    left_out = {}
    for name, ids in rows.items():
        block = layout.counts[name]
        left_out[name] = tuple(row for at, row in enumerate(ids) if not sheets[block.sheet].get(block.cell((at,))))
    return Figures(values, lights, left_out, {})


def evaluate(cases: Sequence[tuple[Program, Given]]) -> list[Figures]:
    """All cases in one workbook."""
    sheets = [Sheet(f"s{number}", program, given) for number, (program, given) in enumerate(cases)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cases.xlsx")
        book = xlsxwriter.Workbook(path)
        for sheet in sheets:
            sheet.write(book)
        book.close()
        [cells] = recalculated(path)
        return [sheet.read(cells[sheet.name]) for sheet in sheets]


# LibreOffice trusts the cached results of a workbook; 0 means "always recalculate".
_ALWAYS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>\n'
)


def recalculated(*paths: Path, forced: bool = True) -> list[dict[str, Cells]]:
    """The cells of each sheet of workbooks in one folder, as LibreOffice computes them, by row and column from 0."""
    folder = paths[0].parent
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    if forced:
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    return [_cells(out / path.name) for path in paths]


def _cells(path: Path) -> dict[str, Cells]:
    found = {}
    book = load_workbook(path, data_only=True, read_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True))
        found[sheet.title] = {
            (at, column): cell for at, row in rows for column, cell in enumerate(row) if cell is not None
        }
    book.close()
    return found
