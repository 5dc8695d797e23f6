"""The figures that charts draw: live tables on a sheet of their own, and fields to choose which item is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog import Tool
from ...formula.targets.excel_blocks import reference
from ...formula.targets.excel_code import text
from ...formula.tree import Index, Shape
from .book import FIELD, TEXT, Book, all_of
from .cells import figure_format
from .plan import named

_SPARE = 3  # rows to grow into that a chart shows
_LEAST = 8
Chosen = dict[str, str]
"""The cell with the place of the chosen item, by index."""
Drawn = tuple[str, int, int]
"""A list that grows, the first row of a chart's table for it, and how many rows of it are drawn."""


@dataclass
class ChartData:
    """`data`: the sheet of the tables; `next`: its first free row. `sheet`, `top`: where the fields stand that choose
    what the present chart draws."""

    book: Book
    data: Worksheet
    next: int = 2
    drawn: list[Drawn] = field(default_factory=list)

    def at(self, sheet: Worksheet, top: int) -> None:
        self.sheet, self.top = sheet, top

    @property
    def tool(self) -> Tool:
        return self.book.tool

    def chosen(self, shapes: Sequence[Shape], own: set[str]) -> Chosen:
        """Above the chart a field for each list that it does not run over, to choose the item that is drawn."""
        chosen: dict[str, str] = {}
        for index in (index for shape in shapes for index in shape):
            if index.name in own or index.name in chosen:
                continue
            names, at, sheet = self.book.plan.layout.choices[index.list], 2 * len(chosen), self.sheet
            first = reference(names.sheet, sheet.get_name(), *names.cell((0,)))
            sheet.write_string(self.top, at, self.tool.file.lists[index.list].label, self.book.format())
            form, now = self.book.format(**FIELD, **TEXT), self.book.results.item(index.list, 0)
            sheet.write_formula(self.top, at + 1, f'={first}&""', form, now)
            asked = {"input_message": self.book.word("allow.item"), "error_message": self.book.word("allow.item")}
            listed = {"validate": "list", "source": "=" + named("list", index.list)}
            sheet.data_validation(self.top, at + 1, self.top, at + 1, listed | asked)
            picked = reference(sheet.get_name(), self.data.get_name(), self.top, at + 1)
            all_names = all_of(names, self.data.get_name())
            self.data.write_formula(self.next, 0, f"=IFERROR(MATCH({picked},{all_names},0),1)", None, 1.0)
            chosen[index.name] = reference(self.data.get_name(), "", self.next, 0)
            self.next += 1
        return chosen

    def figure(self, name: str, at: dict[str, int], chosen: Chosen, sheet: str) -> str:
        """A reference to the figure at positions that are known, or chosen in a cell."""
        block, shape = self.book.plan.layout.values[name], self.shape(name)
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

    def put(
        self, sheet: Worksheet, row: int, column: int, name: str, at: dict[str, int], chosen: Chosen, form: Any = None
    ) -> None:
        """A figure again, with the result for the first item of what is chosen; items and truths by name."""
        figure = self.figure(name, at, chosen, sheet.get_name())
        places = [at.get(index.name, 0) for index in self.shape(name)]
        kind, made = self.tool.program.values[name].type, figure
        if kind.kind == "item":
            made = f"INDEX({all_of(self.book.plan.layout.choices[kind.list], sheet.get_name())},{figure})"
        elif kind.kind == "truth":
            yes, no = (text(word).text for word in self.book.plan.layout.truths)
            made = f"IF({figure}=1,{yes},{no})"
        now = self.book.results.shown(name, places)
        sheet.write_formula(row, column, f'=IF({figure}="","",{made})', form or figure_format(self.book, name), now)

    def name(self, sheet: Worksheet, row: int, column: int, list_name: str, position: int, form: Any = None) -> None:
        item = self.item(list_name, position, sheet.get_name())
        sheet.write_formula(row, column, f'={item}&""', form, self.book.results.item(list_name, position))

    def shape(self, name: str) -> Shape:
        return self.tool.program.values[name].shape

    def item(self, list_name: str, position: int, sheet: str) -> str:
        names = self.book.plan.layout.choices[list_name]
        return reference(names.sheet, sheet, *names.cell((position,)))

    def count(self, list_name: str) -> int:
        """How many items of a list a chart shows."""
        size = self.book.plan.layout.sizes[list_name]
        if self.tool.program.lists[list_name].items is not None:
            return size
        return min(size, max(_LEAST, len(self.book.plan.layout.rows.get(list_name, ())) + _SPARE))

    def table(self, title: str, index: Index, names: Sequence[str], cut: bool = True) -> tuple[int, int]:
        """A row per item, a column per value; gives the first row and how many are drawn. `cut`: of a list that grows,
        only the rows that are there."""
        chosen = self.chosen([self.shape(name) for name in names], {index.name})
        self.data.write_string(self.next, 0, title, self.book.format(bold=True))
        for place, name in enumerate(names):
            self.data.write_string(self.next, 1 + place, self.book.label(name))
        first, count = self.next + 1, self.count(index.list)
        size = self.book.plan.layout.sizes[index.list]
        if cut and self.tool.program.lists[index.list].items is None:
            self.drawn.append((index.list, first, count))
        for position in range(size):
            self.name(self.data, first + position, 0, index.list, position)
            for place, name in enumerate(names):
                self.put(self.data, first + position, 1 + place, name, {index.name: position}, chosen)
        self.next = first + size + 1
        return first, count
