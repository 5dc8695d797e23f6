"""MkDocs hooks, no logic: `mkdocs serve` and `mkdocs build` show the same pages as `site-builder build`.

In a site that has pages of its own (`mkdocs_site.is_guest`), calculators are put into them and all else stays.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from .catalog import Catalog, load_tools_alone
from .guest import GuestPage, check_pages, files_for, with_calculators
from .live import Made, Standing, Told, file_of, look_oftener, marks_of, stamp_of, with_late, with_overlay
from .locales import Edited
from .macros import Macro, marked
from .memory import Memory
from .mkdocs_site import (
    edited_in,
    is_guest,
    mkdocs_says,
    needs_own_theme,
    own_theme,
    place_of,
    settings_of,
    with_own_markdown,
    words_for,
    words_of_site,
)
from .package import workbook_asked, workbook_scripts
from .problem import Problem
from .render import Plan, plan
from .report import as_text
from .resources import templates
from .shares import SEARCH_DATA, add_search, with_workbooks
from .words import LOCALES, Words


class Settings(Config):  # type: ignore[no-untyped-call]
    """`lang`: the language of the knowledge base as it stands. `locales`: the others, which `site-builder build` adds.

    `shown`: the one of them that is shown here. `tools`: the folder of tools, in a site that has pages of its own.
    """

    lang = config_options.Type(str, default=LOCALES[0])
    locales = config_options.Type(list, default=[])
    shown = config_options.Optional(config_options.Type(str))
    tools = config_options.Type(str, default="tools")


class SiteBuilderPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the rendered pages to what MkDocs found in `docs_dir`, and sets the navigation; or is a guest there."""

    plan: Plan
    edited: Edited
    whole = True
    is_first = True
    guest: Catalog | None = None
    macros: dict[str, list[Macro]]
    navigation: Navigation
    memory: Memory | None = None
    told: Told
    standing: Standing | None
    is_search_old = False
    workbooks: dict[str, Catalog]
    busy: AbstractContextManager[Any]

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.whole = command != "serve"  # a workbook takes a second, which somebody would wait for after each saving
        self.memory, self.told, self.standing = None, Told(), None
        self.workbooks, self.busy, self.is_first = {}, RLock(), True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        file = Path(config.config_file_path)
        self.guest = None
        if is_guest(file, Path(config.docs_dir)):
            words = words_for(self.config.lang)
            self.memory = self.memory or Memory()
            folder, separator = file.parent / self.config.tools, words.text("text.separator")
            self.guest, problems = load_tools_alone(folder, file.parent, separator, self.memory)
            self.macros = {}
            self._end(problems, words)
            return config
        self._end(self._read(file), words_of_site(file))
        if needs_own_theme(config.theme.name, config.theme.custom_dir):
            config.theme.dirs.insert(0, str(own_theme()))
        settings = settings_of(file, self.edited)
        for name, setting in settings.pop("theme", {}).items():
            if name in ("language", "palette"):
                config.theme[name] = setting
        for name, setting in settings.items():
            config[name] = setting
        config.nav = self.plan.nav
        with_own_markdown(config)
        return config

    def _read(self, file: Path) -> list[Problem]:
        """Everything of ours anew, as far as it changed. With problems, what was read before stays."""
        memory = self.memory or Memory.recalled(*self._whose(file))
        edited, problems = edited_in(file, self.config.shown, memory=memory)
        if edited is not None:
            words, place = edited.locale.words, place_of(file, edited.locale)
            self.edited, self.plan = edited, plan(edited.catalog, words, place, memory=memory)
        self.memory = memory
        return problems

    def _whose(self, file: Path) -> tuple[str, ...]:
        return str(file.resolve()), self.config.shown or "", "as a plugin"

    @property
    def made(self) -> Made:
        return {**self.edited.own, **self.plan.files}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Of the folder only what is the author's own: no chapters, no translations."""
        if self.guest is not None:
            return files
        rendered = self.plan.rendered()
        if self.whole:
            rendered = with_workbooks(rendered, self.edited.catalog, self.edited.locale.words)
        made = {**self.edited.own, **rendered.files}
        if self.is_first and self.memory is not None:  # what is made later may rest on templates changed since
            self.memory.keep(*self._whose(Path(config.config_file_path)))
            self.is_first = False
        for standing in [each for each in files if each.src_dir == config.docs_dir]:
            if made.get(standing.src_uri) != Path(standing.abs_src_path or ""):
                files.remove(standing)
        for name, content in made.items():
            if not isinstance(content, Path) or files.get_file_from_path(name) is None:
                files.append(file_of(config, name, content))
        return Files(sorted(files, key=_as_walked))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.navigation = nav
        return nav

    @event_priority(100)  # before a plugin that reads braces in its own way
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if self.guest is None:
            return markdown
        root, path = Path(config.config_file_path).parent, page.file.abs_src_path
        file = Path(path) if path is not None else Path(page.file.src_uri)
        shown = file.relative_to(root).as_posix() if file.is_relative_to(root) else page.file.src_uri
        above = len(page.file.content_string.split("\n")) - len(markdown.split("\n"))  # lines of front matter
        markdown, macros = marked(markdown, shown, max(above, 0) + 1)
        if macros:
            self.macros[page.url] = macros
        return markdown

    @event_priority(-100)  # all pages stand as they are; nothing is written yet
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        if self.guest is None:
            if not self.whole:
                parts = (config, files, self.navigation, env, marks_of(self.made), self.plan.nav)
                self.standing = Standing(*parts, self._stamp(config))
            return env
        words = words_for(self.config.lang)
        asking = {each.page.url: each.page for each in files.documentation_pages() if each.page is not None}
        pages = [GuestPage(url, asking[url].content or "", macros) for url, macros in self.macros.items()]
        problems = check_pages(pages, self.guest)
        if problems and not self.whole:  # the site is on its way, and is shown with what is wrong
            self.told.problems, self.told.words = problems, words
            for each in pages:
                asking[each.url].content = each.as_written
            return env
        self._end(problems, words)
        for url, html in with_calculators(pages, self.guest, words, get_relative_url):
            asking[url].content = html
        rem = 20 if config.theme.name == "material" else 16
        for name, content in files_for(pages, self.guest, words, rem, self.whole).items():
            files.append(file_of(config, name, content))
        return env

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        look_oftener(server, [config.docs_dir, config.config_file_path, *config.theme.dirs])
        folder = Path(config.config_file_path).parent / self.config.tools
        if self.guest is not None and folder.is_dir():
            server.watch(str(folder))
        server.builder = partial(self.rebuild, Path(config.config_file_path), builder)
        if (app := server.get_app()) is not None:
            server.set_app(with_late(with_overlay(app, self.told), self.bring))
        gc.freeze()  # what was built first mostly stays: it need not be looked through after each change
        return server

    def rebuild(self, file: Path, whole: Callable[[], None]) -> None:
        """After a change: what changed, or all where that is not enough. Problems are shown, and the site stays."""
        with self._telling(file):
            self.told.problems = ()
            if not self._refresh(file):
                whole()

    @contextmanager
    def _telling(self, file: Path) -> Iterator[None]:
        """One at a time; what MkDocs says is shown on the page."""
        with self.busy:
            try:
                yield
            except MkDocsException as error:
                if not self.told.problems:
                    said = [mkdocs_says(file.name, str(error))]
                    self.told.problems, self.told.words = said, words_for(self.config.lang)
                if not isinstance(error, Abort):  # MkDocs has said it
                    print(error, file=sys.stderr)

    def _refresh(self, file: Path) -> bool:
        if self.standing is None or self.guest is not None:
            return False
        stamp = self._stamp(self.standing.config)
        if stamp != self.standing.stamp:
            self.memory, self.standing = Memory(), None
            return False
        self._end(self._read(file), words_of_site(file))
        changed = self.standing.refresh(self.made, self.plan.nav, stamp)
        self.is_search_old |= bool(changed)
        return changed is not None

    def bring(self, path: str) -> None:
        """Before a path is served: the page that changed, what the search knows, a workbook."""
        with self.busy:
            standing = self.standing
            if standing is None or self.guest is not None:
                return
            site = Path(standing.config.site_dir)
            with self._telling(Path(standing.config.config_file_path)):
                if path.endswith(f"/{SEARCH_DATA}") and self.is_search_old:
                    standing.bring_all()
                    self.is_search_old = False
                    add_search(site, self.edited.locale.words, self.memory)
                elif (slug := workbook_asked(path)) is not None:
                    self._bring_workbook(slug, site)
                else:
                    standing.bring(path)

    def _bring_workbook(self, slug: str, site: Path) -> None:
        if self.workbooks.get(slug) is not self.edited.catalog:
            for name, script in workbook_scripts(self.edited.catalog, self.edited.locale.words, only=slug).items():
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_text(script, "utf-8", newline="\n")
            self.workbooks[slug] = self.edited.catalog

    def _stamp(self, config: MkDocsConfig) -> object:
        """What every page rests on: settings, templates, the theme's own files, texts of the locale's settings."""
        file = Path(config.config_file_path)
        themes = [Path(each) for each in config.theme.dirs if Path(each).is_relative_to(file.parent)]
        return stamp_of([file, templates(), *themes]), self.edited.settings

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.guest is None:
            self.is_search_old = False
            add_search(Path(config.site_dir), self.edited.locale.words, self.memory)

    def _end(self, problems: Sequence[Problem], words: Words) -> None:
        if problems:
            self.told.problems, self.told.words = problems, words
            raise PluginError("\n" + as_text(problems, words))


def _as_walked(file: File) -> tuple[tuple[str, ...], bool, str]:
    """The order in which MkDocs finds files in folders, so that the sitemap is the same for a tree on disk."""
    *folders, name = file.src_uri.split("/")
    return tuple(folders), name.partition(".")[0] not in ("index", "README"), name
