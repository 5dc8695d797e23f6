"""The pages of the site: the catalog and words in, Markdown texts by path out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from markupsafe import Markup

from ..catalog import Catalog
from ..catalog.ideas import Idea
from ..catalog.story import Story
from ..catalog.tool import Tool
from ..words import Words
from . import text
from .feeds import feeds_of
from .navigation import navigation
from .page_environment import page_environment
from .path_pages import path_pages
from .questions import asked
from .role_sheet import Role, parts_of, roles_of
from .source_uses import source_uses
from .terms import Marker, index_of
from .wall import PARTS, has_wall
from .worksheet import worksheet

__all__ = ["Page", "Pages", "navigation", "pages", "pages_later", "worksheet_page"]

Pages = dict[str, str]
Page = Callable[[], str]
"""Renders a page when it is called."""


@dataclass(frozen=True)
class _Use:
    """A tool a story leads to, and where on its page: a step of its calculator (the title), or the calculator."""

    tool: Tool
    step: str | None
    anchor: str
    because: str


def pages(catalog: Catalog, words: Words, calculator: Callable[[Tool], str], formulas: Callable[[Tool], str]) -> Pages:
    """As `pages_later`, rendered."""
    return {path: page() for path, page in pages_later(catalog, words, calculator, formulas).items()}


def pages_later(
    catalog: Catalog,
    words: Words,
    calculator: Callable[[Tool], str],
    formulas: Callable[[Tool], str],
    alone: str | None = None,
) -> dict[str, Page]:
    """Every page by its path in the rendered tree. `calculator` and `formulas` give HTML without blank lines.

    `alone`: the id of a tool whose page is bare, without the stories that lead to it.
    """
    env, index = page_environment(words), index_of(catalog.reading)
    feeds = cache(lambda: feeds_of(catalog, words))

    def show(path: str, template: str, known: Known = dict) -> tuple[str, Page]:
        def page() -> str:
            root = "../" * path.count("/")
            shown = {"home": catalog.home, "root": root, "marker": Marker(index, root), **known()}
            return env.get_template(f"{template}.md.j2").render(shown)

        return path, page

    def tool_page(tool: Tool) -> dict[str, object]:
        return {
            "tool": tool,
            "stories": [story for story in catalog.stories if any(use.tool == tool.id for use in story.file.tools)],
            "leading": {number: list(told) for number, told in _leading(tool, catalog)},
            "calculator": Markup(calculator(tool)),
            "formulas": Markup(formulas(tool)),
            "drawing": catalog.drawings.get(tool.id),
            "feeds": feeds(),
            "questions": [asked(tool, name, words) for name in tool.file.quiz],
            "alone": tool.id == alone,
        }

    def home() -> dict[str, object]:
        reading = catalog.reading
        return {
            "sections": text.sections(catalog.home.text),
            "feeds": feeds(),
            "tools": catalog.tools,
            "stories": catalog.stories,
            "ideas": reading.ideas,
            "roles": roles_of(catalog, reading.roles) if reading.roles is not None else (),
            "path": catalog.path.file if catalog.path is not None else None,
        }

    made = dict(_ideas(catalog, show))
    made |= dict(_roles(catalog, words, show))
    made |= dict(_references(catalog, words, show))
    if catalog.tools:
        made |= [show("case-file.md", "case", lambda: {"tools": catalog.tools})]
    made |= dict(path_pages(catalog, show))
    if has_wall(catalog):
        made |= [show("wall.md", "wall", lambda: {"parts": PARTS})]
    made |= [show(f"tools/{tool.slug}.md", "tool", partial(tool_page, tool)) for tool in catalog.tools]
    if catalog.stories:
        made |= [show("stories/index.md", "stories", lambda: {"stories": catalog.stories})]
    made |= [show(f"stories/{each.slug}.md", "story", partial(_story, each, catalog)) for each in catalog.stories]
    return made | dict([show("index.md", "home", home)])


def worksheet_page(tool: Tool, catalog: Catalog, words: Words) -> str:
    """A tool as an empty form: a page outside the navigation."""
    page = page_environment(words).get_template("worksheet.md.j2")
    return page.render(sheet=worksheet(tool, words), home=catalog.home)


Known = Callable[[], Mapping[str, object]]
"""What a template is given, worked out when its page is rendered."""

Show = Callable[[str, str, Known], tuple[str, Page]]


def _ideas(catalog: Catalog, show: Show) -> Iterator[tuple[str, Page]]:
    ideas = catalog.reading.ideas
    minutes = cache(lambda: {idea.slug: text.minutes(idea.text) for idea in ideas})

    def of_idea(at: int, idea: Idea) -> dict[str, object]:
        after = ideas[at + 1] if at + 1 < len(ideas) else None
        return {"idea": idea, "minutes": minutes()[idea.slug], "after": after, "sections": text.sections(idea.text)}

    if ideas:
        yield show("ideas/index.md", "ideas", lambda: {"ideas": ideas, "minutes": minutes()})
    for at, idea in enumerate(ideas):
        yield show(f"ideas/{idea.slug}.md", "idea", partial(of_idea, at, idea))


def _roles(catalog: Catalog, words: Words, show: Show) -> Iterator[tuple[str, Page]]:
    roles = catalog.reading.roles
    if roles is None:
        return
    all_roles = roles_of(catalog, roles)

    def of_role(role: Role) -> dict[str, object]:
        said, parts = roles.file.roles[role.id], parts_of(catalog, roles, role, words)
        return {"role": role, "said": said, "roles": all_roles, "tool_parts": parts}

    yield show("roles/index.md", "roles", lambda: {"file": roles.file, "roles": all_roles})
    for role in all_roles:
        yield show(f"{role.address}.md", "role", partial(of_role, role))


def _references(catalog: Catalog, words: Words, show: Show) -> Iterator[tuple[str, Page]]:
    reading = catalog.reading
    final, glossary, sources = reading.final, reading.glossary, reading.sources
    if final is not None:

        def quiz() -> dict[str, object]:
            questions = [asked(tool, name, words) for tool, name, _ in final.questions(catalog.tools)]
            return {"test": final.file, "questions": questions}

        yield show("quiz.md", "quiz", quiz)
        if final.file.certificate is not None:
            yield show("certificate.md", "certificate", lambda: {"certificate": final.file.certificate})
    if glossary is not None:
        yield show("glossary.md", "glossary", lambda: {"glossary": glossary})
    if sources is not None:
        yield show("sources.md", "sources", lambda: {"sources": sources, "uses": source_uses(catalog, words)})


def _story(story: Story, catalog: Catalog) -> dict[str, object]:
    return {"story": story, "uses": _uses(story, catalog)}


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
