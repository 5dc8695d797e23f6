"""The home page's prose: `content/index.md` in, a `Home`, or problems, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from ..problem import Problem
from .edition import ORIGINAL, Edition
from .page_file import PageFile, read_page
from .part import Part, Text


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
    page: PageFile[HomeFile] | None = field(default=None, repr=False, compare=False)


NO_HOME = Home(HomeFile(title="–", lead="–"), "")
"""Where the site has a home page that is not ours."""


def load_home(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Home | None, list[Problem]]:
    """The home page at `path`, called `shown` in problems."""
    page, problems = read_page(path, shown, HomeFile, edition)
    return (Home(page.file, page.text, page), []) if page is not None else (None, problems)
