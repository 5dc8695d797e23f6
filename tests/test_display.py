"""Figures are shown alike in Python and on the page: one set of vectors for both."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from site_builder.render.figures import decimal, plain_number
from site_builder.resources import assets

VECTORS = yaml.safe_load((Path(__file__).parent / "conformance" / "display.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def script() -> MiniRacer:
    engine = MiniRacer()
    engine.eval((assets() / "armory.js").read_text("utf-8"))
    return engine


@pytest.mark.parametrize(("number", "places", "shown"), VECTORS["decimal"])
def test_decimals_are_rounded_as_a_person_sees_them(number: float, places: int, shown: str, script: MiniRacer) -> None:
    assert decimal(float(number), places) == shown
    assert script.call("armory.decimal", float(number), places) == shown


@pytest.mark.parametrize(("number", "shown"), VECTORS["plain"])
def test_a_field_shows_a_number_as_one_would_type_it(number: float, shown: str, script: MiniRacer) -> None:
    assert plain_number(float(number)) == shown
    assert script.call("armory.plain", float(number)) == shown


@given(st.floats(-1e15, 1e15, allow_subnormal=False), st.integers(0, 6))
def test_any_number_is_shown_alike(script: MiniRacer, number: float, places: int) -> None:
    assert script.call("armory.decimal", number, places) == decimal(number, places)
    assert script.call("armory.plain", number) == plain_number(number)
