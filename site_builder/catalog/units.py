"""Units as one language writes them: a catalog in, the same with the units that its pages show out.

What a unit *is* stays as the original has it: formulas, factors and programs are untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..located_yaml import Branch, Leaf, Located
from ..problem import Problem, closest
from .leaves import is_said
from .tool import Tool
from .tool_file import ValueFile

if TYPE_CHECKING:
    from . import Catalog

UNITS = "units.yml"
"""In `content/<locale>/`: each unit of the original, and how it is written there."""


def with_units(catalog: Catalog, shown: Callable[[str], str]) -> Catalog:
    def of_values(values: Mapping[str, ValueFile]) -> dict[str, ValueFile]:
        return {
            name: value.model_copy(update={"unit": shown(value.unit)}) if value.unit is not None else value
            for name, value in values.items()
        }

    def of_tool(tool: Tool) -> Tool:
        return replace(tool, file=tool.file.model_copy(update={"values": of_values(tool.file.values)}))

    path = catalog.path
    if path is not None:
        file = path.file.model_copy(update={"values": of_values(path.file.values)})
        path = replace(path, file=file, sheet=of_tool(path.sheet))
    return replace(catalog, tools=tuple(map(of_tool, catalog.tools)), path=path)


def units_of(catalog: Catalog) -> dict[str, tuple[Tool, str]]:
    """Every unit that is for people to read, with the first value that has it."""
    found: dict[str, tuple[Tool, str]] = {}
    sheets = [*catalog.tools, *([catalog.path.sheet] if catalog.path is not None else [])]
    for tool in sheets:
        for name, value in tool.file.values.items():
            if value.unit is not None and is_said(value.unit):
                found.setdefault(value.unit, (tool, name))
    return found


def check_units(catalog: Catalog, located: Located) -> tuple[dict[str, str], list[Problem]]:
    """What the table says, and where it and the tools do not fit together."""
    entries = located.root.values if isinstance(located.root, Branch) else {}
    table = {unit: each.text for unit, each in entries.items() if isinstance(each, Leaf) and each.text}
    known = units_of(catalog)
    return table, [*_unknown(table, known, located), *_missing(table, known, located)]


def _unknown(table: Mapping[str, str], known: Mapping[str, object], located: Located) -> Iterator[Problem]:
    for unit in table:
        if unit not in known:
            near = closest(unit, [each for each in known if each not in table])
            yield Problem(located.span((unit,), key=True), "translation_no_unit", {"unit": unit}, near)


def _missing(table: Mapping[str, str], known: Mapping[str, tuple[Tool, str]], located: Located) -> Iterator[Problem]:
    for unit, (tool, value) in known.items():
        if unit not in table:
            facts = {"unit": unit, "tool": tool.path, "value": value}
            yield Problem(located.span(()), "translation_unit_missing", facts)
