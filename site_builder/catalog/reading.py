"""What is read beside tools and stories: glossary, sources, roles, ideas, the final test; and what texts refer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..problem import Problem, closest
from .edition import ORIGINAL, Edition
from .final_test import FinalTest, check_final_test, load_final_test
from .glossary import Glossary, load_glossary
from .home import Home
from .ideas import Idea, load_idea
from .mentions import unknown_figures
from .path import LearningPath
from .prose import Prose, of_file, of_page, of_path, of_tool
from .roles import Roles, load_roles
from .sources import Sources, load_sources
from .story import Story
from .tangles import tangled
from .texts import sourced
from .tool import Tool

Part = TypeVar("Part")

SOURCE = re.compile(r"(?<![A-Za-z0-9])S\d{1,3}(?![A-Za-z0-9])")
"""A source's id within a text."""


@dataclass(frozen=True)
class Reading:
    """A knowledge base need have none of these."""

    glossary: Glossary | None = None
    sources: Sources | None = None
    roles: Roles | None = None
    ideas: tuple[Idea, ...] = ()
    final: FinalTest | None = None


def load_reading(root: Path, edition: Edition = ORIGINAL) -> tuple[Reading, list[Problem]]:
    """What stands in `root/content/`, in the order of the chapters' numbers."""
    problems: list[Problem] = []

    def one(name: str, load: Callable[[Path, str, Edition], tuple[Part | None, list[Problem]]]) -> Part | None:
        path = root / "content" / name
        if not path.exists():
            return None
        part, found = load(path, path.relative_to(root).as_posix(), edition)
        problems.extend(found)
        return part

    glossary = one("glossary.yml", load_glossary)
    sources, roles = one("sources.yml", load_sources), one("roles.yml", load_roles)
    final = one("quiz.yml", load_final_test)
    folder = root / "content" / "ideas"
    files = sorted(folder.glob("*.md")) if folder.is_dir() else []
    ideas = [one(path.relative_to(root / "content").as_posix(), load_idea) for path in files]
    in_order = sorted((idea for idea in ideas if idea is not None), key=lambda idea: (idea.number, idea.slug))
    return Reading(glossary, sources, roles, tuple(in_order), final), problems


def proses(
    tools: Sequence[Tool], stories: Sequence[Story], home: Home, reading: Reading, path: LearningPath | None = None
) -> Iterator[Prose]:
    """Every Markdown text of every author."""
    for tool in tools:
        if tool.located is not None:
            yield from of_tool(tool)
    for story in stories:
        yield from of_file(story.file, story.located, f"stories/{story.slug}.html")
    if home.page is not None:
        yield from of_page(home.page, "index.html")
    for idea in reading.ideas:
        if idea.page is not None:
            yield from of_page(idea.page, f"ideas/{idea.slug}.html")
    if reading.glossary is not None:
        yield from of_file(reading.glossary.file, reading.glossary.located, "glossary.html")
    if reading.sources is not None:
        yield from of_file(reading.sources.file, reading.sources.located, "sources.html")
    if reading.roles is not None:
        yield from of_file(reading.roles.file, reading.roles.located, "roles/index.html")
    if reading.final is not None:
        yield from of_file(reading.final.file, reading.final.located, "quiz.html")
    if path is not None:
        yield from of_path(path)


def check_texts(
    tools: Sequence[Tool], stories: Sequence[Story], home: Home, reading: Reading, path: LearningPath | None = None
) -> list[Problem]:
    """Figures, sources and items of a list that a text names and that are not there; texts that cannot be read."""
    by_id = {tool.id: tool for tool in tools}
    problems = []
    for prose in proses(tools, stories, home, reading, path):
        problems += unknown_figures(prose, by_id)
        problems += _unknown_sources(prose, reading.sources)
        problems += tangled(prose.text, prose.place)
    if reading.sources is not None:
        problems += _unknown_source_ids(tools, stories, reading.sources)
    if reading.roles is not None:
        problems += _unknown_roles(reading.roles, by_id)
    if reading.final is not None:
        problems += check_final_test(reading.final, tools)
    return problems


def _unknown_sources(prose: Prose, sources: Sources | None) -> Iterator[Problem]:
    for found in SOURCE.finditer(prose.text) if sources is not None and "S" in prose.text else ():
        if sources is not None and found[0] not in sources.by_id:
            yield Problem(prose.place(*found.span()), "unknown_source", {"name": found[0]})


def _unknown_source_ids(tools: Sequence[Tool], stories: Sequence[Story], sources: Sources) -> Iterator[Problem]:
    files = [(tool.file, tool.located) for tool in tools] + [(story.file, story.located) for story in stories]
    for file, located in files:
        for path, name in sourced(file):
            if name not in sources.by_id and located is not None and located.node(path) is not None:
                yield Problem(located.span(path), "unknown_source", {"name": name})


def _unknown_roles(roles: Roles, tools: Mapping[str, Tool]) -> Iterator[Problem]:
    located, (tool_name, list_name) = roles.located, roles.list_name
    tool = tools.get(tool_name)
    if tool is None:
        facts = {"name": tool_name, "known": ", ".join(tools)}
        yield Problem(located.inside(("list",), 0, len(tool_name)), "unknown_tool", facts, closest(tool_name, tools))
        return
    fixed = {name: each.items for name, each in tool.file.lists.items() if each.items is not None}
    if list_name not in fixed:
        span = located.inside(("list",), len(tool_name) + 1, len(roles.file.list_))
        yield Problem(span, "no_fixed_list", {"list": list_name, "tool": tool.id}, closest(list_name, fixed))
        return
    for item in roles.file.roles:
        if item not in fixed[list_name]:
            near = closest(item, fixed[list_name])
            yield Problem(
                located.span(("roles", item), key=True), "unknown_item", {"item": item, "list": list_name}, near
            )
    for at, name in enumerate(roles.file.leave_out):
        of, _, value = name.partition(".")
        path = ("leave_out", at)
        if of not in tools:
            facts = {"name": of, "known": ", ".join(tools)}
            yield Problem(located.inside(path, 0, len(of)), "unknown_tool", facts, closest(of, tools))
        elif value not in (known := tools[of].file.values):
            span = located.inside(path, len(of) + 1, len(name))
            yield Problem(span, "unknown_value", {"value": value}, closest(value, known))
