"""What the cells of a workbook come to, as they stand in the file until somebody computes it: previews, phones and
programs that only read show these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...catalog import Tool
from ...formula.given import Figures
from ...formula.program import Figure, look_up
from ...formula.targets.excel import COLOURS, Layout
from ...formula.tree import Shape

Result = float | str
"""The empty text for a blank."""


@dataclass(frozen=True)
class Results:
    """`figures`: of the figures that are filled in. `colours`: the words of lights, by colour."""

    tool: Tool
    layout: Layout
    figures: Figures
    colours: Mapping[str, str]

    def shown(self, name: str, at: Sequence[int]) -> Result:
        """As people see it: items and truths by name, lights by their word. Nothing on rows to grow into."""
        ids = self._ids(name, at)
        if ids is None:
            return ""
        if name in self.tool.program.lights:
            return self.colours[self.colour(name, ids)]
        figure = look_up(self.figures.values.get(name), ids)
        match figure:
            case None | dict():
                return ""
            case bool():
                return self.layout.truths[0 if figure else 1]
            case str():
                kind = self.tool.program.values[name].type
                return self.choice(kind.list, figure) if kind.kind == "item" else figure
            case _:
                return float(figure)

    def coded(self, name: str, at: Sequence[int]) -> Result:
        """As formulas read it: items by place, truths as 1 and 0, lights from 0."""
        ids = self._ids(name, at)
        if ids is None:
            return ""
        if name in self.tool.program.lights:
            return float(COLOURS.index(self.colour(name, ids)))
        kind, figure = self.tool.program.values[name].type, look_up(self.figures.values.get(name), ids)
        if isinstance(figure, str) and kind.kind == "item":
            items = self._items(kind.list)
            return float(items.index(figure) + 1) if figure in items else ""
        if figure is None or isinstance(figure, dict):
            return ""
        return figure if isinstance(figure, str) else float(figure)

    def colour(self, name: str, ids: Sequence[str]) -> str:
        return str(look_up(self.figures.lights.get(name), ids) or COLOURS[0])

    def item(self, list_name: str, place: int) -> str:
        """The choice at a place of a list; the empty text on rows to grow into."""
        items = self._items(list_name)
        return self.choice(list_name, items[place]) if place < len(items) else ""

    def choice(self, list_name: str, item: str) -> str:
        """As the choice of that item is called."""
        file = self.tool.file.lists[list_name]
        if file.shown_as is not None and file.items is None:
            named: Figure = look_up(self.figures.values.get(file.shown_as), [item])
            return str(named or item)
        return file.items[item].label if file.items and item in file.items else item

    def _items(self, list_name: str) -> Sequence[str]:
        return self.tool.program.lists[list_name].items or self.layout.rows.get(list_name, ())

    def _ids(self, name: str, at: Sequence[int]) -> list[str] | None:
        program = self.tool.program
        shape: Shape = program.lights[name].shape if name in program.lights else program.values[name].shape
        ids = self.layout.ids(program, shape, tuple(at))
        return None if None in ids else [each for each in ids if each is not None]
