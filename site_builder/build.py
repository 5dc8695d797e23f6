"""The whole story: the folders of a knowledge base in, a site, a plain tree, or problems, out.

YAML → catalog (checked) → files (rendered) → MkDocs with Material → the site, put in place when it is whole
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .catalog import Catalog
from .catalog.originals import RECORD
from .guest import check_guest
from .locales import SITE, Edited, Locale, Recorded, locales_of, record
from .memory import Memory
from .mkdocs_site import (
    docs_of,
    edited_in,
    is_guest,
    locales_of_site,
    place_of,
    tools_of,
    words_of_site,
    written,
)
from .problem import Problem, Span, closest
from .render import render
from .render.links import broken_in_site
from .shares import Done, Say, Share, all_done, broken_links_of, build_course, pages_of, with_workbooks, write
from .words import Words


def build(config_file: Path, words: Words, out: Path | None = None, say: Say = lambda line: None) -> list[Problem]:
    """Builds the site into `out` (the config's `site_dir` unless given). With problems, what stood there stays.

    `words` are those of the messages; the pages are in the languages of the site, the root's first.
    """
    locales, problems = locales_of_site(config_file)
    if problems:
        return problems
    if is_guest(config_file):
        facts = {"docs": str(written(config_file).get("docs_dir", "docs"))}
        return [Problem(Span(config_file.name), "site_of_others", facts)]
    out = out or config_file.parent / str(written(config_file).get("site_dir", "site"))
    if not _may_be_replaced(out, config_file.parent):
        return [Problem(Span(_shown(out)), "out_not_site", {"folder": _shown(out)})]
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        shares = [Share(config_file, each.name, Path(folder, each.name)) for each in locales]
        done, problems = all_done(shares, words, say)
        if problems:
            return problems
        site = _together(locales, done)
        problems = _broken_in_site(site)
        if problems:
            return problems
        try:
            _replace(out, site)
        except OSError as error:
            return [_cannot_write(out, error)]
    say(words.text("command.built", folder=_shown(out)))
    return []


def built_files(config_file: Path, words: Words, say: Say) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of the site by path, built anew and put nowhere; or every problem."""
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        site = Path(folder, "site")
        nowhere = words.text("command.built", folder=_shown(site))
        if problems := build(config_file, words, site, lambda line: None if line == nowhere else say(line)):
            return {}, problems
        return _files_in(site), []


def course_files(
    config_file: Path, words: Words, say: Say, locale: str | None, tool: str | None, way: str | None, keep: str
) -> tuple[dict[str, bytes], Edited | None, list[Problem]]:
    """The site in one language as it goes into a course package, by path; of one tool (a slug), if one is named.

    Gives what it was made of, too. `way` must be one of the path's. `keep`: where the course keeps the learner's work,
    "local" or "portal".
    """
    whose = (str(config_file.resolve()), locale or "", f"course kept by {keep}")
    memory = Memory.recalled(*whose)
    edited, problems = edited_in(config_file, locale, memory=memory)
    if edited is None:
        return {}, None, problems
    edited = replace(edited, locale=replace(edited.locale, words=edited.locale.words.saying(f"portal.in_pages.{keep}")))
    slugs = [each.slug for each in edited.catalog.tools]
    chosen = next((each for each in edited.catalog.tools if each.slug == tool), None)
    if tool is not None and chosen is None:
        facts = {"name": tool, "known": ", ".join(slugs) or "–"}
        return {}, None, [Problem(Span("tools"), "unknown_tool", facts, closest(tool, slugs))]
    ways = [] if edited.catalog.path is None else list(edited.catalog.path.file.ways)
    if way is not None and way not in ways:
        facts = {"name": way, "known": ", ".join(ways) or "–"}
        return {}, None, [Problem(Span("content/path.yml"), "unknown_way", facts, closest(way, ways))]
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        problems = build_course(
            config_file, edited, Path(folder), chosen, memory, lambda key, facts: say(words.text(key, **facts))
        )
        memory.keep(*whose)
        return ({} if problems else _files_in(Path(folder, "site"))), edited, problems


def _files_in(site: Path) -> dict[str, bytes]:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def read(config_file: Path, locale: str | None = None) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of the knowledge base around `mkdocs.yml`, checked, or everything that is wrong with it.

    In the root locale unless another one is named.
    """
    if is_guest(config_file):
        return read_guest(config_file)
    edited, problems = edited_in(config_file, locale)
    return (edited.catalog if edited is not None else None), problems


def read_guest(config_file: Path) -> tuple[Catalog | None, list[Problem]]:
    """As `read`, for a site that is somebody else's."""
    folders = (config_file.parent, docs_of(config_file), tools_of(config_file))
    return check_guest(*folders, words_of_site(config_file))


def check(config_file: Path) -> tuple[Catalog | None, list[Problem]]:
    """As `read`, and the links between the pages that are made of it."""
    edited, problems = edited_in(config_file)
    if edited is not None:
        rendered = render(edited.catalog, edited.locale.words)
        problems = broken_links_of(edited, rendered)
    return (None if problems or edited is None else edited.catalog), problems


def check_all(config_file: Path, words: Words, say: Say = lambda line: None) -> list[Problem]:
    """As `check`, in every locale of the site; says how far each translation is."""
    locales, problems = locales_of_site(config_file)
    if problems:
        return problems
    if is_guest(config_file):
        catalog, problems = read_guest(config_file)
        if catalog is not None and not problems:
            say(words.text("command.checked_guest", tools=len(catalog.tools)))
        return problems
    done, problems = all_done([Share(config_file, each.name) for each in locales], words, say)
    for share, locale in zip(done, locales, strict=False):
        if share.needed:
            say(words.text("command.translated", locale=locale.label, done=share.done, needed=share.needed))
    if not problems:
        say(words.text("command.checked", tools=done[0].tools, stories=done[0].stories))
    return problems


def _together(locales: list[Locale], done: list[Done]) -> Path:
    """The root's site, with the others in folders of it."""
    sites = [each.share.folder / "site" for each in done if each.share.folder is not None]
    for locale, site in zip(locales[1:], sites[1:], strict=True):
        (site / "404.html").unlink(missing_ok=True)  # a server shows the one at the top
        site.rename(sites[0] / locale.name)
    return sites[0]


def render_tree(config_file: Path, out: Path, locale: str | None = None) -> tuple[list[Problem], int]:
    """The plain tree of one locale into `out`, and how many files were rendered."""
    edited, problems = edited_in(config_file, locale)
    if edited is None:
        return problems, 0
    locales, _ = locales_of_site(config_file)
    rendered = render(edited.catalog, edited.locale.words, place_of(config_file, edited.locale, locales))
    problems = broken_links_of(edited, rendered)
    if problems:
        return problems, 0
    rendered = with_workbooks(rendered, edited.catalog, edited.locale.words)
    try:
        write(rendered, out, edited)
    except OSError as error:
        return [_cannot_write(out, error)], 0
    return [], len(rendered.files)


def record_translation(config_file: Path, locale: str, files: Sequence[str]) -> tuple[Recorded | None, list[Problem]]:
    """Records that texts are translated, and of `files` that those are up to date which were outdated."""
    locales, problems = locales_of_site(config_file)
    if problems:
        return None, problems
    found, problems = locales_of(config_file.parent, locales[0].name, [locale])  # before the site has it, too
    if problems:
        return None, problems
    originals = [_original_of(name, locale) for name in files]
    recorded, problems = record(config_file, found[-1], found[0], originals)
    if problems:
        return None, problems
    path = config_file.parent / "content" / locale / RECORD
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(recorded.text, "utf-8", newline="\n")
    except OSError as error:
        return None, [_cannot_write(path.parent, error)]
    return recorded, []


def _original_of(name: str, locale: str) -> str:
    """A file may be called by the original's path or by the translation's."""
    top, _, below = Path(name).as_posix().partition("/")
    return (
        "mkdocs.yml" if below == f"{locale}/{SITE}" else f"{top}/{below.removeprefix(f'{locale}/')}" if below else top
    )


def _broken_in_site(site: Path) -> list[Problem]:
    """Links between the pages of the built site, an author's own pages among them."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return broken_in_site(pages_of(site), files)


def _may_be_replaced(out: Path, root: Path) -> bool:
    """Only a site may be replaced: nobody's folder is lost to `--out .` or `--out ~`."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return True
    is_site = (out / "index.html").is_file() and (out / "sitemap.xml").is_file()
    return is_site and not root.resolve().is_relative_to(out.resolve())


def _replace(out: Path, site: Path) -> None:
    """The new site, whole beside the old one, takes its place; an interrupted build leaves the old one."""
    out.parent.mkdir(parents=True, exist_ok=True)
    staged, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    if old.exists() and not out.exists():  # the program was killed between the two renames
        old.rename(out)
    for leftover in (staged, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        shutil.copytree(site, staged)
        if out.exists():
            out.rename(old)
        staged.rename(out)
    except BaseException:
        if old.exists() and not out.exists():
            old.rename(out)
        shutil.rmtree(staged, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _cannot_write(out: Path, error: OSError) -> Problem:
    return Problem(Span(_shown(out)), "cannot_write", {"folder": _shown(out), "reason": error.strerror or str(error)})


def _shown(folder: Path) -> str:
    return folder.relative_to(Path.cwd()).as_posix() if folder.is_relative_to(Path.cwd()) else folder.as_posix()
