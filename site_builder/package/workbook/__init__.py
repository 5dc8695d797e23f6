"""A tool and typed figures in, an Excel workbook with live formulas out."""

from __future__ import annotations

from typing import Any

from ...catalog import Tool
from ...formula.given import Given
from ...words import Words
from .places import places
from .plan import Plan, plan
from .sheets import written

__all__ = ["planned", "template", "workbook"]

_SHEETS = ("overview", "origins", "charts", "lists", "calc", "helpers")


def planned(tool: Tool, given: Given, words: Words) -> Plan:
    """Where everything stands. `given.rows` are the rows that are there; each list has rows to grow into as well."""
    names = {key: words.text(f"workbook.sheet.{key}") for key in _SHEETS}
    truths = (words.text("workbook.yes"), words.text("workbook.no"))
    return plan(tool, given.rows, names, truths)


def workbook(tool: Tool, given: Given, words: Words) -> bytes:
    """The same tool, figures and words give the same bytes."""
    return written(planned(tool, given, words), given, words)[0]


def template(tool: Tool, words: Words) -> tuple[bytes, dict[str, Any]]:
    """A workbook without figures, and where a page is to put them (see `places`)."""
    nothing = Given({name: () for name, a_list in tool.program.lists.items() if a_list.items is None}, {})
    made = planned(tool, nothing, words)
    book, drawn, sheets = written(made, nothing, words)
    return book, places(made, drawn, sheets)
