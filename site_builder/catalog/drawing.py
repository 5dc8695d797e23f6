"""Drawings of the tools' ideas: `tools/*.svg` in, checked markup or problems out.

A drawing stands within the page, so that it has the page's colours. It may hold shapes and texts only, and no colours
of its own: nothing that runs, loads or links, and nothing that would be black on black in the dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from xml.parsers import expat

from ..problem import Problem, Span, closest
from ..source_text import SourceText, read_text
from .edition import ORIGINAL, Edition, translated_text
from .tool import Tool

_SHAPE = re.compile("svg|g|path|circle|ellipse|line|polyline|polygon|rect|text|tspan|title|desc")
_FACT = re.compile(
    "class|d|[xy][12]?|dx|dy|cx|cy|r[xy]?|width|height|points|transform|viewBox|xmlns|fill(-opacity)?|opacity|"
    "stroke(-(width|linecap|linejoin|dasharray))?|font-(size|weight)|text-anchor"
)
_PAINTS = ("none", "currentColor")
_UNSAID = ("title", "desc")  # `says` stands for them on the page


@dataclass(frozen=True)
class Drawing:
    """`markup` is what stands within the `svg` element; `says` is what it shows, for who cannot see it."""

    box: str
    markup: str
    says: str


def load_drawings(
    root: Path, tools: Iterable[Tool], edition: Edition = ORIGINAL
) -> tuple[dict[str, Drawing], list[Problem]]:
    """By the tools' ids, of those that have one."""
    drawings: dict[str, Drawing] = {}
    problems: list[Problem] = []
    for tool in tools:
        picture = tool.file.picture
        if picture is None:
            continue
        path = root / "tools" / picture.file
        if not path.is_file():
            span = tool.located.span(("picture", "file")) if tool.located else Span(tool.path)
            near = closest(picture.file, (each.name for each in path.parent.glob("*.svg")))
            problems.append(Problem(span, "picture_missing", {"name": picture.file}, near))
            continue
        source, found = read_text(path, f"tools/{picture.file}")
        if source is not None:
            source, more = translated_text(source, path, edition)
            found = [*found, *more]
            drawing, more = read_drawing(source, picture.says)
            drawings |= {tool.id: drawing} if drawing else {}
            found = [*found, *more]
        problems += found
    return drawings, problems


def read_drawing(source: SourceText, says: str) -> tuple[Drawing | None, list[Problem]]:
    reading = _Reading(source)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, facts: reading.start(parser.CurrentLineNumber, name, facts)
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    # An entity can stand for a gigabyte; no drawing needs a declaration.
    parser.StartDoctypeDeclHandler = lambda *_: reading.refuse(parser.CurrentLineNumber, "<!DOCTYPE>")
    parser.ProcessingInstructionHandler = lambda name, _: reading.refuse(parser.CurrentLineNumber, f"<?{name}?>")
    try:
        parser.Parse(source.text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return None, [*reading.problems, Problem(_line(source, error.lineno), "picture_form", {"file": source.file})]
    except _Refused:
        return None, reading.problems
    if not reading.problems and not reading.box:
        reading.problems.append(Problem(_line(source, 1), "picture_form", {"file": source.file}))
    if reading.problems:
        return None, reading.problems
    return Drawing(reading.box, "".join(reading.made).strip(), says), []


class _Refused(Exception):
    """Reading ends at once."""


@dataclass
class _Reading:
    source: SourceText
    made: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    box: str = ""

    def start(self, line: int, name: str, ordered: list[str]) -> None:
        facts = dict(zip(ordered[::2], ordered[1::2], strict=True))
        if not _SHAPE.fullmatch(name):
            self._problem(line, f"<{name}>")
            facts = {}
        for fact, value in facts.items():
            if not _FACT.fullmatch(fact) or (fact in ("fill", "stroke") and value not in _PAINTS) or "url(" in value:
                self._problem(line, f'{fact}="{value}"')
        if not self.open:
            numbers = facts.get("viewBox", "").split()
            self.box = (
                " ".join(numbers) if name == "svg" and len(numbers) == 4 and all(map(_is_number, numbers)) else ""
            )
            # What the whole drawing has, its parts have from a group: the `svg` element itself belongs to the page.
            facts = {
                fact: value for fact, value in facts.items() if fact not in ("viewBox", "width", "height", "xmlns")
            }
            name = "g"
        self.open.append(name)
        if self._is_said():
            told = "".join(f' {fact}="{escape(value)}"' for fact, value in facts.items())
            self.made.append(f"<{name}{told}>")

    def end(self, _: str) -> None:
        said = self._is_said()
        name = self.open.pop()
        if said:
            self.made.append(f"</{name}>")

    def text(self, content: str) -> None:
        if self._is_said():
            self.made.append(escape(content, quote=False))

    def refuse(self, line: int, part: str) -> None:
        self._problem(line, part)
        raise _Refused

    def _is_said(self) -> bool:
        return not any(name in _UNSAID for name in self.open)

    def _problem(self, line: int, part: str) -> None:
        self.problems.append(Problem(_line(self.source, line), "picture_part", {"part": part[:80]}))


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e5
    except ValueError:
        return False


def _line(source: SourceText, number: int) -> Span:
    content = source.line(min(number, len(source.starts)))
    return Span(source.file, number, 1, max(2, len(content) + 1), content)
