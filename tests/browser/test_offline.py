"""The offline package, unpacked and opened from disk."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from site_builder.package.offline import offline
from site_builder.words import load

from .sheet import Sheet
from .test_search import FIELD, RESULTS, open_search

HREF = re.compile(r"""<(?:a|link)\b[^>]*?\shref="?([^"\s>]+)""")
FOLDER = "a folder of 某人"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    words = load("zh-hant")
    packed = tmp_path_factory.mktemp("packed") / "armory.zip"
    packed.write_bytes(offline(files, (words.text("offline.readme_name"), words.text("offline.readme"))))
    place = packed.parent / FOLDER
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(place)
    return place / "armory"


def test_everything_works_from_disk(folder: Path, context: BrowserContext, page: Page) -> None:
    asked: list[str] = []
    failed: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((folder / "index.html").as_uri())
    page.locator(".md-tabs a, .md-nav a").get_by_text("案例", exact=True).first.click()
    expect(page).to_have_url((folder / "stories" / "index.html").as_uri())

    open_search(page)
    page.locator(FIELD).fill("客户分层分级")
    page.locator(f"{RESULTS} a").first.click()
    expect(page).to_have_url((folder / "tools" / "account-tiering.html").as_uri())
    sheet = Sheet(page)
    sheet.do("mine")
    sheet.type("revenue", "A1", "55")
    sheet.wait_until_stored("55")
    page.reload()
    expect(sheet.field("revenue", "A1")).to_have_value("55")

    page.goto((folder / "path" / "index.html").as_uri())
    expect(page.locator("[data-path-page]")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert failed == []


def test_no_link_of_the_package_leads_to_a_folder(folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        targets = [html.unescape(each) for each in HREF.findall(path.read_text("utf-8"))]
        inside = {each.partition("#")[0] for each in targets if ":" not in each}
        assert [each for each in inside if each and not (path.parent / each).is_file()] == [], path.name
