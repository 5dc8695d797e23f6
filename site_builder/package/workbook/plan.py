"""Where everything of a tool stands in its workbook: a sheet for each step, and one for what is computed on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from ...catalog import Tool
from ...catalog.tool_file import Calendar, Heat, Ladder
from ...formula.targets.excel import Layout
from ...formula.targets.excel_blocks import Block, Room
from ...formula.tree import Aggregate, Index, Shape, walk
from ...render.blocks import expanded

TITLE_ROWS = 4  # title, text, a link back, a gap
MARK_ROW = 3  # of the overview
WEEKS = 52
CALC_TOP = 4
_LONGEST_NAME = 31  # of a sheet, in Excel
_MOST_ACROSS = 60
_SPARE = (40, 30, 20, 15, 10, 7, 5)  # rows to grow into
_MOST_CELLS = 20_000  # more are slow to open


@dataclass(frozen=True)
class Fields:
    """Single figures below each other: label, figure, unit and remark."""

    top: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class GridColumn:
    name: str
    left: int
    width: int
    again: bool
    """Shown before: these cells repeat what stands there."""


@dataclass(frozen=True)
class Grid:
    """A row for each item of `down` (of several lists: each combination), below two rows of headings."""

    top: int
    down: Shape
    columns: tuple[GridColumn, ...]

    @property
    def first(self) -> int:
        return self.top + 2


@dataclass(frozen=True)
class Marks:
    """Lights of the whole: label, colour and what it says."""

    top: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    top: int
    name: str


Area = Fields | Grid | Marks | Picture
PICTURE_ROWS = 20


@dataclass
class StepSheet:
    name: str
    title: str
    text: str | None
    areas: list[Area] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    tool: Tool
    steps: tuple[StepSheet, ...]
    layout: Layout
    shown: Mapping[str, Block]
    """What people see of each value and light: where it is typed, or its figure or name."""
    names: Mapping[str, str]
    """Of the other sheets: overview, lists, calc, charts, origins."""

    @property
    def mark(self) -> Block:
        """Where it says that the figures are an example's."""
        return Block(self.names["overview"], MARK_ROW, 0)


def plan(tool: Tool, rows: Mapping[str, Sequence[str]], names: Mapping[str, str], truths: tuple[str, str]) -> Plan:
    """`rows`: ids of the rows that are there. `names`: the titles of the sheets that are no steps."""
    sizes = _sizes(tool, rows)
    maker = _Maker(tool, sizes, names)
    taken = {name.casefold() for name in names.values()}
    steps = []
    for number, step in enumerate(tool.file.steps, 1):
        sheet = StepSheet(_sheet_name(f"{number} {step.title}", taken), step.title, step.text)
        maker.fill(sheet, expanded(tool, step.show))
        steps.append(sheet)
    return Plan(tool, tuple(steps), maker.layout(rows, truths), maker.shown, names)


def named(kind: str, name: str) -> str:
    """What a range is called: with the kind before it, no id looks like an address of a cell."""
    return f"{kind}_{name}"


def shape_of(tool: Tool, name: str) -> Shape:
    return tool.program.lights[name].shape if name in tool.program.lights else tool.program.values[name].shape


def is_grown(tool: Tool, index: Index) -> bool:
    return tool.program.lists[index.list].items is None


def axes(tool: Tool, shape: Shape) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Which lists run down and which to the right: lists that grow run down, the last fixed one to the right."""
    if len(shape) < 2:
        return tuple(range(len(shape))), ()
    last = next((axis for axis in reversed(range(len(shape))) if not is_grown(tool, shape[axis])), len(shape) - 1)
    return tuple(axis for axis in range(len(shape)) if axis != last), (last,)


def _sizes(tool: Tool, rows: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Rows to grow into: as many as keep the workbook light."""
    lists, shapes = tool.program.lists, list(_shapes(tool))
    for spare in _SPARE:
        sizes = {
            name: len(a.items) if a.items is not None else len(rows.get(name, ())) + spare for name, a in lists.items()
        }
        if sum(prod(sizes[index.list] for index in shape) for shape in shapes) <= _MOST_CELLS:
            break
    return sizes


def _shapes(tool: Tool) -> Iterator[tuple[Index, ...]]:
    """Of all values, and of what aggregates run over."""
    program = tool.program
    trees = [tree for light in program.lights.values() for tree in (light.red, light.amber)]
    for value in program.values.values():
        yield value.shape
        trees.append(value.formula)
    for tree in trees:
        for node in walk(tree) if tree is not None else ():
            if isinstance(node, Aggregate):
                outer = tuple(index for index in node.shape if index not in node.over)
                yield from [(*outer, *node.over)] * len(node.args)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Excel allows 31 characters, not these signs, and no name twice."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:_LONGEST_NAME]
    while name.casefold() in taken:
        name = name[: _LONGEST_NAME - 1] + "+"
    taken.add(name.casefold())
    return name


class _Maker:
    def __init__(self, tool: Tool, sizes: Mapping[str, int], names: Mapping[str, str]) -> None:
        self.tool, self.sizes = tool, sizes
        self.calc, self.lists = Room(names["calc"], CALC_TOP), Room(names["lists"], CALC_TOP, 0)
        self.helpers = Room(names["helpers"], CALC_TOP)
        self.shown: dict[str, Block] = {}

    # ------------------------------------------------------------ steps

    def fill(self, sheet: StepSheet, show: list[str]) -> None:
        row, waiting = TITLE_ROWS, list(show)
        while waiting:
            together = [waiting.pop(0)]
            kind = self._kind(together[0])
            while waiting and kind[0] != "chart" and self._kind(waiting[0]) == kind:
                together.append(waiting.pop(0))
            area, row = self._area(sheet.name, row, kind, together)
            sheet.areas.append(area)
            row += 1

    def _kind(self, name: str) -> tuple[object, ...]:
        """What may stand in one area."""
        if name in self.tool.file.charts:
            return ("chart",)
        shape = shape_of(self.tool, name)
        if not shape:
            return ("light",) if name in self.tool.file.lights else ("field",)
        down, _ = axes(self.tool, shape)
        return ("grid", tuple(shape[axis].list for axis in down))

    def _area(self, sheet: str, top: int, kind: tuple[object, ...], names: list[str]) -> tuple[Area, int]:
        match kind[0]:
            case "chart":
                return Picture(top, names[0]), top + 3 + self._picture_rows(names[0])
            case "field" | "light":
                for place, name in enumerate(names):
                    self.shown.setdefault(name, Block(sheet, top + place, 1))
                made = Fields(top, tuple(names)) if kind[0] == "field" else Marks(top, tuple(names))
                return made, top + len(names)
            case _:
                return self._grid(sheet, top, names)

    def _picture_rows(self, name: str) -> int:
        """Charts float over so many rows; heat maps, calendars and ladders are tables."""
        match self.tool.file.charts[name]:
            case Heat() as chart:
                return self.sizes[chart.rows.split()[0]] + 1
            case Calendar() | Ladder() as chart:
                return self.sizes[chart.for_] + 1
            case _:
                return PICTURE_ROWS

    def _grid(self, sheet: str, top: int, names: list[str]) -> tuple[Grid, int]:
        first = shape_of(self.tool, names[0])
        down = tuple(first[axis] for axis in axes(self.tool, first)[0])
        left = len(down) + any(is_grown(self.tool, index) for index in down)
        columns, height = [], prod(self.sizes[index.list] for index in down)
        for name in names:
            shape = shape_of(self.tool, name)
            downs, across = axes(self.tool, shape)
            block = Block(sheet, top + 2, left, self._sizes_of(shape), downs, across)
            columns.append(GridColumn(name, left, block.width, name in self.shown))
            self.shown.setdefault(name, block)
            left += block.width
        return Grid(top, down, tuple(columns)), top + 2 + height

    def _sizes_of(self, shape: Shape) -> tuple[int, ...]:
        return tuple(self.sizes[index.list] for index in shape)

    # ------------------------------------------------------------ the other blocks

    def layout(self, rows: Mapping[str, Sequence[str]], truths: tuple[str, str]) -> Layout:
        program = self.tool.program
        inputs, values, lights, defaults = {}, {}, {}, {}
        for value in program.values.values():
            shown = self.shown.get(value.name)
            if value.role == "given":
                inputs[value.name] = shown or self._room(self.calc, value.shape, f"{value.name} ✎")
                if value.formula is not None:
                    defaults[value.name] = self._room(self.calc, value.shape, f"{value.name} ←")
            if value.role != "given" and shown is not None and value.type.kind in ("number", "text"):
                values[value.name] = shown
            else:
                values[value.name] = self._room(self.calc, value.shape, value.name)
        for light in program.lights.values():
            lights[light.name] = self._room(self.calc, light.shape, light.name)
        labels, choices, exists, counts = {}, {}, {}, {}
        for name, a_list in program.lists.items():
            size = (self.sizes[name],)
            labels[name] = self.lists.block(size, (0,), (), name)
            choices[name] = labels[name]
            if a_list.items is None:
                choices[name] = self.lists.block(size, (0,), (), f"{name} …")
                exists[name] = self.calc.block(size, (0,), (), f"{name} ?")
                counts[name] = self.calc.block(size, (0,), (), f"{name} =")
        return Layout(
            self.sizes, inputs, values, lights, labels, choices, exists, counts, self.helpers,
            {name: tuple(ids) for name, ids in rows.items()}, truths, defaults,
            {value.name: named("v", value.name) for value in program.values.values()
             if not value.shape and "." not in value.name},
        )  # fmt: skip

    def _room(self, room: Room, shape: Shape, what: str) -> Block:
        down, across = axes(self.tool, shape)
        sizes = self._sizes_of(shape)
        if prod(sizes[axis] for axis in across) > _MOST_ACROSS:
            down, across = tuple(range(len(shape))), ()
        return room.block(sizes, down, across, what)
