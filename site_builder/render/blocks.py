"""What a step shows, put in order: ids of values, lights and charts in; fields, tables, lights and charts out.

Values that stand one after the other and are for the same list make one table: a column each, and a column per item
for the one value among them that is for a second list. Values for three lists make a table per item of the first, or
one table and a choice of the item. In a tool with `each`, that list is chosen once, above all steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..catalog import Tool
from ..formula.tree import Index, Shape

Slots = tuple[str, ...]
"""Where the items of a value's key come from: "each", "group", "row" or "column", in the order of its shape."""

MOST_GROUPS = 4  # more tables than this stand behind a choice
MOST_LIGHTS = 8  # more lights of one kind than this are told in sum first


@dataclass(frozen=True)
class Column:
    """A value in a table. `item`: it has a column per item of a second list, and this is one of them; None where that
    list grows: the columns are then made like rows."""

    value: str
    slots: Slots
    item: str | None = None

    @property
    def repeats(self) -> bool:
        return self.item is None and "column" in self.slots


@dataclass(frozen=True)
class Fields:
    """Single figures, or those of the chosen item."""

    values: tuple[str, ...]
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableBlock:
    """`group`: the list that has a table per item. `across`: the list of a matrix' columns.

    `sheet`: the lists of which one item is chosen. `choice`: the one among them that is chosen here. `cards`: something
    is typed here, so on a narrow screen a row is a card. `scales`: ratings that are typed here. `actions`: rows are
    added here. `told`: lists whose items are explained here, because they come for the first time. `leads`: each row
    leads to its sheet. `lights`: those of the table, where it is long: they are told in sum above it.
    `texts`: how many columns hold texts, which need room.
    """

    row: Index
    columns: tuple[Column, ...]
    across: str | None = None
    group: Index | None = None
    sheet: tuple[str, ...] = ()
    choice: str | None = None
    cards: bool = False
    actions: bool = False
    scales: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    leads: bool = False
    lights: tuple[str, ...] = ()
    texts: int = 0

    @property
    def is_scale_only(self) -> bool:
        return all(column.value in self.scales for column in self.columns)

    @property
    def width(self) -> str:
        """A table of few columns does not stretch over the page."""
        count = len(self.columns) + 2 * self.texts
        return "many" if self.repeated else "few" if count < 3 else "some" if count < 6 else "many"

    @property
    def repeated(self) -> Column | None:
        """Of a matrix whose columns come and go: it stands alone."""
        return next((column for column in self.columns if column.repeats), None)


@dataclass(frozen=True)
class Lights:
    names: tuple[str, ...]
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True)
class LightRows:
    """One light of many items: how many of each colour, and those that ask for something."""

    name: str
    row: Index
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    name: str


Block = Fields | TableBlock | Lights | LightRows | Chart


@dataclass
class _Seen:
    """Lists of earlier blocks: whose rows can be added there, and whose items were explained."""

    grown: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Step:
    """`each`: the list of which one item is shown, None in an overview."""

    tool: Tool
    each: str | None
    seen: _Seen

    def blocks(self, show: list[str]) -> Iterator[Block]:
        position = 0
        while position < len(show):
            end = position + 1
            while end < len(show) and self._together(show[position:end], show[end]):
                end += 1
            yield self._block(tuple(show[position:end]))
            position = end

    def _kind(self, name: str) -> tuple[str, ...]:
        """What may stand together: single figures, values for one list, lights of a table's rows, single lights."""
        if name in self.tool.file.charts:
            return ("chart",)
        shape, sheet = self.free(name), str(self.is_chosen(name))
        if not shape:
            return ("light" if name in self.tool.file.lights else "field", sheet)
        if len(shape) == 3:
            return ("groups", name)
        rows, _ = rows_and_columns(self.tool, shape)
        return ("table", rows.list, sheet)

    def _together(self, so_far: list[str], name: str) -> bool:
        kind = self._kind(name)
        if kind[0] in ("chart", "groups") or kind != self._kind(so_far[0]):
            return False
        matrices = [each for each in (*so_far, name) if len(self.free(each)) == 2]
        return not matrices or (len(matrices) == 1 and not self._repeats(matrices[0]))

    def _repeats(self, name: str) -> bool:
        """Does a matrix have columns that come and go?"""
        return self.tool.program.lists[rows_and_columns(self.tool, self.free(name))[1].list].items is None

    def _block(self, names: tuple[str, ...]) -> Block:
        if names[0] in self.tool.file.charts:
            return Chart(names[0])
        sheet = (self.each,) if self.each and self.is_chosen(names[0]) else ()
        match self._kind(names[0])[0]:
            case "light":
                return Lights(names, sheet)
            case "field":
                return Fields(names, sheet)
            case "table" if len(names) == 1 and self._has_many_lights(names[0]):
                return LightRows(names[0], self.free(names[0])[0], sheet)
            case _:
                return self._table(names, sheet)

    def _has_many_lights(self, name: str) -> bool:
        if name not in self.tool.file.lights or len(self.free(name)) != 1:
            return False
        items = self.tool.program.lists[self.free(name)[0].list].items
        return items is None or len(items) > MOST_LIGHTS

    def _table(self, names: tuple[str, ...], sheet: tuple[str, ...]) -> TableBlock:
        columns: list[Column] = []
        across: Index | None = None
        group: Index | None = None
        for name in names:
            shape = self.free(name)
            before: Slots = ("each",) if self.is_chosen(name) else ()
            if len(shape) == 1:
                row = shape[0]
                columns.append(Column(name, (*before, "row")))
                continue
            group = shape[0] if len(shape) == 3 else None
            row, across = rows_and_columns(self.tool, shape[-2:])
            slots = tuple("group" if index is group else "row" if index is row else "column" for index in shape)
            items = self.tool.program.lists[across.list].items
            columns += [Column(name, (*before, *slots), item) for item in items or (None,)]
        grows = self.tool.program.lists[row.list].items is None
        given = any(_is_given(self.tool, name) for name in names)
        actions = grows and given and row.list not in self.seen.grown and row.list != self.each
        scales = tuple(name for name in names if _is_given(self.tool, name) and self.tool.file.values[name].scale)
        if actions:
            self.seen.grown.add(row.list)
        told = tuple(sorted({row.list, across.list if across else row.list} - self.seen.told))
        self.seen.told.update(told)
        choice = group.list if group and self._is_chosen_here(group) else None
        return TableBlock(
            row,
            tuple(columns),
            across.list if across else None,
            group if choice is None else None,
            (*sheet, choice) if choice else sheet,
            choice,
            given,
            actions,
            scales,
            told,
            leads=self.each is None and row.list == self.tool.file.each,
            texts=sum(_is_text(self.tool, column.value) for column in columns),
            lights=tuple(name for name in names if group is None and self._has_many_lights(name)),
        )

    def _is_chosen_here(self, group: Index) -> bool:
        items = self.tool.program.lists[group.list].items
        return items is None or len(items) > MOST_GROUPS

    def is_chosen(self, name: str) -> bool:
        """Is it for the list of which one item is shown?"""
        shape = _shape(self.tool, name)
        return bool(shape) and self.each is not None and shape[0].list == self.each

    def free(self, name: str) -> Shape:
        """The lists it varies over on the page, once an item is chosen."""
        return _shape(self.tool, name)[1:] if self.is_chosen(name) else _shape(self.tool, name)


def blocks(tool: Tool) -> list[list[Block]]:
    """The blocks of each step, in order."""
    seen = _Seen()
    return [
        list(_Step(tool, None if step.overview else tool.file.each, seen).blocks(expanded(tool, step.show)))
        for step in tool.file.steps
    ]


def expanded(tool: Tool, show: list[str]) -> list[str]:
    """A list's id stands for all given values for exactly that list."""
    names: list[str] = []
    for name in show:
        if name not in tool.file.lists:
            names.append(name)
            continue
        names += [
            value
            for value, decl in tool.program.values.items()
            if "." not in value and decl.role == "given" and [index.list for index in decl.shape] == [name]
        ]
    return names


def rows_and_columns(tool: Tool, shape: Shape) -> tuple[Index, Index]:
    """A list that grows runs down the page."""
    if len(shape) == 1:
        return shape[0], shape[0]
    first, second = shape
    if tool.program.lists[first.list].items is not None and tool.program.lists[second.list].items is None:
        return second, first
    return first, second


def _is_text(tool: Tool, name: str) -> bool:
    return name in tool.program.values and tool.program.values[name].type.kind == "text"


def _is_given(tool: Tool, name: str) -> bool:
    return name in tool.program.values and tool.program.values[name].role == "given"


def _shape(tool: Tool, name: str) -> Shape:
    return tool.program.lights[name].shape if name in tool.file.lights else tool.program.values[name].shape
