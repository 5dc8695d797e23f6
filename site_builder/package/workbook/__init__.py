"""A tool and typed figures in, an Excel workbook with live formulas out."""

from __future__ import annotations

from ...catalog import Tool
from ...formula.given import Given
from ...words import Words
from .plan import Plan, plan
from .sheets import Sheets

__all__ = ["Plan", "planned", "workbook"]


def planned(tool: Tool, given: Given, words: Words) -> Plan:
    """Where everything stands. `given.rows` are the rows that are there; each list has rows to grow into as well."""
    names = {
        key: words.text(f"workbook.sheet.{key}")
        for key in ("overview", "origins", "charts", "lists", "calc", "helpers")
    }
    truths = (words.text("workbook.yes"), words.text("workbook.no"))
    return plan(tool, given.rows, names, truths)


def workbook(tool: Tool, given: Given, words: Words) -> bytes:
    """The same tool, figures and words give the same bytes."""
    return Sheets(planned(tool, given, words), given, words).bytes()
