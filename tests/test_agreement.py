"""The generated JavaScript gives the figures of the Python evaluator, for random programs and random figures.

FUZZ=20000 tries as many, with other programs on every run; without it the run is short and always the same.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, event, given, settings

from site_builder.formula.assemble import assemble
from site_builder.formula.given import Figures, Given
from site_builder.formula.program import Program
from site_builder.formula.source import Source
from site_builder.formula.targets import python

from . import javascript_target
from .random_programs import programs
from .same import differences

FUZZ = int(os.environ.get("FUZZ", 0))


EVERY = settings(
    derandomize=not FUZZ, database=None, deadline=None, suppress_health_check=list(HealthCheck), max_examples=FUZZ or 60
)


@EVERY
@given(programs())
def test_python_and_javascript_agree(drawn: tuple[Source, list[Given]]) -> None:
    agree(drawn)


@pytest.mark.whole
@settings(EVERY, max_examples=FUZZ or 240)
@given(programs())
def test_python_and_javascript_agree_on_many_more(drawn: tuple[Source, list[Given]]) -> None:
    agree(drawn)


def agree(drawn: tuple[Source, list[Given]]) -> None:
    source, sets = drawn
    program, misfits = assemble(source)
    event("refused: " + misfits[0].fault.code if misfits else "tried")
    assume(not misfits)
    for figures, other in zip(_python(program, sets), javascript_target.evaluate_all(program, sets), strict=True):
        assert differences(figures, other) == []


def _python(program: Program, sets: list[Given]) -> list[Figures]:
    return [python.evaluate(program, figures, reasons=True) for figures in sets]
