"""What figures can be: every figure that is computed lies in its range, and ranges are as narrow as people expect.

FUZZ=20000 tries as many random programs, with others on every run.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, assume, given, settings

from site_builder.catalog.given_file import each_figure
from site_builder.formula import functions
from site_builder.formula.assemble import assemble
from site_builder.formula.given import Figures, Given
from site_builder.formula.intervals import Limits, Ranges, ranges
from site_builder.formula.program import Figure, Program
from site_builder.formula.range_functions import SCALAR_RANGES
from site_builder.formula.ranges import NEVER, Range
from site_builder.formula.source import LightSource, ListSource, Source, ValueSource
from site_builder.formula.targets import python
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Type

from .random_programs import programs

FUZZ = int(os.environ.get("FUZZ", 0))
ROW = Index("row", "row")
COLOUR = Index("colour", "colour")
LISTS = {"row": ListSource(None), "colour": ListSource({"red": "紅", "green": "綠", "blue": "藍"})}


# ---------------------------------------------------------------- whatever is computed lies within


EVERY = settings(
    derandomize=not FUZZ, database=None, deadline=None, suppress_health_check=list(HealthCheck), max_examples=FUZZ or 40
)


@EVERY
@given(programs())
def test_every_figure_lies_in_its_range(drawn: tuple[Source, list[Given]]) -> None:
    lies_within(drawn)


@pytest.mark.whole
@settings(EVERY, max_examples=FUZZ or 160)
@given(programs())
def test_every_figure_of_many_more_lies_in_its_range(drawn: tuple[Source, list[Given]]) -> None:
    lies_within(drawn)


def lies_within(drawn: tuple[Source, list[Given]]) -> None:
    source, sets = drawn
    program, misfits = assemble(source)
    assume(not misfits)
    whatever = ranges(program)
    for each in sets:
        figures = python.evaluate(program, each)
        assert list(_outside(program, each, figures, whatever)) == []
        assert list(_outside(program, each, figures, ranges(program, _as_given(program, each)))) == []


def _as_given(program: Program, each: Given) -> Limits:
    """As narrow as the figures that are typed, and as many rows as there are."""
    typed = {}
    for name, table in each.typed.items():
        held = [_number(program, each, name, figure) for _, figure in each_figure(table)]
        figures = [figure for figure in held if figure is not None]
        typed[name] = Range(min(figures), max(figures), True) if figures else NEVER
    return Limits(typed, {name: (len(rows), len(rows)) for name, rows in each.rows.items()})


def _outside(program: Program, each: Given, figures: Figures, found: Ranges) -> Iterator[str]:
    for name, table in figures.values.items():
        place = found.values[name]
        for at, figure in each_figure(table):
            number = _number(program, each, name, figure)
            fits = place.blank if number is None else place.low <= number <= place.high
            if not fits:
                yield f"{name}{list(at)} = {figure}, not in {place}"
    for name, table in figures.lights.items():
        for at, colour in each_figure(table):
            if colour not in found.lights[name]:
                yield f"{name}{list(at)} is {colour}, not one of {sorted(found.lights[name])}"


def _number(program: Program, each: Given, name: str, figure: Figure) -> float | None:
    kind = program.values[name].type
    match figure:
        case None:
            return None
        case bool() | int() | float():
            return float(figure)
        case _ if kind.kind == "item":
            items = program.lists[kind.list].items or each.rows.get(kind.list, ())
            return float(items.index(figure)) if figure in items else None
        case _:
            return 0.0


# ---------------------------------------------------------------- as narrow as one expects


def _ranges(
    formulas: Mapping[str, tuple[Type, tuple[Index, ...], str]], lights: Mapping[str, LightSource] | None = None
) -> Ranges:
    """`x` is 1 to 5 for each row of at most 8, `part` 0 % to 100 %, `flag` a truth, `colour_of` an item; all may be
    blank. `weight` is a fact."""
    facts = {"red": 20.0, "green": 30.0, "blue": 50.0}
    values = {
        "x": ValueSource(PLAIN, (ROW,), "given"),
        "part": ValueSource(PLAIN, (), "given"),
        "full": ValueSource(PLAIN, (), "given", table=3.0),
        "flag": ValueSource(TRUTH, (), "given"),
        "word": ValueSource(TEXT, (), "given"),
        "colour_of": ValueSource(Type("item", list="colour"), (ROW,), "given"),
        "weight": ValueSource(PLAIN, (COLOUR,), "fixed", table=dict(facts)),
    } | {name: ValueSource(kind, shape, "derived", formula=text) for name, (kind, shape, text) in formulas.items()}
    program, misfits = assemble(Source(LISTS, values, dict(lights or {})))
    assert misfits == []
    limits = Limits({"x": Range(1, 5), "part": Range(0, 1), "full": Range(2, 4)}, {"row": (0, 8)})
    return ranges(program, limits)


NUMBERS = (
    ("part * 100", (), Range(0, 100, True)),
    ("full + 1", (), Range(3, 5)),
    ("count(row)", (), Range(0, 8)),
    ("count(row where x > 5)", (), Range(0, 0, True)),
    ("count(row where not is_blank(x))", (), Range(0, 8)),
    ("count(colour)", (), Range(3, 3)),
    ("weight[colour = blue]", (), Range(50, 50)),
    ("weight", (COLOUR,), Range(20, 50)),
    ("min(x over row)", (), Range(1, 5, True)),
    ("max(0, 10 - count(row))", (), Range(2, 10)),
    ("otherwise(part, 2)", (), Range(0, 2)),
    ("if(part > 2, 7, 9)", (), Range(9, 9, True)),
    ("if(full >= 2, 7, 9)", (), Range(7, 7)),
    ("when(full < 3, full)", (), Range(2, 4, True)),
    ("1 / full", (), Range(0.25, 0.5)),
    ("1 / part", (), Range(1, math.inf, True)),
    ("round(full / 3, 1)", (), Range(0.7, 1.3)),
    ("(full - 3) ^ 2", (), Range(0, 1)),
    ("sqrt(part)", (), Range(0, 1, True)),
    ("position(first(colour where weight > 20))", (), Range(1, 3, True)),
    ("place(x over row)", (ROW,), Range(1, 8, True)),
    ("clamp(full, 0, 3)", (), Range(2, 3)),
)


@pytest.mark.parametrize(("formula", "shape", "expected"), NUMBERS, ids=[each[0] for each in NUMBERS])
def test_a_range_is_no_wider_than_one_sees(formula: str, shape: tuple[Index, ...], expected: Range) -> None:
    found = _ranges({"y": (PLAIN, shape, formula)}).values["y"]
    assert (found.low, found.high) == (pytest.approx(expected.low), pytest.approx(expected.high))
    assert found.blank == expected.blank


TRUTHS = (
    ("count(row) >= 10", (False,)),
    ("count(row) >= 8", (True, False)),
    ("part > 1", (False, None)),
    ("part >= 100%", (True, False, None)),
    ("full > 1", (True,)),
    ("part > 1 and flag", (False, None)),
    ("full > 1 or flag", (True,)),
    ("not full > 1", (False,)),
    ('word = "a"', (True, False, None)),
    ("is_blank(full)", (False,)),
    ("any(x > 5 over row)", (False, None)),
    ("all(x > 5 over row)", (True, False, None)),
    ("all(weight > 10 over colour)", (True,)),
    ("1 / 0 > 1", (None,)),
)


@pytest.mark.parametrize(("formula", "expected"), TRUTHS, ids=[each[0] for each in TRUTHS])
def test_it_is_known_which_way_a_condition_can_go(formula: str, expected: tuple[bool | None, ...]) -> None:
    found = _ranges({"y": (TRUTH, (), formula)}).values["y"]
    can = {True: found.may_hold, False: found.may_fail and not found.is_never, None: found.blank}
    assert tuple(way for way, possible in can.items() if possible) == expected


def test_it_is_known_which_colours_a_light_can_have() -> None:
    lights = {
        "never_red": LightSource((), red="part > 1", amber="full > 3"),
        "never_green": LightSource((), red="full < 0", amber="full > 1"),
    }
    found = _ranges({}, lights).lights
    assert found["never_red"] == {"unknown", "amber", "green"}
    assert found["never_green"] == {"amber"}


def test_a_node_of_a_formula_has_a_range_too() -> None:
    program, misfits = assemble(Source({}, {"y": ValueSource(PLAIN, (), "derived", formula="1 / (2 - 2)")}, {}))
    assert misfits == []
    quotient = program.values["y"].formula
    assert quotient is not None
    below = ranges(program).of(quotient.args[1])  # type: ignore[union-attr]
    assert (below.low, below.high) == (0, 0)
    assert ranges(program).values["y"].is_never


def test_every_function_says_what_it_can_give() -> None:
    assert SCALAR_RANGES.keys() == functions.scalars.keys()
