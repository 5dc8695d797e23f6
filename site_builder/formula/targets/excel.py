"""A program and where its figures are to stand in, the formula of every cell out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..program import Figure, LightDecl, Program, ValueDecl, look_up
from ..tree import Index, Shape
from .excel_aggregate import Env
from .excel_blocks import Block, Cell, Room, reference
from .excel_code import number, strict, text
from .excel_formula import Formulas

COLOURS = ("unknown", "green", "amber", "red")
"""A light's cell holds the place of its colour, from 0."""


@dataclass(frozen=True)
class Layout:
    """Where things stand. Sizes are those of every list, rows to grow into included.

    `inputs`: typed figures of given values, empty where nothing is typed: numbers as held (20 % as 0.2), truths by one
    of `truths`, items by one of `choices` of their list. `values`, `lights`: the figures, the empty text for a blank;
    items as places from 1, truths as 1 and 0. `labels`: the names of fixed items, the ids of rows (empty for rows to
    grow into). `exists`, `counts`: of grown lists, 1 or 0.
    """

    sizes: Mapping[str, int]
    inputs: Mapping[str, Block]
    values: Mapping[str, Block]
    lights: Mapping[str, Block]
    labels: Mapping[str, Block]
    choices: Mapping[str, Block]
    exists: Mapping[str, Block]
    counts: Mapping[str, Block]
    room: Room
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of rows that are there already; a default may be for one of them."""
    truths: tuple[str, str] = ("TRUE", "FALSE")
    defaults: Mapping[str, Block] = field(default_factory=dict)
    """Of given values whose default is a formula: what it gives, if it is to have cells of its own."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the cells of single values are called, by value: formulas that read them are easier to read."""

    def ids(self, program: Program, shape: Shape, at: tuple[int, ...]) -> list[str | None]:
        """The item ids of a place; None for rows to grow into."""
        lists = (program.lists[index.list].items or self.rows.get(index.list, ()) for index in shape)
        return [items[place] if place < len(items) else None for items, place in zip(lists, at, strict=True)]


def formulas(program: Program, layout: Layout) -> dict[Cell, str]:
    """Formulas without the equals sign, for all values and lights, for what rows count, and for helper cells."""
    return dict(_Cells(program, layout).all())


class _Cells:
    def __init__(self, program: Program, layout: Layout) -> None:
        self.program, self.layout = program, layout
        self.made = Formulas(
            program, layout.sizes, layout.values, layout.labels, layout.counts, layout.room, layout.names
        )

    def all(self) -> Iterator[tuple[Cell, str]]:
        for name, a_list in self.program.lists.items():
            if a_list.items is None:
                yield from self._rows(name)
        for value in self.program.values.values():
            block = self.layout.values[value.name]
            if value.name in self.layout.defaults:
                yield from self._defaults(value)
            for at, env in _positions(block, value.shape):
                formula = self._value(value, block, at, env)
                if value.role != "fixed":
                    formula = self._where_rows_are(formula, block, value.shape, env)
                yield (block.sheet, *block.cell(at)), formula
        for light in self.program.lights.values():
            block = self.layout.lights[light.name]
            for at, env in _positions(block, light.shape):
                formula = self._where_rows_are(self._light(light, block, env), block, light.shape, env)
                yield (block.sheet, *block.cell(at)), formula
        yield from self.made.helpers.items()

    # ------------------------------------------------------------ values and lights

    def _value(self, value: ValueDecl, block: Block, at: tuple[int, ...], env: Env) -> str:
        known = self._constant(value, look_up(value.table, self.layout.ids(self.program, value.shape, at)))
        if value.role == "fixed":
            return known or '""'
        default, own = known, self.layout.defaults.get(value.name)
        if default is None and own is not None:
            default = reference(own.sheet, block.sheet, *own.cell(at))
        elif default is None and value.formula is not None:
            default = self._derived(value, block, env)
        if value.role == "derived":
            return f'IFERROR({default},"")'
        typed = self._typed(value, block, at, default or '""')
        return typed if value.formula is None else f'IFERROR({typed},"")'

    def _defaults(self, value: ValueDecl) -> Iterator[tuple[Cell, str]]:
        block = self.layout.defaults[value.name]
        for at, env in _positions(block, value.shape):
            formula = f'IFERROR({self._derived(value, block, env)},"")'
            yield (block.sheet, *block.cell(at)), self._where_rows_are(formula, block, value.shape, env)

    def _derived(self, value: ValueDecl, block: Block, env: Env) -> str:
        assert value.formula is not None
        self.made.sheet, self.made.owner = block.sheet, value.name
        code = self.made.code(value.formula, env)
        if value.type.kind == "truth" and not code.cell:
            return self.made.stored(value.formula, env)
        code = strict(code, value.type.kind)
        if value.factor != 1:
            return f"({code.text})/{number(value.factor).text}"
        return code.text

    def _typed(self, value: ValueDecl, block: Block, at: tuple[int, ...], default: str) -> str:
        """What stands in the input cell, else the default."""
        inputs = self.layout.inputs[value.name]
        typed = reference(inputs.sheet, block.sheet, *inputs.cell(at))
        match value.type.kind:
            case "number":
                return f"IF(ISNUMBER({typed}),{typed},{default})"
            case "text":
                return f'IF({typed}="",{default},{typed}&"")'
            case "truth":
                yes, no = (text(word).text for word in self.layout.truths)
                return f"IF({typed}={yes},1,IF({typed}={no},0,{default}))"
            case "item":
                self.made.sheet = block.sheet
                labels = self.made.whole(self.layout.choices[value.type.list])
                return f'IF({typed}="",{default},IFERROR(MATCH({typed},{labels},0),{default}))'

    def _constant(self, value: ValueDecl, figure: Figure) -> str | None:
        match figure:
            case None:
                return None
            case bool():
                return str(int(figure))
            case str() if value.type.kind == "item":
                items = self.program.lists[value.type.list].items or self.layout.rows.get(value.type.list, ())
                return str(items.index(figure) + 1) if figure in items else None
            case str():
                return text(figure).text
            case _:
                return number(float(figure)).text

    def _light(self, light: LightDecl, block: Block, env: Env) -> str:
        self.made.owner = light.name
        made = "1"
        for colour, rule in (("amber", light.amber), ("red", light.red)):
            if rule is not None:
                made = f"IF({self.made.on(block.sheet, light.name, rule, env).text},{COLOURS.index(colour)},{made})"
        return f"IFERROR({made},0)"

    def _where_rows_are(self, formula: str, block: Block, shape: Shape, env: Env) -> str:
        """Blank on rows to grow into."""
        tests = []
        for index in shape:
            if self.program.lists[index.list].items is None:
                exists = self.layout.exists[index.list]
                tests.append(reference(exists.sheet, block.sheet, *exists.cell((env[index.name],))) + "=1")
        if not tests:
            return formula
        test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
        return f'IF({test},{formula},"")'

    # ------------------------------------------------------------ rows

    def _rows(self, name: str) -> Iterator[tuple[Cell, str]]:
        """Whether a row is there, and whether it lacks nothing that is required."""
        exists, counts, ids = self.layout.exists[name], self.layout.counts[name], self.layout.labels[name]
        for row in range(self.layout.sizes[name]):
            there = [f'{reference(ids.sheet, exists.sheet, *ids.cell((row,)))}<>""']
            there += [f"COUNTA({cells})>0" for cells in self._inputs_of(name, row, exists.sheet)]
            yield (exists.sheet, *exists.cell((row,))), f"IF(OR({','.join(there)}),1,0)"
            own = reference(exists.sheet, counts.sheet, *exists.cell((row,)))
            lacks = [f"{own}=1", *self._required_of(name, row, counts.sheet)]
            test = lacks[0] if len(lacks) == 1 else f"AND({','.join(lacks)})"
            yield (counts.sheet, *counts.cell((row,))), f"IF({test},1,0)"

    def _inputs_of(self, name: str, row: int, sheet: str) -> Iterator[str]:
        for value in self.program.values.values():
            if value.role == "given" and [index.list for index in value.shape].count(name) == 1:
                yield from self._runs(self.layout.inputs[value.name], value.shape, name, row, sheet)

    def _required_of(self, name: str, row: int, sheet: str) -> Iterator[str]:
        for value in self.program.values.values():
            if not value.required:
                continue
            for index in value.shape:
                if index.list != name:
                    continue
                required = self.layout.values.get(f"{value.name}.required")
                cells = self._runs(self.layout.values[value.name], value.shape, name, row, sheet, index)
                if required is None:
                    yield from (f"COUNTBLANK({each})=0" for each in cells)
                else:
                    needed = self._runs(required, value.shape, name, row, sheet, index)
                    for each, need in zip(cells, needed, strict=True):
                        yield f'SUMPRODUCT(({each}="")*({need}<>0))=0'

    def _runs(
        self, block: Block, shape: Shape, name: str, row: int, sheet: str, index: Index | None = None
    ) -> Iterator[str]:
        """The cells of a row, as few ranges as its place in the block allows."""
        axis = next(i for i, each in enumerate(shape) if each.list == name and index in (None, each))
        cells = sorted(block.cell(at) for at in block.positions() if at[axis] == row)
        while cells:
            first = last = cells.pop(0)
            while cells and cells[0] == (last[0], last[1] + 1):
                last = cells.pop(0)
            yield reference(block.sheet, sheet, *first, last)


def _positions(block: Block, shape: Shape) -> Iterator[tuple[tuple[int, ...], dict[str, int]]]:
    for at in block.positions():
        yield at, {index.name: position for index, position in zip(shape, at, strict=True)}
