"""Where a page puts a learner's figures into a workbook that was made without any: plain data for its script."""

from __future__ import annotations

from typing import Any

from ...formula.targets.excel_blocks import Block
from .book import Book
from .chart_data import Drawn


def places(book: Book, drawn: list[Drawn], sheets: list[str]) -> dict[str, Any]:
    """Blocks as [number of the sheet, row, column, sizes, lists down, lists across], all counted from 0.

    `drawn`: of each chart of a list that grows. `mark`: where it says that the figures are an example's, `{label}`.
    """
    plan, layout = book.plan, book.plan.layout
    number = {name: place for place, name in enumerate(sheets)}

    def block(of: Block) -> list[Any]:
        return [number[of.sheet], of.top, of.left, list(of.sizes), list(of.down), list(of.across)]

    grown = [name for name, a_list in plan.tool.program.lists.items() if a_list.items is None]
    return {
        "version": plan.tool.fingerprint,
        "inputs": {name: block(of) for name, of in layout.inputs.items()},
        "rows": {name: block(layout.labels[name]) for name in grown},
        "truths": list(layout.truths),
        "mark": {"cell": block(plan.mark), "says": book.words.messages["workbook.example"]},
        "charts": {"sheet": plan.names["charts"], "drawn": [list(each) for each in drawn]},
    }
