"""Pages for frames in other sites: what stands in them, who finds them, and that texts stay texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder import words
from site_builder.build import build

from .pages_base import write_pages_base

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
    return re.findall(rf'<{tag}[^>]* {name}="([^"]*)"', page)


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
