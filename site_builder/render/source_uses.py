"""Where each source is cited: a catalog in; by source id the places, by page, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog import Catalog, Tool
from ..catalog.reading import SOURCE
from ..catalog.texts import sourced, texts
from ..located_yaml import DataPath
from ..words import Words
from .role_slices import step_of

_BEFORE, _WITHIN, _AFTER = range(3)
_SECTIONS = {"why": _BEFORE, "how": _BEFORE, "reading": _AFTER, "mistakes": _AFTER, "quiz": _AFTER}


@dataclass(frozen=True, order=True)
class Place:
    """A part of a page, by its anchor; `order` is where it comes on the page."""

    order: tuple[int, int]
    label: str
    address: str


@dataclass(frozen=True)
class PageUses:
    """One page that cites a source."""

    title: str
    address: str
    places: tuple[Place, ...]


def source_uses(catalog: Catalog, words: Words) -> dict[str, tuple[PageUses, ...]]:
    """By source id, in the order of the site: ideas, tools, stories, glossary, roles, home."""
    found: dict[str, dict[tuple[str, str], dict[Place, None]]] = {}
    for name, title, address, place in _citations(catalog, words):
        places = found.setdefault(name, {}).setdefault((title, address), {})
        if place is not None:
            places[place] = None
    return {
        name: tuple(PageUses(title, address, tuple(sorted(places))) for (title, address), places in pages.items())
        for name, pages in found.items()
    }


_Citation = tuple[str, str, str, Place | None]


def _citations(catalog: Catalog, words: Words) -> Iterator[_Citation]:
    reading = catalog.reading
    for idea in catalog.reading.ideas:
        for name in _named(idea.text):
            yield name, idea.file.title, f"ideas/{idea.slug}.html", None
    for tool in catalog.tools:
        yield from _of_tool(tool, words)
    for story in catalog.stories:
        cited = [name for _, text in texts(story.file) for name in _named(text)]
        for name in dict.fromkeys([*cited, *story.file.sources]):
            yield name, story.file.title, f"stories/{story.slug}.html", None
    if reading.glossary is not None:
        for term in reading.glossary.file.terms:
            for name in _named(term.means):
                place = Place((0, 0), term.term, f"glossary.html#{term.id}")
                yield name, words.text("page.nav.glossary"), "glossary.html", place
    if reading.roles is not None:
        for path, text in texts(reading.roles.file):
            address = f"roles/{str(path[1]).lower()}.html" if path[0] == "roles" else "roles/index.html"
            for name in _named(text):
                place = Place((0, 0), _role(path, words), address)
                yield name, words.text("page.nav.roles"), "roles/index.html", place
    for text in (catalog.home.text, *(text for _, text in texts(catalog.home.file))):
        for name in _named(text):
            yield name, catalog.home.file.title, "index.html", None


def _role(path: DataPath, words: Words) -> str:
    return str(path[1]) if path[0] == "roles" else words.text("page.nav.roles")


def _of_tool(tool: Tool, words: Words) -> Iterator[_Citation]:
    address = f"tools/{tool.slug}.html"
    written = [(path, name) for path, text in texts(tool.file) for name in _named(text)]
    for path, name in [*written, *sourced(tool.file)]:
        if tool.located is None or tool.located.node(path) is not None:
            yield name, tool.file.short, address, _place(tool, path, address, words)


def _place(tool: Tool, path: DataPath, address: str, words: Words) -> Place:
    match path:
        case (str() as section, *_) if section in _SECTIONS:
            order = (_SECTIONS[section], list(_SECTIONS).index(section))
            return Place(order, words.text(f"page.tool.{section}"), f"{address}#{section}")
        case ("steps", int() as at, *_):
            step: int | None = at + 1
        case ("values" | "lights" | "charts", str() as name, *_):
            step = step_of(tool, name)
        case ("lists", str() as name, *_):
            step = _step_with(tool, name)
        case _:
            step = None
    if step is None:
        return Place((_AFTER, len(_SECTIONS)), words.text("page.tool.formulas"), f"{address}#formulas")
    return Place((_WITHIN, step), words.text("page.sources.step", number=step), f"{address}#step-{step}")


def _step_with(tool: Tool, list_name: str) -> int | None:
    """The first step that shows a value for that list, or a value that is an item of it."""
    steps = [
        step
        for name, value in tool.program.values.items()
        if "." not in name
        and (value.type.list == list_name or any(index.list == list_name for index in value.shape))
        and (step := step_of(tool, name)) is not None
    ]
    return min(steps, default=None)


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(SOURCE.findall(text))) if "S" in text else []
