"""Figures are shown alike in Python and on the page: one set of vectors for both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from site_builder.catalog import Tool, load_catalog
from site_builder.render.figures import decimal, plain_number, with_unit
from site_builder.resources import assets

from .browser_code import Functions
from .small_base import write_base

VECTORS = yaml.safe_load((Path(__file__).parent / "conformance" / "display.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def script() -> MiniRacer:
    engine = MiniRacer()
    engine.eval((assets() / "armory.js").read_text("utf-8"))
    return engine


@pytest.fixture(scope="module")
def page() -> Functions:
    return Functions({"model/unit.ts": "withUnit"})


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Tool:
    folder = tmp_path_factory.mktemp("display")
    write_base(folder)
    catalog, problems = load_catalog(folder)
    assert catalog is not None, problems
    return catalog.tools[0]


@pytest.mark.parametrize(("number", "places", "shown"), VECTORS["decimal"])
def test_decimals_are_rounded_as_a_person_sees_them(number: float, places: int, shown: str, script: MiniRacer) -> None:
    assert decimal(float(number), places) == shown
    assert script.call("armory.decimal", float(number), places) == shown


@pytest.mark.parametrize(("number", "shown"), VECTORS["plain"])
def test_a_field_shows_a_number_as_one_would_type_it(number: float, shown: str, script: MiniRacer) -> None:
    assert plain_number(float(number)) == shown
    assert script.call("armory.plain", float(number)) == shown


@pytest.mark.parametrize(("unit", "form", "figure", "shown"), VECTORS["unit"])
def test_a_unit_stands_where_its_language_puts_it(
    unit: str | None, form: str | None, figure: str, shown: str, tool: Tool, page: Functions
) -> None:
    values = {**tool.file.values, "total": tool.file.values["total"].model_copy(update={"unit": unit})}
    tool = replace(
        tool,
        file=tool.file.model_copy(update={"values": values}),
        figure_forms={"total": form} if form is not None else {},
    )
    assert with_unit(tool, "total", figure) == shown
    known = {"unit": unit, "figure": form, "percent": unit == "%" or None}
    told = {key: fact for key, fact in known.items() if fact is not None}
    assert page.call("withUnit", told, figure) == shown


@settings(derandomize=True, database=None, deadline=None)
@given(st.floats(-1e15, 1e15, allow_subnormal=False), st.integers(0, 6))
def test_any_number_is_shown_alike(script: MiniRacer, number: float, places: int) -> None:
    assert script.call("armory.decimal", number, places) == decimal(number, places)
    assert script.call("armory.plain", number) == plain_number(number)
