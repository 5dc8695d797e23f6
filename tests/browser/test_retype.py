"""The examples, typed by hand into an empty sheet, give the figures of the reference."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from site_builder.catalog import Tool
from site_builder.formula.program import Figure, Table
from site_builder.render.figures import scene_of

from .conftest import TOOLS
from .sheet import Sheet, expected


@pytest.mark.parametrize("slug", ["account-tiering", "kpi-scorecard"])
def test_the_example_typed_cell_by_cell_gives_its_figures(
    slug: str, open_tool: Callable[[str], Sheet], tools: dict[str, Tool]
) -> None:
    tool = tools[slug]
    scene = scene_of(tool, next(iter(tool.examples.values())), "是", "否")
    sheet = open_tool(slug)
    shown = expected(scene)
    assert {name: figure for name, figure in sheet.figures().items() if shown[name] != figure} == {}

    sheet.do("mine")
    here: dict[str, str] = {}  # rows of another tool's list have ids of their own
    for list_name, ids in scene.example.given.rows.items():
        while len(sheet.rows(list_name)) < len(ids):
            sheet.do("add")
        here |= zip(ids, sheet.rows(list_name), strict=True)
    assert tool.imports or all(there == own for there, own in here.items())
    for name, table in scene.example.given.typed.items():
        for key, figure in _cells(table):
            if figure is not None:
                text = scene.typed_form(name, key)
                sheet.type(name, "/".join(here.get(item, item) for item in key), here.get(text, text))

    assert sheet.root.get_attribute("data-mode") == "mine"
    assert {name: (figure, shown[name]) for name, figure in sheet.figures().items() if shown[name] != figure} == {}
    sheet.page.reload()
    assert {name: (figure, shown[name]) for name, figure in sheet.figures().items() if shown[name] != figure} == {}


@pytest.mark.parametrize("slug", TOOLS)
def test_every_example_can_be_chosen(slug: str, open_tool: Callable[[str], Sheet], tools: dict[str, Tool]) -> None:
    tool, sheet = tools[slug], open_tool(slug)
    for name, example in tool.examples.items():
        if len(tool.examples) > 1:
            sheet.root.locator("select[data-examples]").select_option(name)
        expect(sheet.root.locator("[data-example-name]")).to_have_text(example.label)
        scene = scene_of(tool, example, "是", "否")
        shown = expected(scene)
        for item in scene.ids[tool.file.each] if tool.file.each else [""]:
            if item:
                sheet.root.locator(f'select[data-choose="{tool.file.each}"]').select_option(item)
            found = sheet.figures()
            assert {name: (figure, shown[name]) for name, figure in found.items() if shown[name] != figure} == {}


def _cells(table: Figure | Table, key: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Figure]]:
    if not isinstance(table, dict):
        return [(key, table)]
    return [cell for item, inner in table.items() for cell in _cells(inner, (*key, item))]
