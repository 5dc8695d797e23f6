"""A file `content/stories/<number>-<slug>.yml` in, a `Story` out, or problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ..located_yaml import Located, read
from ..problem import Problem
from .read import numbered_name, read_model
from .tool_file import Id, Part, Text

CaseId = Annotated[str, StringConstraints(pattern=r"^CASE-\d\d$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^S\d+$")]


class UseFile(Part):
    tool: Id = Field(description="The tool's id, such as account_tiering.")
    step: Text = Field(description="What of the tool the story is about.")
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
class Use:
    """A tool that a story leads to: its id, what of it, and why."""

    tool: str
    step: str
    because: str


@dataclass(frozen=True)
class Story:
    """A case story. `slug` and `number` come from the file's name; `located` tells where each text stands."""

    number: int
    slug: str
    case: str
    title: str
    detail: str
    principle: str
    questions: tuple[str, ...]
    who: str | None
    when: str | None
    situation: str | None
    action: str | None
    result: str | None
    caution: str | None
    tools: tuple[Use, ...]
    sources: tuple[str, ...]
    located: Located = field(repr=False, compare=False)


def load_story(path: Path, shown: str) -> tuple[Story | None, list[Problem]]:
    """The story at `path`, called `shown` in problems. Whether its tools exist is for the catalog to say."""
    name, problems = numbered_name(shown)
    located, found = read(path, shown)
    problems += found
    if located is None:
        return None, problems
    story, found = read_model(located, StoryFile)
    problems += found
    if story is None or name is None or problems:
        return None, problems
    return _story(*name, story, located), []


def _story(number: int, slug: str, story: StoryFile, located: Located) -> Story:
    return Story(
        number=number,
        slug=slug,
        case=story.case,
        title=story.title,
        detail=story.detail,
        principle=story.principle,
        questions=tuple(story.questions),
        who=story.who,
        when=story.when,
        situation=story.situation,
        action=story.action,
        result=story.result,
        caution=story.caution,
        tools=tuple(Use(use.tool, use.step, use.because) for use in story.tools),
        sources=tuple(story.sources),
        located=located,
    )
