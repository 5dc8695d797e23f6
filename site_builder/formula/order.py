"""In what order to compute: a program in, its steps and the rings among them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from .program import Program, Step
from .tree import Aggregate, Read, Typed, walk


@dataclass(frozen=True)
class Ring:
    """Values that need each other: their names in a circle, the first one again at the end."""

    names: tuple[str, ...]
    where: tuple[str, str, str]


def order_of(program: Program) -> tuple[tuple[Step, ...], list[Ring]]:
    """Every step after those it needs. Each ring is reported once; one of its links is then left out."""
    needs = {step: _needs(step, program) for step in _steps(program)}
    rings: list[Ring] = []
    while True:
        try:
            return tuple(TopologicalSorter(needs).static_order()), rings
        except CycleError as error:
            circle: list[Step] = error.args[1][:-1]
            rings.append(_ring(circle))
            needs[circle[1 % len(circle)]].remove(circle[0])


def slice_of(program: Program, names: Iterable[str]) -> Program:
    """Only what these values need, themselves among them: quicker to compute, the same figures."""
    wanted: dict[Step, None] = {}
    open_steps = [Step("value", name) for name in names]
    while open_steps:
        step = open_steps.pop()
        if step not in wanted:
            wanted[step] = None
            open_steps.extend(_needs(step, program))
    return replace(
        program,
        values={name: value for name, value in program.values.items() if Step("value", name) in wanted},
        lights={},
        order=tuple(step for step in program.order if step in wanted),
    )


def reads(program: Program) -> dict[str, list[str]]:
    """By step, the steps that it needs directly; "which rows of a list count" goes by the list's name."""
    needs = {step.name: [need.name for need in _needs(step, program)] for step in _steps(program)}
    return {name: found for name, found in needs.items() if found}


def _ring(circle: list[Step]) -> Ring:
    """Told from the value whose name comes first, in the order "a needs b"; `circle` runs the other way round."""
    named = [step for step in reversed(circle) if step.kind == "value"]
    turn = named.index(min(named, key=lambda step: step.name))
    names = list(dict.fromkeys(step.name.partition(".")[0] for step in named[turn:] + named[:turn]))
    return Ring((*names, names[0]), ("values", named[turn].name, "formula"))


def _steps(program: Program) -> list[Step]:
    grown = [Step("rows", name) for name, a_list in program.lists.items() if a_list.items is None]
    values = [Step("value", name) for name in program.values]
    return [*values, *grown, *(Step("light", name) for name in program.lights)]


def _needs(step: Step, program: Program) -> list[Step]:
    match step.kind:
        case "value":
            formula = program.values[step.name].formula
            return _of([formula] if formula is not None else [], program)
        case "light":
            light = program.lights[step.name]
            return _of([rule for rule in (light.red, light.amber) if rule is not None], program)
        case "rows":
            required = [v for v in program.values.values() if v.required and step.name in (i.list for i in v.shape)]
            conditions = [v.required for v in required if not isinstance(v.required, bool)]
            return [*(Step("value", v.name) for v in required), *_of(conditions, program)]


def _of(formulas: list[Typed], program: Program) -> list[Step]:
    found: dict[Step, None] = {}
    for formula in formulas:
        for node in walk(formula):
            if isinstance(node, Read):
                found[Step("value", node.value)] = None
            elif isinstance(node, Aggregate):
                for index in node.over:
                    if program.lists[index.list].items is None:
                        found[Step("rows", index.list)] = None
    return list(found)
