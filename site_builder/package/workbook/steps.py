"""The sheet of a step: fields, tables, lights and charts, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...formula.targets.excel_blocks import Block
from ...render.text import bare
from .book import LINK, PAPER, QUIET, Book, address_of, seen
from .cells import allow, cell, colour, figure_format
from .pictures import Pictures
from .plan import TITLE_ROWS, Area, Fields, Grid, GridColumn, Marks, Picture, StepSheet, axes, is_grown, shape_of
from .wording import note, says


def write_step(book: Book, pictures: Pictures, step: StepSheet) -> None:
    sheet = book.sheets[step.name]
    sheet.write_string(0, 0, step.title, book.format(bold=True, font_size=16))
    if step.text:
        form = book.format(text_wrap=True, valign="top", font_color=QUIET)
        sheet.merge_range(1, 0, 1, 9, bare(step.text), form)
        sheet.set_row(1, 48)
    sheet.write_url(2, 0, address_of(book.plan.names["overview"]), book.format(**LINK), book.word("back"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 60, 12)
    for column, width in _widths(book, step):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(TITLE_ROWS, 1)
    for area in step.areas:
        _area(book, pictures, sheet, area)


def _widths(book: Book, step: StepSheet) -> Iterator[tuple[int, int]]:
    """Columns that hold texts or names are wide."""
    wide: dict[int, int] = {}
    for area in step.areas:
        for column in area.columns if isinstance(area, Grid) else ():
            width = _width(book, column.name)
            for place in range(column.left, column.left + column.width):
                wide[place] = max(wide.get(place, 0), width)
        for name in area.names if isinstance(area, Fields) else ():
            wide[1] = max(wide.get(1, 0), _width(book, name))
    yield from wide.items()


def _width(book: Book, name: str) -> int:
    decl = book.tool.program.values.get(name)
    if decl is None or decl.type.kind in ("truth", "number"):
        return 12
    if decl.type.kind == "item":
        return 16
    return 30 if decl.role == "derived" else 24


def _area(book: Book, pictures: Pictures, sheet: Worksheet, area: Area) -> None:
    match area:
        case Fields():
            for place, name in enumerate(area.names):
                _field(book, sheet, area.top + place, name)
        case Marks():
            for place, name in enumerate(area.names):
                _mark(book, sheet, area.top + place, name)
        case Grid():
            _row_labels(book, sheet, area)
            for column in area.columns:
                _column(book, sheet, area, column)
        case Picture():
            sheet.write_string(area.top, 0, book.tool.file.charts[area.name].label, book.format(bold=True))
            pictures.draw(sheet, area)


def figure(book: Book, sheet: Worksheet, row: int, name: str, wrap: bool = False) -> None:
    """A single figure or light, in the second column: at its own place, or repeated from there."""
    own = book.plan.shown.get(name)
    if own is None or (own.sheet, own.top) == (sheet.get_name(), row):
        cell(book, sheet, name, row, 1, ())
    else:
        sheet.write_formula(row, 1, seen(own, (), sheet), figure_format(book, name))
    if name in book.tool.file.lights:
        colour(book, sheet, (row, 1, row, 1))
        sheet.write_formula(row, 2, "=" + says(book, name, sheet.get_name()), book.format(text_wrap=wrap))


def _field(book: Book, sheet: Worksheet, row: int, name: str) -> None:
    value = book.tool.file.values[name]
    sheet.write_string(row, 0, value.label)
    if said := note(book, name):
        sheet.write_comment(row, 0, said, {"x_scale": 2.4, "y_scale": 1.6})
    figure(book, sheet, row, name)
    sheet.write_string(row, 2, value.unit or "", book.format(font_color=QUIET))


def _mark(book: Book, sheet: Worksheet, row: int, name: str) -> None:
    sheet.write_string(row, 0, book.label(name))
    figure(book, sheet, row, name)


def _head(book: Book) -> Any:
    return book.format(bold=True, text_wrap=True, bg_color=PAPER, bottom=1, bottom_color=QUIET)


def _column(book: Book, sheet: Worksheet, grid: Grid, column: GridColumn) -> None:
    name, own, head = column.name, book.plan.shown[column.name], _head(book)
    right, bottom = column.left + column.width - 1, grid.first + own.height - 1
    if column.width > 1:
        sheet.merge_range(grid.top, column.left, grid.top, right, book.label(name), head)
    else:
        sheet.write_string(grid.top, column.left, book.label(name), head)
    if said := note(book, name):
        sheet.write_comment(grid.top, column.left, said, {"x_scale": 2.4, "y_scale": 2})
    _second_heads(book, sheet, grid, column)
    for at in own.positions():
        row, place = grid.first + own.flat(at, own.down), column.left + own.flat(at, own.across)
        if column.again:
            sheet.write_formula(row, place, seen(own, at, sheet), figure_format(book, name))
        else:
            cell(book, sheet, name, row, place, at)
    area = (grid.first, column.left, bottom, right)
    if name in book.tool.file.lights:
        colour(book, sheet, area)
    allow(book, sheet, name, area)


def _row_labels(book: Book, sheet: Worksheet, grid: Grid) -> None:
    """The names of the items, and the ids of rows that learners add."""
    layout, head, end = book.plan.layout, _head(book), len(grid.down)
    grown = next((axis for axis, index in enumerate(grid.down) if is_grown(book.tool, index)), None)
    heads = [book.tool.file.lists[index.list].label for index in grid.down] + ["#"] * (grown is not None)
    for place, label in enumerate(heads):
        sheet.write_string(grid.top, place, label, head)
        sheet.write_blank(grid.top + 1, place, None, head)
    block = Block("", grid.first, 0, tuple(layout.sizes[index.list] for index in grid.down), tuple(range(end)))
    for at in block.positions():
        row = block.cell(at)[0]
        for place, (index, position) in enumerate(zip(grid.down, at, strict=True)):
            sheet.write_formula(row, place, seen(layout.choices[index.list], (position,), sheet), book.format())
        if grown is not None:
            ids = layout.labels[grid.down[grown].list]
            sheet.write_formula(row, end, seen(ids, (at[grown],), sheet), book.format(font_color=QUIET))


def _second_heads(book: Book, sheet: Worksheet, grid: Grid, column: GridColumn) -> None:
    """The unit, or the items that run to the right, with the anchors of a rating as notes."""
    value, head = book.tool.file.values.get(column.name), _head(book)
    shape = shape_of(book.tool, column.name)
    across = axes(book.tool, shape)[1]
    if not across:
        sheet.write_string(grid.top + 1, column.left, (value.unit or "") if value else "", head)
        return
    index = shape[across[0]]
    anchors = (value.anchors if value is not None else None) or {}
    items = book.tool.program.lists[index.list].items or ()
    for position in range(book.plan.layout.sizes[index.list]):
        place = column.left + position
        sheet.write_formula(grid.top + 1, place, seen(book.plan.layout.choices[index.list], (position,), sheet), head)
        if position < len(items) and items[position] in anchors:
            steps = anchors[items[position]].items()
            said = "\n".join(f"{step}: {bare(text)}" for step, text in steps)
            sheet.write_comment(grid.top + 1, place, said, {"x_scale": 2.6, "y_scale": 2.4})
