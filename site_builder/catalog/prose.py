"""The texts of authors: a catalog in, every Markdown text with its place and the page it is read on, out.

`{lanhe.hhi}` in a text is a figure of an example (`catalog/mentions.py` finds it); `{{` and `}}` are braces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ..located_yaml import DataPath
from ..problem import Span
from .findings import Places
from .page_file import PageFile
from .path import LearningPath
from .texts import texts
from .tool import Tool


@dataclass(frozen=True)
class Prose:
    """One text. `page` is the address where it is read, `tool` the one whose examples need not be named with a tool.

    `live`: `{value}` is a figure that the page keeps up to date.
    """

    text: str
    page: str
    place: Callable[[int, int], Span] = field(repr=False)
    tool: Tool | None = None
    live: bool = False


# ---------------------------------------------------------------- texts with their pages


def of_tool(tool: Tool) -> Iterator[Prose]:
    assert tool.located is not None
    for path, text in texts(tool.file):
        if tool.located.node(path) is None:
            continue  # of a list that another tool declares: it is that tool's text
        yield Prose(text, f"tools/{tool.slug}.html", _inside(tool.located, path), tool, is_live(path))


def is_live(path: DataPath) -> bool:
    """Whether `{value}` in that text is kept up to date: in what lights say, in the texts of steps, in questions."""
    match path:
        case ("lights", str(), "says" | "advice", *_) | ("steps", int(), "text") | ("quiz", str(), *_):
            return True
        case _:
            return False


def of_path(learning: LearningPath) -> Iterator[Prose]:
    for path, text in texts(learning.file):
        match path:
            case ("modules", int() as at, *_):
                page = f"path/{learning.file.modules[at].id}.html"
            case ("lights" | "plan", *_):
                page = "plan.html"
            case _:
                page = "path/index.html"
        yield Prose(text, page, _inside(learning.located, path), None, is_live(path))


def of_file(file: BaseModel, places: Places, page: str) -> Iterator[Prose]:
    for path, text in texts(file):
        yield Prose(text, page, _inside(places, path))


def of_page(page: PageFile[Any], address: str) -> Iterator[Prose]:
    yield from of_file(page.file, page.located, address)
    yield Prose(page.text, address, page.span)


def _inside(places: Places, path: DataPath) -> Callable[[int, int], Span]:
    return lambda start, end: places.inside(path, start, end)
