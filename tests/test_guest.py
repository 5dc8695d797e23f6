"""Calculators in somebody else's MkDocs site, made by `mkdocs new`; its own pages, menu and look stay."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from mkdocs.config import load_config

from site_builder.macros import Macro, filled, marked
from site_builder.render.guest import SCRIPTS, STYLES

from .guest_base import PAGE, TOOL, mkdocs_build, write_guest

BROWSER = Path(__file__).parent.parent / "site_builder" / "browser"
THEMES = {"mkdocs": "", "material": "theme: {name: material, font: false}\n", "readthedocs": "theme: readthedocs\n"}


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_guest(tmp_path_factory.mktemp("guest"), THEMES[request.param])
    done = mkdocs_build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_the_page_holds_the_calculator_with_the_examples_figures(site: Path) -> None:
    page = (site / "visits" / "index.html").read_text("utf-8")
    assert page.count('data-calculator="visit-hours"') == 1
    assert page.index("前面的話。") < page.index("data-calculator") < page.index("後面的話。")
    assert re.search(r'data-value="total"[^>]*>(<[^>]*>)*12[.<]', page)
    assert '../armory/assets/tools/visit-hours.js"' in page


def test_each_file_that_the_page_refers_to_is_there(site: Path) -> None:
    page = (site / "visits" / "index.html").read_text("utf-8")
    found = [unescape(each) for each in re.findall(r'\s(?:href|src)="?([^"\s>]+)', page)]
    ours = [each for each in found if "armory/" in each]
    assert len(ours) == 4
    for each in found:
        path = urldefrag(urljoin("/visits/", each)).url.partition("?")[0]
        if "://" not in each and not each.startswith(("#", "data:")):
            file = site / path.lstrip("/")
            assert (file / "index.html" if file.is_dir() else file).is_file(), each


def test_what_looks_like_a_calculator_in_code_stays_as_it_is(site: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (site / "visits" / "index.html").read_text("utf-8"))
    assert unescape(page).count('{{ calculator("nowhere") }}') == 3


def test_a_page_without_a_calculator_has_nothing_of_ours_and_the_menu_is_the_authors(site: Path) -> None:
    page = (site / "other" / "index.html").read_text("utf-8")
    assert "armory" not in page
    assert "{{ 不是計算器 }}" in page
    assert {path.name for path in site.glob("*.html")} <= {"index.html", "404.html", "search.html"}
    assert {path.parent.name for path in site.glob("*/index.html")} == {"visits", "other"}
    assert "Welcome to MkDocs" in page


def test_a_site_that_asks_for_no_calculator_is_the_same_with_and_without_the_plugin(tmp_path: Path) -> None:
    def built(name: str, plugins: str) -> dict[str, bytes]:
        folder = write_guest(tmp_path / name, page="# 走訪\n")
        settings = folder / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("[search, site-builder]", plugins), "utf-8")
        assert mkdocs_build(folder).returncode == 0
        site = folder / "site"
        files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        stamp = re.compile(rb"Build Date UTC : .*")
        return {name: stamp.sub(b"", file.read_bytes()) for name, file in files.items() if not name.endswith(".gz")}

    assert built("with", "[search, site-builder]") == built("without", "[search]")


def test_an_unknown_tool_is_told_with_its_place_and_the_near_one(tmp_path: Path) -> None:
    page = PAGE.replace('calculator("visit-hours")', 'calculator("visit-hour")')
    page += "\n```calculator\nnothing-near\n```\n"
    done = mkdocs_build(write_guest(tmp_path / "site", page=page))
    assert done.returncode == 1
    assert "docs/visits.md:7:16: 沒有「visit-hour」這個工具" in done.stderr
    assert "是不是「visit-hours」？" in done.stderr
    assert "docs/visits.md:19:1: 沒有「nothing-near」這個工具" in done.stderr


def test_a_mistake_of_a_tool_ends_the_build_at_its_place(tmp_path: Path) -> None:
    done = mkdocs_build(write_guest(tmp_path / "site", tool=TOOL.replace("visits * hours", "visit * hours")))
    assert done.returncode == 1
    assert "tools/1-visit-hours.yml:14:" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_tools_may_stand_in_another_folder(tmp_path: Path) -> None:
    folder = write_guest(tmp_path / "site")
    shutil.move(folder / "tools", folder / "figures")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site-builder", "site-builder: {tools: figures}"), "utf-8")
    assert mkdocs_build(folder).returncode == 0
    assert (folder / "site" / "armory" / "assets" / "tools" / "visit-hours.js").is_file()


@pytest.mark.parametrize(
    "written",
    [
        '{{ calculator("a-b") }}',
        "{{calculator('a-b')}}",
        "{{ calculator(“a-b”) }}",
        "```calculator\na-b\n```",
        "~~~ calculator\n\n a-b \n~~~",
        "    ```calculator\n    a-b\n    ```",
    ],
)
def test_a_calculator_is_asked_for_in_these_ways(written: str) -> None:
    _, (macro,) = marked(f"先\n\n{written}\n\n後", "page.md")
    assert macro.name == "a-b"
    assert macro.span.text[macro.span.column - 1 : macro.span.end - 1] == "a-b"


@pytest.mark.parametrize(
    "written",
    [
        "````\n```calculator\na-b\n```\n````",
        '看 {{ calculator("a-b") }} 這裡',
        '`{{ calculator("a-b") }}`',
        "{{ other('a-b') }}",
        '~~~\n{{ calculator("a-b") }}\n~~~',
    ],
)
def test_anything_else_is_left_alone(written: str) -> None:
    assert marked(written, "page.md") == (written, [])


def test_a_mark_that_became_no_paragraph_is_again_what_was_written() -> None:
    text, macros = marked('    {{ calculator("a<b") }}\n', "page.md")
    page = f"<pre><code>{text.strip()}</code></pre><p>site-builder-calculator-7</p>"

    def never(macro: Macro) -> str:
        raise AssertionError(macro)

    assert filled(page, macros, never) == (
        '<pre><code>{{ calculator("a&lt;b") }}</code></pre><p>site-builder-calculator-7</p>'
    )


def test_every_script_and_style_that_a_calculator_may_fetch_comes_along() -> None:
    code = "".join(path.read_text("utf-8") for path in (BROWSER / "view").glob("*.ts"))
    code += "".join(
        path.read_text("utf-8") for path in BROWSER.glob("*.ts") if path.name in ("main.ts", "more_main.ts")
    )
    fetched = {(name, kind) for name, kind in re.findall(r"\$\{assets\}([a-z-]+)\.(js|css)`", code)}
    left_out = {("quiz", "js"), ("embed-code", "js"), ("words", "js"), ("search", "css"), ("case-facts", "js")}
    known = {(name, "js") for name in SCRIPTS} | {(name, "css") for name in STYLES}
    assert fetched - left_out <= known
    assert {("why", "js"), ("more", "css")} <= fetched


class Watching:
    """What MkDocs' live server is asked to watch."""

    observer: object = None

    def __init__(self, *paths: str) -> None:
        self.paths = {*paths}

    def watch(self, path: str) -> None:
        assert self.observer is not None  # the one that looks oftener
        self.paths.add(path)

    def unwatch(self, path: str) -> None:
        self.paths.remove(path)

    def get_app(self) -> None:
        return None


def test_serve_watches_the_folder_of_tools_beside_what_mkdocs_watches(tmp_path: Path) -> None:
    folder = write_guest(tmp_path)
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    server = Watching(config.docs_dir, config.config_file_path)
    config.plugins["site-builder"].on_serve(server, config=config, builder=lambda: None)
    tools = str(folder / "tools")
    assert {config.docs_dir, config.config_file_path, tools} <= server.paths
