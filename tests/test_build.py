"""The build: whole or not at all, the same bytes every time, and the same pages through MkDocs' own command."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from site_builder.build import build, render_tree
from site_builder.cli import cli
from site_builder.mkdocs_site import words_of_site
from site_builder.problem import Problem
from site_builder.words import load

from .project import project_site
from .small_base import ROOT, TOOL, write_base

WORDS = load("zh-hant")
PAGE = "---\ntitle: 關於\n---\n# 關於\n\n見[首頁](index.md)。\n"


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, and what it holds."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge base with a page and a picture of its author, built once into its folder `site`."""
    base = tmp_path_factory.mktemp("base")
    config = write_base(base)
    (base / "content" / "about.md").write_text(PAGE, "utf-8")
    (base / "content" / "dot.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    said: list[str] = []
    assert build(config, WORDS, say=said.append) == []
    assert len(said) == 3
    return base


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site."""
    return project_site(tmp_path_factory)


@pytest.fixture
def base(built: Path, tmp_path: Path) -> Path:
    """A copy of the built knowledge base, to be spoilt."""
    return shutil.copytree(built, tmp_path / "base")


@pytest.fixture(scope="module")
def tree(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plain tree of the small knowledge base."""
    folder = tmp_path_factory.mktemp("plain") / "tree"
    problems, count = render_tree(built / "mkdocs.yml", folder)
    assert (problems, count > 0) == ([], True)
    return folder


# ------------------------------------------------------------------------------------------------ whole


def test_the_site_has_every_page_and_the_authors_own_files_but_no_yaml(built: Path) -> None:
    site = built / "site"
    names = hashes(site).keys()
    wanted = {"index.html", "about.html", "dot.svg", "tools/shop-visits.html", "stories/index.html"}
    wanted |= {"stories/umbrella.html", "assets/armory.js", "assets/tools/shop-visits.js"}
    assert wanted <= names
    assert not [name for name in names if name.endswith((".yml", ".md"))]
    assert "16.5" in (site / "tools" / "shop-visits.html").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes_wherever_it_stands_and_whatever_the_language_of_messages(
    built: Path, tmp_path: Path
) -> None:
    elsewhere = shutil.copytree(built, tmp_path / "elsewhere")
    assert build(elsewhere / "mkdocs.yml", load("en"), tmp_path / "second" / "site") == []
    assert hashes(tmp_path / "second" / "site") == hashes(built / "site")


def test_a_new_site_replaces_the_old_one_and_leaves_nothing_beside_it(base: Path) -> None:
    (base / "content" / "about.md").unlink()
    (base / "site" / "stale.html").write_text("alt", "utf-8")
    assert build(base / "mkdocs.yml", WORDS) == []
    assert not (base / "site" / "about.html").exists()
    assert not (base / "site" / "stale.html").exists()
    assert {path.name for path in base.iterdir()} == {"content", "mkdocs.yml", "site", "tools"}


def test_mkdocs_with_our_plugin_makes_the_same_pages(built: Path, tmp_path: Path) -> None:
    command = ["-m", "mkdocs", "build", "--quiet", "-f", str(built / "mkdocs.yml"), "-d", str(tmp_path / "site")]
    result = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    by_clock = {"sitemap.xml", "sitemap.xml.gz"}
    ours, theirs = hashes(built / "site"), hashes(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} <= by_clock


def test_the_command_builds_and_tells_editors_of_no_problem(base: Path) -> None:
    shutil.rmtree(base / "site")
    result = CliRunner().invoke(cli, ["-f", str(base / "mkdocs.yml"), "build", "--format", "json"])
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert (base / "site" / "index.html").is_file()


# ------------------------------------------------------------------------------------------------ or not at all


def test_a_build_with_problems_leaves_the_old_site(base: Path) -> None:
    before = hashes(base)
    (base / "tools" / "8-shop-visits.yml").write_text(TOOL.replace("sum(sales over", "sum(sale over"), "utf-8")
    assert codes(build(base / "mkdocs.yml", WORDS)) == ["unknown_name"]
    assert hashes(base / "site") == {name[5:]: each for name, each in before.items() if name.startswith("site/")}


def test_a_warning_of_mkdocs_is_a_problem_and_leaves_the_old_site(
    base: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = hashes(base / "site")
    (base / "content" / "about.md").write_text("見[別處](nowhere.md)。\n", "utf-8")
    (problem,) = build(base / "mkdocs.yml", WORDS)
    assert problem.code == "mkdocs_says"
    assert "nowhere.md" in str(problem.facts)
    assert "nowhere.md" in capfd.readouterr().err
    assert hashes(base / "site") == before


def test_settings_that_mkdocs_refuses_are_a_problem_and_leave_the_old_site(base: Path) -> None:
    before = hashes(base / "site")
    config = base / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("name: material", "name: materiel"), "utf-8")
    problems = build(config, WORDS)
    assert set(codes(problems)) == {"mkdocs_says"}
    assert "materiel" in str(problems[0].facts)
    assert hashes(base / "site") == before


class Interrupted(BaseException):
    """As a key press or a kill would end the program."""


def test_an_interrupted_build_leaves_the_old_site(base: Path) -> None:
    before = hashes(base)

    said: list[str] = []

    def interrupt(line: str) -> None:
        said.append(line)
        if len(said) == 2:  # all is rendered, nothing is put in place
            raise Interrupted

    with pytest.raises(Interrupted):
        build(base / "mkdocs.yml", WORDS, say=interrupt)
    assert hashes(base) == before


@pytest.mark.parametrize("moment", [".site.new", "site"])
def test_an_interruption_while_the_sites_change_places_leaves_the_old_site(
    moment: str, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(base)
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == moment and self.parent == base:
            raise Interrupted
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(Interrupted):
        build(base / "mkdocs.yml", WORDS)
    assert hashes(base) == before


def test_a_folder_that_is_no_site_is_not_replaced(base: Path) -> None:
    before = hashes(base)
    for folder in (base, base / "content", base.parent):
        assert codes(build(base / "mkdocs.yml", WORDS, folder)) == ["out_not_site"], folder
    assert codes(build(base / "mkdocs.yml", WORDS, base / "mkdocs.yml")) == ["out_not_site"]
    assert hashes(base) == before


def test_a_site_around_the_knowledge_base_is_not_replaced(base: Path) -> None:
    inside = base / "site" / "src"
    write_base(inside)
    assert codes(build(inside / "mkdocs.yml", WORDS, base / "site")) == ["out_not_site"]
    assert (inside / "mkdocs.yml").exists()


def test_a_place_that_cannot_be_written_is_told(base: Path) -> None:
    assert codes(build(base / "mkdocs.yml", WORDS, base / "mkdocs.yml" / "site")) == ["cannot_write"]


@pytest.mark.parametrize("out", ["content/tree", "content/stories/deep/tree"])
def test_a_tree_inside_the_content_does_not_swallow_itself(out: str, base: Path) -> None:
    before = hashes(base / "content")
    assert render_tree(base / "mkdocs.yml", base / out)[0] == []
    assert (base / out / "about.md").is_file()
    assert not [name for name in hashes(base / out) if "tree/" in name]
    shutil.rmtree(base / out)
    assert hashes(base / "content") == before


# ------------------------------------------------------------------------------------------------ the language of pages


@pytest.mark.parametrize(
    ("plugins", "locale"),
    [
        ("plugins: [search, site-builder]\n", "zh-hant"),
        ("plugins: [search, site-builder: {lang: en}]\n", "en"),
        ("plugins: {search: {}, site-builder: {lang: en}}\n", "en"),
        ("plugins: {site-builder: }\n", "zh-hant"),
        ("plugins: [site-builder: {lang: fr}]\n", "zh-hant"),
        ("plugins: 3\n", "zh-hant"),
        ("", "zh-hant"),
    ],
)
def test_the_pages_speak_the_language_that_the_settings_name(plugins: str, locale: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{plugins}", "utf-8")
    assert words_of_site(tmp_path / "mkdocs.yml").locale == locale


def test_the_plugin_may_stand_with_options_in_the_settings(base: Path) -> None:
    config = base / "mkdocs.yml"
    settings = yaml.safe_load(config.read_text("utf-8"))
    settings["plugins"] = {"search": {"lang": "zh"}, "site-builder": {"lang": "en"}}
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    assert build(config, WORDS) == []
    assert load("en").text("page.home.rack") in (base / "site" / "index.html").read_text("utf-8")


# ------------------------------------------------------------------------------------------------ what pages may hold


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, and the text inside `script` and `style`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: list[tuple[str, str]] = []
        self.last = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.last = tag
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.last in ("script", "style") and data.strip():
            self.inside.append((self.last, data))

    def handle_endtag(self, tag: str) -> None:
        self.last = ""


def pages(folder: Path, *endings: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in endings:
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


LOADS = ("href", "src", "srcset", "action", "data", "poster", "formaction", "manifest", "ping")
OTHER_HOST = re.compile(r"^\s*([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
IN_CSS = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:[a-z]+:)?//""", re.IGNORECASE)


@pytest.mark.whole
def test_no_page_refers_to_another_host(own_site: Path) -> None:
    checked = 0
    for name, text in pages(own_site, ".html"):
        parsed = Tags(text)
        for tag, attributes in parsed.tags:
            found = [attributes[key] for key in LOADS if OTHER_HOST.match(attributes.get(key, ""))]
            assert not found, (name, tag, found)
            assert not IN_CSS.search(attributes.get("style", "")), (name, tag)
        for kind, inside in parsed.inside:
            assert kind == "script" or not IN_CSS.search(inside), name
        checked += len(parsed.tags)
    assert checked > 500
    for name, text in pages(own_site, ".css"):
        assert not IN_CSS.search(text), name


@pytest.mark.whole
def test_what_a_tools_page_loads_at_once_of_our_scripts_is_within_35_kb(own_site: Path) -> None:
    pages = [page for page in own_site.glob("**/tools/*.html") if not page.stem.endswith("-worksheet")]
    assert len(pages) == 7 * 3
    for page in pages:
        links = re.findall(r'<script[^>]* src="([^"]+)"', page.read_text("utf-8"))
        ours = [page.parent / link for link in links if "/javascripts/" not in link]
        assert len(ours) >= 4
        assert sum(len(gzip.compress(script.read_bytes(), 9, mtime=0)) for script in ours) <= 35 * 1024, page


def test_no_script_of_ours_speaks_to_any_host(tree: Path) -> None:
    for name, text in pages(tree, ".js"):
        assert not re.search(r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|importScripts)\b", text), name
        assert not re.search(r"https?://(?!www\.w3\.org/)", text), name


def test_no_page_of_ours_holds_a_script_or_a_handler(tree: Path) -> None:
    checked = 0
    for name, text in pages(tree, ".md", ".html"):
        parsed = Tags(text)
        assert parsed.inside == [], name
        for tag, attributes in parsed.tags:
            assert tag != "script" or attributes.get("src"), name
            assert not [key for key in attributes if key.startswith("on")], (name, tag)
            assert not any(value.strip().lower().startswith("javascript:") for value in attributes.values()), name
            checked += 1
    assert checked > 100


def test_the_theme_holds_no_script_or_handler_of_ours() -> None:
    for name, text in pages(ROOT / "templates", ".html", ".j2"):
        for tag, attributes in Tags(text).tags:
            assert tag != "script" or attributes.get("src"), name
            assert not [key for key in attributes if re.fullmatch(r"on[a-z]+", key)], (name, tag)


def test_the_plain_tree_stands_by_itself(tree: Path) -> None:
    names = hashes(tree).keys()
    assert {"index.md", "about.md", "tools/shop-visits.md", "stories/umbrella.md", "dot.svg"} <= names
    for name, text in pages(tree, ".md"):
        assert "{{" not in text and "{%" not in text, name
        assert "site_builder" not in text and "site-builder" not in text, name
        for _, attributes in Tags(text).tags:
            source = attributes.get("src", "")
            if source and not source.startswith("data:"):
                assert (tree / name).parent.joinpath(source.partition("?")[0]).resolve().is_file(), (name, source)
