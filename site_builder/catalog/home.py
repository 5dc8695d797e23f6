"""The home page's prose: `content/index.md` in, a `Home`, or problems, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from ..located_yaml import parse
from ..problem import Problem
from ..source_text import read_text
from .read import read_model
from .tool_file import Part, Text


class HomeFile(Part):
    """The front matter of the home page. Texts are Markdown; `title`, `lead` and `description` are plain."""

    title: Text
    lead: Text = Field(description="One strong sentence, under the title.")
    description: Text | None = None
    intro: Text | None = None
    start: list[Text] = Field(default_factory=list, description="How to begin, one step each.")
    note: Text | None = None
    source_note: Text | None = Field(None, description="Stands once on each page that rests on the source article.")


@dataclass(frozen=True)
class Home:
    """The home page: its front matter and the Markdown below it."""

    file: HomeFile
    text: str


def load_home(path: Path, shown: str) -> tuple[Home | None, list[Problem]]:
    """The home page at `path`, called `shown` in problems."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    lines = [source.line(number + 1) for number in range(len(source.starts))]
    end = _end_of_settings(lines)
    if end is None:
        return None, [*problems, Problem(source.span(0, len(lines[0])), "front_matter_missing")]
    # The opening fence is itself YAML (a document's start), so lines keep their numbers.
    located, found = parse(source.text[: source.starts[end]], shown)
    problems += found
    if located is None:
        return None, problems
    file, found = read_model(located, HomeFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    return Home(file, "\n".join(lines[end + 1 :]).strip()), []


def _end_of_settings(lines: list[str]) -> int | None:
    """Which line closes the settings that the first one opens; None where there are none."""
    if lines[0].rstrip() != "---":
        return None
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)
    return end if any(line.strip() for line in lines[1:end]) else None
