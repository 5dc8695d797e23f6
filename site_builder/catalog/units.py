"""Units as one language writes them: a catalog in, the same with the units that its pages show out.

What a unit *is* stays as the original has it: formulas, factors and programs are untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..located_yaml import Branch, Leaf, Located
from ..problem import Problem, closest
from .leaves import is_said
from .part import Name, Part
from .read import read_model
from .tool import Tool
from .tool_file import ValueFile

if TYPE_CHECKING:
    from . import Catalog

UNITS = "units.yml"
"""In `content/<locale>/`: each unit of the original, and how it is written there."""

FIGURE = "{figure}"
"""In the form of a unit: where the figure stands."""


class UnitFile(Part):
    """A unit that does not simply stand behind its figures, such as `{name: CNY m, figure: "CNY {figure} m"}`."""

    name: Name
    figure: Name


@dataclass(frozen=True)
class Unit:
    """`figure` is its form with a figure, where that is not the figure and then the name."""

    name: str
    figure: str | None = None


def with_units(catalog: Catalog, shown: Callable[[str], Unit]) -> Catalog:
    def of_values(values: Mapping[str, ValueFile]) -> dict[str, ValueFile]:
        return {
            name: value.model_copy(update={"unit": shown(value.unit).name}) if value.unit is not None else value
            for name, value in values.items()
        }

    def of_tool(tool: Tool) -> Tool:
        forms = {name: shown(value.unit).figure for name, value in tool.file.values.items() if value.unit is not None}
        file = tool.file.model_copy(update={"values": of_values(tool.file.values)})
        return replace(tool, file=file, figure_forms={name: form for name, form in forms.items() if form is not None})

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


def check_units(catalog: Catalog, located: Located) -> tuple[dict[str, Unit], list[Problem]]:
    """What the table says, and where it and the tools do not fit together."""
    entries = located.root.values if isinstance(located.root, Branch) else {}
    said = {unit: node for unit, node in entries.items() if not isinstance(node, Leaf) or node.text}
    known = units_of(catalog)
    problems = [*_unknown(said, known, located), *_missing(said, known, located)]
    table: dict[str, Unit] = {}
    for unit, node in said.items():
        if isinstance(node, Leaf):
            table[unit] = Unit(node.text)
            continue
        file, found = read_model(located, UnitFile, (unit,))
        problems += found
        if file is not None and file.figure.count(FIGURE) != 1:
            problems.append(
                Problem(located.span((unit, "figure")), "unit_figure", {"name": file.name, "place": FIGURE})
            )
        elif file is not None:
            table[unit] = Unit(file.name, file.figure)
    return table, problems


def _unknown(said: Collection[str], known: Mapping[str, object], located: Located) -> Iterator[Problem]:
    for unit in said:
        if unit not in known:
            near = closest(unit, [each for each in known if each not in said])
            yield Problem(located.span((unit,), key=True), "translation_no_unit", {"unit": unit}, near)


def _missing(said: Collection[str], known: Mapping[str, tuple[Tool, str]], located: Located) -> Iterator[Problem]:
    for unit, (tool, value) in known.items():
        if unit not in said:
            facts = {"unit": unit, "tool": tool.path, "value": value}
            yield Problem(located.span(()), "translation_unit_missing", facts)
