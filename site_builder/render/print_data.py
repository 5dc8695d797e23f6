"""What a tool's printed page needs beside the page data: titles, labels, what lights say, what to show. No formulas."""

from __future__ import annotations

from typing import Any

from ..catalog import Tool
from ..catalog.tool_file import LightFile
from ..words import Words
from . import text
from .blocks import expanded, rows_and_columns

MOST_CHARTS = 2  # where the author does not say which


def print_data(tool: Tool, words: Words) -> dict[str, Any]:
    """Plain data, the form of `browser/print/print_data.ts`. Values, lights and charts in the order of the steps."""
    file = tool.file
    shown = list(dict.fromkeys(name for step in file.steps for name in expanded(tool, step.show)))
    given = [name for name, value in tool.program.values.items() if value.role == "given" and "." not in name]
    charts = [name for name in shown if name in file.charts]
    return {
        "kicker": words.text("page.tool.number", number=tool.number),
        "title": text.plain(file.title),
        "sense": text.plain(file.common_sense),
        "given": [name for name in dict.fromkeys([*shown, *given]) if name in given],
        "labels": {name: value.label for name, value in file.values.items()},
        "across": {name: _across(tool, name) for name in file.values if len(tool.program.values[name].shape) > 1},
        "lights": [
            _light(name, file.lights[name]) for name in dict.fromkeys([*shown, *file.lights]) if name in file.lights
        ],
        "charts": charts[:MOST_CHARTS] if file.print.charts is None else file.print.charts,
        "figures": file.print.figures,
    }


def _across(tool: Tool, name: str) -> int:
    """Which of the last two lists of a value runs across a table: the last but one (0) or the last (1)."""
    shape = tool.program.values[name].shape[-2:]
    return shape.index(rows_and_columns(tool, shape)[1])


def _light(name: str, file: LightFile) -> dict[str, Any]:
    says = file.says if isinstance(file.says, dict) else {"red": file.says, "amber": file.says}
    said = {"name": name, "label": file.label, "says": {state: text.bare(words) for state, words in says.items()}}
    return said | ({"advice": text.bare(file.advice)} if file.advice else {})
