"""The whole story: the folders of a knowledge base in, a site, a plain tree, or problems, out.

    YAML → catalog (checked) → files (rendered) → MkDocs with Material → the site, put in place when it is whole
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from .catalog import Catalog, load_catalog
from .problem import Problem, Span
from .render import Rendered, render
from .words import Words

OWN_PLUGIN = "site-builder"
_EPOCH = "1700000000"  # a constant: what MkDocs would date by the clock (the packed sitemap) stays the same

Say = Callable[[str], None]


def build(config_file: Path, words: Words, out: Path | None = None, say: Say = lambda line: None) -> list[Problem]:
    """Builds the site into `out` (the config's `site_dir` unless given). With problems, what stood there stays."""
    root = config_file.parent
    catalog, problems = read(root, words)
    if catalog is None:
        return problems
    say(words.text("command.read", tools=len(catalog.tools), stories=len(catalog.stories)))
    rendered = render(catalog, words)
    say(words.text("command.rendered", files=len(rendered.files)))
    with tempfile.TemporaryDirectory(prefix="site-builder-") as folder:
        tree, site = Path(folder, "tree"), Path(folder, "site")
        write(rendered, tree, root / "content")
        wanted = _run_mkdocs(config_file, tree, site, rendered)
        _replace(out or wanted, site)
        say(words.text("command.built", folder=_shown(out or wanted)))
    return []


def read(root: Path, words: Words) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of a knowledge base, checked, or everything that is wrong with it."""
    if not (root / "mkdocs.yml").is_file():
        return None, [Problem(Span("mkdocs.yml"), "no_site", {"folder": root.name or "."})]
    return load_catalog(root, words.text("text.separator"))


def check(root: Path, words: Words) -> list[Problem]:
    return read(root, words)[1]


def render_tree(root: Path, words: Words, out: Path) -> tuple[list[Problem], int]:
    """The plain tree into `out`, and how many files were rendered."""
    catalog, problems = read(root, words)
    if catalog is None:
        return problems, 0
    rendered = render(catalog, words)
    write(rendered, out, root / "content")
    return [], len(rendered.files)


def serve(config_file: Path, address: str, open_browser: bool) -> None:
    """MkDocs' own live server, with our plugin; `watch` in mkdocs.yml names the folders of YAML and templates."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    mkdocs_serve(str(config_file), dev_addr=address, open_in_browser=open_browser)


def write(rendered: Rendered, tree: Path, content: Path) -> None:
    """The plain tree on disk: the author's own pages and pictures, and over them what was rendered."""
    tree.mkdir(parents=True, exist_ok=True)
    if content.is_dir():
        shutil.copytree(content, tree, ignore=shutil.ignore_patterns("*.yml", "*.yaml"), dirs_exist_ok=True)
    for name, text in rendered.files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _run_mkdocs(config_file: Path, tree: Path, site: Path, rendered: Rendered) -> Path:
    """Runs MkDocs on the tree as on any other, without our plugin; gives the folder that the config asks for."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("jieba").disabled = True  # the search index's word splitter tells how it loads
    written = yaml_load(config_file.read_text("utf-8"))
    plugins = [plugin for plugin in written.get("plugins", ["search"]) if plugin != OWN_PLUGIN]
    wanted = config_file.parent / str(written.get("site_dir", "site"))
    config = load_config(
        str(config_file), docs_dir=str(tree), site_dir=str(site), plugins=plugins, nav=rendered.nav, strict=True
    )
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    return wanted


def _replace(out: Path, site: Path) -> None:
    """The new site takes the old one's place in one step; an interrupted build leaves the old one."""
    out.parent.mkdir(parents=True, exist_ok=True)
    staged, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    for leftover in (staged, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(site, staged)
    if out.exists():
        out.rename(old)
    staged.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _shown(folder: Path) -> str:
    return folder.relative_to(Path.cwd()).as_posix() if folder.is_relative_to(Path.cwd()) else folder.as_posix()
