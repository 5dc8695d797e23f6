"""Charts of a tool as native ones: tables of live figures, and what is drawn from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...catalog import Tool
from ...catalog.tool_file import Bars, Calendar, ChartFile, Heat, Ladder, Mix, Quadrant, Radar, Stacked
from ...formula.targets.excel_blocks import reference
from ...formula.tree import Index, Shape
from .plan import Picture, Plan

WEEKS = 52
_COLOURS = ("#a8321f", "#4a6670", "#c9a227", "#7d8f69", "#8c6d5a", "#5b5b7a", "#b5838d", "#3d5a40")
_INK = "#22201c"
_SPARE = 3  # rows to grow into that a chart shows
_LEAST = 8
_SIZE = {"width": 760, "height": 380}
Label = Callable[[str], str]
Drawn = tuple[str, int, int]
"""A list that grows, the first row of a chart's table for it, and how many rows of it are drawn."""


@dataclass
class Pictures:
    """Writes the tables of charts on the sheet `data`, and charts onto the sheets of the steps."""

    plan: Plan
    book: Workbook
    data: Worksheet
    label: Label
    format: Callable[..., Any]
    input_format: Any
    next: int = 2
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def tool(self) -> Tool:
        return self.plan.tool

    def draw(self, sheet: Worksheet, picture: Picture) -> None:
        chart = self.tool.file.charts[picture.name]
        top = picture.top + 1
        if isinstance(chart, Heat):
            return self._heat(sheet, top, chart)
        if isinstance(chart, Calendar):
            return self._calendar(sheet, top, chart)
        if isinstance(chart, Ladder):
            return self._ladder(sheet, top, chart)
        made = self._native(chart)
        made.set_title({"none": True})
        made.set_size(_SIZE)
        made.set_legend({"position": "bottom"})
        sheet.insert_chart(top, 0, made, {"object_position": 2, "description": chart.label})

    # ------------------------------------------------------------ cells

    def _chosen(self, shapes: Sequence[Shape], own: set[str]) -> dict[str, str]:
        """A field to choose an item of each list that a chart does not run over: where its position stands."""
        chosen: dict[str, str] = {}
        for index in (index for shape in shapes for index in shape):
            if index.name in own or index.name in chosen:
                continue
            names = self.plan.layout.choices[index.list]
            all_names = reference(names.sheet, "", names.top, names.left, (names.top + names.height - 1, names.left))
            first = reference(names.sheet, self.data.get_name(), names.top, names.left)
            self.data.write_string(self.next, 0, self.tool.file.lists[index.list].label)
            self.data.write_formula(self.next, 1, "=" + first, self.input_format)
            self.data.data_validation(self.next, 1, self.next, 1, {"validate": "list", "source": "=" + all_names})
            picked = reference("", "", self.next, 1)
            self.data.write_formula(self.next, 2, f"=IFERROR(MATCH({picked},{all_names},0),1)")
            chosen[index.name] = reference(self.data.get_name(), "", self.next, 2)
            self.next += 1
        return chosen

    def _figure(self, name: str, at: dict[str, int], chosen: dict[str, str], sheet: str) -> str:
        """A reference to the figure at positions that are known, or chosen in a cell."""
        block, shape = self.plan.layout.values[name], self._shape(name)
        if all(index.name in at for index in shape):
            return reference(block.sheet, sheet, *block.cell([at[index.name] for index in shape]))
        last = (block.top + block.height - 1, block.left + block.width - 1)
        places = []
        for axes in (block.down, block.across):
            place = "0"
            for axis in axes:
                index = shape[axis]
                own = str(at[index.name]) if index.name in at else f"({chosen[index.name]}-1)"
                place = own if place == "0" else f"({place})*{block.sizes[axis]}+{own}"
            places.append(f"{place}+1")
        whole = reference(block.sheet, sheet, block.top, block.left, last)
        return f"INDEX({whole},{places[0]},{places[1]})"

    def _shape(self, name: str) -> Shape:
        return self.tool.program.values[name].shape

    def _item(self, list_name: str, position: int, sheet: str) -> str:
        names = self.plan.layout.choices[list_name]
        return reference(names.sheet, sheet, *names.cell((position,)))

    def _drawn(self, list_name: str) -> int:
        """How many items of a list a chart shows."""
        size = self.plan.layout.sizes[list_name]
        if self.tool.program.lists[list_name].items is not None:
            return size
        return min(size, max(_LEAST, len(self.plan.layout.rows.get(list_name, ())) + _SPARE))

    def _table(self, title: str, index: Index, names: Sequence[str]) -> tuple[int, int]:
        """A row per item, a column per value; gives the first row and how many there are."""
        chosen = self._chosen([self._shape(name) for name in names], {index.name})
        self.data.write_string(self.next, 0, title, self.format(bold=True))
        for place, name in enumerate(names):
            self.data.write_string(self.next, 1 + place, self.label(name))
        first, count, here = self.next + 1, self._drawn(index.list), self.data.get_name()
        size = self.plan.layout.sizes[index.list]
        if self.tool.program.lists[index.list].items is None:
            self.drawn.append((index.list, first, count))
        for position in range(size):
            item = self._item(index.list, position, here)
            self.data.write_formula(first + position, 0, f'={item}&""')
            for place, name in enumerate(names):
                figure = self._figure(name, {index.name: position}, chosen, here)
                self.data.write_formula(first + position, 1 + place, f'=IF({figure}="","",{figure})')
        self.next = first + size + 1
        return first, count

    # ------------------------------------------------------------ kinds

    def _native(self, chart: ChartFile) -> Any:
        match chart:
            case Bars():
                names = chart.bars
                first, count = self._table(chart.label, Index(chart.for_, chart.for_), names)
                return self._series(self.book.add_chart({"type": "bar"}), first, count, len(names), reverse=True)
            case Stacked():
                return self._stacked(chart)
            case Mix():
                return self._mix(chart)
            case Radar():
                names = [chart.value, *([target] if (target := getattr(chart, "target", None)) else [])]
                first, count = self._table(chart.label, Index(chart.for_, chart.for_), names)
                made = self._series(
                    self.book.add_chart({"type": "radar", "subtype": "with_markers"}), first, count, len(names)
                )
                made.set_y_axis({"min": chart.low, "max": chart.high, "major_gridlines": {"visible": True}})
                return made
            case Quadrant():
                return self._quadrant(chart)
            case _:
                raise TypeError(chart.kind)

    def _series(
        self, made: Any, first: int, count: int, series: int, reverse: bool = False, lines: bool = False
    ) -> Any:
        sheet = self.data.get_name()
        for place in range(series):
            made.add_series({
                "name": [sheet, first - 1, 1 + place],
                "categories": [sheet, first, 0, first + count - 1, 0],
                "values": [sheet, first, 1 + place, first + count - 1, 1 + place],
                "fill": {"color": (colour := _COLOURS[place % len(_COLOURS)])},
                "border": {"color": colour},
                "gap": 60,
                **({"line": {"color": colour, "width": 2}} if lines else {}),
            })  # fmt: skip
        if reverse:  # the first item on top
            made.set_y_axis({"reverse": True})
        return made

    def _stacked(self, chart: Stacked) -> Any:
        target = chart.target
        if target is not None and not self._shape(target):
            target = None
        names = [*chart.stack, *([target] if target else [])]
        first, count = self._table(chart.label, Index(chart.for_, chart.for_), names)
        made = self._series(
            self.book.add_chart({"type": "column", "subtype": "stacked"}), first, count, len(chart.stack)
        )
        if target:
            sheet, column = self.data.get_name(), len(names)
            line = self.book.add_chart({"type": "line"})
            line.add_series({
                "name": [sheet, first - 1, column],
                "categories": [sheet, first, 0, first + count - 1, 0],
                "values": [sheet, first, column, first + count - 1, column],
                "line": {"none": True},
                "marker": {"type": "long_dash", "size": 14, "fill": {"color": _INK}, "border": {"color": _INK}},
            })  # fmt: skip
            made.combine(line)
        return made

    def _mix(self, chart: Mix) -> Any:
        names = [*chart.bars, *([chart.target] if chart.target else [])]
        index, here = Index(chart.for_, chart.for_), self.data.get_name()
        chosen = self._chosen([self._shape(name) for name in names], {index.name})
        self.data.write_string(self.next, 0, chart.label, self.format(bold=True))
        size = self._drawn(index.list)
        for position in range(size):
            self.data.write_formula(self.next, 1 + position, f'={self._item(index.list, position, here)}&""')
        first = self.next + 1
        for row, name in enumerate(names):
            self.data.write_string(first + row, 0, self.label(name))
            for position in range(size):
                figure = self._figure(name, {index.name: position}, chosen, here)
                self.data.write_formula(first + row, 1 + position, f'=IF({figure}="","",{figure})')
        self.next = first + len(names) + 1
        return self._series(
            self.book.add_chart({"type": "bar", "subtype": "percent_stacked"}), first, len(names), size, reverse=True
        )

    def _quadrant(self, chart: Quadrant) -> Any:
        """A blank point lies on the first one and has no name, since a scatter chart knows no blanks."""
        first, count = self._table(chart.label, Index(chart.for_, chart.for_), [chart.x, chart.y])
        here = self.data.get_name()
        for position in range(self.plan.layout.sizes[chart.for_]):
            row = first + position
            both = f"AND(ISNUMBER({reference('', '', row, 1)}),ISNUMBER({reference('', '', row, 2)}))"
            for place in (1, 2):
                own, top = reference("", "", row, place), reference("", "", first, place)
                self.data.write_formula(row, 2 + place, f"=IF({both},{own},N({top}))")
            self.data.write_formula(row, 5, f'=IF({both},{reference("", "", row, 0)},"")')
        made = self.book.add_chart({"type": "scatter"})
        labels = [{"value": f"='{here}'!{reference('', '', first + at, 5)}"} for at in range(count)]
        made.add_series({
            "name": chart.label,
            "categories": [here, first, 3, first + count - 1, 3],
            "values": [here, first, 4, first + count - 1, 4],
            "marker": {"type": "circle", "size": 8, "fill": {"color": _COLOURS[0]}, "border": {"color": "#ffffff"}},
            "data_labels": {"custom": labels, "value": True, "position": "right"},
        })  # fmt: skip
        made.set_x_axis({"name": self.label(chart.x), "min": chart.low, "max": chart.high, "crossing": chart.low})
        made.set_y_axis({"name": self.label(chart.y), "min": chart.low, "max": chart.high, "crossing": chart.low})
        return made

    def _heat(self, sheet: Worksheet, top: int, chart: Heat) -> None:
        rows, columns = (_index(said) for said in (chart.rows, chart.columns))
        chosen = self._chosen([self._shape(chart.value)], {rows.name, columns.name})
        here, height, width = sheet.get_name(), self._drawn(rows.list), self._drawn(columns.list)
        for column in range(width):
            sheet.write_formula(
                top, 1 + column, f'={self._item(columns.list, column, here)}&""', self.format(bold=True)
            )
        for row in range(height):
            sheet.write_formula(top + 1 + row, 0, f'={self._item(rows.list, row, here)}&""', self.format(bold=True))
            for column in range(width):
                figure = self._figure(chart.value, {rows.name: row, columns.name: column}, chosen, here)
                sheet.write_formula(
                    top + 1 + row, 1 + column, f'=IF({figure}="","",{figure})', self.format(align="center")
                )
        scale: dict[str, Any] = {
            "type": "3_color_scale",
            "min_color": "#f4efe4",
            "mid_color": "#e2b7a8",
            "max_color": "#a8321f",
        }
        sheet.conditional_format(top + 1, 1, top + height, width, scale)

    def _calendar(self, sheet: Worksheet, top: int, chart: Calendar) -> None:
        """A mark in each week in which something takes place, spread evenly over the year."""
        here, count = sheet.get_name(), self._drawn(chart.for_)
        index = Index(chart.for_, chart.for_)
        chosen = self._chosen([self._shape(chart.times)], {index.name})
        for week in range(WEEKS):
            sheet.write_number(top, 2 + week, week + 1, self.format(font_size=7, align="center"))
        sheet.set_column(12, 1 + WEEKS, 3.2)
        for row in range(count):
            sheet.write_formula(top + 1 + row, 0, f'={self._item(chart.for_, row, here)}&""')
            times = self._figure(chart.times, {index.name: row}, chosen, here)
            sheet.write_formula(top + 1 + row, 1, f'=IF({times}="","",{times})')
            start = self._figure(chart.start, {index.name: row}, chosen, here) if chart.start else "1"
            own = reference("", "", top + 1 + row, 1)
            for week in range(1, WEEKS + 1):
                since = f"MOD({week}-N({start}),{WEEKS})"
                marked = f"INT(({since}+1)*{own}/{WEEKS}-1E-9)>INT({since}*{own}/{WEEKS}-1E-9)"
                sheet.write_formula(
                    top + 1 + row, 1 + week, f'=IF(N({own})=0,"",IF({marked},"●",""))',
                    self.format(font_color=_COLOURS[0], align="center", font_size=8),
                )  # fmt: skip

    def _ladder(self, sheet: Worksheet, top: int, chart: Ladder) -> None:
        index = Index(chart.for_, chart.for_)
        names = [name for name in (chart.count, chart.detail) if name is not None]
        chosen = self._chosen([self._shape(name) for name in names], {index.name})
        here = sheet.get_name()
        for place, name in enumerate(names):
            sheet.write_string(top, 1 + place, self.label(name), self.format(bold=True))
        size = self._drawn(chart.for_)
        for position in reversed(range(size)):
            row = top + size - position
            indent = self.format(bold=True, indent=position)
            sheet.write_formula(row, 0, f'={self._item(chart.for_, position, here)}&""', indent)
            for place, name in enumerate(names):
                figure = self._figure(name, {index.name: position}, chosen, here)
                sheet.write_formula(row, 1 + place, f'=IF({figure}="","",{figure})')


def _index(said: str) -> Index:
    words = said.split()
    return Index(words[-1], words[0])
