"""The sheet of a step: fields, tables, lights and charts, one below the other."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog.tool_file import Calendar
from ...formula.targets.excel_blocks import Block
from ...render.text import bare
from .allowed import allow
from .book import ACCENT, LINK, PAPER, QUIET, Book, address_of, seen
from .cell_charts import WEEK_WIDTH
from .cells import cell, colour, figure_format, is_number
from .chart_data import ChartData
from .heights import Heights, lines
from .pictures import draw
from .plan import WEEKS, Area, Fields, Grid, GridColumn, Marks, Picture, StepSheet, axes, is_grown, shape_of
from .wording import note, said_now, says

_FIRST, _OTHER = 26, 12  # widths of columns
_ACROSS = 10  # columns that a text of the step runs over


def write_step(book: Book, charts: ChartData, step: StepSheet) -> None:
    sheet = book.sheets[step.name]
    widths = _widths(book, step)
    heights = Heights(widths, _OTHER)
    sheet.set_column(0, 60, _OTHER)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, step.title, book.format(bold=True, font_size=16))
    heights.at_least(0, 26)
    if step.text:
        form, text = book.format(text_wrap=True, valign="top", font_color=QUIET), bare(step.text)
        sheet.merge_range(1, 0, 1, _ACROSS - 1, text, form)
        heights.text(1, 0, text, _ACROSS)
    sheet.write_url(2, 0, address_of(book.plan.names["overview"]), book.format(**LINK), book.word("back"))
    mark = book.plan.mark
    sheet.write_formula(2, 1, seen(mark, (), sheet), book.format(bold=True, font_color=ACCENT), book.mark)
    sheet.freeze_panes(1, 1)
    for area in step.areas:
        _area(book, charts, sheet, area, heights)
    heights.write(sheet)


def _widths(book: Book, step: StepSheet) -> dict[int, float]:
    """Columns that hold texts or names are wide, and so are numbers that need it; weeks are narrow."""
    wide: dict[int, float] = {0: _FIRST}
    for area in step.areas:
        for column in area.columns if isinstance(area, Grid) else ():
            width = _width(book, column.name)
            for place in range(column.left, column.left + column.width):
                wide[place] = max(wide.get(place, 0), width)
        for name in area.names if isinstance(area, Fields) else ():
            wide[1] = max(wide.get(1, 0), _width(book, name))
    calendars = [
        area for area in step.areas
        if isinstance(area, Picture) and isinstance(book.tool.file.charts[area.name], Calendar)
    ]  # fmt: skip
    if calendars:
        wide |= {2 + week: WEEK_WIDTH for week in range(WEEKS) if 2 + week not in wide}
    return wide


def _width(book: Book, name: str) -> int:
    decl = book.tool.program.values.get(name)
    if decl is None or decl.type.kind in ("truth", "number"):
        return _OTHER
    if decl.type.kind == "item":
        return 18
    return 34 if decl.role == "derived" else 28


def _area(book: Book, charts: ChartData, sheet: Worksheet, area: Area, heights: Heights) -> None:
    match area:
        case Fields():
            for place, name in enumerate(area.names):
                _field(book, sheet, area.top + place, name, heights)
        case Marks():
            for place, name in enumerate(area.names):
                _mark(book, sheet, area.top + place, name, heights)
        case Grid():
            _row_labels(book, sheet, area, heights)
            for column in area.columns:
                _column(book, sheet, area, column, heights)
        case Picture():
            sheet.write_string(area.top, 0, book.tool.file.charts[area.name].label, book.format(bold=True))
            draw(charts, sheet, area)


def figure(book: Book, sheet: Worksheet, row: int, name: str, heights: Heights, across: int = 1) -> None:
    """A single figure or light, in the second column: at its own place, or repeated from there. What a light says
    stands beside it, over so many columns."""
    own, now = book.plan.shown.get(name), book.results.shown(name, ())
    if own is None or (own.sheet, own.top) == (sheet.get_name(), row):
        cell(book, sheet, name, row, 1, ())
    else:
        sheet.write_formula(row, 1, seen(own, (), sheet), figure_format(book, name), now)
    if name not in book.tool.file.lights:
        heights.text(row, 1, now)
        unit = book.tool.file.values[name].unit or ""
        sheet.write_string(row, 2, "" if unit == "%" else unit, book.format(font_color=QUIET, indent=1))
        return
    colour(book, sheet, (row, 1, row, 1))
    form, said = book.format(text_wrap=True, indent=1), said_now(book, name)
    if across > 1:
        sheet.merge_range(row, 2, row, 1 + across, "", form)
    sheet.write_formula(row, 2, "=" + says(book, name, sheet.get_name()), form, said)
    heights.text(row, 2, said, across)


def _field(book: Book, sheet: Worksheet, row: int, name: str, heights: Heights) -> None:
    label = book.label(name)
    sheet.write_string(row, 0, label, book.format(text_wrap=True))
    heights.text(row, 0, label)
    remark(sheet, row, 0, note(book, name))
    figure(book, sheet, row, name, heights)


def _mark(book: Book, sheet: Worksheet, row: int, name: str, heights: Heights) -> None:
    label = book.label(name)
    sheet.write_string(row, 0, label, book.format(text_wrap=True))
    heights.text(row, 0, label)
    remark(sheet, row, 0, note(book, name))
    figure(book, sheet, row, name, heights, _ACROSS - 2)


def remark(sheet: Worksheet, row: int, column: int, said: str) -> None:
    """A note on a cell, as large as its text needs."""
    if said:
        sheet.write_comment(row, column, said, {"width": 320, "height": 24 + 19 * lines(said, 48), "font_size": 9})


def _head(book: Book) -> Any:
    return book.format(bold=True, text_wrap=True, bg_color=PAPER, bottom=1, bottom_color=QUIET)


def _column(book: Book, sheet: Worksheet, grid: Grid, column: GridColumn, heights: Heights) -> None:
    name, own, head, label = column.name, book.plan.shown[column.name], _head(book), book.label(column.name)
    right, bottom = column.left + column.width - 1, grid.first + own.height - 1
    if column.width > 1:
        sheet.merge_range(grid.top, column.left, grid.top, right, label, head)
    else:
        sheet.write_string(grid.top, column.left, label, head)
    heights.text(grid.top, column.left, label, column.width)
    remark(sheet, grid.top, column.left, note(book, name))
    _second_heads(book, sheet, grid, column, heights)
    for at in own.positions():
        row, place = grid.first + own.flat(at, own.down), column.left + own.flat(at, own.across)
        now = book.results.shown(name, at)
        if column.again:
            sheet.write_formula(row, place, seen(own, at, sheet), figure_format(book, name), now)
        else:
            cell(book, sheet, name, row, place, at)
        if not is_number(book, name):
            heights.text(row, place, now)
    area = (grid.first, column.left, bottom, right)
    if name in book.tool.file.lights:
        colour(book, sheet, area)
    allow(book, sheet, name, area)


def _row_labels(book: Book, sheet: Worksheet, grid: Grid, heights: Heights) -> None:
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
            label = book.results.item(index.list, position)
            names = layout.choices[index.list]
            sheet.write_formula(row, place, seen(names, (position,), sheet), book.format(text_wrap=True), label)
            heights.text(row, place, label)
        if grown is not None:
            list_name = grid.down[grown].list
            ids = layout.rows.get(list_name, ())
            own = ids[at[grown]] if at[grown] < len(ids) else ""
            form = book.format(font_color=QUIET)
            sheet.write_formula(row, end, seen(layout.labels[list_name], (at[grown],), sheet), form, own)


def _second_heads(book: Book, sheet: Worksheet, grid: Grid, column: GridColumn, heights: Heights) -> None:
    """The unit, or the items that run to the right, with the anchors of a rating as notes."""
    value, head, row = book.tool.file.values.get(column.name), _head(book), grid.top + 1
    shape = shape_of(book.tool, column.name)
    across = axes(book.tool, shape)[1]
    if not across:
        sheet.write_string(row, column.left, (value.unit or "") if value else "", head)
        return
    index = shape[across[0]]
    anchors = (value.anchors if value is not None else None) or {}
    items = book.tool.program.lists[index.list].items or ()
    for position in range(book.plan.layout.sizes[index.list]):
        place, label = column.left + position, book.results.item(index.list, position)
        sheet.write_formula(row, place, seen(book.plan.layout.choices[index.list], (position,), sheet), head, label)
        heights.text(row, place, label)
        if position < len(items) and items[position] in anchors:
            steps = anchors[items[position]].items()
            remark(sheet, row, place, "\n".join(f"{step}: {bare(text)}" for step, text in steps))
