"""Texts that no reader of Markdown gets through: a text of an author in, problems out.

Python-Markdown looks for the other half of each `[` to the end of its paragraph, and calls itself for each level of a
list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problem import Problem
from .prose import Prose

MOST_BRACKETS = 500
MOST_LEVELS = 40

_PARAGRAPH = re.compile(r"(?:[^\n]*[^\s][^\n]*\n?)+")
_MARKS = re.compile(r"^(?:[ \t]*(?:[-*+]|\d+\.)(?=[ \t]))+|^[ \t]+", re.MULTILINE)
_LEVEL = re.compile(r"[-*+]|\d+\.|\t| {4}")


def tangled(prose: Prose) -> Iterator[Problem]:
    """Of each kind the first."""
    for paragraph in _PARAGRAPH.finditer(prose.text) if prose.text.count("[") > MOST_BRACKETS else ():
        if paragraph[0].count("[") > MOST_BRACKETS:
            at = paragraph.start() + paragraph[0].index("[")
            yield Problem(prose.place(at, at + 1), "too_many_brackets", {"most": MOST_BRACKETS})
            break
    for marks in _MARKS.finditer(prose.text):
        if len(_LEVEL.findall(marks[0])) > MOST_LEVELS:
            yield Problem(prose.place(marks.start(), marks.start() + 1), "too_many_levels", {"most": MOST_LEVELS})
            break
