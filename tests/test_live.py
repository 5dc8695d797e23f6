"""What `serve` shows after a change: the pages that changed, built anew; or the site as it was, with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from site_builder.live import Told, with_late, with_overlay
from site_builder.plugin import SiteBuilderPlugin
from site_builder.problem import Problem, Span
from site_builder.words import load

from .small_base import write_base
from .test_build import hashes

ADDRESS = "http://127.0.0.1:8000/"


def built(config_file: Path, site: Path) -> tuple[MkDocsConfig, SiteBuilderPlugin]:
    """As `serve` builds it first."""
    config = load_config(str(config_file), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config, serve_url=ADDRESS)
    plugin = config.plugins["site-builder"]
    assert isinstance(plugin, SiteBuilderPlugin)
    return config, plugin


def rebuilt(plugin: SiteBuilderPlugin, config: MkDocsConfig) -> bool:
    """Whether it went without building all anew."""
    whole: list[bool] = []

    def build() -> None:
        whole.append(True)
        mkdocs_build(load_config(str(config.config_file_path), site_dir=config.site_dir), serve_url=ADDRESS)

    plugin.rebuild(Path(str(config.config_file_path)), build)
    return not whole


def change(base: Path, name: str, old: str, new: str) -> None:
    text = (base / name).read_text("utf-8")
    assert old in text
    (base / name).write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "page"),
    [
        ("tools/8-shop-visits.yml", "text: 填。", "text: 再填一次。", "tools/shop-visits.html"),
        ("content/stories/1-umbrella.yml", "先到場。", "總要到場。", "stories/umbrella.html"),
        ("content/about.md", "自己寫的", "自己改的", "about.html"),
    ],
)
def test_what_changed_is_built_anew_and_the_site_is_as_if_all_were(
    name: str, old: str, new: str, page: str, tmp_path: Path
) -> None:
    config_file = write_base(tmp_path / "base")
    (tmp_path / "base" / "content" / "about.md").write_text("# 關於\n\n自己寫的。\n", "utf-8")
    config, plugin = built(config_file, tmp_path / "live")
    before = hashes(tmp_path / "live")
    change(tmp_path / "base", name, old, new)
    assert rebuilt(plugin, config)
    assert hashes(tmp_path / "live")[page] == before[page]  # until somebody asks for it
    plugin.bring(f"/{page}")
    assert hashes(tmp_path / "live")[page] != before[page]
    plugin.bring("/assets/search-data.js")  # what the search knows is of all pages
    after = hashes(tmp_path / "live")
    changed = {name for name in after if after[name] != before[name]}
    assert page in changed
    assert len(changed) < 8
    built(config_file, tmp_path / "fresh")
    fresh = hashes(tmp_path / "fresh")
    assert {name for name in fresh if fresh[name] != after.get(name)} <= {"sitemap.xml.gz"}
    assert fresh.keys() == after.keys()


def test_what_is_brought_late_is_there_when_it_is_asked_for() -> None:
    there: list[str] = []

    def app(environ: dict[str, object], start_response: object) -> list[bytes]:
        return [" ".join(there).encode()]

    late = with_late(app, there.append)
    assert [*late({"PATH_INFO": "/en/index.html"}, None)] == [b"/en/index.html"]


def test_a_page_is_brought_by_the_address_of_its_folder_too(tmp_path: Path) -> None:
    config, plugin = built(write_base(tmp_path / "base"), tmp_path / "live")
    before = hashes(tmp_path / "live")
    change(tmp_path / "base", "content/index.md", "小小武器庫", "小小的武器庫")
    assert rebuilt(plugin, config)
    plugin.bring("/")
    assert hashes(tmp_path / "live")["index.html"] != before["index.html"]


def test_a_workbook_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    base = tmp_path / "base"
    config, plugin = built(write_base(base), tmp_path / "live")
    name = "assets/workbooks/shop-visits.js"
    assert name not in hashes(tmp_path / "live")
    plugin.bring(f"/{name}")
    first = hashes(tmp_path / "live")[name]
    change(base, "tools/8-shop-visits.yml", "text: 填。", f"text: 填{tmp_path.name}。")
    assert rebuilt(plugin, config)
    plugin.bring(f"/{name}")
    assert hashes(tmp_path / "live")[name] != first
    plugin.bring("/assets/workbooks/none.js")
    assert "assets/workbooks/none.js" not in hashes(tmp_path / "live")


@pytest.mark.parametrize("name", ["mkdocs.yml", "content/new.md", "content/stories/1-umbrella.yml"])
def test_what_all_pages_rest_on_makes_all_of_them_anew(name: str, tmp_path: Path) -> None:
    config_file = write_base(tmp_path / "base")
    config, plugin = built(config_file, tmp_path / "live")
    match name:
        case "content/new.md":
            (tmp_path / "base" / name).write_text("# 新的一頁\n", "utf-8")
        case "mkdocs.yml":
            change(tmp_path / "base", name, "大客戶經營武器庫", "改了名")
        case _:
            change(tmp_path / "base", name, "門口的傘", "門口的靴子")  # a title stands in the menu of every page
    assert not rebuilt(plugin, config)
    page = (tmp_path / "live" / "index.html").read_text("utf-8")
    assert {"mkdocs.yml": "改了名", "content/new.md": "小小武器庫"}.get(name, "門口的靴子") in page


def test_a_problem_leaves_the_site_is_told_and_goes_once_it_is_mended(tmp_path: Path) -> None:
    base = tmp_path / "base"
    config, plugin = built(write_base(base), tmp_path / "live")
    before = hashes(tmp_path / "live")
    change(base, "tools/8-shop-visits.yml", "sum(sales over", "sum(sale over")
    rebuilt(plugin, config)
    assert "tools/8-shop-visits.yml:" in plugin.told.html
    assert hashes(tmp_path / "live") == before
    change(base, "tools/8-shop-visits.yml", "sum(sale over", "sum(sales over")
    assert rebuilt(plugin, config)
    assert plugin.told.html == ""
    assert hashes(tmp_path / "live") == before


def test_settings_that_cannot_be_read_are_told_on_the_page_too(tmp_path: Path) -> None:
    base = tmp_path / "base"
    _, plugin = built(write_base(base), tmp_path / "live")
    change(base, "mkdocs.yml", "name: material", "name: materiel")

    def build() -> None:
        raise PluginError("materiel <b>")

    plugin.rebuild(base / "mkdocs.yml", build)
    assert "materiel &lt;b&gt;" in plugin.told.html


# ------------------------------------------------------------------------------------------------ the overlay

HOSTILE = "</pre><script>alert(1)</script>"


def served(told: Told, content: bytes, kind: str = "text/html") -> tuple[dict[str, str], bytes]:
    said: dict[str, str] = {}

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        assert status == "200 OK"
        said.update(headers)

    return said, b"".join(with_overlay(app, told)({}, start))


def hostile(locale: str = "en") -> Told:
    span = Span(f"tools/{HOSTILE}.yml", 3, 1, 2, HOSTILE)
    return Told([Problem(span, "unknown_tool", {"name": HOSTILE, "known": HOSTILE})], load(locale))


def test_what_is_wrong_stands_at_the_end_of_a_page_as_text() -> None:
    headers, page = served(hostile(), b"<html><body><p>x</p></body></html>")
    assert page.startswith(b"<html><body><p>x</p><style>") and page.endswith(b"</section>\n</body></html>")
    assert b"<script" not in page and b"&lt;script&gt;alert(1)" in page
    assert headers["Content-Length"] == str(len(page))


def test_the_overlay_has_place_line_and_cure_in_the_language_of_the_site() -> None:
    html = hostile("zh-hant").html
    assert "yml:3:1: 沒有「" in html and "現有：" in html and "   3 | " in html


def test_a_page_without_an_end_has_it_too_and_nothing_else_has() -> None:
    assert b"site-builder-problems" in served(hostile(), b"404 Not Found")[1]
    assert served(hostile(), b"a{}</body>", "text/css")[1] == b"a{}</body>"


def test_while_all_is_well_pages_are_served_as_they_are() -> None:
    assert served(Told(), b"<body></body>") == ({"Content-Type": "text/html", "Content-Length": "13"}, b"<body></body>")
