"""Tools that show one item at a time: what is then a single figure, in results, charts and texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.catalog.tools import load_tools

from .takes_vectors import whole


def each(**more: Any) -> dict[str, Any]:
    made = {
        "lists": {"shop": {"grows": {}}, "size": {"items": ["small", "large"]}},
        "values": {
            "sales": {"for": ["shop", "size"]},
            "whole": {"for": "shop", "formula": "sum(sales over size)"},
            "all": {"formula": "sum(whole over shop)"},
        },
    }
    return {**whole(made), "each": "shop", **more}


def told(folder: Path, tool: dict[str, Any]) -> list[str]:
    path = folder / "1-shops.yml"
    path.write_text(yaml.dump(tool, allow_unicode=True, sort_keys=False), "utf-8")
    return [problem.code for problem in load_tools([(path, "tools/1-shops.yml")])[1]]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"results": ["whole", "all"]}, []),
        ({"results": ["sales"]}, ["result_not_single"]),
        ({"each": "shops"}, ["unknown_list"]),
        ({"charts": {"c": {"kind": "bars", "label": "c", "for": "size", "bars": ["sales"]}}}, []),
        ({"charts": {"c": {"kind": "bars", "label": "c", "for": "size", "bars": ["whole"]}}}, ["chart_shape"]),
        (
            {"charts": {"c": {"kind": "stacked", "label": "c", "for": "size", "stack": ["sales"], "target": "whole"}}},
            [],
        ),
        (
            {"charts": {"c": {"kind": "mix", "label": "c", "for": "size", "bars": ["sales"], "target": "all"}}},
            ["chart_shape"],
        ),
        (
            {"charts": {"c": {"kind": "calendar", "label": "c", "for": "size", "times": "sales", "hours": "none"}}},
            ["unknown_value"],
        ),
        ({"charts": {"c": {"kind": "ladder", "label": "c", "for": "size", "count": "sales"}}}, []),
    ],
)
def test_what_is_for_the_item_that_is_shown_is_one_figure(
    tmp_path: Path, more: dict[str, Any], found: list[str]
) -> None:
    assert told(tmp_path, each(**more)) == found


def test_a_chart_over_an_item_of_another_list_is_a_problem_without_each(tmp_path: Path) -> None:
    charts = {"c": {"kind": "bars", "label": "c", "for": "size", "bars": ["sales"]}}
    said = each(charts=charts)
    del said["each"]
    assert told(tmp_path, said) == ["chart_shape"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{all}", []),
        ("{whole}", []),
        ("{sales}", ["placeholder_varies"]),
        ("{hole}", ["unknown_placeholder"]),
        ("{none.all}", []),  # a figure of an example: the texts of all pages are checked together
        ("{{all}}", []),
    ],
)
@pytest.mark.parametrize("overview", [False, True])
def test_a_steps_text_tells_figures_of_the_item_that_is_shown(
    tmp_path: Path, text: str, found: list[str], overview: bool
) -> None:
    expected = ["placeholder_varies"] if overview and text == "{whole}" else found
    steps = [{"title": "一", "text": text, "overview": overview, "show": ["sales"]}]
    assert told(tmp_path, each(steps=steps)) == expected


@pytest.mark.parametrize(
    ("lists", "text", "found"),
    [
        ("shop", "{whole}", []),
        ("shop", "{sales}", ["placeholder_varies"]),
        (["shop", "size"], "{whole} {sales} {all}", []),
        ("size", "{whole}", ["placeholder_varies"]),
        (None, "{whole}", ["placeholder_varies"]),
    ],
)
def test_what_a_light_says_of_an_item_tells_figures_of_that_item(
    tmp_path: Path, lists: str | list[str] | None, text: str, found: list[str]
) -> None:
    light = {"label": "燈", "red": "1 > 2", "says": {"red": text}, "origin": "illustrative", "why": "試"}
    lights = {"lamp": light if lists is None else {**light, "for": lists}}
    assert told(tmp_path, each(lights=lights)) == found
