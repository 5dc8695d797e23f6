"""What is typed in several tools in; a tool's sheet with what it takes from the others, and its figures, out.

The formula language knows nothing of this: a figure that is taken stands where the learner would have typed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from ..formula.given import Figures, Given
from ..formula.program import Figure, Program, Table
from ..formula.targets.python import evaluate
from .compared import Version, compared
from .figures import figure_at, fits
from .given_file import each_figure, merged
from .tool import Tool

Rows = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Unfit:
    """A figure that a tool would take for its value `value` at the items `at`, and cannot: its place is left blank."""

    value: str
    at: tuple[str, ...]
    figure: Figure


class Sheet(NamedTuple):
    """`given` holds the rows of all grown lists, and what is typed together with what is taken.

    `live`: anything in it was typed, here or in a tool that it takes figures or rows from.
    """

    given: Given
    figures: Figures
    unfit: tuple[Unfit, ...] = ()
    live: bool = True


def sheets_of(
    tool: Tool,
    tools: Mapping[str, Tool],
    typed: Mapping[str, Given],
    versions: Mapping[str, Sequence[Version]] = MappingProxyType({}),
) -> dict[str, Sheet]:
    """The sheets of a tool and of all that it takes figures from, by id.

    `tools`: by id, all that these take figures or lists from. `typed`: by tool, what its own sheet holds; `versions`:
    by tool, what it held before or holds in another rater's file.
    """
    sheets: dict[str, Sheet] = {}
    for tool_id in (*tool.upstream, tool.id):
        sheets[tool_id] = _sheet(tools[tool_id], tools, typed, sheets, versions.get(tool_id, ()))
    return sheets


def rows_typed_in(program: Program, given: Given) -> dict[str, tuple[str, ...]]:
    """The rows of each grown list in which something is typed."""
    found: dict[str, set[str]] = {name: set() for name in given.rows}
    for name, table in given.typed.items():
        for at, figure in each_figure(table):
            if not is_blank(figure):
                for index, item in zip(program.values[name].shape, at, strict=False):
                    found.get(index.list, set()).add(item)
    return {name: tuple(row for row in rows if row in found[name]) for name, rows in given.rows.items()}


def is_blank(figure: Figure | Table) -> bool:
    return figure is None or figure == ""


def _sheet(
    tool: Tool,
    tools: Mapping[str, Tool],
    typed: Mapping[str, Given],
    sheets: Mapping[str, Sheet],
    versions: Sequence[Version],
) -> Sheet:
    own = typed.get(tool.id, tool.start)
    given, unfit = _filled(tool, own, tools, typed, sheets)
    live = (
        _is_worked_on(own, tool.start)
        or any(given.rows[name] for name, imported in tool.imports.items() if imported.grown)
        or any(sheets[taken.tool].live for taken in tool.takes.values())
    )
    figures = evaluate(tool.program, given)
    then = [(each, evaluate(tool.program, _filled(tool, each.given, tools, typed, sheets)[0])) for each in versions]
    told = compared(tool, figures, then) if then else {}
    if fresh := {name: truth for name, truth in told.items() if is_blank(own.typed.get(name))}:
        given = Given(given.rows, {**given.typed, **fresh})
        figures = evaluate(tool.program, given)
    return Sheet(given, figures, tuple(unfit), live)


def _filled(
    tool: Tool, own: Given, tools: Mapping[str, Tool], typed: Mapping[str, Given], sheets: Mapping[str, Sheet]
) -> tuple[Given, list[Unfit]]:
    """What is typed with the rows and figures of other tools where nothing is, and what of these does not fit."""
    rows = dict(own.rows)
    for name, imported in tool.imports.items():
        if imported.grown:
            theirs: Rows = {}
            if imported.tool in typed:
                theirs = rows_typed_in(tools[imported.tool].program, typed[imported.tool])
            rows[name] = tuple(dict.fromkeys((*theirs.get(name, ()), *own.rows.get(name, ()))))
    rows = {name: rows.get(name, ()) for name, a_list in tool.program.lists.items() if a_list.items is None}
    filled, unfit = dict(own.typed), list[Unfit]()
    for name, taken in tool.takes.items():
        giver = sheets[taken.tool]
        figures = giver.figures.values[taken.value] if giver.live else taken.untouched
        table, found = _taken(tool, name, figures, own.typed.get(name), rows)
        if table is not None and table != {}:
            filled[name] = merged(own.typed.get(name), table)
        unfit += found
    return Given(rows, filled), unfit


def _is_worked_on(own: Given, start: Given) -> bool:
    """Whether anything is typed; rows that a sheet starts with, left as they were, are not."""
    begun = {(name, at): figure for name, table in start.typed.items() for at, figure in each_figure(table)}
    return any(
        not is_blank(figure) and begun.get((name, at)) != figure
        for name, table in own.typed.items()
        for at, figure in each_figure(table)
    )


def _taken(
    tool: Tool, name: str, theirs: Figure | Table, typed: Figure | Table, rows: Rows
) -> tuple[Figure | Table, list[Unfit]]:
    """What the value takes wherever nothing is typed, and what of it does not fit."""
    ids = {a.name: a.items if a.items is not None else rows[a.name] for a in tool.program.lists.values()}
    shape, what = tool.program.values[name].shape, tool.allowed[name]
    table: Figure | Table = {} if shape else None
    unfit = []
    for at in product(*(ids[index.list] for index in shape)):
        figure = figure_at(theirs, at)
        if is_blank(figure) or not is_blank(figure_at(typed, at)):
            continue
        if fits(figure, what, ids):
            table = _with(table, at, figure)
        else:
            unfit.append(Unfit(name, at, figure))
    return table, unfit


def _with(table: Figure | Table, at: tuple[str, ...], figure: Figure) -> Figure | Table:
    if not at:
        return figure
    under = table if isinstance(table, dict) else {}
    under[at[0]] = _with(under.get(at[0]), at[1:], figure)
    return under
