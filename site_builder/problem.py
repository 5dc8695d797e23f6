"""What is wrong in an author's file: a place, what, and a cure. Nothing in, `Problem` values out."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one line of a file. Lines and columns count from 1; `end` is the column after the last one.

    `text` is the whole line as it stands in the file, for the caret; empty when the file could not be read.
    Columns count characters (code points), not bytes.
    """

    file: str
    line: int = 1
    column: int = 1
    end: int = 2
    text: str = ""


@dataclass(frozen=True)
class Phrase:
    """A fact that is itself words of the catalogue: `problem.terms.<name>`, with facts of its own."""

    name: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Problem(Exception):
    """One mistake of an author or of a learner's file.

    `code` names the message in the catalogue of words (`problem.<code>.what` and `.cure`); `facts` are what
    the message quotes: text, numbers, a `Phrase`, or a tuple of these (printed as "a, b or c"). `near` is the
    name that was probably meant, shown as a suggestion.
    A `Problem` is a value that is collected and never changed; it is raised only out of a parser that cannot go on.
    """

    # Not a frozen dataclass: Python writes `__traceback__` into a raised exception, and a frozen one refuses that.
    span: Span
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    near: str | None = None

    def __hash__(self) -> int:
        return hash((self.span, self.code, self.near))

    def __reduce__(self) -> tuple[Any, ...]:
        """As an exception would travel to another process, it would lose what is given by name."""
        return type(self), (self.span, self.code, self.facts, self.near)

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.span.file, self.span.line, self.span.column, self.code)


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None when none is near."""
    if len(name) > 80:  # no misspelt name, and comparing takes long
        return None
    by_plain = {_plain(each): each for each in sorted(set(known), reverse=True)}
    matches = difflib.get_close_matches(_plain(name), by_plain, n=1, cutoff=0.6)
    return by_plain[matches[0]] if matches else None


def _plain(name: str) -> str:
    """Capitals, full-width letters and hyphens are the likeliest slips: they count as no difference."""
    return unicodedata.normalize("NFKC", name).casefold().replace("-", "_")
