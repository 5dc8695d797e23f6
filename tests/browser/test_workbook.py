"""The Excel file that a page makes of a learner's figures: live formulas that come to the figures on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from site_builder.catalog import Tool
from site_builder.formula.given import Given
from site_builder.formula.targets import python
from site_builder.package.workbook import planned
from site_builder.words import load

from .. import excel_target
from ..same import differences
from .sheet import Sheet

WORDS = load("zh-hant")
HOSTILE = '=HYPERLINK("http://x","y")<b>&\u0007'
pytestmark = excel_target.needs_office


def saved(sheet: Sheet, folder: Path) -> Path:
    with sheet.page.expect_download() as download:
        sheet.do("workbook")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("slug", ["account-tiering", "kpi-scorecard", "triangle-design"])
def test_an_example_comes_out_with_its_figures(
    slug: str, open_tool: Callable[[str], Sheet], tools: dict[str, Tool], tmp_path: Path
) -> None:
    """LibreOffice computes what has no result yet, without being told to."""
    tool = tools[slug]
    path = saved(open_tool(slug), tmp_path)
    assert path.name == f"{slug}.xlsx"
    given = next(iter(tool.examples.values())).given
    nothing = Given({name: () for name in given.rows}, {})
    [cells] = excel_target.recalculated(path, forced=False)
    found = excel_target.figures(tool.program, planned(tool, nothing, WORDS).layout, given.rows, cells)
    assert differences(python.evaluate(tool.program, given), found) == []


def test_what_a_learner_typed_stays_text(open_tool: Callable[[str], Sheet], tmp_path: Path) -> None:
    sheet = open_tool("account-tiering")
    sheet.do("mine")
    sheet.type("account_name", "A1", HOSTILE)
    sheet.type("revenue", "A1", "12")
    book = load_workbook(saved(sheet, tmp_path))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    [name] = [cell for cell in cells if cell.value == HOSTILE.replace("\u0007", "") and cell.data_type != "f"]
    assert name.data_type in ("s", "inlineStr")


def test_a_script_that_is_missing_is_told_in_words(open_tool: Callable[[str], Sheet]) -> None:
    sheet = open_tool("account-tiering")
    sheet.page.route("**/workbooks/*", lambda route: route.abort())
    sheet.do("workbook")
    expect(sheet.root.locator("[data-notices]")).to_contain_text("現在拿不到 Excel 工作簿")
