"""What figures can be at all: a program and the limits of what is typed in; ranges of values, lights and nodes out.

It never says too little: each figure that `targets/python.py` gives lies in its range. It may say too much, since what
two parts of a formula have to do with each other is not looked at (x - x may be anything that two figures differ by).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from .program import Figure, LightDecl, Program, Table, ValueDecl
from .range_functions import SCALAR_RANGES, aggregate_range
from .ranges import ANYTHING, NEVER, TEXTS, Range, either, hull
from .tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Shape, Type, Typed

__all__ = ["Limits", "Range", "Ranges", "ranges"]

Rows = tuple[float, float]
"""How many rows there are at least and at most."""


@dataclass(frozen=True)
class Limits:
    """`typed`: what may be typed for given values, in held form (20 % is 0.2); of others anything. `rows`: how many a
    grown list has; of others any number. `open_counts`: a fixed list may have more items than it has now."""

    typed: Mapping[str, Range] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)
    open_counts: bool = False


@dataclass(frozen=True)
class Ranges:
    """`lights`: the colours that a light can have."""

    values: dict[str, Range]
    lights: dict[str, frozenset[str]]
    of: Callable[[Typed], Range]
    """The range of a node of one of the program's formulas."""


def ranges(program: Program, limits: Limits | None = None) -> Ranges:
    engine = _Engine(program, limits or Limits())
    lights = {}
    for step in program.order:
        match step.kind:
            case "value":
                engine.values[step.name] = engine.value(program.values[step.name])
            case "light":
                lights[step.name] = engine.colours(program.lights[step.name])
            case "rows":
                pass  # that some do not count is reckoned with wherever rows are counted
    return Ranges(engine.values, lights, engine.node)


class _Engine:
    """A class, since every function needs the program and the values so far."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.program, self.limits = program, limits
        self.values: dict[str, Range] = {}
        self.known: dict[int, tuple[Typed, Range]] = {}  # by identity: to hash a tree is to walk it
        self.incomplete = {index.list for value in program.values.values() if value.required for index in value.shape}
        """Lists of which rows may be left out."""

    # ------------------------------------------------------------ values and lights

    def value(self, value: ValueDecl) -> Range:
        found = NEVER
        if value.role == "given":
            found = either(found, self.typed(value))
        if found.blank and value.role != "derived":
            found = either(found, self.table(value.table, value.shape, value.type))
        if found.blank and value.formula is not None:
            found = either(found, _kept(self.node(value.formula).scaled(1 / value.factor)))
        return found

    def typed(self, value: ValueDecl) -> Range:
        anything = self.anything(value.type)
        allowed = self.limits.typed.get(value.name, anything)
        return Range(max(allowed.low, anything.low), min(allowed.high, anything.high), True)

    def anything(self, kind: Type) -> Range:
        match kind.kind:
            case "number":
                return ANYTHING
            case "truth":
                return Range(0, 1, True)
            case "text":
                return TEXTS
            case "item":
                return Range(0, max(0.0, self.size(kind.list)[1] - 1), True)

    def table(self, table: Figure | Table, shape: Shape, kind: Type) -> Range:
        """What stands in a table of defaults or facts, at all items of its lists."""
        if not isinstance(table, dict):
            return NEVER if table is None else self.figure(table, kind)
        items = self.program.lists[shape[0].list].items
        inner = [self.table(each, shape[1:], kind) for each in table.values()]
        whole = items is not None and all(item in table for item in items)
        return hull([*inner, *([] if whole else [NEVER])])

    def figure(self, figure: Figure, kind: Type) -> Range:
        match kind.kind:
            case "number" | "truth" if isinstance(figure, int | float):
                return Range(float(figure), float(figure))
            case "item":
                items = self.program.lists[kind.list].items
                if items is not None and figure in items:
                    return Range(items.index(str(figure)), items.index(str(figure)))
                return self.anything(kind)
            case _:
                return Range(0, 0)

    def colours(self, light: LightDecl) -> frozenset[str]:
        found = set[str]()
        for colour, rule in (("red", light.red), ("amber", light.amber)):
            holds = self.node(rule) if rule is not None else Range(0, 0)
            found |= {colour} if holds.may_hold else set()
            found |= {"unknown"} if holds.blank else set()
            if not holds.may_fail:
                return frozenset(found)
        return frozenset({*found, "green"})

    # ------------------------------------------------------------ nodes

    def size(self, name: str) -> Rows:
        items = self.program.lists[name].items
        return (len(items), len(items)) if items is not None else self.limits.rows.get(name, (0, math.inf))

    def node(self, node: Typed) -> Range:
        if (known := self.known.get(id(node))) is None:
            known = self.known[id(node)] = node, self.reckon(node)
        return known[1]

    def reckon(self, node: Typed) -> Range:
        match node:
            case Constant():
                return Range(0, 0) if isinstance(node.value, str) else Range(float(node.value), float(node.value))
            case Item():
                return Range(node.position, node.position)
            case Here():
                return Range(0, max(0.0, self.size(node.index.list)[1] - 1))
            case Label():
                return Range(0, 0, self.node(node.item).blank)
            case Read():
                return self.read(node)
            case Apply():
                return SCALAR_RANGES[node.function]([self.node(arg) for arg in node.args], node.args[0].type.kind)
            case Aggregate():
                return self.aggregate(node)
            case _:
                assert_never(node)

    def read(self, node: Read) -> Range:
        value = self.program.values[node.value]
        found = self.values[node.value]
        if value.role == "fixed":
            found = self.facts(value, node)
        blank = any(self.node(at).blank for at in node.at)
        return found.scaled(node.factor).or_blank(blank)

    def facts(self, value: ValueDecl, node: Read) -> Range:
        """The facts at the items that are named, for as long as items are."""
        table, shape = value.table, value.shape
        for at in node.at:
            if not (isinstance(at, Item) and isinstance(table, dict)):
                break
            table, shape = table.get(at.item), shape[1:]
        return self.table(table, shape, value.type)

    def aggregate(self, node: Aggregate) -> Range:
        least, most = 1.0, 1.0
        for index in node.over:
            few, many = self.size(index.list)
            if index.list in self.incomplete:
                few = 0
            least, most = least * few, (0.0 if 0 in (most, many) else most * many)
        where = self.node(node.where) if node.where is not None else Range(1, 1)
        if where.may_fail or where.blank:
            least = 0
        if not where.may_hold:
            most = 0
        if node.function == "count" and self.limits.open_counts and most > 0:
            most = math.inf
        args = [self.node(arg) for arg in node.args]
        found = aggregate_range(node.function, args, least, most)
        # A row that does not count has no place among the others.
        unplaced = node.over[0].list in self.incomplete or node.where is not None
        window = node.function in ("rank", "place")
        return found.or_blank(where.blank or (window and unplaced))


def _kept(found: Range) -> Range:
    """A value is never infinite; what is too large is blank."""
    return found.or_blank(math.inf in (found.high, -found.low))
