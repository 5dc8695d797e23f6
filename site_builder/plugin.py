"""MkDocs hooks, no logic: `mkdocs serve` and `mkdocs build` show the same pages as `site-builder build`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from .locales import Edited
from .mkdocs_site import edited_in, needs_own_theme, own_theme, place_of, settings_of, words_of_site
from .render import Rendered, render
from .report import as_text
from .shares import add_search, with_workbooks
from .words import LOCALES


class Settings(Config):  # type: ignore[no-untyped-call]
    """`lang`: the language of the knowledge base as it stands. `locales`: the others, which `site-builder build` adds.

    `shown`: the one of them that is shown here.
    """

    lang = config_options.Type(str, default=LOCALES[0])
    locales = config_options.Type(list, default=[])
    shown = config_options.Optional(config_options.Type(str))


class SiteBuilderPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the rendered pages to what MkDocs found in `docs_dir`, and sets the navigation."""

    rendered: Rendered
    edited: Edited
    whole = True

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.whole = command != "serve"  # a workbook takes a second, which somebody would wait for after each saving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        file = Path(config.config_file_path)
        edited, problems = edited_in(file, self.config.shown)
        if edited is None:
            raise PluginError("\n" + as_text(problems, words_of_site(file)))
        words = edited.locale.words
        self.edited = edited
        rendered = render(edited.catalog, words, place_of(file, edited.locale))
        self.rendered = with_workbooks(rendered, edited.catalog, words, self.whole)
        if needs_own_theme(config.theme.name, config.theme.custom_dir):
            config.theme.dirs.insert(0, str(own_theme()))
        settings = settings_of(file, edited)
        for name, setting in settings.pop("theme", {}).items():
            if name in ("language", "palette"):
                config.theme[name] = setting
        for name, setting in settings.items():
            config[name] = setting
        config.nav = self.rendered.nav
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Of the folder only what is the author's own: no chapters, no translations."""
        made = {**self.edited.own, **self.rendered.files}
        for standing in [each for each in files if each.src_dir == config.docs_dir]:
            if made.get(standing.src_uri) != Path(standing.abs_src_path or ""):
                files.remove(standing)
        for name, content in made.items():
            if not isinstance(content, Path):
                files.append(File.generated(config, name, content=content))
            elif files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, abs_src_path=str(content)))
        return Files(sorted(files, key=_as_walked))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        add_search(Path(config.site_dir), self.edited.locale.words)


def _as_walked(file: File) -> tuple[tuple[str, ...], bool, str]:
    """The order in which MkDocs finds files in folders, so that the sitemap is the same for a tree on disk."""
    *folders, name = file.src_uri.split("/")
    return tuple(folders), name.partition(".")[0] not in ("index", "README"), name
