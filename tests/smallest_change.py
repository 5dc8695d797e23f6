"""The reference for "What would change it?": every permitted step of every typed cell, by the Python evaluator.

It shares no code with `browser/change/`: the rule of steps and sizes (told in `grid.ts`) is written a second time here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any, Literal

from site_builder.catalog import Tool
from site_builder.formula.given import Figures, Given
from site_builder.formula.order import reads
from site_builder.formula.program import Figure, Program, Table, ValueDecl
from site_builder.formula.targets.python import evaluate
from site_builder.formula.tree import Shape

Key = tuple[str, ...]
Kind = Literal["own", "elsewhere", "setting"]
COLOURS = ("green", "amber", "red")
SHOWN = 3


@dataclass(frozen=True)
class Limits:
    """What may be typed into a value's cells: `whole` for scales too."""

    low: float = -math.inf
    high: float = math.inf
    step: float | None = None
    whole: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Way:
    value: str
    key: Key
    kind: Kind
    now: float
    to: float
    size: float
    state: int


@dataclass(frozen=True)
class Told:
    shown: tuple[Way, ...]
    least: Way | None


@dataclass(frozen=True)
class Tried:
    """What becomes of the figure: `sides` by cell, the nearest step first; None is blank, or a change not permitted."""

    now: int
    told: dict[str, Told]
    sides: dict[tuple[str, Key], list[list[tuple[float, int | None]]]]


def limits_of(tool: Tool) -> dict[str, Limits]:
    found = {}
    for name, value in tool.file.values.items():
        low, _, high = (value.scale or "").partition("-")
        found[name] = Limits(
            float(low) if low else -math.inf if value.min is None else value.min,
            float(high) if high else math.inf if value.max is None else value.max,
            value.step,
            value.type == "whole" or value.scale is not None,
            value.unit == "%",
        )
    return found


def try_all(
    program: Program, limits: dict[str, Limits], given: Given, name: str, at: Key, narrow: bool = False
) -> Tried | None:
    """None where the figure is blank. `narrow`: compute only what the figure and the rules between values need."""
    musts = [value for value in program.values if value.endswith(".must")]
    if narrow:
        needed = _needed(program, [name, *musts])
        program = replace(program, order=tuple(step for step in program.order if step.name in needed))
    full = evaluate_some(program, given)
    now = _state(program, full, name, at)
    if now is None:
        return None
    sides, ways = {}, {"first": _none(), "last": _none()}
    for cell, kind in _cells(program, given, full, name, at):
        figure = _typed_form(program, full, given, cell, limits)
        below, above, size_of = _grid(program, given, limits.get(cell[0], Limits()), cell[0], figure)
        sides[cell] = [
            [(to, _after(program, given, full, cell, to, limits, (name, at), musts)) for to in side]
            for side in (below, above)
        ]
        for direction, found in ways.items():
            hits = [
                Way(*cell, kind, figure, to, size_of(to), state)
                for side in sides[cell]
                for to, state in side
                if state is not None and (state < now if direction == "first" else state > now)
            ]
            if hits:
                found[kind].append(min(hits, key=lambda way: way.size))
    return Tried(now, {direction: _told(found) for direction, found in ways.items()}, sides)


def comes_and_goes(tried: Tried) -> bool:
    """Is there a cell that moves the figure and, given a figure further off, does so no longer?"""
    for side in (side for sides in tried.sides.values() for side in sides):
        for sign in (-1, 1):
            moved = [state is not None and (state - tried.now) * sign > 0 for _, state in side]
            if any(before and not after for before, after in pairwise(moved)):
                return True
    return False


def _none() -> dict[Kind, list[Way]]:
    return {"own": [], "setting": [], "elsewhere": []}


def _told(ways: dict[Kind, list[Way]]) -> Told:
    """`sort` and `min` keep the order of the cells among equals."""
    ordered = {kind: sorted(found, key=lambda way: way.size) for kind, found in ways.items()}
    shown = [*ordered["own"], *ordered["elsewhere"], *ordered["setting"]][:SHOWN]
    every = [way for kind in ordered for way in ordered[kind]]
    least = min(every, key=lambda way: way.size, default=None)
    return Told((*shown, least) if least is not None and least not in shown else tuple(shown), least)


# ---------------------------------------------------------------- computing


def _needed(program: Program, names: list[str]) -> set[str]:
    graph, found = reads(program), set(names)
    waiting = list(names)
    while waiting:
        for name in graph.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def evaluate_some(program: Program, given: Given) -> Figures:
    """As `evaluate`; of a program whose order leaves steps out, what is left."""
    names = {step.name for step in program.order}
    values = {name: value for name, value in program.values.items() if name in names}
    lights = {name: light for name, light in program.lights.items() if name in names}
    return evaluate(replace(program, values=values, lights=lights), given)


def _ids(program: Program, given: Given, name: str) -> tuple[str, ...]:
    items = program.lists[name].items
    return items if items is not None else given.rows.get(name, ())


def _keys(program: Program, given: Given, shape: Shape) -> Iterator[Key]:
    return product(*(_ids(program, given, index.list) for index in shape))


def _at(table: Figure | Table, key: Key) -> Figure:
    for item in key:
        table = table.get(item) if isinstance(table, dict) else table
    return None if isinstance(table, dict) else table


def _state(program: Program, figures: Figures, name: str, at: Key) -> int | None:
    if name in program.lights:
        colour = _at(figures.lights[name], at)
        return COLOURS.index(str(colour)) + 1 if colour in COLOURS else None
    figure, items = _at(figures.values[name], at), program.lists[program.values[name].type.list].items
    assert items is not None
    return items.index(str(figure)) if figure is not None else None


def _after(
    program: Program,
    given: Given,
    before: Figures,
    cell: tuple[str, Key],
    to: float,
    limits: dict[str, Limits],
    asked: tuple[str, Key],
    musts: list[str],
) -> int | None:
    name, key = cell
    decl = program.values[name]
    figure: Figure = to / 100 if limits.get(name, Limits()).percent else to
    if decl.type.kind == "item":
        figure = _ids(program, given, decl.type.list)[int(to)]
    elif decl.type.kind == "truth":
        figure = bool(to)
    typed = {**given.typed, name: _with(given.typed.get(name), key, figure)}
    after = evaluate_some(program, replace(given, typed=typed))
    for must in musts:
        for place in _keys(program, given, program.values[must].shape) if must in after.values else ():
            if _at(after.values[must], place) is False and _at(before.values[must], place) is not False:
                return None
    return _state(program, after, *asked)


def _with(table: Figure | Table, key: Key, figure: Figure) -> Figure | Table:
    if not key:
        return figure
    inner = table if isinstance(table, dict) else {}
    return {**inner, key[0]: _with(inner.get(key[0]), key[1:], figure)}


# ---------------------------------------------------------------- cells


def _cells(program: Program, given: Given, full: Figures, name: str, at: Key) -> Iterator[tuple[tuple[str, Key], Kind]]:
    for value in program.values.values():
        if value.role != "given" or value.type.kind == "text" or value.name not in full.values:
            continue
        untyped = replace(given, typed={other: table for other, table in given.typed.items() if other != value.name})
        starts = None if _grown(program, value) else evaluate_some(program, untyped).values[value.name]
        for key in _keys(program, given, value.shape):
            if _at(full.values[value.name], key) is None:
                continue
            own: Kind = "own" if _is_own(program, value, key, name, at) else "elsewhere"
            yield (value.name, key), "setting" if starts is not None and _at(starts, key) is not None else own


def _grown(program: Program, value: ValueDecl) -> bool:
    return any(program.lists[index.list].items is None for index in value.shape)


def _is_own(program: Program, value: ValueDecl, key: Key, name: str, at: Key) -> bool:
    shape = (program.values.get(name) or program.lights[name]).shape
    here: dict[str, set[str]] = {}
    for index, item in zip(shape, at, strict=True):
        here.setdefault(index.list, set()).add(item)
    shared = [item in here[index.list] for index, item in zip(value.shape, key, strict=True) if index.list in here]
    return not shape or (bool(shared) and all(shared))


def _typed_form(
    program: Program, full: Figures, given: Given, cell: tuple[str, Key], limits: dict[str, Limits]
) -> float:
    name, key = cell
    figure, decl = _at(full.values[name], key), program.values[name]
    if decl.type.kind == "item":
        return _ids(program, given, decl.type.list).index(str(figure))
    assert not isinstance(figure, str) and figure is not None
    return _clean(figure * 100) if limits.get(name, Limits()).percent else float(figure)


# ---------------------------------------------------------------- steps


def _clean(x: float) -> float:
    return float(f"{x:.12g}")


def _grid(program: Program, given: Given, limits: Limits, name: str, now: float) -> tuple[Any, Any, Any]:
    """The figures below, those above, nearest first, and the size of a change."""
    kind = program.values[name].type
    if kind.kind == "truth":
        return [0.0] * (now == 1), [1.0] * (now == 0), lambda to: 1.0
    if kind.kind == "item":
        count, fixed = len(_ids(program, given, kind.list)), program.lists[kind.list].items is not None
        places = [float(place) for place in range(count)]
        return (
            places[: int(now)][::-1],
            places[int(now) + 1 :],
            lambda to: abs(to - now) / (count - 1) if fixed else 1.0,
        )
    span = limits.high - limits.low
    bounded = math.isfinite(span)
    extent = span if bounded else abs(now)
    step = limits.step if limits.step is not None else _nice(extent / 100) if extent else 1.0
    if limits.whole:
        step = max(1.0, float(math.floor(limits.step + 0.5))) if limits.step is not None else 1.0
    low, high = limits.low, limits.high
    if not bounded:
        low, high = max(low, min(now / 2, now * 2, now - 10 * step)), min(high, max(now / 2, now * 2, now + 10 * step))
    base = extent or 10 * step
    step = next(
        _clean(step * times * 10**power)
        for power in range(40)
        for times in (1, 2, 5)
        if _clean((high - low) / (step * times * 10**power)) <= 200
    )
    first, last = math.ceil(_clean(low / step)), math.floor(_clean(high / step))
    figures = {_clean(multiple * step) for multiple in range(first, last + 1)}
    figures |= {limit for limit in (limits.low, limits.high) if limit in (low, high)}
    near = _clean(now / step)
    below = sorted((x for x in figures if _clean(x / step) < near), reverse=True)
    above = sorted(x for x in figures if _clean(x / step) > near)
    return below, above, lambda to: _clean(abs(to - now) / base)


def _nice(x: float) -> float:
    mantissa, exponent = f"{x:.11e}".split("e")
    return float(f"{5 if float(mantissa) >= 5 else 2 if float(mantissa) >= 2 else 1}e{exponent}")
