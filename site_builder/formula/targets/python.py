"""The reference: a program and what was given in, figures out. Each node becomes a function that calls those below.

Inside, an item is its position (from 0) and a blank is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import product
from operator import itemgetter
from typing import Any, assert_never

from .. import functions
from ..arithmetic import NoFigure
from ..given import Figures, Given
from ..program import Figure, LightDecl, Program, Table, ValueDecl
from ..tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Shape, Typed

Env = dict[str, int]
"""The current position of each index."""

Formula = Callable[[Env], Any]
"""A node made into a function of where one is."""


def evaluate(program: Program, given: Given, reasons: bool = False) -> Figures:
    """Computes every value and light. `given` must fit the program (see `catalog.given_file` for untrusted input).

    With `reasons` the figures also say why each blank is blank: a second walk, slow on many rows.
    """
    engine = _Engine(program, given, reasons)
    for step in program.order:
        match step.kind:
            case "value":
                engine.columns[step.name] = engine.column(program.values[step.name])
            case "rows":
                engine.counting[step.name] = engine.rows_that_count(step.name)
            case "light":
                engine.lights[step.name] = engine.light(program.lights[step.name])
    return engine.figures()


class _Engine:
    """Columns are flat, row-major in the order of a value's shape. A class, since every function needs them all."""

    def __init__(self, program: Program, given: Given, with_reasons: bool) -> None:
        self.program, self.given, self.with_reasons = program, given, with_reasons
        self.ids = {
            name: a.items if a.items is not None else given.rows.get(name, ()) for name, a in program.lists.items()
        }
        self.positions = {name: {item: i for i, item in enumerate(ids)} for name, ids in self.ids.items()}
        self.columns: dict[str, list[Any]] = {}
        self.lights: dict[str, list[str]] = {}
        self.counting: dict[str, list[int]] = {
            name: list(range(len(ids))) for name, ids in self.ids.items() if program.lists[name].items is not None
        }
        self.reasons: dict[tuple[str, tuple[int, ...]], str] = {}
        self.formulas: dict[int, Formula] = {}

    # ------------------------------------------------------------ columns

    def column(self, value: ValueDecl) -> list[Any]:
        table = self.given.typed.get(value.name) if value.role == "given" else None
        result = []
        for env in self.all(value.shape):
            figure = None
            if value.role == "given":
                figure = self.held(value, self.at(table, value.shape, env))
            if figure is None:
                figure = self.held(value, self.at(value.table, value.shape, env))
            if figure is None and value.formula is not None:
                figure = self.formula(value, env)
            result.append(figure)
        return result

    def formula(self, value: ValueDecl, env: Env) -> Any:
        assert value.formula is not None
        figure = self.figure(value.formula, env)
        if isinstance(figure, float):
            figure = figure / value.factor
        infinite = isinstance(figure, float) and not math.isfinite(figure)
        if self.with_reasons and (infinite or figure is None):
            reason = "too_large" if infinite else self.why(value.formula, env)
            if reason is not None:
                self.reasons[value.name, tuple(env[index.name] for index in value.shape)] = reason
        return None if infinite else figure

    def all(self, shape: Shape) -> Iterator[Env]:
        for positions in product(*(range(len(self.ids[index.list])) for index in shape)):
            yield {index.name: position for index, position in zip(shape, positions, strict=True)}

    def at(self, table: Figure | Table, shape: Shape, env: Env) -> Figure:
        for index in shape:
            if not isinstance(table, dict):
                return table
            table = table.get(self.ids[index.list][env[index.name]])
        return None if isinstance(table, dict) else table

    def held(self, value: ValueDecl, figure: Figure) -> Any:
        """As the engine holds it: numbers as floats, items as positions."""
        if value.type.kind == "item":
            return self.positions[value.type.list].get(str(figure)) if figure is not None else None
        return float(figure) if value.type.kind == "number" and isinstance(figure, int | float) else figure

    def rows_that_count(self, name: str) -> list[int]:
        """The positions of the rows that lack no required value."""
        lacking: set[int] = set()
        for value in self.program.values.values():
            indices = [index.name for index in value.shape if index.list == name]
            if not value.required or not indices:
                continue
            for env, figure in zip(self.all(value.shape), self.columns[value.name], strict=True):
                if figure is None and (value.required is True or self.figure(value.required, env) is not False):
                    lacking.update(env[index] for index in indices)
        return [row for row in range(len(self.ids[name])) if row not in lacking]

    def light(self, light: LightDecl) -> list[str]:
        return [self.colour(light, env) for env in self.all(light.shape)]

    def colour(self, light: LightDecl, env: Env) -> str:
        for colour, rule in (("red", light.red), ("amber", light.amber)):
            holds = self.figure(rule, env) if rule is not None else False
            if holds is not False:
                return colour if holds else "unknown"
        return "green"

    # ------------------------------------------------------------ formulas

    def figure(self, node: Typed, env: Env) -> Any:
        return self.made(node)(env)

    def made(self, node: Typed) -> Formula:
        """The function that computes it; made once, since most nodes are computed for many positions."""
        found = self.formulas.get(id(node))
        if found is None:
            found = self.formulas[id(node)] = self.make(node)
        return found

    def make(self, node: Typed) -> Formula:
        match node:
            case Read():
                return self.reading(node)
            case Apply():
                return self.applying(node)
            case Here():
                return itemgetter(node.index.name)
            case Constant():
                value = node.value
                return lambda env: value
            case Item():
                at = node.position
                return lambda env: at
            case Aggregate():
                return self.aggregating(node)
            case Label():
                item, name = self.made(node.item), node.item.type.list
                labels = self.program.lists[name].labels or self.ids[name]
                return lambda env: None if (position := item(env)) is None else labels[position]
            case _:
                assert_never(node)

    def reading(self, node: Read) -> Formula:
        columns, name, factor = self.columns, node.value, node.factor
        shape = self.program.values[name].shape
        places = [(self.made(at), len(self.ids[index.list])) for index, at in zip(shape, node.at, strict=True)]

        def read(env: Env) -> Any:
            offset = 0
            for at, size in places:
                position = at(env)
                if position is None:
                    return None
                offset = offset * size + position
            figure = columns[name][offset]
            return figure if factor == 1 or figure is None else figure * factor

        return read

    def applying(self, node: Apply) -> Formula:
        entry, args = functions.scalars[node.function], [self.made(arg) for arg in node.args]
        return lambda env: _call(entry, [arg(env) for arg in args])

    def aggregating(self, node: Aggregate) -> Formula:
        """Computed once for all positions of its own lists; a window has a figure by position then."""
        outer = [index.name for index in node.shape if index not in node.over]
        window, own = functions.aggregates[node.function].kind == "window", node.over[0].name
        run, known = self.running(node, window), dict[tuple[int, ...], Any]()

        def aggregate(env: Env) -> Any:
            key = tuple(env[name] for name in outer)
            if key not in known:
                known[key] = run(env)
            result = known[key]
            return result.get(env[own]) if window and result is not None else result

        return aggregate

    def running(self, node: Aggregate, window: bool) -> Formula:
        """The figure; for a window a figure by position, for those that `where` takes."""
        entry, args, own = functions.aggregates[node.function], [self.made(arg) for arg in node.args], node.over[0].name
        inside = self.inside(node)

        def run(env: Env) -> Any:
            columns: list[list[Any]] = [[] for _ in args]
            chosen: list[int] = []
            for inner, holds in inside(env):
                if holds is None:
                    return None
                chosen.append(inner[own])
                for column, arg in zip(columns, args, strict=True):
                    column.append(arg(inner))
            if not window:
                return _call(entry, columns, *self.more(node))
            figures = _call(entry, [columns] if node.function == "place" else columns)
            return None if figures is None else dict(zip(chosen, figures, strict=True))

        return run

    def more(self, node: Aggregate) -> tuple[str, ...]:
        return (self.program.separator,) if node.function == "join" else ()

    def inside(self, node: Aggregate) -> Callable[[Env], Iterator[tuple[Env, bool | None]]]:
        """The items that `where` takes, and those for which it is blank."""
        where = self.made(node.where) if node.where is not None else lambda env: True
        names, lists = [index.name for index in node.over], [index.list for index in node.over]

        def inside(env: Env) -> Iterator[tuple[Env, bool | None]]:
            for positions in product(*(self.counting[name] for name in lists)):
                inner = {**env, **dict(zip(names, positions, strict=True))}
                holds = where(inner)
                if holds is not False:
                    yield inner, holds

        return inside

    # ------------------------------------------------------------ reasons

    def why(self, node: Typed, env: Env) -> str | None:
        """Why a formula has no figure here: what failed first on the way. None: an ingredient is blank."""
        match node:
            case Constant() | Item() | Here():
                return None
            case Label():
                return self.why(node.item, env)
            case Read():
                return self.why_any(node.at, env)
            case Apply(function="if" | "case"):
                for condition, result in zip(node.args[:-1:2], node.args[1::2], strict=True):
                    holds = self.figure(condition, env)
                    if holds is not False:
                        return self.why(condition if holds is None else result, env)
                return self.why(node.args[-1], env)
            case Apply(function="when", args=(condition, result)) if self.figure(condition, env) is not False:
                return self.why(result if self.figure(condition, env) else condition, env)
            case Apply(function="when"):
                return "does_not_apply"
            case Apply():
                return self.why_call(functions.scalars[node.function], node.args, env)
            case Aggregate():
                return self.why_aggregate(node, env)
            case _:
                assert_never(node)

    def why_any(self, nodes: tuple[Typed, ...], env: Env) -> str | None:
        blank = next((node for node in nodes if self.figure(node, env) is None), None)
        return None if blank is None else self.why(blank, env)

    def why_call(self, entry: functions.Function, nodes: tuple[Typed, ...], env: Env) -> str | None:
        args = [self.figure(node, env) for node in nodes]
        return self.why_any(nodes, env) if None in args else _own_reason(entry, args)

    def why_aggregate(self, node: Aggregate, env: Env) -> str | None:
        columns: list[list[Any]] = [[] for _ in node.args]
        for inner, holds in self.inside(node)(env):
            if holds is None and node.where is not None:
                return self.why(node.where, inner)
            figures = [self.figure(arg, inner) for arg in node.args]
            if None in figures:
                return self.why_any(node.args, inner)
            for column, figure in zip(columns, figures, strict=True):
                column.append(figure)
        entry = functions.aggregates[node.function]
        # A window has no figure where `where` leaves the item out, and no reason for it.
        return None if entry.kind == "window" else _own_reason(entry, columns)

    # ------------------------------------------------------------ out

    def figures(self) -> Figures:
        values = self.program.values
        return Figures(
            values={
                name: self.table(values[name].shape, self.columns[name], self.shown(values[name])) for name in values
            },
            lights={
                name: self.table(light.shape, self.lights[name], lambda c: c)
                for name, light in self.program.lights.items()
            },
            left_out={
                name: tuple(row for i, row in enumerate(self.ids[name]) if i not in counting)
                for name, counting in ((name, set(rows)) for name, rows in self.counting.items())
                if self.program.lists[name].items is None
            },
            reasons=self.reasons,
        )

    def shown(self, value: ValueDecl) -> Callable[[Any], Figure]:
        if value.type.kind != "item":
            return lambda figure: figure
        ids = self.ids[value.type.list]
        return lambda figure: None if figure is None else ids[figure]

    def table(self, shape: Shape, column: list[Any], shown: Callable[[Any], Figure]) -> Figure | Table:
        if not shape:
            return shown(column[0])
        ids = self.ids[shape[0].list]
        size = len(column) // len(ids) if ids else 0
        return {item: self.table(shape[1:], column[i * size : (i + 1) * size], shown) for i, item in enumerate(ids)}


def _call(entry: functions.Function, args: list[Any], *more: Any) -> Any:
    if not entry.blanks and _has_blank(args, entry):
        return None
    try:
        figure = entry.python(*args, *more)
    except NoFigure:
        return None
    return None if isinstance(figure, float) and figure != figure else figure


def _has_blank(args: list[Any], entry: functions.Function) -> bool:
    if entry.kind == "scalar":
        return None in args
    columns = args[0] if entry.name == "place" else args
    return any(None in column for column in columns)


def _own_reason(entry: functions.Function, args: list[Any]) -> str:
    try:
        entry.python(*args)
    except NoFigure as missing:
        return missing.reason
    return "too_large"
