"""One tool, seen from one item of a list: what is set, worked out and typed of it, as a `Part`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..catalog import Tool
from ..formula.program import Figure, Table, ValueDecl
from ..words import Words
from .blocks import expanded
from .figures import Key, Scene, sides_of
from .role_parts import Column, Fact, Link, Part, Row, Sheet


@dataclass(frozen=True)
class Slices:
    """One tool, seen from one item of its list `of`."""

    tool: Tool
    scene: Scene
    of: str
    item: str
    names: tuple[str, ...]
    words: Words

    def part(self) -> Part:
        return Part(
            tool=self.tool,
            example=self.scene.example.label,
            owned=tuple(self._owned()),
            facts=tuple(self._facts(self._is_constant)),
            examples=tuple(self._facts(self._is_worked_out)),
            sheets=tuple(self._sheets()),
            typed=self._typed(),
            lights=self._lights(),
        )

    # ------------------------------------------------------------ what belongs to the item

    def _owned(self) -> Iterator[Sheet]:
        owners = [name for name in self.names if self._is_owner(name)]
        over_of = {name: self._decl(name).shape[0].list for name in owners}
        for name, over in over_of.items():
            mine = [each for each in self._ids(over) if _at(self._decl(name).table, (each,)) == self.item]
            if mine:
                beside = [each for each in self.names if each != name and self._is_set(each, (over,))]
                # Where several values say whose an item is, the title says which one it is.
                several = list(over_of.values()).count(over) > 1
                yield self._sheet(self._label_of_list(over, name if several else None), (name,), beside, over, mine)

    def _is_owner(self, name: str) -> bool:
        """A value that is set, for another fixed list, and whose figure is an item of this one."""
        decl = self._decl(name)
        return (
            decl.type.kind == "item"
            and decl.type.list == self.of
            and len(decl.shape) == 1
            and self._is_constant(name)
            and bool(self._ids(decl.shape[0].list))
            and decl.shape[0].list != self.of
        )

    def _label_of_list(self, list_name: str, value: str | None) -> str:
        label = self.tool.file.lists[list_name].label or list_name
        return self._bracketed(label, self.tool.file.values[value].label) if value else label

    def _sheet(self, title: str, about: Sequence[str], beside: Sequence[str], over: str, ids: Sequence[str]) -> Sheet:
        rows = [
            Row(self._label(over, each), self._note(over, each), tuple(self._said(name, each) for name in beside))
            for each in ids
        ]
        heads = tuple(self._head(name) for name in beside)
        return Sheet(title, tuple(map(self._column, (*about, *beside))), heads, tuple(rows))

    # ------------------------------------------------------------ the item's slice of what is set

    def _facts(self, fits: Callable[[str], bool]) -> Iterator[Fact]:
        """Values for the item's list alone."""
        for name in filter(fits, self.names):
            decl = self._decl(name)
            if [index.list for index in decl.shape] == [self.of] and decl.type.kind != "item":
                held = self._figure(name, (self.item,))
                if held is not None:
                    yield Fact(self._column(name), self._text(name, held))

    def _sheets(self) -> Iterator[Sheet]:
        for others, group in groupby(filter(self._is_sliced, self.names), key=self._others):
            names = list(group)
            if len(others) == 1:
                yield from self._lines(others[0], names)
            else:
                yield from (sheet for name in names if (sheet := self._grid(name, others)) is not None)

    def _lines(self, over: str, names: list[str]) -> Iterator[Sheet]:
        """Values for the item and one other list: a row for each item of that list, a column for each value."""
        tables = {name: dict(self._line(name)) for name in names}
        ids = [each for each in self._ids(over) if any(_says(table.get(each)) for table in tables.values())]
        rows = [
            Row(
                self._label(over, each),
                self._note(over, each),
                tuple(self._text(name, table.get(each)) for name, table in tables.items()),
            )
            for each in ids
        ]
        if rows:
            title = self.tool.file.values[names[0]].label if len(names) == 1 else self.tool.file.lists[over].label
            heads = tuple(self._head(name) for name in names)
            yield Sheet(title or over, tuple(map(self._column, names)), heads, tuple(rows))

    def _line(self, name: str) -> Iterator[tuple[str, Figure]]:
        """Each item of the other list with the figure there; of a list paired with itself, whichever half is filled."""
        decl = self._decl(name)
        mine = [at for at, index in enumerate(decl.shape) if index.list == self.of]
        for each in self._ids(self._others(name)[0]):
            keys = [(self.item, each), (each, self.item)] if mine == [0] else [(each, self.item)]
            if len(mine) == 2:
                keys = [] if each == self.item else [(self.item, each), (each, self.item)]
            figures = (self._figure(name, key) for key in keys[: len(mine)])
            yield each, next((figure for figure in figures if figure is not None), None)

    def _grid(self, name: str, others: tuple[str, ...]) -> Sheet | None:
        """A value for the item and two other lists: the longer one runs down."""
        across, down = sorted(others, key=lambda each: len(self._ids(each)))
        shape = [index.list for index in self._decl(name).shape]
        rows = []
        for each in self._ids(down):
            places = [{self.of: self.item, down: each, across: column} for column in self._ids(across)]
            held = [self._figure(name, tuple(place[part] for part in shape)) for place in places]
            if any(map(_says, held)):
                figures = tuple(self._text(name, figure) if _says(figure) else "" for figure in held)
                rows.append(Row(self._label(down, each), self._note(down, each), figures))
        heads = tuple(self._label(across, column) for column in self._ids(across))
        return Sheet(self.tool.file.values[name].label, (self._column(name),), heads, tuple(rows)) if rows else None

    # ------------------------------------------------------------ what is done in the calculator

    def _typed(self) -> tuple[Link, ...]:
        """What is typed about the item, by the label and the step."""
        names = [
            name
            for name in self.names
            if self._decl(name).role == "given"
            and self._has_item(name)
            and not self._is_constant(name)
            and self.tool.file.values[name].takes is None
        ]
        return tuple(Link(self.tool.file.values[name].label, step) for name in names if (step := self._step(name)))

    def _lights(self) -> tuple[Link, ...]:
        lights = [
            (name, light)
            for name, light in self.tool.program.lights.items()
            if [index.list for index in light.shape] == [self.of]
        ]
        return tuple(Link(self.tool.file.lights[name].label, step) for name, _ in lights if (step := self._step(name)))

    # ------------------------------------------------------------ small questions

    def _decl(self, name: str) -> ValueDecl:
        return self.tool.program.values[name]

    def _has_item(self, name: str) -> bool:
        return any(index.list == self.of for index in self._decl(name).shape)

    def _is_constant(self, name: str) -> bool:
        """Set by the author: a fact, or a default that is no formula and is not taken from elsewhere."""
        decl = self._decl(name)
        return decl.role != "derived" and decl.formula is None and decl.table is not None

    def _is_worked_out(self, name: str) -> bool:
        """A figure or words worth a line; whether something holds is what the lights say."""
        return self._decl(name).role == "derived" and self._decl(name).type.kind in ("number", "text")

    def _is_set(self, name: str, lists: tuple[str, ...]) -> bool:
        return self._is_constant(name) and tuple(index.list for index in self._decl(name).shape) == lists

    def _is_sliced(self, name: str) -> bool:
        """A matrix that is set; or, of a list paired with itself, one that the example works out."""
        decl, others = self._decl(name), self._others(name)
        if not self._has_item(name) or not 1 <= len(others) <= 2 or any(not self._ids(each) for each in others):
            return False
        paired = len(decl.shape) == 2 and others == (self.of,)
        return self._is_constant(name) or (decl.role == "derived" and paired and decl.type.kind == "number")

    def _others(self, name: str) -> tuple[str, ...]:
        """The lists beside the item's own (which is among them once where it is paired with itself)."""
        lists = [index.list for index in self._decl(name).shape]
        if self.of in lists:
            lists.remove(self.of)
        return tuple(lists)

    def _ids(self, list_name: str) -> tuple[str, ...]:
        return self.tool.program.lists[list_name].items or ()

    def _figure(self, name: str, key: Key) -> Figure:
        decl = self._decl(name)
        return self.scene.held(name, key) if decl.role == "derived" else _at(decl.table, key)

    def _said(self, name: str, item: str) -> str:
        """Nothing where nothing is set."""
        figure = self._figure(name, (item,))
        return "" if figure is None or figure == "" else self._text(name, figure)

    def _text(self, name: str, figure: Figure) -> str:
        return self.scene.text_of(name, figure)

    def _label(self, list_name: str, item: str) -> str:
        each = (self.tool.file.lists[list_name].items or {})[item]
        return f"{each.symbol} {each.label}" if each.symbol else each.label

    def _note(self, list_name: str, item: str) -> str | None:
        return (self.tool.file.lists[list_name].items or {})[item].note

    def _head(self, name: str) -> str:
        value = self.tool.file.values[name]
        return self._bracketed(value.label, value.unit) if value.unit and value.unit != "%" else value.label

    def _bracketed(self, text: str, more: str) -> str:
        return self.words.text("text.bracketed", text=text, more=more)

    def _column(self, name: str) -> Column:
        value = self.tool.file.values[name]
        sources = [value.source] if isinstance(value.source, str) else value.source or []
        return Column(value.label, sides_of(self.tool, name), value.origin, tuple(sources), self._step(name))

    def _step(self, name: str) -> int | None:
        return step_of(self.tool, name)


def step_of(tool: Tool, name: str) -> int | None:
    """The number of the first step that shows a value, light or chart."""
    shown = (number for number, step in enumerate(tool.file.steps, start=1) if name in expanded(tool, step.show))
    return next(shown, None)


def _at(table: Figure | Table, key: Key) -> Figure:
    """A figure of a constant table, in which one figure may stand for all positions below."""
    for each in key:
        if not isinstance(table, Mapping):
            return table
        table = table.get(each)
    return None if isinstance(table, Mapping) else table


def _says(figure: Figure) -> bool:
    return figure is not None and figure != 0 and figure != ""
