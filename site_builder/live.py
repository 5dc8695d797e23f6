"""What `serve` shows while somebody writes: pages that changed are built anew, and problems stand on every page.

A site as MkDocs built it, and what it is made from now, in; its changed files on disk out. A page as it is served in;
the same with what is wrong out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from .problem import Problem
from .render.html_environment import html_environment
from .report import entries
from .words import Words

LOOKS_EVERY = 0.25
"""Seconds."""

Made = Mapping[str, str | bytes | Path]
"""What the site is made from, by path in the tree: contents, or where they stand."""


@dataclass
class Standing:
    """A site as MkDocs built it. `marks`: by path, what files came from; `nav`, `stamp`: what all pages rest on."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    env: Environment
    marks: dict[str, object]
    nav: object
    stamp: object

    def refresh(self, made: Made, nav: object, stamp: object) -> list[str] | None:
        """Builds what is other than it was, and gives its paths; None where all pages have to be built.

        Other files may come and go: the workbook of a changed tool does, which nobody waits for.
        """
        marks = marks_of(made)
        gone = [name for name in self.marks if name not in marks]
        changed = [name for name, mark in marks.items() if mark != self.marks.get(name)]
        come = [name for name in changed if name not in self.marks]
        if (nav, stamp) != (self.nav, self.stamp) or any(name.endswith(".md") for name in (*gone, *come)):
            return None
        for name in gone:
            if (file := self.files.get_file_from_path(name)) is not None:
                self.files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)
        for name in come:
            self.files.append(file_of(self.config, name, made[name]))
        files = [file for name in changed if (file := self.files.get_file_from_path(name)) is not None]
        for file in files:
            content = made[file.src_uri]
            if isinstance(content, str):
                file.content_string = content
            elif isinstance(content, bytes):
                file.content_bytes = content
        self._write([file for file in files if file.inclusion is not InclusionLevel.EXCLUDED])
        self.marks = marks
        return [*gone, *changed]

    def _write(self, files: list[File]) -> None:
        pages = self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        for file in files:
            if file.page is None:
                file.copy_file()
            else:
                _populate_page(file.page, self.config, self.files)
        for file in files:
            if file.page is not None:
                _build_page(file.page, self.config, pages, self.navigation, self.env)


def file_of(config: MkDocsConfig, name: str, content: str | bytes | Path) -> File:
    if isinstance(content, Path):
        return File.generated(config, name, abs_src_path=str(content))
    return File.generated(config, name, content=content)


def marks_of(made: Made) -> dict[str, object]:
    return {name: _seen(content) if isinstance(content, Path) else content for name, content in made.items()}


def stamp_of(places: Iterable[Path]) -> object:
    """What tells that a file in one of these places, or below it, was written."""
    files = (file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*"))))
    return [_seen(file) for file in files if file.is_file()]


def wait_for_change(places: Sequence[Path], stamp: object) -> None:
    """Until a file there is other than when `stamp_of` gave its stamp."""
    while stamp_of(places) == stamp:
        time.sleep(LOOKS_EVERY)


def _seen(file: Path) -> tuple[str, int, int]:
    seen = file.stat()
    return str(file), seen.st_mtime_ns, seen.st_size


# ---------------------------------------------------------------- what is wrong, on the page


@dataclass
class Told:
    """What is wrong with what was written last; nothing while all is well."""

    problems: Sequence[Problem] = ()
    words: Words | None = None

    @property
    def html(self) -> str:
        """A window over the page with each problem's place, line and cure, as text."""
        if not self.problems or self.words is None:
            return ""
        template = html_environment("live").get_template("problems.html.j2")
        say = self.words.text
        return template.render(entries=entries(self.problems, self.words), word=lambda key: say(f"live.{key}"))


App = Callable[..., Iterable[bytes]]
"""A WSGI application."""


def with_overlay(app: App, told: Told) -> App:
    """Pages are served with what is wrong at their end; all else as it is."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = _Answer()
        body = app(environ, answer.start)
        html = told.html
        if not html or not answer.is_page:
            start_response(answer.status, answer.headers)
            return body
        content = b"".join(body)
        at = content.rfind(b"</body>")
        at = len(content) if at < 0 else at
        content = content[:at] + html.encode() + content[at:]
        headers = [each for each in answer.headers if each[0].lower() != "content-length"]
        start_response(answer.status, [*headers, ("Content-Length", str(len(content)))])
        return [content]

    return wrapped


def with_late(app: App, name: str, bring: Callable[[], None]) -> App:
    """`bring` is called before the file of that name is served: what nobody asks for is not made."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if str(environ.get("PATH_INFO", "")).endswith(f"/{name}"):
            bring()
        return app(environ, start_response)

    return wrapped


@dataclass
class _Answer:
    """What an application says before it gives the body."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, headers

    @property
    def is_page(self) -> bool:
        return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in self.headers)
