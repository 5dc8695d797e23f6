"""The generated JavaScript gives the figures of the Python evaluator, for random programs and random figures.

FUZZ=20000 tries as many, with other programs on every run; without it the run is short and always the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

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


@EVERY
@given(programs(), st.randoms(use_true_random=False))
def test_after_a_change_the_figures_are_those_of_a_whole_computation(
    drawn: tuple[Source, list[Given]], chance: Random
) -> None:
    source, (first, other) = drawn
    program, misfits = assemble(source)
    assume(not misfits)
    steps = [first, *_towards(other, first, program, chance)]
    for sheet, figures in zip(steps, javascript_target.reevaluate(program, steps), strict=True):
        assert differences(python.evaluate(program, sheet), figures) == []


def _towards(other: Given, first: Given, program: Program, chance: Random) -> Iterator[Given]:
    """From `first`, with its rows, a value at a time in any order; figures that name rows stay."""
    typed = dict(first.typed)
    names = sorted({*first.typed, *other.typed})
    chance.shuffle(names)
    for name in names:
        kind = program.values[name].type
        if kind.kind == "item" and program.lists[kind.list].items is None:
            continue
        if name in other.typed:
            typed[name] = other.typed[name]
        else:
            typed.pop(name, None)
        yield replace(first, typed=dict(typed))


def agree(drawn: tuple[Source, list[Given]]) -> None:
    source, sets = drawn
    program, misfits = assemble(source)
    event("refused: " + misfits[0].fault.code if misfits else "tried")
    assume(not misfits)
    for figures, other in zip(_python(program, sets), javascript_target.evaluate_all(program, sets), strict=True):
        assert differences(figures, other) == []


def _python(program: Program, sets: list[Given]) -> list[Figures]:
    return [python.evaluate(program, figures, reasons=True) for figures in sets]
