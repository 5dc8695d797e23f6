"""A text in, what it has in single braces out: `{score}`. Braces written twice, `{{` and `}}`, are braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_BRACE = re.compile(r"\{\{|\}\}|\{(?!\s*#)([^{}\n]+)\}")  # `{ #name }` behind a heading is its anchor


@dataclass(frozen=True)
class Brace:
    """What stands between braces, and where: from `start` to `end`, without the braces."""

    start: int
    end: int
    name: str


def braces(text: str) -> Iterator[Brace]:
    for found in _BRACE.finditer(text) if "{" in text else ():
        if found[1] is not None:
            yield Brace(found.start(1), found.end(1), found[1])


def filled(text: str, figure: Callable[[str], str], brace: str = "{") -> str:
    """The text with `figure(name)` for each `{name}`, and `brace` for each brace that is written twice."""

    def put(found: re.Match[str]) -> str:
        if found[1] is not None:
            return figure(found[1])
        return brace if found[0] == "{{" else "}"

    return _BRACE.sub(put, text) if "{" in text or "}}" in text else text
