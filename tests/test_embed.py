"""Pages for frames in other sites: what stands in them, who finds them, and that texts stay texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_builder import words
from site_builder.build import build
from site_builder.catalog import Catalog
from site_builder.render import render
from site_builder.render.embed import Place, embed_files
from site_builder.render.text import outward

from .pages_base import pages_catalog, write_pages_base
from .test_render import HOSTILE, Seen, catalog, tool

BARE = """\
---
title: 一頁
template: bare.html
armory: {tool: shop-visits, version: x}
bare: {styles: [path.css], scripts: [path.js], terms: true}
---

# 一頁

字。
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base, with a page of the author's that is bare, at an address."""
    folder = tmp_path_factory.mktemp("embed")
    config = write_pages_base(folder)
    config.write_text(config.read_text("utf-8") + "\nsite_url: https://armory.example/a/\n", "utf-8")
    (folder / "content" / "alone.md").write_text(BARE, "utf-8")
    assert build(config, words.load("en"), folder / "site") == []
    return folder / "site"


def attributes(page: str, tag: str, name: str) -> list[str]:
    return re.findall(rf'<{re.escape(tag)}[^>]* {name}="([^"]*)"', page)


def test_a_bare_page_holds_its_text_and_what_it_asks_for(site: Path) -> None:
    page = (site / "alone.html").read_text("utf-8")
    assert not re.search(r"<(nav|header|footer|form)\b", page)
    assert re.findall(r"<script\b(?![^>]* src=)", page) == []
    assert attributes(page, "script", "src") == [f"assets/{name}.js" for name in ("scheme", "path", "armory", "terms")]
    styles = attributes(page, 'link rel="stylesheet"', "href")
    assert [re.sub(r"\.[0-9a-f]{8}\.min", "", each) for each in styles[:2]] == [
        "assets/stylesheets/main.css",
        "assets/stylesheets/palette.css",
    ]
    assert styles[-3:] == ["assets/calculator.css", "assets/bare.css", "assets/path.css"]
    assert all((site / each).is_file() for each in styles)


def test_a_bare_page_is_in_no_list(site: Path) -> None:
    assert "alone.html" not in (site / "sitemap.xml").read_text("utf-8")
    assert "tools/shop-visits.html" in (site / "sitemap.xml").read_text("utf-8")
    assert "alone.html" not in (site / "assets" / "search-data.js").read_text("utf-8")


def test_each_tool_has_a_page_for_frames_that_is_in_no_list(site: Path) -> None:
    tools = {path.name for path in (site / "tools").glob("*.html") if not path.stem.endswith("-worksheet")}
    assert {path.name for path in (site / "embed").glob("*.html")} == tools
    for name in ("sitemap.xml", "assets/search-data.js", "index.html", "tools/shop-visits.html"):
        assert "embed/" not in (site / name).read_text("utf-8").replace("embed/shop-visits.json", "")


def test_what_leads_elsewhere_opens_in_a_tab_of_its_own(site: Path) -> None:
    leading = 0
    for path in (site / "embed").glob("*.html"):
        for link in re.findall(r"<a\b[^>]*>", path.read_text("utf-8")):
            (target,) = attributes(link, "a", "href")
            if not target.startswith("#"):
                assert 'target="_blank" rel="noopener"' in link, link
                leading += 1
    assert leading > 3


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("kpi.html#step-1", "../tools/kpi.html#step-1"),
        ("../case-file.html", "../case-file.html"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_links_of_a_tools_page_are_seen_from_the_page_for_frames(link: str, led: str) -> None:
    assert outward(f'<a class="x" href="{link}">') == f'<a class="x" href="{led}" target="_blank" rel="noopener">'
    assert outward('<a href="#step-1">') == '<a href="#step-1">'


def test_oembed_is_complete_and_its_addresses_are_whole(site: Path) -> None:
    page = (site / "tools" / "shop-visits.html").read_text("utf-8")
    (address,) = attributes(page, 'link rel="alternate" type="application/json+oembed"', "href")
    assert address == "https://armory.example/a/embed/shop-visits.json"
    told = json.loads((site / "embed" / "shop-visits.json").read_text("utf-8"))
    assert {name: told[name] for name in ("version", "type", "title", "provider_name", "provider_url")} == {
        "version": "1.0",
        "type": "rich",
        "title": "巡店安排",
        "provider_name": "小小武器庫",
        "provider_url": "https://armory.example/a/",
    }
    assert isinstance(told["width"], int) and isinstance(told["height"], int)
    assert attributes(told["html"], "iframe", "src") == ["https://armory.example/a/embed/shop-visits.html"]
    assert not (site / "embed" / "alone.json").exists()


def test_without_an_address_of_the_site_there_is_no_oembed(tmp_path: Path) -> None:
    config = write_pages_base(tmp_path)
    assert build(config, words.load("en"), tmp_path / "site") == []
    assert list((tmp_path / "site").rglob("*.json")) == []
    assert "oembed" not in (tmp_path / "site" / "tools" / "shop-visits.html").read_text("utf-8")


def facts_of(script: str) -> dict[str, object]:
    """What stands before the bundle, and the bundle in the same block."""
    found = re.match(r"\{const embedFacts = (.*);\n\(\(\) ?=>", script)
    assert found is not None and script.endswith("}\n")
    facts: dict[str, object] = json.loads(found[1])
    return facts


@pytest.mark.parametrize(("folder", "up"), [("", ""), ("zh-hant/", "../")])
def test_the_script_knows_the_tools_and_where_each_language_is(folder: str, up: str, tmp_path: Path) -> None:
    place = Place("", folder, {"zh-hant": folder, "en": "en/"})
    script = render(pages_catalog(tmp_path), words.load("zh-hant"), place).files["assets/embed.js"]
    assert isinstance(script, bytes)
    facts = facts_of(script.decode())
    assert facts["tools"] == {"crew-duty": "值班安排", "crew-rota": "排班", "shop-visits": "巡店安排"}
    assert (facts["locale"], facts["up"], facts["folders"]) == ("zh-hant", up, {"zh-hant": folder, "en": "en/"})


def test_hostile_texts_stay_texts() -> None:
    hostile = f"</script>{HOSTILE}"
    of = catalog()
    bad = Catalog((tool(title=hostile, common_sense=hostile),), (), of.home)
    place = Place("https://armory.example/")
    made = embed_files(
        bad, words.load("zh-hant"), lambda tool: '<div class="calculator"></div>', place, b"(() => {})();\n"
    )
    files = {path: make() for path, make in made.items()}

    script = files["assets/embed.js"]
    assert isinstance(script, bytes) and b"<" not in script
    plain = facts_of(script.decode())["tools"]
    assert plain == {"tool-1": hostile}

    told = json.loads(str(files["embed/tool-1.json"]))
    assert told["title"] == hostile
    for html in (told["html"], str(files["embed/tool-1.md"]).partition("\n---\n")[2]):
        seen = Seen()
        seen.feed(html)
        assert (seen.scripts, seen.handlers) == ([], [])
        assert not [link for link in seen.links if "alert" in link or link == "x"]
