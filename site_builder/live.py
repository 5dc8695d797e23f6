"""What `serve` shows while somebody writes: pages that changed are built anew, and problems stand on every page.

A site as MkDocs built it, and what it is made from now, in; its changed files on disk out. A page as it is served in;
the same with what is wrong out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from watchdog.observers.polling import PollingObserver

from .problem import Problem
from .render import Later
from .render.html_environment import html_environment
from .report import entries
from .words import Words

LOOKS_EVERY = 0.2
"""Seconds between two looks at the files."""

Content = str | bytes | Path | Later
"""Of a file: what it is, where it stands, or how it is made."""

Made = Mapping[str, Content]
"""What the site is made from, by path in the tree."""


@dataclass
class Standing:
    """A site as MkDocs built it. `marks`: by path, what files came from; `nav`, `stamp`: what all pages rest on.

    `late`: what may have changed and nobody has asked for since, by its path in the site.
    """

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    env: Environment
    marks: dict[str, object]
    nav: object
    stamp: object
    late: dict[str, tuple[File, Content]] = field(default_factory=dict)

    def refresh(self, made: Made, nav: object, stamp: object) -> list[str] | None:
        """Puts what is other than it was into the site, and gives its paths; None where all pages have to be built.

        Pages, and what is made later, wait until they are asked for. Other files may come and go.
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
            self.files.append(file_of(self.config, name, _made(made[name])))
        for name in changed:
            if (file := self.files.get_file_from_path(name)) is not None:
                self.late[file.dest_uri] = (file, made[name])
        self._bring([name for name, (file, made_of) in self.late.items() if not _may_wait(file, made_of)])
        self.marks = marks
        return [*gone, *changed]

    def bring(self, path: str) -> None:
        """Makes what somebody asks for by its path."""
        asked = f"{path}index.html" if path.endswith("/") else path
        self._bring([name for name in self.late if asked.endswith(f"/{name}")])

    def bring_all(self) -> None:
        self._bring([*self.late])

    def _bring(self, names: list[str]) -> None:
        new = {name: self.late[name][0] for name in names if _renewed(*self.late[name])}
        pages = [file.page for file in new.values() if file.page is not None]
        all_pages = self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        for page in pages:
            _populate_page(page, self.config, self.files)
        for page in pages:
            _build_page(page, self.config, all_pages, self.navigation, self.env)
        for file in new.values():
            if file.page is None and file.inclusion is not InclusionLevel.EXCLUDED:
                file.copy_file()
        for name in names:
            del self.late[name]


def _may_wait(file: File, made: Content) -> bool:
    return file.page is not None or isinstance(made, Later)


def _made(content: Content) -> str | bytes | Path:
    return content.make() if isinstance(content, Later) else content


def _renewed(file: File, made: Content) -> bool:
    """Whether the file is another one than it was; it is the new one then."""
    match _made(made):
        case str(text):
            if text == file.content_string:
                return False
            file.content_string = text
        case bytes(content):
            if content == file.content_bytes:
                return False
            file.content_bytes = content
    return True


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


def look_oftener(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """MkDocs looks at what is written twice a second; `paths` are those that it may watch already."""
    watched = []
    for path in paths:
        with suppress(KeyError):
            server.unwatch(path)
            watched.append(path)
    server.observer = PollingObserver(timeout=LOOKS_EVERY)
    server.build_delay = LOOKS_EVERY / 4
    for path in watched:
        server.watch(path)


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


def with_late(app: App, bring: Callable[[str], None]) -> App:
    """`bring` is told each path before it is served: what nobody asks for is not made."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        bring(str(environ.get("PATH_INFO", "")))
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
