"""The pages of the site: the catalog and words in, Markdown texts by path out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..catalog import Catalog
from ..catalog.story import Story
from ..catalog.tool import Tool
from ..words import Words
from . import text
from .feeds import feeds_of
from .navigation import navigation
from .page_environment import page_environment
from .path_pages import path_pages
from .questions import asked
from .role_sheet import parts_of, roles_of
from .source_uses import source_uses
from .terms import Marker, index_of
from .wall import PARTS, has_wall
from .worksheet import worksheet

__all__ = ["Pages", "navigation", "pages", "worksheet_page"]

Pages = dict[str, str]


@dataclass(frozen=True)
class _Use:
    """A tool a story leads to, and where on its page: a step of its calculator (the title), or the calculator."""

    tool: Tool
    step: str | None
    anchor: str
    because: str


def pages(
    catalog: Catalog,
    words: Words,
    calculator: Callable[[Tool], str],
    formulas: Callable[[Tool], str],
    alone: str | None = None,
) -> Pages:
    """Every page by its path in the rendered tree. `calculator` and `formulas` give HTML without blank lines.

    `alone`: the id of a tool whose page is bare, without the stories that lead to it.
    """
    env, index, feeds = page_environment(words), index_of(catalog.reading), feeds_of(catalog, words)

    def show(path: str, template: str, /, **shown: object) -> tuple[str, str]:
        root = "../" * path.count("/")
        known = {"home": catalog.home, "root": root, "marker": Marker(index, root), **shown}
        return path, env.get_template(f"{template}.md.j2").render(known)

    made = dict(_ideas(catalog, show))
    made |= dict(_roles(catalog, words, show))
    made |= dict(_references(catalog, words, show))
    if catalog.tools:
        made |= [show("case-file.md", "case", tools=catalog.tools)]
    made |= dict(path_pages(catalog, show))
    if has_wall(catalog):
        made |= [show("wall.md", "wall", parts=PARTS)]
    for tool in catalog.tools:
        stories = [story for story in catalog.stories if any(use.tool == tool.id for use in story.file.tools)]
        parts: dict[str, object] = {"calculator": Markup(calculator(tool)), "formulas": Markup(formulas(tool))}
        leading = {number: list(told) for number, told in _leading(tool, catalog)}
        parts |= {"drawing": catalog.drawings.get(tool.id), "feeds": feeds}
        parts |= {"questions": [asked(tool, name, words) for name in tool.file.quiz], "alone": tool.id == alone}
        made |= [show(f"tools/{tool.slug}.md", "tool", tool=tool, stories=stories, leading=leading, **parts)]
    if catalog.stories:
        made |= [show("stories/index.md", "stories", stories=catalog.stories)]
    for story in catalog.stories:
        made |= [show(f"stories/{story.slug}.md", "story", story=story, uses=_uses(story, catalog))]
    roles = roles_of(catalog, catalog.reading.roles) if catalog.reading.roles is not None else ()
    sections = text.sections(catalog.home.text)
    shown: dict[str, object] = {
        "tools": catalog.tools,
        "stories": catalog.stories,
        "ideas": catalog.reading.ideas,
        "roles": roles,
    }
    shown |= {"path": catalog.path.file if catalog.path is not None else None}
    return made | dict([show("index.md", "home", sections=sections, feeds=feeds, **shown)])


def worksheet_page(tool: Tool, catalog: Catalog, words: Words) -> str:
    """A tool as an empty form: a page outside the navigation."""
    page = page_environment(words).get_template("worksheet.md.j2")
    return page.render(sheet=worksheet(tool, words), home=catalog.home)


Show = Callable[..., tuple[str, str]]


def _ideas(catalog: Catalog, show: Show) -> Iterator[tuple[str, str]]:
    ideas = catalog.reading.ideas
    minutes = {idea.slug: text.minutes(idea.text) for idea in ideas}
    if ideas:
        yield show("ideas/index.md", "ideas", ideas=ideas, minutes=minutes)
    for at, idea in enumerate(ideas):
        shown = {"after": ideas[at + 1] if at + 1 < len(ideas) else None, "sections": text.sections(idea.text)}
        yield show(f"ideas/{idea.slug}.md", "idea", idea=idea, minutes=minutes[idea.slug], **shown)


def _roles(catalog: Catalog, words: Words, show: Show) -> Iterator[tuple[str, str]]:
    roles = catalog.reading.roles
    if roles is None:
        return
    all_roles = roles_of(catalog, roles)
    yield show("roles/index.md", "roles", file=roles.file, roles=all_roles)
    for role in all_roles:
        parts = parts_of(catalog, roles, role, words)
        said = roles.file.roles[role.id]
        yield show(f"{role.address}.md", "role", role=role, said=said, roles=all_roles, tool_parts=parts)


def _references(catalog: Catalog, words: Words, show: Show) -> Iterator[tuple[str, str]]:
    reading = catalog.reading
    if (final := reading.final) is not None:
        questions = [asked(tool, name, words) for tool, name, _ in final.questions(catalog.tools)]
        yield show("quiz.md", "quiz", test=final.file, questions=questions)
        if final.file.certificate is not None:
            yield show("certificate.md", "certificate", certificate=final.file.certificate)
    if reading.glossary is not None:
        yield show("glossary.md", "glossary", glossary=reading.glossary)
    if reading.sources is not None:
        yield show("sources.md", "sources", sources=reading.sources, uses=source_uses(catalog, words))


def _uses(story: Story, catalog: Catalog) -> list[_Use]:
    made = []
    for use in story.file.tools:
        if tool := catalog.tool(use.tool):
            number = tool.step_numbers.get(use.step or "")
            title = tool.file.steps[number - 1].title if number else None
            made.append(_Use(tool, title, f"step-{number}" if number else "calculator", use.because))
    return made


def _leading(tool: Tool, catalog: Catalog) -> Iterator[tuple[int, Iterator[Story]]]:
    """By the number of a step, the stories that lead to it."""
    for number, step in enumerate(tool.file.steps, start=1):
        yield (
            number,
            (
                story
                for story in catalog.stories
                if any(use.tool == tool.id and use.step is not None and use.step == step.id for use in story.file.tools)
            ),
        )
