"""What the trainer's wall knows of the course: the catalog and words in, the content of `assets/wall-facts.js` out.

No value of any tool is named here. What is read of each learner follows from what the tools declare:

- **How rows are sorted**: a value that is an item of a fixed list (a tier, a class) for each row of one list that
  grows, unless it is taken from another tool, or is only a stage on the way to a derived one of the same kind.
- **Ratings**: a given value on a scale for each row of a list that grows and each item of a fixed list. Two raters are
  apart where a `compares` of the tool says so, else at 2 points.
- **Lights**: all; those among the tool's results come first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..catalog import Catalog, Tool
from ..formula.order import reads
from ..formula.program import ValueDecl
from ..words import Words
from .questions import Asked, asked
from .script_literal import literal
from .text import plain

APART = 2
"""Points between two raters that are worth talking about, where the tool says nothing else."""

PARTS = ("learners", "stations", "scores", "answers", "lights", "sorted", "ratings", "far")
"""What stands on the wall, in this order."""


def has_wall(catalog: Catalog) -> bool:
    """A course has one: a path to walk, or a test to take."""
    return catalog.path is not None or catalog.reading.final is not None


def wall_script(catalog: Catalog, words: Words) -> str:
    """Plain data, the form of `browser/wall/facts.ts`."""
    final = catalog.reading.final
    facts = {
        "tools": [_tool(tool) for tool in catalog.tools],
        "path": catalog.path is not None,
        "pass": final.file.pass_ if final is not None else None,
        "certificate": final is not None and final.file.certificate is not None,
        "questions": [_question(asked(tool, name, words)) for tool in catalog.tools for name in tool.file.quiz],
        "words": words.section("wall"),
    }
    return f"armory.wallFacts = {literal(facts)};\n"


def _tool(tool: Tool) -> dict[str, Any]:
    sorted_by, rated = list(_sorted(tool)), list(_rated(tool))
    lights = tool.file.lights
    return {
        "slug": tool.slug,
        "short": tool.file.short,
        "labels": {name: plain(tool.file.values[name].label) for name in [*sorted_by, *rated]},
        "sorted": sorted_by,
        "rated": {name: _apart(tool, name) for name in rated},
        "lights": {name: plain(light.label) for name, light in lights.items()},
        "headlines": [name for name in tool.file.results if name in lights],
    }


def _declared(tool: Tool) -> Iterator[tuple[str, ValueDecl]]:
    """The author's values that are not taken from another tool."""
    return ((name, tool.program.values[name]) for name in tool.file.values if name not in tool.takes)


def _sorted(tool: Tool) -> Iterator[str]:
    lists = tool.program.lists
    found = {
        name: decl
        for name, decl in _declared(tool)
        if decl.type.list
        and lists[decl.type.list].items is not None
        and [lists[index.list].items for index in decl.shape] == [None]
    }
    kinds = {name: (decl.type.list, decl.shape[0].list) for name, decl in found.items()}
    needs = reads(tool.program)
    derived = [name for name, decl in found.items() if decl.role == "derived"]
    for name in found:
        if not any(kinds[other] == kinds[name] and name in needs.get(other, []) for other in derived):
            yield name


def _rated(tool: Tool) -> Iterator[str]:
    lists = tool.program.lists
    for name, decl in _declared(tool):
        grows = [lists[index.list].items is None for index in decl.shape]
        if decl.role == "given" and tool.file.values[name].scale and sorted(grows) == [False, True]:
            yield name


def _apart(tool: Tool, name: str) -> float:
    rules = [value.compares for value in tool.file.values.values() if value.compares is not None]
    return next((rule.apart for rule in rules if rule.raters == name and rule.apart is not None), APART)


def _question(question: Asked) -> dict[str, Any]:
    return {
        "id": question.id,
        "tool": question.tool.slug,
        "kind": question.kind,
        "ask": plain(question.ask.striptags()),
        "options": {option.id: plain(option.text.striptags()) for option in question.options if option.text},
        "right": json.loads(question.data).get("right", []),
        "answer": plain(question.answer.striptags()) if question.kind == "number" else "",
    }
