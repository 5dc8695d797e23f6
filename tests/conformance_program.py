"""A conformance case as a program: the declarations of its file and its formula in, what every target is to compute out.

A file of `tests/conformance/` holds `lists`, `units`, `values` and `cases`. A list has `items`, or `rows` if it grows. A value has
`for`, `unit`, `of`, `type`, and `given` (typed by the learner), `fixed`, `default` or `formula`; figures as held (20 % is 0.2).
A case has a formula (`for` says what it may vary over) and its `result` (with `reason`, where it is blank), or the
`problem`'s code and the text that its place covers (`at`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from site_builder.formula.assemble import Misfit, assemble
from site_builder.formula.check import check
from site_builder.formula.fault import Fault
from site_builder.formula.given import Given
from site_builder.formula.parse import parse
from site_builder.formula.program import Program
from site_builder.formula.source import ListSource, Source, ValueSource
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Shape, Type
from site_builder.formula.units import parse_unit

FOLDER = Path(__file__).parent / "conformance"


@dataclass(frozen=True)
class Case:
    """One vector; `name` is its file and what it says."""

    name: str
    file: dict[str, Any]
    case: dict[str, Any]


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yml")):
        file = yaml.safe_load(path.read_text("utf-8"))
        for case in file.get("cases", []):
            yield Case(f"{path.stem}: {case['says']}", file, case)


def program_of(case: Case) -> tuple[Program, list[Misfit], Given]:
    """The result is the value `out`."""
    declared = {**case.file.get("values", {}), **case.case.get("values", {})}
    units = case.file.get("units", {})
    lists = {name: ListSource(_labels(a_list)) for name, a_list in case.file.get("lists", {}).items()}
    values = {name: _value(value, units) for name, value in declared.items()}
    shape = _shape(case.case.get("for"))
    source = Source(lists, values, {})
    out = _out(case.case, source, shape, units)
    program, misfits = assemble(Source(lists, {**values, "out": out}, {}))
    rows = {name: tuple(a_list["rows"]) for name, a_list in case.file.get("lists", {}).items() if "rows" in a_list}
    typed = {name: value["given"] for name, value in declared.items() if "given" in value}
    return program, misfits, Given(rows, typed)


def _labels(a_list: dict[str, Any]) -> dict[str, str] | None:
    return {item: item for item in a_list["items"]} if "items" in a_list else None


def _shape(said: str | list[str] | None) -> Shape:
    each = [said] if isinstance(said, str) else said or []
    return tuple(Index(words[-1], words[0]) for words in (one.split() for one in each))


def _type(said: dict[str, Any], units: dict[str, dict[str, float]]) -> tuple[Type, float]:
    if "of" in said:
        return Type("item", list=said["of"]), 1.0
    if said.get("type") in ("truth", "text"):
        return (TRUTH if said["type"] == "truth" else TEXT), 1.0
    unit, factor = parse_unit(said.get("unit"), units)
    return Type("number", unit), factor


def _value(said: dict[str, Any], units: dict[str, dict[str, float]]) -> ValueSource:
    kind, factor = _type(said, units)
    shape = _shape(said.get("for"))
    if "formula" in said:
        return ValueSource(kind, shape, "derived", formula=said["formula"], factor=factor)
    if "fixed" in said:
        return ValueSource(kind, shape, "fixed", table=said["fixed"], factor=factor)
    default = said.get("default")
    formula = default["formula"] if isinstance(default, dict) and "formula" in default else None
    table = None if formula else default
    return ValueSource(kind, shape, "given", table, formula, factor, said.get("required", False))


def _out(said: dict[str, Any], source: Source, shape: Shape, units: dict[str, dict[str, float]]) -> ValueSource:
    """Of the type the case declares, else of the formula's own: a case need not say what it does not test."""
    if "unit" in said or "of" in said or "type" in said:
        kind, factor = _type(said, units)
        return ValueSource(kind, shape, "derived", formula=said["formula"], factor=factor)
    try:
        kind = check(parse(said["formula"]), source, shape).type
    except (Fault, ExceptionGroup):
        kind = PLAIN
    return ValueSource(PLAIN if kind.unit is None else kind, shape, "derived", formula=said["formula"])
