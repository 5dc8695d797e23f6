"""What one process does: one locale of a site, checked and, where a folder is named for it, built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from .catalog import Catalog
from .catalog.edition import Tally
from .catalog.reading import proses
from .catalog.tool import Tool
from .locales import Edited, with_start_texts, words_of
from .memory import Memory
from .mkdocs_site import edited_in, locales_of_site, place_of, run_mkdocs, settings_of
from .package import workbook_scripts
from .problem import Problem
from .render import Rendered, render, render_alone
from .render.links import broken_links
from .render.search import search_script
from .words import Words

Say = Callable[[str], None]

SEARCH_DATA = "assets/search-data.js"


@dataclass(frozen=True)
class Share:
    """What one process does: a locale is checked, and built into the folder `site` of `folder`, where one is named."""

    config_file: Path
    locale: str
    folder: Path | None = None


@dataclass(frozen=True)
class Done:
    """What comes of it; how many texts need a translation and have one."""

    share: Share
    problems: list[Problem]
    tools: int = 0
    stories: int = 0
    files: int = 0
    needed: int = 0
    done: int = 0


Tell = Callable[[str, dict[str, object]], None]
"""Is told the key of a message and its facts, after each stage."""


def do(share: Share, say: Tell = lambda key, facts: None) -> Done:
    tally, whose = Tally(), (str(share.config_file.resolve()), share.locale)
    memory = Memory.recalled(*whose)
    edited, problems = edited_in(share.config_file, share.locale, tally, memory)
    if edited is None:
        return Done(share, problems, needed=tally.needed, done=tally.done)
    locales, _ = locales_of_site(share.config_file)
    edited = with_start_texts(share.config_file.parent, edited, locales)
    catalog = edited.catalog
    say("command.read", {"tools": len(catalog.tools), "stories": len(catalog.stories)})
    rendered = render(catalog, edited.locale.words, place_of(share.config_file, edited.locale, locales), memory=memory)
    problems = broken_links_of(edited, rendered)
    if share.folder is not None and not problems:
        settings = settings_of(share.config_file, edited, locales)
        problems = _build(share.config_file, edited, rendered, settings, share.folder, say)
        if not problems:
            add_search(share.folder / "site", edited.locale.words, memory)
    memory.keep(*whose, whole=share.folder is not None and not problems)
    counts = (len(catalog.tools), len(catalog.stories), len(rendered.files), tally.needed, tally.done)
    return Done(share, problems, *counts)


def build_course(
    config_file: Path, edited: Edited, folder: Path, tool: Tool | None, memory: Memory, say: Tell
) -> list[Problem]:
    """The site of one locale for a package, into the folder `site` of `folder`; of one tool, if one is named."""
    catalog, words = edited.catalog, edited.locale.words
    say("command.read", {"tools": len(catalog.tools), "stories": len(catalog.stories)})
    rendered = render(catalog, words, memory=memory)
    if problems := broken_links_of(edited, rendered):
        return problems
    if tool is not None:
        rendered, edited = render_alone(catalog, words, tool, memory), replace(edited, own={})
    settings = settings_of(config_file, edited, course=True)
    problems = _build(config_file, edited, rendered, settings, folder, say, tool.slug if tool is not None else None)
    if not problems and tool is None:
        add_search(folder / "site", words, memory)
    return problems


def _build(
    config_file: Path,
    edited: Edited,
    rendered: Rendered,
    settings: dict[str, Any],
    folder: Path,
    say: Tell,
    only: str | None = None,
) -> list[Problem]:
    words, tree, site = edited.locale.words, folder / "tree", folder / "site"
    rendered = with_workbooks(rendered, edited.catalog, words, only)
    say("command.rendered", {"files": len(rendered.files)})
    write(rendered, tree, edited)
    return run_mkdocs(config_file, tree, site, rendered, settings)


def all_done(shares: list[Share], words: Words, say: Say) -> tuple[list[Done], list[Problem]]:
    """In as many processes as there are cores. What is wrong with the original is told once."""
    if len(shares) == 1:
        done = [do(shares[0], lambda key, facts: say(words.text(key, **facts)))]
        return done, done[0].problems
    named = {share.locale: words_of(share.config_file.parent, share.locale) for share in shares}
    labels = {name: found.text("locale.name") for name, found in named.items() if found is not None}
    say(words.text("command.side_by_side", locales=words.text("text.separator").join(labels.values())))
    by_share: dict[Share, Done] = {}
    # Fresh processes: a forked one would share what the plugins and threads of this one hold.
    with ProcessPoolExecutor(min(len(shares), os.cpu_count() or 1), get_context("spawn")) as pool:
        for finished in as_completed([pool.submit(do, share) for share in shares]):
            result = finished.result()
            by_share[result.share] = result
            if not result.problems:
                say(words.text("command.locale_done", locale=labels[result.share.locale], files=result.files))
    done = [by_share[share] for share in shares]
    return done, done[0].problems or [problem for each in done for problem in each.problems]


def with_workbooks(rendered: Rendered, catalog: Catalog, words: Words, only: str | None = None) -> Rendered:
    """`only`: the slug of the one tool whose workbook is wanted."""
    return Rendered({**rendered.files, **workbook_scripts(catalog, words, only=only)}, rendered.nav)


def add_search(site: Path, words: Words, memory: Memory | None = None) -> None:
    """Puts what the search knows into a built site."""
    (site / SEARCH_DATA).write_text(search_script(pages_of(site), words, memory), "utf-8", newline="\n")


def broken_links_of(edited: Edited, rendered: Rendered) -> list[Problem]:
    """Links in authors' texts that lead to no page, or to no place of one."""
    catalog = edited.catalog
    texts = proses(catalog.tools, catalog.stories, catalog.home, catalog.reading, catalog.path)
    return broken_links(texts, rendered.files, list(edited.own))


def pages_of(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def write(rendered: Rendered, tree: Path, edited: Edited) -> None:
    """The plain tree on disk: the author's own pages and pictures, and over them what was rendered."""
    files = {name: each for name, each in edited.own.items() if not _is_within(each, tree)}
    tree.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, **rendered.files}.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copy2(content, path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _is_within(file: str | Path, tree: Path) -> bool:
    """The tree itself may stand inside `content`."""
    return isinstance(file, Path) and file.resolve().is_relative_to(tree.resolve())
