"""Examples: given figures of a tool's file in, their computed figures out; what was expected is held against them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..formula.arithmetic import equal, round_places
from ..formula.given import Figures, Given
from ..formula.program import Figure, Program, Table
from ..formula.targets.python import evaluate
from ..problem import closest
from .figures import Allowed
from .findings import Findings, Path
from .given_file import check_rules, read_given
from .tool_file import ToolFile

_KEY = re.compile(r"^(lights\.)?([a-z][a-z0-9_]*)(?:\[([^\]]+)\])?$")


@dataclass(frozen=True)
class Example:
    """A named set of given values with what comes of them."""

    name: str
    label: str
    text: str | None
    given: Given
    figures: Figures


def read_example(
    name: str, tool: ToolFile, program: Program, what: Mapping[str, Allowed], start: Given, findings: Findings
) -> Example:
    path: Path = ("examples", name)
    file = tool.examples[name]
    before = len(findings.problems)
    given = read_given(program, what, file.given, (*path, "given"), findings, start)
    figures = evaluate(program, given)
    check_rules(tool.values, file.given, (*path, "given"), figures, findings)
    # Figures of half an example differ from what is expected, and say nothing new.
    for key, expected in file.expect.items() if len(findings.problems) == before else ():
        _hold(key, expected, figures, (*path, "expect", key), findings)
    return Example(name, file.label, file.text, given, figures)


def _hold(key: str, expected: Figure, figures: Figures, path: Path, findings: Findings) -> None:
    match = _KEY.match(key)
    if match is None:
        findings.add(path, "expect_form", key=True, name=key)
        return
    light, name, items = match.groups()
    known: Mapping[str, Figure | Table] = figures.lights if light else figures.values
    if name not in known:
        findings.add(path, "unknown_value", key=True, near=closest(name, known), value=name)
        return
    actual = known[name]
    for item in (each.strip() for each in items.split(",")) if items else ():
        if not isinstance(actual, dict) or item not in actual:
            near = closest(item, actual) if isinstance(actual, dict) else None
            findings.add(path, "unknown_item", key=True, near=near, item=item, list=name)
            return
        actual = actual[item]
    if isinstance(actual, dict):
        findings.add(path, "expect_one_figure", key=True, name=key)
    elif not _same(actual, expected, findings.located.raw(path)):
        findings.add(path, "example_differs", name=key, expected=str(expected), actual=_written(actual))


def _same(actual: Figure, expected: Figure, raw: str | None) -> bool:
    """Numbers agree to the decimals that the author wrote."""
    if isinstance(actual, bool) or isinstance(expected, bool) or not isinstance(actual, int | float):
        return actual == expected
    if not isinstance(expected, int | float):
        return False
    decimals = len((raw or str(expected)).partition(".")[2].strip())
    return equal(round_places(actual, decimals), float(expected))


def _written(figure: Figure) -> str:
    return f"{figure:.10g}" if isinstance(figure, float) else "blank" if figure is None else str(figure)
