"""The meanings of the formula language: every vector through every target."""

from __future__ import annotations

import pytest

from site_builder.formula.targets import python

from . import javascript_target
from .conformance_program import Case, cases, program_of
from .same import same

CASES = list(cases())


@pytest.mark.parametrize("target", ["python", "javascript"])
@pytest.mark.parametrize("case", [case for case in CASES if "problem" not in case.case], ids=lambda case: case.name)
def test_a_formula_means_this(case: Case, target: str) -> None:
    program, misfits, given = program_of(case)
    assert misfits == []
    evaluate = javascript_target.evaluate if target == "javascript" else lambda *of: python.evaluate(*of, reasons=True)
    figures = evaluate(program, given)
    assert same(figures.values["out"], case.case["result"]), figures.values["out"]
    if "reason" in case.case:
        assert set(figures.reasons.values()) == {case.case["reason"]}
    if "left_out" in case.case:
        assert figures.left_out == {name: tuple(rows) for name, rows in case.case["left_out"].items()}


@pytest.mark.parametrize("case", [case for case in CASES if "problem" in case.case], ids=lambda case: case.name)
def test_a_formula_has_this_problem(case: Case) -> None:
    _, misfits, _ = program_of(case)
    text = case.case["formula"]
    found = [(misfit.fault.code, text[misfit.fault.place.start : misfit.fault.place.end]) for misfit in misfits]
    wanted = case.case["problem"]
    assert (wanted["code"], wanted["at"]) in found


def test_no_two_vectors_say_the_same() -> None:
    names = [case.name for case in CASES]
    assert sorted(names) == sorted(set(names))
