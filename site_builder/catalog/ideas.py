"""A chapter of ideas: `content/ideas/<number>-<slug>.md` in, an `Idea`, or problems, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from ..problem import Problem
from .edition import ORIGINAL, Edition
from .page_file import PageFile, read_page
from .part import Part, Text
from .read import numbered_name


class IdeaFile(Part):
    """The front matter of a chapter; plain texts."""

    title: Text
    lead: Text = Field(description="One sentence, under the title.")
    description: Text | None = None


@dataclass(frozen=True)
class Idea:
    """A chapter: its front matter, and the Markdown below it in sections with `##`."""

    number: int
    slug: str
    file: IdeaFile
    text: str
    page: PageFile[IdeaFile] | None = field(default=None, repr=False, compare=False)


def load_idea(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Idea | None, list[Problem]]:
    """The chapter at `path`, called `shown` in problems."""
    name, problems = numbered_name(shown, ".md")
    page, found = read_page(path, shown, IdeaFile, edition)
    problems += found
    if page is None or name is None or problems:
        return None, problems
    if not page.text:
        return None, [Problem(page.span(0, 0), "empty_page")]
    return Idea(*name, page.file, page.text, page), []
