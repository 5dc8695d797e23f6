"""What `make audit-site` would find, shown on small sites that are wrong; what it finds on ours is in tests/browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import kinds, links
from audit.findings import Figure, Finding, none_of
from audit.headers import documented, rules_of
from audit.report import as_markdown, failed

TOP = "https://example.org/armory/"
NAMED = '<link rel="alternate " hreflang="{}" href="{}">'


def _site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("top", ["", TOP])
def test_pages_name_each_other_in_every_language(tmp_path: Path, top: str) -> None:
    here = NAMED.format("zh-Hant", f"{top}index.html") + NAMED.format("en", f"{top}en/index.html")
    there = here if top else here.replace('href="', 'href="../')
    canonical = f'<link rel="canonical" href="{TOP}">' if top else ""
    site = _site(tmp_path, index_html=canonical + here, en__index_html=there)
    assert links.broken(site) == []
    (site / "en" / "index.html").write_text(NAMED.format("en", "index.html"), "utf-8")
    assert links.broken(site) == [Finding("en/index.html", "does not name index.html, by which it is named as en")]


def test_what_a_sitemap_lists_is_there(tmp_path: Path) -> None:
    listed = f"<loc>{TOP}</loc><loc>{TOP}a%20b.html</loc><loc>{TOP}gone.html</loc>"
    site = _site(tmp_path, index_html=f'<link rel="canonical" href="{TOP}">', sitemap_xml=listed)
    (site / "a b.html").write_text("", "utf-8")
    assert links.broken(site) == [Finding("sitemap.xml", f"lists {TOP}gone.html, which is not there")]


def test_a_page_of_a_new_kind_is_noticed() -> None:
    pages = ["index.html", "en/tools/a.html", "tools/a-worksheet.html", "tools/deep/b.html", "news.html"]
    assert kinds.without_kind(pages) == ["tools/deep/b.html", "news.html"]
    assert [(kind.name, kind.page) for kind in kinds.kinds(pages, locales=["en"])] == [("tool", "en/tools/a.html")]


def test_all_rules_of_a_path_hold_for_it() -> None:
    assert rules_of("/*\n  A: 1\n  B: x: y\n/b/*\n  A: 2\n") == [("/*", {"A": "1", "B": "x: y"}), ("/b/*", {"A": "2"})]
    page, frame = documented()("/wall.html"), documented()("/en/embed/a.html")
    assert "frame-ancestors" not in page["Content-Security-Policy"]
    assert frame["Content-Security-Policy"].count("default-src 'none'") == 2
    assert frame["Content-Security-Policy"].endswith("frame-ancestors *")


def test_only_what_is_hard_fails() -> None:
    speed = Figure("speed", "90", "≥ 98", None)
    assert not failed([speed, none_of("faults", [])])
    found = [speed, none_of("faults", [Finding("a.html", "x")])]
    assert failed(found)
    assert "| faults | 1 | 0 | NO |" in as_markdown(found)
    assert "- a.html: x" in as_markdown(found)
