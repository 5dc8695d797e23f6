"""The vectors of `tests/conformance/formula/*.yml`: one meaning, the same in every target.

A file has shared declarations and cases:

    units, lists, values    as in a tool's YAML, cut short: a list maps item ids to labels, or is `grows`
                            (with shown_as: {shown_as: …}); a value has for, type, unit, of, and default, fixed or
                            formula, and required
    cases:
      - says                what the case is for
        formula             of a value `out`; or `light: {red, amber}`
        for, type, unit, of of `out`; the type is taken from the formula where none is said
        values              more declarations
        rows, given         row ids of grown lists, typed figures (20 for 20 %)
        result              a figure, or figures by item; null is blank
        reason              why it is blank
        left_out            rows that lack something required, by list
        problem             {code, at}, or a list of them: `at` is the text that the problem points at; `in` the value,
                            or what of it, where that is not the formula of `out`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.formula.assemble import Misfit, assemble
from site_builder.formula.check import check
from site_builder.formula.fault import Fault
from site_builder.formula.given import Figures, Given
from site_builder.formula.parse import parse
from site_builder.formula.program import Program
from site_builder.formula.source import LightSource, ListSource, Source, ValueSource
from site_builder.formula.targets import python
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Shape, Type
from site_builder.formula.units import parse_unit

from . import javascript_target
from .same import same

Vector = dict[str, Any]
FOLDER = Path(__file__).parent / "conformance" / "formula"
TARGETS: dict[str, Callable[[Program, Given], Figures]] = {
    "python": lambda program, given: python.evaluate(program, given, reasons=True),
    "javascript": javascript_target.evaluate,
}


@dataclass(frozen=True)
class Case:
    file: Vector
    case: Vector

    @property
    def source(self) -> Source:
        declared = {**self.file.get("values", {}), **self.case.get("values", {})}
        values = {name: self.value(each or {}) for name, each in declared.items()}
        if "light" in self.case:
            light = LightSource(
                shape(self.case.get("for")), self.case["light"].get("red"), self.case["light"].get("amber")
            )
            return Source(self.lists, values, {"out": light})
        without = Source(self.lists, values)
        kind = self.kind(self.case) if {"type", "unit", "of"} & self.case.keys() else self.inferred(without)
        factor = parse_unit(self.case.get("unit"), self.file.get("units", {}))[1]
        out = ValueSource(kind, shape(self.case.get("for")), "derived", formula=self.case["formula"], factor=factor)
        return Source(self.lists, {**values, "out": out})

    @property
    def lists(self) -> dict[str, ListSource]:
        found = {}
        for name, declared in self.file.get("lists", {}).items():
            items = {} if declared == "grows" else {**declared}
            shown_as = items.pop("shown_as", None)
            found[name] = ListSource(items or None, shown_as)
        return found

    def kind(self, declared: Vector) -> Type:
        if "of" in declared:
            return Type("item", list=declared["of"])
        if declared.get("type", "number") != "number":
            return {"truth": TRUTH, "text": TEXT}[declared["type"]]
        return Type("number", parse_unit(declared.get("unit"), self.file.get("units", {}))[0])

    def value(self, declared: Vector) -> ValueSource:
        kind, default = self.kind(declared), declared.get("default")
        by_formula = isinstance(default, dict) and "formula" in default
        formula = declared.get("formula", default["formula"] if by_formula else None)
        table = declared.get("fixed", None if by_formula else default)
        role = "fixed" if "fixed" in declared else "derived" if "formula" in declared else "given"
        factor = parse_unit(declared.get("unit"), self.file.get("units", {}))[1] if kind.kind == "number" else 1.0
        held = ratio(table) if declared.get("unit") == "%" else table
        required, must = declared.get("required", False), declared.get("must")
        return ValueSource(kind, shape(declared.get("for")), role, held, formula, factor, required, must)

    def inferred(self, source: Source) -> Type:
        try:
            found = check(parse(self.case["formula"]), source, shape(self.case.get("for"))).type
        except (Fault, ExceptionGroup):
            return PLAIN  # assemble finds the same fault
        return PLAIN if found.kind == "number" and found.unit is None else found

    @property
    def given(self) -> Given:
        rows = {name: tuple(ids) for name, ids in (self.file.get("rows", {}) | self.case.get("rows", {})).items()}
        declared = {**self.file.get("values", {}), **self.case.get("values", {})}
        typed = {
            name: ratio(figures) if (declared[name] or {}).get("unit") == "%" else figures
            for name, figures in {**self.file.get("given", {}), **self.case.get("given", {})}.items()
        }
        return Given(rows, typed)


def ratio(table: Any) -> Any:
    """What stands in a value with the unit %: 20 is held as 0.2."""
    if isinstance(table, dict):
        return {item: ratio(part) for item, part in table.items()}
    return None if table is None else table / 100


def shape(said: str | list[str] | None) -> Shape:
    names = [said] if isinstance(said, str) else said or []
    parts = (name.partition(" as ") for name in names)
    return tuple(Index(alias or a_list, a_list) for a_list, _, alias in parts)


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yml")):
        file = yaml.safe_load(path.read_text("utf-8"))
        for number, case in enumerate(file["cases"], 1):
            says = case.get("says") or case.get("formula") or f"light {number}"
            yield pytest.param(Case(file, case), id=f"{path.stem}: {says}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_vector_holds_in_every_target(case: Case) -> None:
    source, wanted = case.source, case.case
    program, misfits = assemble(source)
    if "problem" in wanted:
        problem = wanted["problem"]
        assert problems(misfits, source) == (problem if isinstance(problem, list) else [problem])
        return
    assert misfits == []
    for name, evaluate in TARGETS.items():
        figures = evaluate(program, case.given)
        out = figures.lights["out"] if "light" in wanted else figures.values["out"]
        assert same(out, held(wanted.get("result"))), (name, out)
        if "reason" in wanted:
            assert reasons(figures) == wanted["reason"], name
        if "left_out" in wanted:
            assert {a_list: list(rows) for a_list, rows in figures.left_out.items() if rows} == wanted["left_out"], name


def problems(misfits: list[Misfit], source: Source) -> list[Vector]:
    found = []
    for misfit in misfits:
        section, name, key = misfit.where
        text = getattr(source.values[name] if section == "values" else source.lights[name], key)
        place = misfit.fault.place
        owner = name if key == "formula" else f"{name}.{key}"
        where = {} if owner == "out" else {"in": owner}
        found.append({"code": misfit.fault.code, "at": (text or "")[place.start : place.end], **where})
    return found


def held(result: Any) -> Any:
    if isinstance(result, dict):
        return {item: held(part) for item, part in result.items()}
    return result


def reasons(figures: Figures) -> Any:
    """Of `out`: one, or the distinct ones in order."""
    found = list(dict.fromkeys(reason for (name, _), reason in sorted(figures.reasons.items()) if name == "out"))
    return found[0] if len(found) == 1 else found or None
