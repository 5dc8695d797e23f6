"""The whole story: the folders of a knowledge base in, a site, a plain tree, or problems, out.

YAML → catalog (checked) → files (rendered) → MkDocs with Material → the site, put in place when it is whole
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import get_theme_dir
from mkdocs.utils.yaml import yaml_load

from .catalog import Catalog
from .catalog.edition import Tally
from .catalog.originals import RECORD
from .catalog.reading import proses
from .locales import SITE, Edited, Locale, Recorded, edit, locales_of, record, with_start_texts, words_of
from .located_yaml import read as read_located
from .package import workbook_scripts
from .problem import Problem, Span
from .render import Rendered, render
from .render.embed import Place
from .render.links import broken_in_site, broken_links
from .render.search import search_script
from .words import LOCALES, Words, load, locales_with_words

OWN_PLUGIN = "site-builder"
_EPOCH = "1700000000"  # a constant: what MkDocs would date by the clock (the packed sitemap) stays the same

Say = Callable[[str], None]


def build(config_file: Path, words: Words, out: Path | None = None, say: Say = lambda line: None) -> list[Problem]:
    """Builds the site into `out` (the config's `site_dir` unless given). With problems, what stood there stays.

    `words` are those of the messages; the pages are in the languages of the site, the root's first.
    """
    locales, problems = locales_of_site(config_file)
    if problems:
        return problems
    out = out or config_file.parent / str(_written(config_file).get("site_dir", "site"))
    if not _may_be_replaced(out, config_file.parent):
        return [Problem(Span(_shown(out)), "out_not_site", {"folder": _shown(out)})]
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        shares = [Share(config_file, each.name, Path(folder, each.name)) for each in locales]
        done, problems = _all_done(shares, words, say)
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
        files = sorted(path for path in site.rglob("*") if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}, []


def read(config_file: Path, locale: str | None = None) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of the knowledge base around `mkdocs.yml`, checked, or everything that is wrong with it.

    In the root locale unless another one is named.
    """
    edited, problems = edited_in(config_file, locale)
    return (edited.catalog if edited is not None else None), problems


def check(config_file: Path) -> tuple[Catalog | None, list[Problem]]:
    """As `read`, and the links between the pages that are made of it."""
    edited, problems = edited_in(config_file)
    if edited is not None:
        rendered = render(edited.catalog, edited.locale.words)
        problems = _broken_links(edited, rendered)
    return (None if problems or edited is None else edited.catalog), problems


def check_all(config_file: Path, words: Words, say: Say = lambda line: None) -> list[Problem]:
    """As `check`, in every locale of the site; says how far each translation is."""
    locales, problems = locales_of_site(config_file)
    if problems:
        return problems
    done, problems = _all_done([Share(config_file, each.name) for each in locales], words, say)
    for share, locale in zip(done, locales, strict=False):
        if share.needed:
            say(words.text("command.translated", locale=locale.label, done=share.done, needed=share.needed))
    if not problems:
        say(words.text("command.checked", tools=done[0].tools, stories=done[0].stories))
    return problems


def locales_of_site(config_file: Path) -> tuple[list[Locale], list[Problem]]:
    """The root locale and the others: `lang` and `locales` of our plugin in `mkdocs.yml`, or what is wrong with it."""
    if not config_file.is_file():
        return [], [Problem(Span(config_file.name), "no_site", {"folder": config_file.parent.name or "."})]
    try:
        options = _options(config_file)
    except (MkDocsException, ValueError) as error:
        # MkDocs knows tags that we do not; so it reads the file, and only what it cannot read is looked at here.
        said = _mkdocs_says(config_file.name, str(error))
        return [], [each for each in read_located(config_file, config_file.name)[1] if each.code != "tag"] or [said]
    others = options.get("locales") or []
    named = [str(each) for each in others] if isinstance(others, list) else [str(others)]
    return locales_of(config_file.parent, _first(options), named)


def edited_in(
    config_file: Path, name: str | None = None, tally: Tally | None = None
) -> tuple[Edited | None, list[Problem]]:
    """The knowledge base in a locale of the site, the root's unless one is named; or all that is wrong with it."""
    locales, problems = locales_of_site(config_file)
    if problems:
        return None, problems
    locale = next((each for each in locales if each.name == name), locales[0])
    return edit(config_file, locale, locales[0], tally)


def words_of_site(config_file: Path) -> Words:
    """The words of the root locale: `lang` of our plugin in `mkdocs.yml`, the first locale where nothing is said."""
    return load(_first(_options(config_file) if config_file.is_file() else {}))


def _options(config_file: Path) -> dict[str, Any]:
    """What `mkdocs.yml` says to our plugin."""
    plugins = _written(config_file).get("plugins")
    options = {name: each[name] for each in _listed(plugins) if isinstance(each, dict) for name in each}
    ours = options.get(OWN_PLUGIN)
    return ours if isinstance(ours, dict) else {}


def _first(options: dict[str, Any]) -> str:
    lang = options.get("lang")
    return lang if lang in locales_with_words() else LOCALES[0]


# ---------------------------------------------------------------- each locale's share, side by side


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


def do(share: Share, say: Callable[[str, dict[str, object]], None] = lambda key, facts: None) -> Done:
    """`say` is told the key of a message and its facts, after each stage."""
    tally = Tally()
    edited, problems = edited_in(share.config_file, share.locale, tally)
    if edited is None:
        return Done(share, problems, needed=tally.needed, done=tally.done)
    locales, _ = locales_of_site(share.config_file)
    edited = with_start_texts(share.config_file.parent, edited, locales)
    catalog, words = edited.catalog, edited.locale.words
    say("command.read", {"tools": len(catalog.tools), "stories": len(catalog.stories)})
    rendered = render(catalog, words, place_of(share.config_file, edited.locale, locales))
    problems = _broken_links(edited, rendered)
    if share.folder is not None and not problems:
        rendered = with_workbooks(rendered, catalog, words)
        say("command.rendered", {"files": len(rendered.files)})
        tree, site = share.folder / "tree", share.folder / "site"
        write(rendered, tree, edited)
        problems = _run_mkdocs(share.config_file, tree, site, rendered, settings_of(share.config_file, edited, locales))
        if not problems:
            add_search(site, words)
    counts = (len(catalog.tools), len(catalog.stories), len(rendered.files), tally.needed, tally.done)
    return Done(share, problems, *counts)


def _all_done(shares: list[Share], words: Words, say: Say) -> tuple[list[Done], list[Problem]]:
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


def _together(locales: list[Locale], done: list[Done]) -> Path:
    """The root's site, with the others in folders of it."""
    sites = [each.share.folder / "site" for each in done if each.share.folder is not None]
    for locale, site in zip(locales[1:], sites[1:], strict=True):
        (site / "404.html").unlink(missing_ok=True)  # a server shows the one at the top
        site.rename(sites[0] / locale.name)
    return sites[0]


def with_workbooks(rendered: Rendered, catalog: Catalog, words: Words, whole: bool = True) -> Rendered:
    """Not `whole`: without those that would have to be made anew."""
    return Rendered({**rendered.files, **workbook_scripts(catalog, words, whole)}, rendered.nav)


def add_search(site: Path, words: Words, others: Collection[str] = ()) -> None:
    """Puts what the search knows into a built site. `others`: folders in it that are sites of their own."""
    pages = {name: text for name, text in _pages_of(site).items() if name.partition("/")[0] not in others}
    (site / "assets" / "search-data.js").write_text(search_script(pages, words), "utf-8", newline="\n")


def render_tree(config_file: Path, out: Path, locale: str | None = None) -> tuple[list[Problem], int]:
    """The plain tree of one locale into `out`, and how many files were rendered."""
    edited, problems = edited_in(config_file, locale)
    if edited is None:
        return problems, 0
    locales, _ = locales_of_site(config_file)
    rendered = render(edited.catalog, edited.locale.words, place_of(config_file, edited.locale, locales))
    problems = _broken_links(edited, rendered)
    if problems:
        return problems, 0
    rendered = with_workbooks(rendered, edited.catalog, edited.locale.words)
    try:
        write(rendered, out, edited)
    except OSError as error:
        return [_cannot_write(out, error)], 0
    return [], len(rendered.files)


def place_of(config_file: Path, here: Locale, locales: Sequence[Locale] = ()) -> Place:
    """Where the pages of a locale stand, as far as `mkdocs.yml` says. `locales` are those that stand beside them."""
    url = str(_written(config_file).get("site_url") or "")
    return Place(url and url.rstrip("/") + "/", here.folder, {each.name: each.folder for each in locales})


def settings_of(config_file: Path, edited: Edited, locales: Sequence[Locale] = ()) -> dict[str, Any]:
    """What of `mkdocs.yml` is another in this locale. `locales` are those that the pages lead to."""
    written, here = _written(config_file), edited.locale
    texts = {key: put(written[key], edited.settings.get(key)) for key in SETTINGS if key in written}
    extra = dict(written.get("extra") or {})
    to_root = "../" * here.folder.count("/")
    switch = [
        {
            "lang": each.lang,
            "name": each.label,
            "here": each.name == here.name,
            "folder": each.folder,
            "root": to_root + each.folder,
        }
        for each in locales
    ]
    extra["theme_css"] = theme_css()
    extra |= {"lang": here.lang, "work_root": to_root, "languages": switch if len(switch) > 1 else []}
    if written.get("site_url"):
        extra["site_root"] = str(written["site_url"]).rstrip("/") + "/"
    made = {**texts, "extra": extra}
    if here.folder:
        made["theme"] = {**made.get("theme", {"name": "material"}), "language": here.theme}
        if "site_root" in extra:
            made["site_url"] = extra["site_root"] + here.folder
    return made


def theme_css() -> list[str]:
    """Material's two style sheets by their paths in a site, for pages without its base; their names hold hashes."""
    folder = Path(get_theme_dir("material"))
    found = (sorted(folder.glob(f"assets/stylesheets/{name}.*.css"))[0] for name in ("main", "palette"))
    return [path.relative_to(folder).as_posix() for path in found]


SETTINGS = ("site_name", "site_description", "copyright", "theme")


def put(written: Any, translated: Any) -> Any:
    """A setting with the texts of its translation; what is no text stays, whatever MkDocs made of it."""
    match written, translated:
        case dict(), dict():
            return {key: put(each, translated.get(key)) for key, each in written.items()}
        case list(), list() if len(written) == len(translated):
            return [put(each, other) for each, other in zip(written, translated, strict=True)]
        case str(), str():
            return translated
        case _:
            return written


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


def serve(config_file: Path, address: str, open_browser: bool, locale: str | None = None) -> None:
    """MkDocs' own live server, with our plugin; `watch` in mkdocs.yml names the folders of YAML and templates.

    One locale is shown: the root's unless another one is named.
    """
    _quiet()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    shown: dict[str, Any] = {}
    if locale is not None:
        plugins = [each for each in _listed(_written(config_file).get("plugins", ["search"])) if not _is_ours(each)]
        shown["plugins"] = [*plugins, {OWN_PLUGIN: {**_options(config_file), "shown": locale}}]
    mkdocs_serve(str(config_file), dev_addr=address, open_in_browser=open_browser, **shown)


def _broken_links(edited: Edited, rendered: Rendered) -> list[Problem]:
    """Links in authors' texts that lead to no page, or to no place of one."""
    catalog = edited.catalog
    texts = proses(catalog.tools, catalog.stories, catalog.home, catalog.reading, catalog.path)
    return broken_links(texts, rendered.files, list(edited.own))


def _broken_in_site(site: Path) -> list[Problem]:
    """Links between the pages of the built site, an author's own pages among them."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return broken_in_site(_pages_of(site), files)


def _pages_of(site: Path) -> dict[str, str]:
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


def _run_mkdocs(
    config_file: Path, tree: Path, site: Path, rendered: Rendered, settings: dict[str, Any]
) -> list[Problem]:
    """Runs MkDocs on the tree as on any other, without our plugin. A warning of MkDocs ends the build."""
    _quiet()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    plugins = [each for each in _listed(_written(config_file).get("plugins", ["search"])) if not _is_ours(each)]
    heard, log = _Heard(), logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        folders = {"docs_dir": str(tree), "site_dir": str(site)}
        config = load_config(str(config_file), plugins=plugins, nav=rendered.nav, strict=True, **folders, **settings)
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
