"""What a step shows, put in order: ids of values, lights and charts in; fields, tables, lights and charts out.

Values that stand one after the other and are for the same list make one table: a column each, and a column per item
for the one value among them that is for a second list. Values for three lists make a table per item of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..catalog import Tool
from ..formula.tree import Index, Shape

Slots = tuple[str, ...]
"""Where the items of a value's key come from: "group", "row" or "column", in the order of its shape."""


@dataclass(frozen=True)
class Column:
    """A value in a table; `item` is set where the value has a column per item of a second list."""

    value: str
    slots: Slots
    item: str | None = None


@dataclass(frozen=True)
class Fields:
    """Single figures."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class TableBlock:
    """`group`: the list that has a table per item. `across`: the list of a matrix' columns.

    `cards`: something is typed here, so on a narrow screen a row is a card. `scales`: ratings that are typed here.
    `actions`: rows are added here. `told`: lists whose items are explained here, because they come for the first time.
    """

    row: Index
    columns: tuple[Column, ...]
    across: str | None = None
    group: Index | None = None
    cards: bool = False
    actions: bool = False
    scales: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def is_scale_only(self) -> bool:
        return all(column.value in self.scales for column in self.columns)

    @property
    def width(self) -> str:
        """A table of few columns does not stretch over the page."""
        count = len(self.columns)
        return "few" if count < 3 else "some" if count < 6 else "many"


@dataclass(frozen=True)
class Lights:
    names: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    name: str


Block = Fields | TableBlock | Lights | Chart


@dataclass
class _Seen:
    """Lists of earlier blocks: whose rows can be added there, and whose items were explained."""

    grown: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)


def blocks(tool: Tool) -> list[list[Block]]:
    """The blocks of each step, in order."""
    seen = _Seen()
    return [list(_step(tool, expanded(tool, step.show), seen)) for step in tool.file.steps]


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


def _step(tool: Tool, show: list[str], seen: _Seen) -> Iterator[Block]:
    position = 0
    while position < len(show):
        end = position + 1
        while end < len(show) and _together(tool, show[position:end], show[end]):
            end += 1
        yield _block(tool, tuple(show[position:end]), seen)
        position = end


def _kind(tool: Tool, name: str) -> tuple[str, ...]:
    """What may stand together: single figures, values for one list, lights of a table's rows, single lights."""
    if name in tool.file.charts:
        return ("chart",)
    shape = _shape(tool, name)
    if not shape:
        return ("light",) if name in tool.file.lights else ("field",)
    if len(shape) == 3:
        return ("groups", name)
    rows, _ = _rows_and_columns(tool, shape)
    return ("table", rows.list)


def _together(tool: Tool, so_far: list[str], name: str) -> bool:
    kind = _kind(tool, name)
    if kind[0] in ("chart", "groups") or kind != _kind(tool, so_far[0]):
        return False
    matrices = [each for each in (*so_far, name) if len(_shape(tool, each)) == 2]
    return len(matrices) <= 1


def _block(tool: Tool, names: tuple[str, ...], seen: _Seen) -> Block:
    match _kind(tool, names[0])[0]:
        case "chart":
            return Chart(names[0])
        case "light":
            return Lights(names)
        case "field":
            return Fields(names)
        case _:
            return _table(tool, names, seen)


def _table(tool: Tool, names: tuple[str, ...], seen: _Seen) -> TableBlock:
    columns: list[Column] = []
    across: Index | None = None
    group: Index | None = None
    for name in names:
        shape = _shape(tool, name)
        if len(shape) == 1:
            row = shape[0]
            columns.append(Column(name, ("row",)))
            continue
        group = shape[0] if len(shape) == 3 else None
        row, across = _rows_and_columns(tool, shape[-2:])
        slots = tuple("group" if index is group else "row" if index is row else "column" for index in shape)
        items = tool.program.lists[across.list].items
        columns += [Column(name, slots, item) for item in items] if items is not None else [Column(name, slots)]
    given = any(_is_given(tool, name) for name in names)
    actions = tool.program.lists[row.list].items is None and given and row.list not in seen.grown
    scales = tuple(name for name in names if _is_given(tool, name) and tool.file.values[name].scale)
    if actions:
        seen.grown.add(row.list)
    told = tuple(sorted({row.list, across.list if across else row.list} - seen.told))
    seen.told.update(told)
    return TableBlock(row, tuple(columns), across.list if across else None, group, given, actions, scales, told)


def _rows_and_columns(tool: Tool, shape: Shape) -> tuple[Index, Index]:
    """A list that grows runs down the page."""
    if len(shape) == 1:
        return shape[0], shape[0]
    first, second = shape
    if tool.program.lists[first.list].items is not None and tool.program.lists[second.list].items is None:
        return second, first
    return first, second


def _is_given(tool: Tool, name: str) -> bool:
    return name in tool.program.values and tool.program.values[name].role == "given"


def _shape(tool: Tool, name: str) -> Shape:
    return tool.program.lights[name].shape if name in tool.file.lights else tool.program.values[name].shape
