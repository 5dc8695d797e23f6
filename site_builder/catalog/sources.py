"""The sources: `content/sources.yml` in, `Sources`, or problems, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..located_yaml import Located
from ..problem import Problem
from .edition import ORIGINAL, Edition, read_edition
from .part import Part, Text
from .read import read_model

SourceId = Annotated[str, StringConstraints(pattern=r"^S\d+$")]
Reliability = Literal["article", "H", "H/M", "M", "L"]


class SourceFile(Part):
    """Texts are plain but for `used_for` and `note`."""

    id: SourceId
    title: Text
    used_for: Text
    reliability: Reliability = Field(description="H academic or official, M by practitioners, L unverified web page.")
    note: Text | None = None


class SourcesFile(Part):
    """Texts of the page's head are plain but for `intro` and `reading_intro`."""

    title: Text | None = None
    description: Text | None = None
    lead: Text | None = None
    intro: Text | None = None
    reliability: dict[Reliability, Text] = Field(default_factory=dict, description="What each grade means.")
    sources: list[SourceFile] = Field(min_length=1)
    reading_title: Text | None = None
    reading_intro: Text | None = None
    reading: list[Text] = Field(default_factory=list, description="Titles for further reading.")


@dataclass(frozen=True)
class Sources:
    file: SourcesFile
    located: Located = field(repr=False, compare=False)

    @cached_property
    def by_id(self) -> dict[str, SourceFile]:
        return {source.id: source for source in self.file.sources}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {source.id: source.title for source in self.file.sources}


def load_sources(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Sources | None, list[Problem]]:
    """The sources at `path`, called `shown` in problems."""
    located, problems = read_edition(path, shown, SourcesFile, edition)
    if located is None:
        return None, problems
    file, found = read_model(located, SourcesFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    ids = [source.id for source in file.sources]
    problems = [
        Problem(located.span(("sources", at, "id")), "source_twice", {"name": name})
        for at, name in enumerate(ids)
        if name in ids[:at]
    ]
    return (None if problems else Sources(file, located)), problems
