"""The live cells of a program, recalculated by LibreOffice, hold the figures of the Python evaluator: the conformance
vectors, the examples of every tool, and random programs with random figures.

FUZZ=2000 tries as many random programs, other ones on every run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from site_builder.formula.assemble import assemble
from site_builder.formula.given import Figures, Given
from site_builder.formula.program import Figure, Program, Table
from site_builder.formula.source import Source
from site_builder.formula.targets import python

from .. import excel_target
from ..project import project
from ..random_programs import programs
from ..same import differences
from ..test_conformance import cases as vectors

pytestmark = excel_target.office

ROOT = Path(__file__).parents[2]
NOISE = 1e-12
FUZZ = int(os.environ.get("FUZZ", 0))

# What no cell can hold: a typed empty text (the cell is empty then), and numbers smaller than spreadsheets know.
BEYOND = {"blank: an empty text is a text", "no_figure: 1e200 ^ -2"}


def compared(
    cases: dict[str, tuple[Program, Given]], seen: Callable[[Figures], Figures] = lambda figures: figures
) -> dict[str, list[str]]:
    """By name: in what the cells differ, where they do."""
    found = excel_target.evaluate(list(cases.values()))
    wanted = [without_reasons(python.evaluate(program, figures)) for program, figures in cases.values()]
    pairs = zip(cases, wanted, found, strict=True)
    return {name: lines for name, want, got in pairs if (lines := differences(seen(want), seen(got)))}


def without_reasons(figures: Figures) -> Figures:
    return Figures(figures.values, figures.lights, figures.left_out, {})


def without_noise(figures: Figures) -> Figures:
    """Spreadsheets add with compensation: of figures that cancel in a sum, 0 is left there, and 1e-17 elsewhere."""
    return Figures(
        {name: _quiet(table) for name, table in figures.values.items()}, figures.lights, figures.left_out, {}
    )


def _quiet(table: Figure | Table) -> Figure | Table:
    if isinstance(table, dict):
        return {item: _quiet(part) for item, part in table.items()}
    return 0.0 if isinstance(table, float) and abs(table) < NOISE else table


def without_empty_texts(table: Any) -> Any:
    """A cell with an empty text is an empty cell."""
    if isinstance(table, dict):
        return {name: without_empty_texts(part) for name, part in table.items()}
    return table if table != "" else None


def test_conformance_vectors() -> None:
    cases = {}
    for number, vector in enumerate(vectors()):
        [case] = vector.values
        if "problem" not in case.case:
            program, misfits = assemble(case.source)
            assert not misfits, vector.id
            cases[f"{number} {vector.id}"] = (program, case.given)
    differing = {name.partition(" ")[2]: lines for name, lines in compared(cases).items()}
    assert {name: lines for name, lines in differing.items() if name not in BEYOND} == {}
    assert differing.keys() == BEYOND


def test_examples_of_every_tool() -> None:
    catalog = project()
    cases = {
        f"{tool.slug} {name}": (tool.program, example.given)
        for tool in catalog.tools
        for name, example in tool.examples.items()
    }
    assert compared(cases) == {}


def test_random_programs() -> None:
    drawn: dict[str, tuple[Program, Given]] = {}

    @settings(
        max_examples=FUZZ or 60, derandomize=not FUZZ, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(programs())
    def draw(case: tuple[Source, list[Given]]) -> None:
        program, misfits = assemble(case[0])
        if not misfits:
            sets = [Given(figures.rows, without_empty_texts(figures.typed)) for figures in case[1]]
            drawn.update({f"{len(drawn)} {number}": (program, figures) for number, figures in enumerate(sets)})

    draw()
    assert compared(drawn, without_noise) == {}
