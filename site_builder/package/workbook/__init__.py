"""A tool and typed figures in, an Excel workbook with live formulas out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ...catalog import Tool
from ...formula.given import Given
from ...words import Words
from .book import Book
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


def workbook(
    tool: Tool,
    given: Given,
    words: Words,
    sources: Mapping[str, str] = MappingProxyType({}),
    example: str | None = None,
) -> bytes:
    """The same input gives the same bytes. `sources`: the title of each, by id. `example`: what the figures are called
    if they are an example's, so that nobody takes them for a real customer's."""
    return written(Book(planned(tool, given, words), given, words, sources, example))[0]


def template(
    tool: Tool, words: Words, sources: Mapping[str, str] = MappingProxyType({})
) -> tuple[bytes, dict[str, Any]]:
    """A workbook without figures, and where a page is to put them (see `places`)."""
    nothing = Given({name: () for name, a_list in tool.program.lists.items() if a_list.items is None}, {})
    book = Book(planned(tool, nothing, words), nothing, words, sources)
    made, drawn, sheets = written(book)
    return made, places(book, drawn, sheets)
