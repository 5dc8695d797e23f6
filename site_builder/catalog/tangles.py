"""Texts that no reader of Markdown gets through: a text of an author in, problems out.

Python-Markdown looks for the other half of each `[` to the end of its paragraph, and calls itself for each level of a
list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ..located_yaml import Branch, DataPath, Leaf, Located, Node, Row
from ..problem import Problem, Span

MOST_BRACKETS = 500
MOST_LEVELS = 40

_PARAGRAPH = re.compile(r"(?:[^\n]*[^\s][^\n]*\n?)+")
_MARKS = re.compile(r"^(?:[ \t]*(?:[-*+]|\d+\.)(?=[ \t]))+|^[ \t]+", re.MULTILINE)
_LEVEL = re.compile(r"[-*+]|\d+\.|\t| {4}")


def tangled(text: str, place: Callable[[int, int], Span]) -> Iterator[Problem]:
    """Of each kind the first. `place`: where in the file two places of the text stand."""
    for paragraph in _PARAGRAPH.finditer(text) if text.count("[") > MOST_BRACKETS else ():
        if paragraph[0].count("[") > MOST_BRACKETS:
            at = paragraph.start() + paragraph[0].index("[")
            yield Problem(place(at, at + 1), "too_many_brackets", {"most": MOST_BRACKETS})
            break
    for marks in _MARKS.finditer(text):
        if len(_LEVEL.findall(marks[0])) > MOST_LEVELS:
            yield Problem(place(marks.start(), marks.start() + 1), "too_many_levels", {"most": MOST_LEVELS})
            break


def tangles(located: Located, at: DataPath = ()) -> list[Problem]:
    """Those of all texts below `at`, whether they are Markdown or not."""
    found: list[Problem] = []
    ahead: list[tuple[Node | None, DataPath]] = [(located.node(at), at)]
    while ahead:
        node, path = ahead.pop()
        match node:
            case Leaf(text=text) if len(text) > 2 * MOST_LEVELS:
                found += tangled(text, partial(located.inside, path))
            case Branch():
                ahead += [(inner, (*path, key)) for key, inner in node.values.items()]
            case Row():
                ahead += [(inner, (*path, number)) for number, inner in enumerate(node.items)]
    return found
