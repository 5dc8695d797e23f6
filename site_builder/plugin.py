"""MkDocs hooks, no logic: `mkdocs serve` and `mkdocs build` show the same pages as `site-builder build`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from .build import add_search, read, with_workbooks
from .render import Rendered, render
from .report import as_text
from .words import load


class Settings(Config):  # type: ignore[no-untyped-call]
    """`lang`: the language of messages and of the interface."""

    lang = config_options.Type(str, default="zh-hant")


class SiteBuilderPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Adds the rendered pages to what MkDocs found in `docs_dir`, and sets the navigation."""

    rendered: Rendered
    whole = True

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.whole = command != "serve"  # a workbook takes a second, which somebody would wait for after each saving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        words = load(self.config.lang)
        catalog, problems = read(Path(config.config_file_path))
        if catalog is None:
            raise PluginError("\n" + as_text(problems, words))
        self.rendered = with_workbooks(render(catalog, words), catalog, words, self.whole)
        config.nav = self.rendered.nav
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for name, content in self.rendered.files.items():
            standing = files.get_file_from_path(name)
            if standing is not None:
                files.remove(standing)
            files.append(File.generated(config, name, content=content))
        return Files(sorted(files, key=_as_walked))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        add_search(Path(config.site_dir), load(self.config.lang))


def _as_walked(file: File) -> tuple[tuple[str, ...], bool, str]:
    """The order in which MkDocs finds files in folders, so that the sitemap is the same for a tree on disk."""
    *folders, name = file.src_uri.split("/")
    return tuple(folders), name.partition(".")[0] not in ("index", "README"), name
