"""Whatever an author writes as text stays text: on pages, in scripts and data, in workbooks and course packages.

Every text that the models know of is filled with the same hostile one, so a new key is tried without a line here.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from lxml import etree
from py_mini_racer import MiniRacer
from pydantic import BaseModel

from site_builder.build import build, read
from site_builder.catalog import Catalog
from site_builder.catalog.final_test import FinalTestFile
from site_builder.catalog.glossary import GlossaryFile
from site_builder.catalog.leaves import Kind, leaves
from site_builder.catalog.path_file import PathFile
from site_builder.catalog.roles import RolesFile
from site_builder.catalog.sources import SourcesFile
from site_builder.catalog.story import StoryFile
from site_builder.catalog.tool_file import ToolFile
from site_builder.located_yaml import DataPath, parse
from site_builder.package.scorm import Course, package
from site_builder.package.workbook import workbook
from site_builder.words import load

from .pages_base import FILES as PAGES
from .portal_base import write_portal_base
from .small_base import HOME, STORY, TOOL

pytestmark = pytest.mark.whole  # a site with all kinds of pages

MARK = "owned"
HOSTILE = (
    f"=cmd|' /C {MARK}'!A1 \"'></td></style></script><script>{MARK}()</script><b data-{MARK}=1 on{MARK}=1> "
    f"<img src={MARK} onerror={MARK}()> [跳](javascript:{MARK}) ![圖](https://{MARK}.example/x) &lt;i&gt; ]]> --> -- "
    f"{{{{ {MARK} }}}} {{{{% {MARK} %}}}} ${{{{{MARK}()}}}} `{MARK}` \\ \u202e {{{{#{MARK}#}}}}"
)
"""Braces are written twice, as authors have to. Separators of lines and paragraphs are refused where they are read."""

QUOTED = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
"""In a formula: a text, or the name of a sheet."""

MODELS: dict[str, type[BaseModel]] = {
    "tools": ToolFile,
    "stories": StoryFile,
    "glossary": GlossaryFile,
    "sources": SourcesFile,
    "roles": RolesFile,
    "path": PathFile,
    "quiz": FinalTestFile,
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    config = write_portal_base(folder)
    more = {name.replace("/2-crew", "/4-crew").replace("/3-crew", "/5-crew"): text for name, text in PAGES.items()}
    more |= {"tools/8-shop-visits.yml": TOOL, "content/stories/1-umbrella.yml": STORY, "content/index.md": HOME}
    for name, text in more.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    filled = 0
    for path in [*folder.rglob("*.yml")]:
        model = MODELS.get(path.stem) or MODELS.get(path.parent.name)
        if model is not None:
            filled += _fill(path, model)
    assert filled > 150
    settings = yaml.safe_load(config.read_text("utf-8"))
    settings |= {"site_url": "https://shop.example/", "site_name": HOSTILE, "site_description": HOSTILE}
    config.write_text(yaml.safe_dump(settings), "utf-8")
    return folder


def _fill(path: Path, model: type[BaseModel]) -> int:
    located, _ = parse(path.read_bytes(), path.name)
    assert located is not None
    data: Any = located.data
    places = [found.path for found in leaves(located.root, model) if found.needed and found.kind is not Kind.FORMULA]
    for number, at in enumerate(places):
        _put(data, at, f"{HOSTILE} {number}")  # a term stands in a glossary once
    path.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return len(places)


def _put(data: Any, path: DataPath, text: str) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = text


@pytest.fixture(scope="module")
def catalog(base: Path) -> Catalog:
    found, problems = read(base / "mkdocs.yml")
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def site(base: Path, catalog: Catalog) -> dict[str, bytes]:
    assert build(base / "mkdocs.yml", load("en")) == []
    folder = base / "site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass
class Alive(HTMLParser):
    """What of the hostile text is no text any more; and whether it is there at all."""

    found: list[str] = field(default_factory=list)
    said: bool = False
    raw: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.raw = tag if tag in ("script", "style") and dict(attrs).get("type") != "application/json" else ""
        for name, value in attrs:
            address = (value or "").strip().lower() if name in ("href", "src", "action", "srcset", "data") else ""
            if (
                MARK in name
                or name.startswith("on")
                or MARK in address
                or address.startswith(("javascript", "data:text"))
            ):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self.raw = ""

    def handle_data(self, data: str) -> None:
        self.said = self.said or MARK in data
        if self.raw and MARK in data:
            self.found.append(f"<{self.raw}> {data[:200]}")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append(f"<!-- {data[:200]}")

    unknown_decl = handle_decl = handle_pi = handle_comment


def of_kind(site: dict[str, bytes], *endings: str) -> Iterator[tuple[str, str]]:
    return ((name, content.decode()) for name, content in site.items() if name.endswith(endings))


def test_nothing_comes_alive_on_any_page(site: dict[str, bytes]) -> None:
    said = 0
    for name, text in of_kind(site, ".html"):
        page = Alive()
        page.feed(text)
        page.close()
        assert page.found == [], name
        said += page.said
    assert said > 25


def test_scripts_are_whole_and_call_nothing(site: dict[str, bytes]) -> None:
    """Each is read by the engine of a browser, in which nobody has called what the text would call."""
    engine = MiniRacer()
    engine.eval(f"var called = 0; var {MARK} = () => called++; var window = globalThis;")
    holding = [(name, text) for name, text in of_kind(site, ".js") if MARK in text]
    assert len(holding) > 8
    for name, text in holding:
        engine.eval(f"new Function({json.dumps(text)})")
        engine.eval(f"try {{ eval({json.dumps(text)}) }} catch (error) {{}}")
        assert engine.eval("called") == 0, name


def test_data_are_what_was_written(site: dict[str, bytes]) -> None:
    for name, text in of_kind(site, ".json", ".webmanifest"):
        data = json.loads(text)
        if name.startswith("embed"):
            frame = Alive()
            frame.feed(data.get("html", ""))
            assert frame.found == [], name
    for name, text in of_kind(site, ".xml", ".svg"):
        root = etree.fromstring(text.encode())
        assert not [each for each in root.iter() if MARK in str(each.tag) or MARK in "".join(each.attrib)], name


def test_a_workbook_has_no_formula_of_an_author(catalog: Catalog) -> None:
    for tool in catalog.tools:
        for example in tool.examples.values():
            made = workbook(tool, example.given, load("zh-hant"), {}, example.label)
            with zipfile.ZipFile(io.BytesIO(made)) as parts:
                for name in parts.namelist():
                    if name.endswith((".xml", ".rels")):
                        etree.fromstring(parts.read(name))
                        assert f"https://{MARK}" not in parts.read(name).decode() or not name.endswith(".rels"), name
            cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(made)) for row in sheet for cell in row]
            texts = [cell for cell in cells if isinstance(cell.value, str) and MARK in cell.value]
            assert texts
            formulas = [cell.value for cell in texts if cell.data_type == "f"]
            assert [each for each in formulas if MARK in QUOTED.sub("", each)] == [], tool.id


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_course_package_says_it_and_does_nothing(standard: Any, site: dict[str, bytes], catalog: Catalog) -> None:
    packed = package(Course(standard, "armory-test", HOSTILE), site, catalog, load("zh-hant"))
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        manifest = etree.fromstring(parts.read("imsmanifest.xml"))
        launch = parts.read("index.html").decode()
        test_scripts_are_whole_and_call_nothing(
            {name: parts.read(name) for name in parts.namelist() if name.endswith(".js")}
        )
    titles = [each.text for each in manifest.iter() if str(each.tag).endswith("}title")]
    assert any(MARK in (title or "") for title in titles)
    assert not [each for each in manifest.iter() if MARK in str(each.tag)]
    page = Alive()
    page.feed(launch)
    assert page.found == []
