"""A source in; the program that the targets print, and the faults of its formulas, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .check import check, fits, here
from .fault import Fault, Unsound
from .order import order_of
from .parse import parse
from .program import LightDecl, ListDecl, Program, ValueDecl
from .source import Source, ValueSource
from .tree import TRUTH, Parsed, Place, Read, Shape, Type, Typed

Where = tuple[str, str, str]
"""Which formula: ("values", "score", "formula"), ("values", "wallet", "must"), ("lights", "hhi", "red")."""


@dataclass(frozen=True)
class Misfit:
    """A fault and the formula it stands in."""

    where: Where
    fault: Fault


def assemble(source: Source) -> tuple[Program, list[Misfit]]:
    """Formulas with faults are left out of the program; with any misfit it is for nothing but more messages."""
    whole = _with_hidden(source)
    misfits: list[Misfit] = []
    typed: dict[Where, Typed] = {}
    for where, text, shape, wanted in _formulas(whole):
        try:
            parsed = parse(text)
            typed[where] = _checked(parsed, whole, shape, wanted)
        except Unsound:
            continue
        except Fault as fault:
            misfits.append(Misfit(_said(where), fault))
        except ExceptionGroup as group:
            misfits.extend(Misfit(_said(where), fault) for fault in group.exceptions if isinstance(fault, Fault))
    program = _program(whole, typed)
    order, rings = order_of(program)
    for ring in rings:
        where = _said(ring.where)
        text = _text(whole, ring.where)
        misfits.append(
            Misfit(where, Fault(Place(0, max(1, len(text.rstrip()))), "ring", {"ring": " → ".join(ring.names)}))
        )
    return Program(program.lists, program.values, program.lights, order, source.separator), misfits


def _with_hidden(source: Source) -> Source:
    """`rating.required` and `wallet.must` become values of their own: truths that the page reads."""
    values = dict(source.values)
    for name, value in source.values.items():
        if isinstance(value.required, str):
            values[f"{name}.required"] = _hidden(value, value.required)
        if value.must is not None:
            values[f"{name}.must"] = _hidden(value, value.must)
    return Source(source.lists, values, source.lights, source.separator)


def _hidden(value: ValueSource, formula: str) -> ValueSource:
    return ValueSource(TRUTH, value.shape, "derived", formula=formula, sound=value.sound)


def _said(where: Where) -> Where:
    """The place in the author's file: `rating.required` is `required` of `rating`."""
    section, name, key = where
    owner, _, hidden = name.partition(".")
    return (section, owner, hidden or key)


def _text(source: Source, where: Where) -> str:
    section, name, key = where
    if section == "lights":
        return getattr(source.lights[name], key) or ""
    return source.values[name].formula or ""


def _formulas(source: Source) -> Iterator[tuple[Where, str, Shape, Type]]:
    for name, value in source.values.items():
        if value.formula is not None and value.sound:
            yield ("values", name, "formula"), value.formula, value.shape, value.type
    for name, light in source.lights.items():
        if light.red is not None and light.sound:
            yield ("lights", name, "red"), light.red, light.shape, TRUTH
        if light.amber is not None and light.sound:
            yield ("lights", name, "amber"), light.amber, light.shape, TRUTH


def _checked(parsed: Parsed, source: Source, shape: Shape, wanted: Type) -> Typed:
    typed = check(parsed, source, shape)
    fits(typed.type, wanted, parsed.place)
    return typed


def _program(source: Source, typed: dict[Where, Typed]) -> Program:
    lists = {
        name: ListDecl(name, *((tuple(a.items), tuple(a.items.values())) if a.items is not None else (None, None)))
        for name, a in source.lists.items()
    }
    values = {}
    for name, value in source.values.items():
        required: bool | Typed = value.required is True
        if isinstance(value.required, str):
            required = _own(f"{name}.required", source)
        formula = typed.get(("values", name, "formula"))
        values[name] = ValueDecl(
            name, value.type, value.shape, value.role, value.table, formula, value.factor, required
        )
    lights = {
        name: LightDecl(name, light.shape, typed.get(("lights", name, "red")), typed.get(("lights", name, "amber")))
        for name, light in source.lights.items()
    }
    return Program(lists, values, lights, (), source.separator)


def _own(name: str, source: Source) -> Typed:
    value = source.values[name]
    return Read(name, tuple(here(index) for index in value.shape), value.type, value.shape)
