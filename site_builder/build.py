"""The whole story: the folders of a knowledge base in, a site, a plain tree, or problems, out.

YAML → catalog (checked) → files (rendered) → MkDocs with Material → the site, put in place when it is whole
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from .catalog import Catalog, load_catalog
from .catalog.reading import proses
from .located_yaml import read as read_located
from .package import workbook_scripts
from .problem import Problem, Span
from .render import Rendered, render
from .render.links import broken_in_site, broken_links
from .render.search import search_script
from .words import LOCALES, Words, load

OWN_PLUGIN = "site-builder"
_EPOCH = "1700000000"  # a constant: what MkDocs would date by the clock (the packed sitemap) stays the same

Say = Callable[[str], None]


def build(config_file: Path, words: Words, out: Path | None = None, say: Say = lambda line: None) -> list[Problem]:
    """Builds the site into `out` (the config's `site_dir` unless given). With problems, what stood there stays.

    `words` are those of the messages; the pages are in the language of the site.
    """
    catalog, problems = read(config_file)
    if catalog is None:
        return problems
    say(words.text("command.read", tools=len(catalog.tools), stories=len(catalog.stories)))
    out = out or config_file.parent / str(_written(config_file).get("site_dir", "site"))
    if not _may_be_replaced(out, config_file.parent):
        return [Problem(Span(_shown(out)), "out_not_site", {"folder": _shown(out)})]
    language = words_of_site(config_file)
    rendered = render(catalog, language)
    problems = _broken_links(catalog, rendered, config_file.parent / "content")
    if problems:
        return problems
    rendered = with_workbooks(rendered, catalog, language)
    say(words.text("command.rendered", files=len(rendered.files)))
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        tree, site = Path(folder, "tree"), Path(folder, "site")
        write(rendered, tree, config_file.parent / "content")
        problems = _run_mkdocs(config_file, tree, site, rendered) or _broken_in_site(site)
        if problems:
            return problems
        add_search(site, language)
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
        files = sorted(path for path in site.rglob("*") if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}, []


def read(config_file: Path) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of the knowledge base around `mkdocs.yml`, checked, or everything that is wrong with it."""
    if not config_file.is_file():
        return None, [Problem(Span(config_file.name), "no_site", {"folder": config_file.parent.name or "."})]
    try:
        separator = words_of_site(config_file).text("text.separator")
    except (MkDocsException, ValueError) as error:
        # MkDocs knows tags that we do not; so it reads the file, and only what it cannot read is looked at here.
        said = _mkdocs_says(config_file.name, str(error))
        return None, [each for each in read_located(config_file, config_file.name)[1] if each.code != "tag"] or [said]
    return load_catalog(config_file.parent, separator)


def check(config_file: Path) -> tuple[Catalog | None, list[Problem]]:
    """As `read`, and the links between the pages that are made of it."""
    catalog, problems = read(config_file)
    if catalog is not None:
        rendered = render(catalog, words_of_site(config_file))
        problems = _broken_links(catalog, rendered, config_file.parent / "content")
    return (None if problems else catalog), problems


def words_of_site(config_file: Path) -> Words:
    """The words of the pages: `lang` of our plugin in `mkdocs.yml`, the first locale where nothing is said."""
    plugins = _written(config_file).get("plugins") if config_file.is_file() else None
    options = {name: each[name] for each in _listed(plugins) if isinstance(each, dict) for name in each}
    ours = options.get(OWN_PLUGIN)
    lang = ours.get("lang") if isinstance(ours, dict) else None
    return load(lang if lang in LOCALES else LOCALES[0])


def with_workbooks(rendered: Rendered, catalog: Catalog, words: Words, whole: bool = True) -> Rendered:
    """Not `whole`: without those that would have to be made anew."""
    return Rendered({**rendered.files, **workbook_scripts(catalog, words, whole)}, rendered.nav)


def add_search(site: Path, words: Words, others: Collection[str] = ()) -> None:
    """Puts what the search knows into a built site. `others`: folders in it that are sites of their own."""
    pages = {name: text for name, text in _pages_of(site).items() if name.partition("/")[0] not in others}
    (site / "assets" / "search-data.js").write_text(search_script(pages, words), "utf-8", newline="\n")


def render_tree(config_file: Path, out: Path) -> tuple[list[Problem], int]:
    """The plain tree into `out`, and how many files were rendered."""
    catalog, problems = read(config_file)
    if catalog is None:
        return problems, 0
    words = words_of_site(config_file)
    rendered = render(catalog, words)
    problems = _broken_links(catalog, rendered, config_file.parent / "content")
    if problems:
        return problems, 0
    rendered = with_workbooks(rendered, catalog, words)
    try:
        write(rendered, out, config_file.parent / "content")
    except OSError as error:
        return [_cannot_write(out, error)], 0
    return [], len(rendered.files)


def serve(config_file: Path, address: str, open_browser: bool) -> None:
    """MkDocs' own live server, with our plugin; `watch` in mkdocs.yml names the folders of YAML and templates."""
    _quiet()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    mkdocs_serve(str(config_file), dev_addr=address, open_in_browser=open_browser)


def _broken_links(catalog: Catalog, rendered: Rendered, content: Path) -> list[Problem]:
    """Links in authors' texts that lead to no page, or to no place of one."""
    own = [path.relative_to(content).as_posix() for path in content.rglob("*") if path.is_file() and _is_own(path.name)]
    texts = proses(catalog.tools, catalog.stories, catalog.home, catalog.reading, catalog.path)
    return broken_links(texts, rendered.files, own)


def _broken_in_site(site: Path) -> list[Problem]:
    """Links between the pages of the built site, an author's own pages among them."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return broken_in_site(_pages_of(site), files)


def _pages_of(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def _is_own(name: str) -> bool:
    """Whether a file of `content` goes into the site as it stands: no YAML, no hidden file, no numbered chapter."""
    return not name.startswith(".") and not name.endswith((".yml", ".yaml")) and _CHAPTER.fullmatch(name) is None


_CHAPTER = re.compile(r"[0-9]+-.*\.md")


def write(rendered: Rendered, tree: Path, content: Path) -> None:
    """The plain tree on disk: the author's own pages and pictures, and over them what was rendered."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        """What is no page of its own, and the tree itself, should it stand inside `content`."""
        return [name for name in names if not _is_own(name) or Path(folder, name).resolve() == tree.resolve()]

    tree.mkdir(parents=True, exist_ok=True)
    if content.is_dir():
        shutil.copytree(content, tree, ignore=left_out, dirs_exist_ok=True)
    for name, text in rendered.files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _run_mkdocs(config_file: Path, tree: Path, site: Path, rendered: Rendered) -> list[Problem]:
    """Runs MkDocs on the tree as on any other, without our plugin. A warning of MkDocs ends the build."""
    _quiet()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    plugins = [each for each in _listed(_written(config_file).get("plugins", ["search"])) if not _is_ours(each)]
    heard, log = _Heard(), logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        config = load_config(
            str(config_file), docs_dir=str(tree), site_dir=str(site), plugins=plugins, nav=rendered.nav, strict=True
        )
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        return [_mkdocs_says(config_file.name, message) for message in heard.messages or [str(error)]]
    finally:
        log.removeHandler(heard)
    return []


def _quiet() -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Heard(logging.StreamHandler[Any]):
    """Keeps what MkDocs warns of, and prints it in full, since a problem's message is cut to a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setLevel(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
        super().emit(record)


def _mkdocs_says(file: str, message: str) -> Problem:
    return Problem(Span(file), "mkdocs_says", {"message": message})


def _written(config_file: Path) -> dict[str, Any]:
    """The settings as they are written; MkDocsException or ValueError if they cannot be read."""
    written = yaml_load(config_file.read_text("utf-8-sig"))
    if not isinstance(written, dict):
        raise ValueError("the settings are no mapping")
    return written


def _listed(plugins: object) -> list[Any]:
    """`plugins` as a list; MkDocs takes a mapping too."""
    if isinstance(plugins, dict):
        return [{name: options} for name, options in plugins.items()]
    return plugins if isinstance(plugins, list) else []


def _is_ours(plugin: object) -> bool:
    return plugin == OWN_PLUGIN or (isinstance(plugin, dict) and OWN_PLUGIN in plugin)


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
