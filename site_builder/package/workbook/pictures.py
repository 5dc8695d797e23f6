"""Charts of a tool, native ones where there is a kind for them: drawn from tables of live figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog.tool_file import Bars, Calendar, Heat, Ladder, Mix, Quadrant, Radar, Stacked
from ...formula.targets.excel_blocks import reference
from ...formula.targets.excel_code import number
from ...formula.tree import Index
from .cell_charts import calendar, heat, ladder
from .cells import number_format
from .chart_data import ChartData
from .plan import Picture

_COLOURS = ("#a8321f", "#4a6670", "#c9a227", "#7d8f69", "#8c6d5a", "#5b5b7a", "#b5838d", "#3d5a40")
_INK, _QUIET, _GRID = "#22201c", "#6b655a", "#e4dccb"
_SIZE = {"width": 760, "height": 380}
_LINES = {"visible": True, "line": {"color": _GRID, "width": 0.75}}


def draw(charts: ChartData, sheet: Worksheet, picture: Picture) -> None:
    """Below its title, which stands there already, and a row for what is chosen."""
    chart, top = charts.tool.file.charts[picture.name], picture.top + 2
    charts.at(sheet, picture.top + 1)
    match chart:
        case Heat():
            return heat(charts, sheet, top, chart)
        case Calendar():
            return calendar(charts, sheet, top, chart)
        case Ladder():
            return ladder(charts, sheet, top, chart)
        case Bars():
            made = _bars(charts, chart)
        case Stacked():
            made = _stacked(charts, chart)
        case Mix():
            made = _mix(charts, chart)
        case Radar():
            made = _radar(charts, chart)
        case Quadrant():
            made = _quadrant(charts, chart)
    made.set_title({"none": True})
    made.set_size(_SIZE)
    made.set_legend({"none": True} if isinstance(chart, Quadrant) else {"position": "bottom"})
    description = f"{chart.label} {chart.note or ''}".strip()
    sheet.insert_chart(top, 0, made, {"object_position": 2, "description": description})


def _bars(charts: ChartData, chart: Bars) -> Any:
    first, count = charts.table(chart.label, Index(chart.for_, chart.for_), chart.bars)
    made = charts.book.book.add_chart({"type": "bar"})
    _series(charts, made, first, count, len(chart.bars))
    return _lying(charts, made, chart.bars)


def _radar(charts: ChartData, chart: Radar) -> Any:
    names = [chart.value, *([chart.target] if chart.target else [])]
    first, count = charts.table(chart.label, Index(chart.for_, chart.for_), names)
    made = charts.book.book.add_chart({"type": "radar", "subtype": "with_markers"})
    _series(charts, made, first, count, len(names), lines=True)
    made.set_y_axis({"min": chart.low, "max": chart.high, "major_gridlines": _LINES})
    return made


def _series(charts: ChartData, made: Any, first: int, count: int, series: int, lines: bool = False) -> None:
    """A series for each column of a table; lines have dashes and marks of their own, bars a fill."""
    sheet = charts.data.get_name()
    for place in range(series):
        colour = _COLOURS[place % len(_COLOURS)]
        looks: dict[str, Any] = {"fill": {"color": colour}, "border": {"color": colour}, "gap": 60}
        if lines:
            mark = {"type": ("circle", "square")[place % 2], "size": 6, "fill": {"color": colour}}
            looks = {
                "line": {"color": colour, "width": 2, "dash_type": ("solid", "dash")[place % 2]}, "marker": mark
            }  # fmt: skip
        made.add_series({
            "name": [sheet, first - 1, 1 + place],
            "categories": [sheet, first, 0, first + count - 1, 0],
            "values": [sheet, first, 1 + place, first + count - 1, 1 + place],
            **looks,
        })  # fmt: skip


def _lying(charts: ChartData, made: Any, names: Sequence[str]) -> Any:
    """Bars that lie, the first item on top, every one with its name, clear of bars below zero."""
    made.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1, "num_font": {"size": 9}})
    made.set_x_axis({"num_format": number_format(charts.book, names[0])["num_format"], "major_gridlines": _LINES})
    return made


def _stacked(charts: ChartData, chart: Stacked) -> Any:
    target = chart.target if chart.target is not None and charts.shape(chart.target) else None
    names = [*chart.stack, *([target] if target else [])]
    first, count = charts.table(chart.label, Index(chart.for_, chart.for_), names)
    made = charts.book.book.add_chart({"type": "column", "subtype": "stacked"})
    _series(charts, made, first, count, len(chart.stack))
    made.set_y_axis({"num_format": number_format(charts.book, names[0])["num_format"], "major_gridlines": _LINES})
    if target:
        sheet, column = charts.data.get_name(), len(names)
        line = charts.book.book.add_chart({"type": "line"})
        line.add_series({
            "name": [sheet, first - 1, column],
            "categories": [sheet, first, 0, first + count - 1, 0],
            "values": [sheet, first, column, first + count - 1, column],
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 14, "fill": {"color": _INK}, "border": {"color": _INK}},
        })  # fmt: skip
        made.combine(line)
    return made


def _mix(charts: ChartData, chart: Mix) -> Any:
    names = [*chart.bars, *([chart.target] if chart.target else [])]
    index = Index(chart.for_, chart.for_)
    chosen = charts.chosen([charts.shape(name) for name in names], {index.name})
    charts.data.write_string(charts.next, 0, chart.label, charts.book.format(bold=True))
    size = charts.count(index.list)
    for position in range(size):
        charts.name(charts.data, charts.next, 1 + position, index.list, position)
    first = charts.next + 1
    for row, name in enumerate(names):
        charts.data.write_string(first + row, 0, charts.book.label(name))
        for position in range(size):
            charts.put(charts.data, first + row, 1 + position, name, {index.name: position}, chosen)
    charts.next = first + len(names) + 1
    made = charts.book.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    _series(charts, made, first, len(names), size)
    made.set_y_axis({"reverse": True})
    made.set_x_axis({"num_format": "0%", "major_gridlines": _LINES})
    return made


def _quadrant(charts: ChartData, chart: Quadrant) -> Any:
    """A series for each point, whose name stands beside it: so names follow the cells in every program. A point
    without figures lies far outside, since a scatter chart knows no blanks."""
    first, _ = charts.table(chart.label, Index(chart.for_, chart.for_), [chart.x, chart.y], cut=False)
    made = charts.book.book.add_chart({"type": "scatter", "subtype": "straight"})
    here, outside = charts.data.get_name(), chart.low - 10 * (chart.high - chart.low)
    for position in range(charts.book.plan.layout.sizes[chart.for_]):
        row = first + position
        both = f"AND(ISNUMBER({reference('', '', row, 1)}),ISNUMBER({reference('', '', row, 2)}))"
        figures = [charts.book.results.shown(name, (position,)) for name in (chart.x, chart.y)]
        there = all(isinstance(figure, float) for figure in figures)
        for place, figure in enumerate(figures, 1):
            formula = f"=IF({both},{reference('', '', row, place)},{number(outside).text})"
            charts.data.write_formula(row, 2 + place, formula, None, figure if there else outside)
        made.add_series({
            "name": [here, row, 0],
            "categories": [here, row, 3, row, 3],
            "values": [here, row, 4, row, 4],
            "line": {"none": True},
            "marker": {"type": "circle", "size": 9, "fill": {"color": _COLOURS[0]}, "border": {"color": "#ffffff"}},
            "data_labels": {"series_name": True, "value": False, "position": "right", "font": {"size": 9}},
        })  # fmt: skip
    _cross(charts, made, chart)
    ends = {"min": chart.low, "max": chart.high, "crossing": chart.low, "num_format": "General"}
    made.set_x_axis({"name": charts.book.label(chart.x), **ends, "major_gridlines": {"visible": False}})
    made.set_y_axis({"name": charts.book.label(chart.y), **ends, "major_gridlines": {"visible": False}})
    return made


def _cross(charts: ChartData, made: Any, chart: Quadrant) -> None:
    """The two lines of the cut, and in each corner what it means there."""
    here, low, high, cut = charts.data.get_name(), chart.low, chart.high, chart.cut
    for line in (((cut, low), (cut, high)), ((low, cut), (high, cut))):
        for row, point in enumerate(line, charts.next):
            for column, figure in enumerate(point, 3):
                charts.data.write_number(row, column, figure)
        made.add_series({
            "categories": [here, charts.next, 3, charts.next + 1, 3],
            "values": [here, charts.next, 4, charts.next + 1, 4],
            "line": {"color": _QUIET, "width": 1, "dash_type": "dash"},
            "marker": {"type": "none"},
        })  # fmt: skip
        charts.next += 2
    margin, zones = (high - low) / 40, chart.zones
    for said, x, y, side in (
        (zones.top_left, low, high - margin, "right"), (zones.top_right, high, high - margin, "left"),
        (zones.bottom_left, low, low + margin, "right"), (zones.bottom_right, high, low + margin, "left"),
    ):  # fmt: skip
        charts.data.write_string(charts.next, 0, said)
        charts.data.write_number(charts.next, 3, x)
        charts.data.write_number(charts.next, 4, y)
        made.add_series({
            "name": [here, charts.next, 0],
            "categories": [here, charts.next, 3, charts.next, 3],
            "values": [here, charts.next, 4, charts.next, 4],
            "line": {"none": True},
            "marker": {"type": "none"},
            "data_labels": {
                "series_name": True, "value": False, "position": side, "font": {"size": 9, "color": _QUIET},
            },
        })  # fmt: skip
        charts.next += 1
    charts.next += 1
