"""Charts that are cells: a heat map, a year's calendar and a ladder have no native kind."""

from __future__ import annotations

from math import floor
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog.tool_file import Calendar, Heat, Ladder
from ...formula.targets.excel_blocks import reference
from ...formula.targets.excel_code import text
from ...formula.tree import Index
from .cells import figure_format
from .chart_data import ChartData
from .plan import WEEKS
from .results import Result

WEEK_WIDTH = 3.2
_MARK = "#a8321f"
_PALE, _DEEP = "#faf7ef", "#dd8f7c"  # both leave the figure readable


def heat(charts: ChartData, sheet: Worksheet, top: int, chart: Heat) -> None:
    rows, columns = (_index(said) for said in (chart.rows, chart.columns))
    chosen = charts.chosen([charts.shape(chart.value)], {rows.name, columns.name})
    height, width = charts.count(rows.list), charts.count(columns.list)
    head = charts.book.format(bold=True, align="center", text_wrap=True)
    figure = figure_format(charts.book, chart.value, align="center")
    for column in range(width):
        charts.name(sheet, top, 1 + column, columns.list, column, head)
    for row in range(height):
        charts.name(sheet, top + 1 + row, 0, rows.list, row, charts.book.format(bold=True))
        for column in range(width):
            at = {rows.name: row, columns.name: column}
            charts.put(sheet, top + 1 + row, 1 + column, chart.value, at, chosen, figure)
    scale: dict[str, Any] = {"type": "2_color_scale", "min_color": _PALE, "max_color": _DEEP}
    for end, least in (("min", chart.low), ("max", chart.high)):
        if least is not None:
            scale |= {f"{end}_type": "num", f"{end}_value": least}
    sheet.conditional_format(top + 1, 1, top + height, width, scale)


def calendar(charts: ChartData, sheet: Worksheet, top: int, chart: Calendar) -> None:
    """A mark in each week in which something takes place, spread evenly over the year."""
    here, count = sheet.get_name(), charts.count(chart.for_)
    index = Index(chart.for_, chart.for_)
    chosen = charts.chosen([charts.shape(chart.times)], {index.name})
    for week in range(WEEKS):
        sheet.write_number(top, 2 + week, week + 1, charts.book.format(font_size=7, align="center"))
    for row in range(count):
        charts.name(sheet, top + 1 + row, 0, chart.for_, row)
        charts.put(sheet, top + 1 + row, 1, chart.times, {index.name: row}, chosen)
        start = charts.figure(chart.start, {index.name: row}, chosen, here) if chart.start else "1"
        own = reference("", "", top + 1 + row, 1)
        times = charts.book.results.shown(chart.times, (row,))
        first = charts.book.results.shown(chart.start, (row,)) if chart.start else 1.0
        for week in range(1, WEEKS + 1):
            since = f"MOD({week}-N({start}),{WEEKS})"
            marked = f"INT(({since}+1)*{own}/{WEEKS}-1E-9)>INT({since}*{own}/{WEEKS}-1E-9)"
            sheet.write_formula(
                top + 1 + row, 1 + week, f'=IF(N({own})=0,"",IF({marked},"●",""))',
                charts.book.format(font_color=_MARK, align="center", font_size=8),
                "●" if _marked(week, times, first) else "",
            )  # fmt: skip


def ladder(charts: ChartData, sheet: Worksheet, top: int, chart: Ladder) -> None:
    """The top step first; where somebody stands is marked."""
    index = Index(chart.for_, chart.for_)
    names = [name for name in (chart.count, chart.detail) if name is not None]
    wanted = [*names, *([chart.here] if chart.here else [])]
    chosen = charts.chosen([charts.shape(name) for name in wanted], {index.name})
    for place, name in enumerate(names):
        sheet.write_string(top, 1 + place, charts.book.label(name), charts.book.format(bold=True))
    size = charts.count(chart.for_)
    for position in reversed(range(size)):
        row = top + size - position
        charts.name(sheet, row, 0, chart.for_, position, charts.book.format(bold=True, indent=position))
        for place, name in enumerate(names):
            charts.put(sheet, row, 1 + place, name, {index.name: position}, chosen)
        if chart.here:
            figure = charts.figure(chart.here, {}, chosen, sheet.get_name())
            now = charts.book.results.coded(chart.here, [0] * len(charts.shape(chart.here))) == position + 1
            formula = f'=IF({figure}={position + 1},"◀ "&{text(charts.book.label(chart.here)).text},"")'
            said = f"◀ {charts.book.label(chart.here)}" if now else ""
            sheet.write_formula(row, 1 + len(names), formula, charts.book.format(font_color=_MARK, bold=True), said)


def _marked(week: int, times: Result, first: Result) -> bool:
    """Whether something takes place in a week that takes place so often, the first time in that week."""
    if not isinstance(times, float) or times == 0:
        return False
    since = (week - (first if isinstance(first, float) else 0)) % WEEKS
    return floor((since + 1) * times / WEEKS - 1e-9) > floor(since * times / WEEKS - 1e-9)


def _index(said: str) -> Index:
    words = said.split()
    return Index(words[-1], words[0])
