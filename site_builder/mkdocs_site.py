"""MkDocs, called on a plain tree; and what `mkdocs.yml` says. Beside `plugin.py` the one place that knows MkDocs."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import get_theme_dir
from mkdocs.utils.yaml import yaml_load

from .catalog.edition import Tally
from .locales import Edited, Locale, edit, locales_of
from .located_yaml import read as read_located
from .memory import Memory
from .problem import Problem, Span
from .render import Rendered
from .render.embed import Place
from .render.whole_html import EXTENSION
from .resources import templates
from .source_text import SourceText
from .words import LOCALES, Words, load, locales_with_words

OWN_PLUGIN = "site-builder"
_EPOCH = "1700000000"  # a constant: what MkDocs would date by the clock (the packed sitemap) stays the same


def locales_of_site(config_file: Path) -> tuple[list[Locale], list[Problem]]:
    """The root locale and the others: `lang` and `locales` of our plugin in `mkdocs.yml`, or what is wrong with it."""
    if not config_file.is_file():
        return [], [Problem(Span(config_file.name), "no_site", {"folder": config_file.parent.name or "."})]
    try:
        options = _options(config_file)
    except (MkDocsException, ValueError) as error:
        # MkDocs knows tags that we do not; so it reads the file, and only what it cannot read is looked at here.
        said = mkdocs_says(config_file.name, str(error))
        return [], [each for each in read_located(config_file, config_file.name)[1] if each.code != "tag"] or [said]
    others = options.get("locales") or []
    named = [str(each) for each in others] if isinstance(others, list) else [str(others)]
    return locales_of(config_file.parent, _first(options), named)


def edited_in(
    config_file: Path, name: str | None = None, tally: Tally | None = None, memory: Memory | None = None
) -> tuple[Edited | None, list[Problem]]:
    """The knowledge base in a locale of the site, the root's unless one is named; or all that is wrong with it."""
    locales, problems = locales_of_site(config_file)
    if problems:
        return None, problems
    locale = next((each for each in locales if each.name == name), locales[0])
    return edit(config_file, locale, locales[0], tally, memory)


def is_guest(config_file: Path, docs_dir: Path | None = None) -> bool:
    """Whether the site is somebody else's, and calculators only stand in its pages.

    It is where its pages stand in another folder than `content`, and `content/index.md`, our home page, is not there.
    `docs_dir`: if MkDocs has read the settings already.
    """
    content = config_file.parent / "content"
    if docs_dir is None:
        said = written(config_file) if config_file.is_file() else {}
        if not any(_is_ours(each) for each in _listed(said.get("plugins"))):
            return False
        docs_dir = docs_of(config_file)
    return docs_dir.resolve() != content.resolve() and not (content / "index.md").is_file()


def docs_of(config_file: Path) -> Path:
    return config_file.parent / str(written(config_file).get("docs_dir") or "docs")


def tools_of(config_file: Path) -> Path:
    """The folder of a guest's tools: `tools` of our plugin."""
    return config_file.parent / str(_options(config_file).get("tools") or "tools")


def words_of_site(config_file: Path) -> Words:
    """The words of the root locale: `lang` of our plugin in `mkdocs.yml`, the first locale where nothing is said."""
    return load(_first(_options(config_file) if config_file.is_file() else {}))


def words_for(lang: str) -> Words:
    return load(_first({"lang": lang}))


def _options(config_file: Path) -> dict[str, Any]:
    """What `mkdocs.yml` says to our plugin."""
    plugins = written(config_file).get("plugins")
    options = {name: each[name] for each in _listed(plugins) if isinstance(each, dict) for name in each}
    ours = options.get(OWN_PLUGIN)
    return ours if isinstance(ours, dict) else {}


def _first(options: dict[str, Any]) -> str:
    lang = options.get("lang")
    return lang if lang in locales_with_words() else LOCALES[0]


def place_of(config_file: Path, here: Locale, locales: Sequence[Locale] = ()) -> Place:
    """Where the pages of a locale stand, as far as `mkdocs.yml` says. `locales` are those that stand beside them."""
    url = str(written(config_file).get("site_url") or "")
    return Place(url and url.rstrip("/") + "/", here.folder, {each.name: each.folder for each in locales})


def settings_of(
    config_file: Path, edited: Edited, locales: Sequence[Locale] = (), course: bool = False
) -> dict[str, Any]:
    """What of `mkdocs.yml` is another in this locale. `locales` are those that the pages lead to.

    `course`: the site stands alone in a package, where it has no address of its own.
    """
    said, here = written(config_file), edited.locale
    texts = {key: put(said[key], edited.settings.get(key)) for key in SETTINGS if key in said}
    texts |= {key: escape(texts[key]) for key in PLAIN if isinstance(texts.get(key), str)}
    extra = dict(said.get("extra") or {})
    to_root = "" if course else "../" * here.folder.count("/")
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
    if course:
        extra["course"] = True
    elif said.get("site_url"):
        extra["site_root"] = str(said["site_url"]).rstrip("/") + "/"
    made = {**texts, "extra": extra}
    theme = made.get("theme")
    if isinstance(theme, dict) and needs_own_theme(theme.get("name"), theme.get("custom_dir")):
        made["theme"] = {**theme, "custom_dir": str(own_theme())}
    if here.folder:
        made["theme"] = {**made.get("theme", {"name": "material"}), "language": here.theme}
        if "site_root" in extra:
            made["site_url"] = extra["site_root"] + here.folder
    if course:
        made["site_url"] = ""
    return made


def needs_own_theme(name: str | None, custom_dir: str | None) -> bool:
    """Whether ours goes over the theme: it is Material's, and `mkdocs.yml` names no other folder that does."""
    return name == "material" and custom_dir is None


def own_theme() -> Path:
    return templates() / "theme"


def theme_css() -> list[str]:
    """Material's two style sheets by their paths in a site, whose names have hashes: for pages not made of its base."""
    folder = Path(get_theme_dir("material"))
    found = (sorted(folder.glob(f"assets/stylesheets/{name}.*.css"))[0] for name in ("main", "palette"))
    return [path.relative_to(folder).as_posix() for path in found]


SETTINGS = ("site_name", "site_description", "copyright", "theme")
PLAIN = ("site_name", "site_description")
"""Texts that Material puts on pages as HTML. `copyright` may be HTML."""


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


def run_mkdocs(
    config_file: Path, tree: Path, site: Path, rendered: Rendered, settings: dict[str, Any]
) -> list[Problem]:
    """Runs MkDocs on the tree as on any other, without our plugin. A warning of MkDocs ends the build."""
    quiet_mkdocs()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    plugins = [each for each in _listed(written(config_file).get("plugins", ["search"])) if not _is_ours(each)]
    heard, log = _Heard(), logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        folders = {"docs_dir": str(tree), "site_dir": str(site)}
        config = load_config(str(config_file), plugins=plugins, nav=rendered.nav, strict=True, **folders, **settings)
        with_own_markdown(config)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        return [mkdocs_says(config_file.name, message) for message in heard.messages or [str(error)]]
    finally:
        log.removeHandler(heard)
    return []


def with_own_markdown(config: MkDocsConfig) -> None:
    """The pages' own extension of Markdown beside those that `mkdocs.yml` names."""
    config.markdown_extensions = [*config.markdown_extensions, EXTENSION]


def quiet_mkdocs() -> None:
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


def mkdocs_says(file: str, message: str) -> Problem:
    return Problem(Span(file), "mkdocs_says", {"message": message})


def written(config_file: Path) -> dict[str, Any]:
    """The settings as they are written; MkDocsException or ValueError if they cannot be read."""
    text = config_file.read_text("utf-8-sig")
    if SourceText(config_file.name, text).too_long:
        raise ValueError("a line is too long")
    written = yaml_load(text)
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


def serve(config_file: Path, address: str, open_browser: bool, locale: str | None = None) -> None:
    """MkDocs' own live server, with our plugin; `watch` in mkdocs.yml names the folders of YAML and templates.

    One locale is shown: the root's unless another one is named.
    """
    quiet_mkdocs()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    shown: dict[str, Any] = {}
    if locale is not None:
        plugins = [each for each in _listed(written(config_file).get("plugins", ["search"])) if not _is_ours(each)]
        shown["plugins"] = [*plugins, {OWN_PLUGIN: {**_options(config_file), "shown": locale}}]
    mkdocs_serve(str(config_file), dev_addr=address, open_in_browser=open_browser, **shown)
