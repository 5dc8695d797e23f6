"""Tools as empty forms: what stands on the paper of the real tools, and what must not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.catalog import Catalog, Tool
from site_builder.render import render
from site_builder.render.pages import worksheet_page
from site_builder.render.search import search_script
from site_builder.render.worksheet import worksheet
from site_builder.render.worksheet_parts import Entries, Grid, Worksheet
from site_builder.words import load

from .pages_base import pages_catalog
from .project import project

ROOT = Path(__file__).parents[1]
WORDS = load("zh-hant")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


@pytest.fixture(scope="module")
def sheets(catalog: Catalog) -> dict[str, Worksheet]:
    return {tool.id: worksheet(tool, WORDS) for tool in catalog.tools}


def places(sheet: Worksheet) -> set[str]:
    """The labels of all places to write."""
    found = set()
    for part in (part for step in sheet.steps for part in step.parts):
        if isinstance(part, Entries):
            found |= {entry.head.label for entry in part.entries}
        elif isinstance(part, Grid):
            found |= {span.head.label for span in part.spans} | {part.corner}
    return found


def grid(sheet: Worksheet, step: int, label: str) -> Grid:
    return next(
        part
        for part in sheet.steps[step - 1].parts
        if isinstance(part, Grid) and any(span.head.label == label for span in part.spans)
    )


def test_every_value_that_a_step_asks_for_has_its_place(catalog: Catalog, sheets: dict[str, Worksheet]) -> None:
    for tool in catalog.tools:
        shown = {name for step in tool.file.steps for name in step.show}
        names = {a_list.shown_as: a_list.label for a_list in tool.file.lists.values() if a_list.shown_as}
        asked = {
            names.get(name, value.label)
            for name, value in tool.file.values.items()
            if tool.program.values[name].role == "given" and shown & {name, *_lists(tool, name)}
        }
        assert asked - places(sheets[tool.id]) == set(), tool.id


def _lists(tool: Tool, name: str) -> set[str]:
    """Of a value for one list: a step may name the list."""
    shape = tool.program.values[name].shape
    return {shape[0].list} if len(shape) == 1 else set()


def test_defaults_are_printed_with_their_origin_and_what_waits_for_figures_is_not(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["account_tiering"]
    weights = grid(sheet, 4, "權重")
    assert [row.cells[0] for row in weights.rows] == ["20", "10", "15", "10", "10", "15", "5", "10", "5"]
    assert weights.spans[0].head.mark == "示意"
    entries = [entry for part in sheet.steps[6].parts if isinstance(part, Entries) for entry in part.entries]
    effort = next(entry for entry in entries if entry.head.label == "能用在 S 級客戶上的人力")
    assert effort.default == ""  # a sum over accounts that nobody has listed yet
    notes = {note.label: note.formula for note in sheet.steps[6].notes}
    assert notes["能用在 S 級客戶上的人力"] == WORDS.text("page.worksheet.follows", formula="已投入人力合計")


def test_rows_are_left_empty_and_rows_that_a_list_starts_with_are_printed(sheets: dict[str, Worksheet]) -> None:
    accounts = grid(sheets["account_tiering"], 2, "年營收")
    assert [(row.number, row.label) for row in accounts.rows] == [(number, "") for number in range(1, 11)]
    meetings = grid(sheets["routine_calendar"], 2, "頻率")
    assert [bool(row.label) for row in meetings.rows] == [True] * 18 + [False] * 3
    assert meetings.rows[0].cells[2] == "每週"


def test_statistics_are_left_to_the_page(sheets: dict[str, Worksheet]) -> None:
    step = sheets["account_tiering"].steps[7]
    assert {"現行等級與營收的相關", "營收偏向", "評分區分度"} <= set(step.computed)
    assert "營收佔比" not in step.computed


def test_every_light_is_a_question_with_its_rules_and_advice(catalog: Catalog, sheets: dict[str, Worksheet]) -> None:
    for tool in catalog.tools:
        asked = {check.label for step in sheets[tool.id].steps for check in step.checks}
        shown = {name for step in tool.file.steps for name in step.show}
        assert asked == {light.label for name, light in tool.file.lights.items() if name in shown}
        assert all(check.rules for step in sheets[tool.id].steps for check in step.checks)


def test_a_figure_in_a_text_becomes_a_line_to_write_on(catalog: Catalog) -> None:
    made = {tool.slug: worksheet_page(tool, catalog, WORDS) for tool in catalog.tools}
    assert [path for path, text in made.items() if re.search(r"\{[a-z_]+\}", text.partition("<article")[2])] == []
    assert '<span class="blank"></span>' in made["account-tiering"]


def test_the_page_is_neither_searched_nor_in_the_navigation_and_is_one_block(tmp_path: Path) -> None:
    rendered = render(pages_catalog(tmp_path), WORDS)
    page = str(rendered.files["tools/crew-duty-worksheet.md"])
    assert "\nsearch: " in page and '"exclude": true' in page and "worksheet" not in str(rendered.nav)
    block = page.partition("<article")[2].partition("</article>")[0]
    assert "\n\n" not in block and "<script" not in page


def test_a_page_that_asks_not_to_be_listed_is_not_found_by_the_search() -> None:
    page = '<html><head>{}<title>{}</title></head><body><h1 id="a">{}</h1></body></html>'
    mark = '<meta name="robots" content="noindex">'
    made = search_script({"a.html": page.format("", "甲", "甲"), "b.html": page.format(mark, "乙", "乙")}, WORDS)
    assert "甲" in made and "乙" not in made


def test_text_of_an_author_stays_text(tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> {{ config }}"
    catalog = pages_catalog(tmp_path)
    tool = catalog.tools[0]
    step = tool.file.steps[0].model_copy(update={"title": hostile, "text": hostile})
    changed = replace(tool, file=tool.file.model_copy(update={"steps": [step, *tool.file.steps[1:]], "title": hostile}))
    assert "<img" not in worksheet_page(changed, catalog, WORDS)
