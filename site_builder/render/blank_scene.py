"""A tool with nothing filled in: a tool in, its defaults as a scene out."""

from __future__ import annotations

from ..catalog import Tool
from ..catalog.example import Example
from ..formula.given import Given
from ..formula.order import reads
from ..formula.program import Figure, Table
from ..formula.targets.python import evaluate
from ..words import Words
from .figures import Scene, scene_of

ROWS = ((50, 6), (500, 8), (10**9, 10))  # of a list that grows up to so many rows: how many are printed
MORE = 3  # where it starts with rows of its own
ROW = "_"
"""The row that nobody has filled in. No row of a learner's can have this id."""


def blank_scene(tool: Tool, words: Words) -> Scene:
    """Its figures are the defaults, those of rows that a list starts with, and those that other tools always give."""
    grown = [name for name, a_list in tool.program.lists.items() if a_list.items is None]
    rows = {name: (*tool.start.rows.get(name, ()), ROW) for name in grown}
    taken: dict[str, Figure | Table] = {
        name: each.untouched for name, each in tool.takes.items() if each.untouched is not None
    }
    given = Given(rows, taken | tool.start.typed)
    example = Example("", "", None, given, evaluate(tool.program, given))
    return scene_of(tool, example, words.text("calculator.script.yes"), words.text("calculator.script.no"))


def rows_of(scene: Scene, list_name: str) -> tuple[str, ...]:
    """The ids of a list's rows on paper: the row that nobody has filled in as often as there is to be room for it."""
    ids, grows = scene.ids[list_name], scene.tool.file.lists[list_name].grows
    if ROW not in ids:
        return ids
    most = grows.most if grows is not None else 0
    return ids[:-1] + (ROW,) * (MORE if len(ids) > 1 else next(rows for up_to, rows in ROWS if most < up_to))


def open_defaults(tool: Tool) -> frozenset[str]:
    """Given values whose default waits for rows not there yet: a sum over none of them would read as a figure."""
    needs = reads(tool.program)
    empty = {name for name, each in tool.program.lists.items() if each.items is None and not tool.start.rows.get(name)}

    def waits(name: str, before: frozenset[str]) -> bool:
        return name in empty or any(waits(need, before | {name}) for need in needs.get(name, ()) if need not in before)

    values = tool.program.values
    return frozenset(name for name, value in values.items() if value.role == "given" and waits(name, frozenset()))
