"""What tools declare in vain: the checked tools of a whole catalog in, a problem for each id that nothing uses out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..formula.tree import Aggregate, Here, Item, Read, Typed, walk
from ..memory import Memory
from ..problem import Problem, Span
from .braces import braces
from .charts import drawn
from .findings import Path
from .path import SHEET
from .references import live_texts
from .tool import Tool
from .tool_file import Heat


def check_unused(tools: Sequence[Tool], memory: Memory | None = None) -> list[Problem]:
    """A catalog as a whole, since what one tool declares may be there for another one.

    `memory`: what was said of a tool is said again while nothing is other than it was.
    """
    taken = {(taken.tool, taken.value) for tool in tools for taken in tool.takes.values()}
    imported = {(each.tool, name) for tool in tools for name, each in tool.imports.items()}
    memory, problems = memory or Memory(), list[Problem]()
    for tool in tools:
        values = {value for giver, value in taken if giver == tool.id}
        lists = {name for giver, name in imported if giver == tool.id}
        make = partial(_problems, tool, values, lists)
        problems += memory.found(f"unused of {tool.id}", (tool, values, lists), make)
    return problems


def _problems(tool: Tool, taken: set[str], imported: set[str]) -> list[Problem]:
    found = _in_vain(tool, taken, imported)
    return [Problem(_span(tool, (section, name)), code, {"name": name}) for section, name, code in found]


def _in_vain(tool: Tool, taken: set[str], imported: set[str]) -> Iterator[tuple[str, str, str]]:
    """Section, name and code. `taken`, `imported`: the values and lists that other tools have from here."""
    file = tool.file
    read, lists = _read(tool)
    shown = {name for step in file.steps for name in step.show}
    in_charts = {each.name for chart in file.charts.values() for each in drawn(chart)}
    rows = {a_list.shown_as for a_list in file.lists.values()}
    said = {brace.name for _, text in live_texts(file) for brace in braces(text)}
    used = {*shown, *read, *in_charts, *rows, *said, *file.results, *taken}
    for name in file.lists:
        if name not in {*lists, *imported, file.each}:
            yield "lists", name, "unused_list"
    for name in file.values:
        if name not in used and not _in_rows(tool, name, shown):
            yield "values", name, "unused_value"
        elif tool.id != SHEET and _is_typed(tool, name) and name not in shown and not _in_rows(tool, name, shown):
            yield "values", name, "nowhere_typed"
    for name in file.lights:
        if name not in {*shown, *file.results}:
            yield "lights", name, "unshown"
    for name in file.charts:
        if name not in shown:
            yield "charts", name, "unshown"


def _is_typed(tool: Tool, name: str) -> bool:
    """Whether only a learner can give it: no other tool does."""
    return tool.program.values[name].role == "given" and name not in tool.takes


def _in_rows(tool: Tool, name: str, shown: set[str]) -> bool:
    """Whether a list that a step shows brings the value along: given, and for exactly that list."""
    value = tool.program.values[name]
    return value.role == "given" and len(value.shape) == 1 and value.shape[0].list in shown


def _read(tool: Tool) -> tuple[set[str], set[str]]:
    """The values that formulas of others read, and the lists that anything runs over or is for."""
    values, lists = set[str](), set[str]()
    for name, formula in _formulas(tool):
        for node in walk(formula):
            match node:
                case Read():
                    values |= {node.value} - {name.partition(".")[0]}
                case Aggregate():
                    lists |= {index.list for index in node.over}
                case Here():
                    lists.add(node.index.list)
                case Item():
                    lists.add(node.list)
    for value in tool.program.values.values():
        lists |= {*(index.list for index in value.shape), value.type.list}
    for light in tool.program.lights.values():
        lists |= {index.list for index in light.shape}
    for chart in tool.file.charts.values():
        lists |= {chart.rows, chart.columns} if isinstance(chart, Heat) else {chart.for_}
    return values, lists


def _formulas(tool: Tool) -> Iterator[tuple[str, Typed]]:
    for name, value in tool.program.values.items():
        if value.formula is not None:
            yield name, value.formula
    for name, light in tool.program.lights.items():
        yield from ((name, rule) for rule in (light.red, light.amber) if rule is not None)


def _span(tool: Tool, path: Path) -> Span:
    return tool.located.span(path, key=True) if tool.located is not None else Span(tool.path)
