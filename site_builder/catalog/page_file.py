"""A Markdown page of an author: settings between two lines of `---`, then text. Its model and its text out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from ..located_yaml import Located, parse
from ..problem import Problem, Span
from ..source_text import SourceText, read_text
from .edition import ORIGINAL, Edition, check_mark, translated, translation_of
from .originals import BODY
from .read import read_model

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class PageFile(Generic[Model]):
    """`file` are the settings, `text` is the Markdown below them, which begins at character `start` of `source`."""

    file: Model
    text: str
    located: Located = field(repr=False, compare=False)
    source: SourceText = field(repr=False, compare=False)
    start: int = field(repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of the text stand."""
        return self.source.span(self.start + start, self.start + end)


@dataclass(frozen=True)
class _Below:
    """The Markdown below a page's settings, and at which character of the file it begins."""

    text: str
    source: SourceText
    start: int


def read_page(
    path: Path, shown: str, model: type[Model], edition: Edition = ORIGINAL
) -> tuple[PageFile[Model] | None, list[Problem]]:
    """The page at `path`, called `shown` in problems."""
    located, below, problems = _read(path, shown)
    if located is None or below is None or problems:
        return None, problems
    other: list[_Below] = []

    def read_over() -> tuple[Located | None, list[Problem]]:
        over, text, found = _read(*translation_of(path, shown, edition.locale))
        other.extend([text] if text is not None else [])
        return over, found

    located, problems = translated(located, model, edition, read_over)
    if other and (below.text or other[0].text):
        place = other[0].source.span(other[0].start, other[0].start + 1)
        original = below.source.span(below.start, below.start + 1)
        edition.tally.needed += 1
        problems += check_mark(BODY, below.text, original, place, shown, edition)
        below = other[0]
    elif edition.change is not None:
        below = replace(below, text=edition.change(below.text))
    file, found = read_model(located, model)
    if file is None or problems or found:
        return None, [*problems, *found]
    return PageFile(file, below.text, located, below.source, below.start), []


def _read(path: Path, shown: str) -> tuple[Located | None, _Below | None, list[Problem]]:
    source, problems = read_text(path, shown)
    if source is None:
        return None, None, problems
    lines = [source.line(number + 1) for number in range(len(source.starts))]
    end = _end_of_settings(lines)
    if end is None:
        return None, None, [*problems, Problem(source.span(0, len(lines[0])), "front_matter_missing")]
    # The opening fence is itself YAML (a document's start), so lines keep their numbers.
    located, found = parse(source.text[: source.starts[end]], shown)
    below = source.starts[end + 1] if end + 1 < len(source.starts) else len(source.text)
    text = source.text[below:]
    return located, _Below(text.strip(), source, below + len(text) - len(text.lstrip())), [*problems, *found]


def _end_of_settings(lines: list[str]) -> int | None:
    """Which line closes the settings that the first one opens; None where there are none."""
    if lines[0].rstrip() != "---":
        return None
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)
    return end if any(line.strip() for line in lines[1:end]) else None
