"""`browser/arithmetic.ts` computes what `formula/arithmetic.py` computes, figure by figure."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from site_builder.formula import arithmetic
from site_builder.formula.arithmetic import NoFigure

from .javascript_target import kit_call

FIGURES = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.5, 1.005, 0.1 + 0.2, 0.3, 1e15, 1e-15, 1e300, 123456789012345.5]),
    st.integers(-(10**6), 10**6).map(lambda x: x / 8),  # ties in binary
    st.integers(-(10**9), 10**9).map(lambda x: x / 1000),  # ties in decimal
    st.floats(-1e307, 1e307),
)
NEAR = st.tuples(FIGURES, st.sampled_from([0, 1e-15, 4e-10, 9.99e-10, 1.01e-9, 1e-6])).map(lambda p: p[0] * (1 + p[1]))


def python(function: Callable[..., Any], *args: Any) -> Any:
    try:
        return function(*args)
    except NoFigure:
        return None


def agree(name: str, function: Callable[..., Any], cases: list[tuple[Any, ...]], exact: bool = True) -> None:
    """Many calls at once: each crossing into the engine takes its time."""
    results = json.loads(kit_call(name, json.dumps(cases)), parse_int=float)
    for case, result in zip(cases, results, strict=True):
        wanted = python(function, *case)
        wanted = float(wanted) if isinstance(wanted, bool) else wanted
        if isinstance(wanted, float) and not math.isfinite(wanted):
            wanted = None  # JSON has no infinities
        near = isinstance(wanted, float) and result is not None and arithmetic.equal(wanted, result)
        assert result == wanted or (near and not exact), (name, case, result, wanted)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("equal", arithmetic.equal),
        ("less", arithmetic.less),
        ("atMost", lambda a, b: not arithmetic.less(b, a)),
        ("add", arithmetic.add),
        ("subtract", arithmetic.subtract),
        ("divide", arithmetic.divide),
    ],
)
@settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cases=st.lists(
        st.one_of(
            st.tuples(FIGURES, FIGURES),
            FIGURES.flatmap(lambda x: st.tuples(st.just(x), st.just(x) | st.just(x * (1 + 5e-10)) | st.just(-x))),
        ),
        min_size=20,
        max_size=40,
    )
)
def test_operators(name: str, function: Callable[..., Any], cases: list[tuple[float, float]]) -> None:
    agree(name, function, cases)


@pytest.mark.parametrize("name", ["floor", "ceil", "exp", "ln"])
@settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases=st.lists(st.tuples(NEAR), min_size=30, max_size=60))
def test_functions_of_one_figure(name: str, cases: list[tuple[float]]) -> None:
    agree(name, getattr(arithmetic, name), cases, exact=name in ("floor", "ceil"))


@settings(max_examples=40, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(FIGURES, st.integers(-17, 17)), min_size=30, max_size=60))
@example([(123456789012345.5, 0), (-123456789012345.5, 0), (999999999999999.5, 0), (5e-324, 15), (1e22, 3)])
def test_rounding_and_text(cases: list[tuple[float, int]]) -> None:
    agree("round", arithmetic.round_places, cases)
    agree("text", arithmetic.text, cases)


@settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(FIGURES, st.one_of(st.integers(-70, 70).map(float), st.sampled_from([0.5, -0.5, 1 / 3, 1.7]))),
        min_size=30,
        max_size=60,
    )
)
def test_powers(cases: list[tuple[float, float]]) -> None:
    whole = [case for case in cases if (case[1] == int(case[1]) and abs(case[1]) <= 64) or case[1] == 0.5]
    agree("power", arithmetic.power, whole)
    agree("power", arithmetic.power, cases, exact=False)


COLUMNS = st.one_of(
    st.lists(FIGURES, max_size=12),
    st.lists(st.integers(0, 3).map(float), max_size=12),
    st.lists(st.sampled_from([0.3, 0.1 + 0.2, 0.3 * (1 + 8e-10), 0.3 * (1 + 16e-10), 0.2]), max_size=8),
)


@settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(COLUMNS, min_size=10, max_size=20))
def test_functions_of_a_column(columns: list[list[float]]) -> None:
    small = [[x for x in column if abs(x) < 1e100] for column in columns]
    for name, function in (("median", arithmetic.median), ("stdev", arithmetic.stdev), ("ranks", arithmetic.ranks)):
        agree(name, function, [(column,) for column in small])


@settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(st.tuples(NEAR, st.integers(0, 2).map(float), FIGURES), min_size=1, max_size=9),
        min_size=5,
        max_size=10,
    )
)
def test_functions_of_several_columns(tables: list[list[tuple[float, float, float]]]) -> None:
    columns = [[list(column) for column in zip(*table, strict=True)] for table in tables]
    agree("places", arithmetic.places, [(each[:count],) for each in columns for count in (1, 2, 3)])
    agree("placesOfMany", arithmetic.places, [(each,) for each in columns])
    pairs = [([x for x in a if abs(x) < 1e100], b) for a, b, _ in columns if all(abs(x) < 1e100 for x in a)]
    agree("correlation", arithmetic.correlation, [(a, b) for a, b in pairs if len(a) == len(b)])


def test_a_blank_in_makes_a_blank_out() -> None:
    for name in ("equal", "less", "atMost", "add", "subtract", "divide", "power", "round"):
        assert json.loads(kit_call(name, json.dumps([[None, 1], [1, None], [None, 0], [None, None]]))) == [None] * 4
    for name in ("floor", "ceil", "ln", "exp", "text", "not", "finite"):
        assert json.loads(kit_call(name, json.dumps([[None]]))) == [None]
