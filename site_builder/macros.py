"""Calculators in an author's own Markdown: `{{ calculator("my-tool") }}` on a line of its own, or a fenced block.

A page's Markdown in, the same with a mark for each, and each with its place, out; then the page's HTML with the marks
in, calculators in their place out. Whether something is code is known to Markdown alone, so it is told by the HTML: a
mark that became a paragraph is a calculator, and any other becomes again what was written.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .problem import Span


@dataclass(frozen=True)
class Macro:
    """`span` is where the tool's name stands. `indented`: so far in that it may be code."""

    name: str
    written: str
    span: Span
    indented: bool


def marked(markdown: str, file: str, first: int = 1) -> tuple[str, list[Macro]]:
    """`file`: the page as messages name it; `first`: the number of its line with which `markdown` begins."""
    lines, made, macros = markdown.split("\n"), list[str](), list[Macro]()
    at = 0
    while at < len(lines):
        fence = _FENCE.fullmatch(lines[at])
        end = at + 1 if fence is None else _end(lines, at, fence["fence"])
        found = _called(lines, at) if fence is None else _fenced(lines, at, end, fence)
        if found is None:
            made += lines[at:end]
        else:
            indent = re.split(r"\S", lines[at])[0]
            far = len(indent.expandtabs(4)) >= 4
            mark = f"{indent}{_MARK}{len(macros)}"
            made += [mark] if far else ["", mark, ""]  # lines more would be seen in code
            written = textwrap.dedent("\n".join(lines[at:end]))
            number, (name, start, stop) = found
            span = Span(file, first + number, start + 1, max(stop, start + 1) + 1, lines[number])
            macros.append(Macro(name, written, span, far))
        at = end
    return "\n".join(made), macros


def filled(page: str, macros: Sequence[Macro], put: Callable[[Macro], str]) -> str:
    """`page` is HTML, and so is what `put` gives."""

    def change(found: re.Match[str]) -> str:
        at = int(found["paragraph"] or found["other"])
        if at >= len(macros):
            return found[0]
        return put(macros[at]) if found["paragraph"] else html.escape(macros[at].written, quote=False)

    return _MARKS.sub(change, page)


_MARK = "site-builder-calculator-"
_MARKS = re.compile(rf"<p>{_MARK}(?P<paragraph>\d+)</p>|{_MARK}(?P<other>\d+)")
_QUOTES = "\"'“”‘’「」"
_CALL = re.compile(rf"\s*\{{\{{\s*calculator\(\s*[{_QUOTES}](?P<name>[^{_QUOTES}]*)[{_QUOTES}]\s*\)\s*\}}\}}\s*")
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<says>[^`]*)")
_NAME = re.compile(r"\S(?:.*\S)?")


def _end(lines: list[str], at: int, fence: str) -> int:
    """The line after the fenced block that begins at `at`; only the next one where nothing closes it."""
    closing = re.compile(rf"[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*")
    return next((after + 1 for after in range(at + 1, len(lines)) if closing.fullmatch(lines[after])), at + 1)


_Name = tuple[str, int, int]
"""A tool's name, and where in its line it begins and ends."""


def _called(lines: list[str], at: int) -> tuple[int, _Name] | None:
    found = _CALL.fullmatch(lines[at])
    return (at, (found["name"], *found.span("name"))) if found else None


def _fenced(lines: list[str], at: int, end: int, fence: re.Match[str]) -> tuple[int, _Name] | None:
    """The first line with anything in it names the tool; where there is none, the block's head lacks it."""
    if fence["says"].strip() != "calculator" or end == at + 1:
        return None
    named = (
        (number, (found[0], *found.span()))
        for number in range(at + 1, end - 1)
        if (found := _NAME.search(lines[number]))
    )
    return next(named, (at, ("", *fence.span("says"))))
