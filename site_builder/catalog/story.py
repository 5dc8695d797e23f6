"""A file `content/stories/<number>-<slug>.yml` in, a `Story` out, or problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ..located_yaml import Located
from ..problem import Problem
from .edition import ORIGINAL, Edition, read_edition
from .part import Id, Part, Text
from .read import numbered_name, read_model

CaseId = Annotated[str, StringConstraints(pattern=r"^CASE-\d\d$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^S\d+$")]


class UseFile(Part):
    tool: Id = Field(description="The tool's id, such as some_tool.")
    step: Id | None = Field(None, description="The id of the tool's step that the story leads to.")
    because: Text


class StoryFile(Part):
    """One story. Sections that have no facts are left out, on the page too. Text is Markdown unless it says plain."""

    case: CaseId
    title: Text = Field(description="Plain.")
    detail: Text = Field(description="The one telling detail the story opens with.")
    who: Text | None = None
    when: Text | None = None
    situation: Text | None = None
    action: Text | None = None
    result: Text | None = None
    principle: Text
    questions: list[Text] = Field(min_length=1)
    caution: Text | None = None
    tools: list[UseFile] = Field(default_factory=list)
    sources: list[SourceId] = Field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """A case story. `slug` and `number` come from the file's name; `located` tells where each text stands."""

    number: int
    slug: str
    file: StoryFile
    located: Located = field(repr=False, compare=False)


def load_story(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Story | None, list[Problem]]:
    """The story at `path`, called `shown` in problems. Whether its tools exist is for the catalog to say."""
    name, problems = numbered_name(shown)
    located, found = read_edition(path, shown, StoryFile, edition)
    problems += found
    if located is None:
        return None, problems
    story, found = read_model(located, StoryFile)
    problems += found
    if story is None or name is None or problems:
        return None, problems
    return Story(*name, story, located), []
