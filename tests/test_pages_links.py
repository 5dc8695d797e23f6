"""Links between pages: each leads to a page and to a place on it, or its author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import words
from site_builder.build import build, check
from site_builder.render.links import broken_in_site

from .small_base import write_base

IDEA = "---\ntitle: 算術\nlead: 加起來。\n---\n{}\n\n## 一 {{ #one }}\n\n二。\n"


def said(folder: Path, text: str) -> list[tuple[str, int, int, str | None]]:
    config = write_base(folder)
    (folder / "content" / "ideas").mkdir()
    (folder / "content" / "ideas" / "1-sums.md").write_text(IDEA.format(text), "utf-8")
    return [(each.code, each.span.line, each.span.column, each.near) for each in check(config)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "[工具](../tools/shop-visits.html)",
        "[一步](../tools/shop-visits.html#step-1)",
        "[公式](../tools/shop-visits.md#formulas)",
        "[下面](#one)",
        "[目錄](index.html)",
        "[首頁](../index.html)",
        "[首頁](../)",
        "[案例](../stories/umbrella.html#principle)",
        "[外面](https://example.org/nowhere.html#x)",
        "[寫信](mailto:somebody@example.org)",
        "`[x](y.html)`",
        "[一][1]\n\n[1]: ../tools/shop-visits.html",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(text: str, tmp_path: Path) -> None:
    assert said(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](../tools/shop-visit.html)", ("broken_link", 5, 5, "../tools/shop-visits.html")),
        ("[x](tools/shop-visits.html)", ("broken_link", 5, 5, "../tools/shop-visits.html")),
        ("[x](../tools/shop-visits.html#step-9)", ("broken_anchor", 5, 31, None)),
        ("[x](#two)", ("broken_anchor", 5, 6, None)),
        ("看[一][1]\n\n[1]: ../nowhere.html", ("broken_link", 7, 6, None)),
    ],
)
def test_a_link_that_leads_nowhere_is_told_at_its_place(
    text: str, problem: tuple[str, int, int, str | None], tmp_path: Path
) -> None:
    (found,) = said(tmp_path, text)
    assert (*found[:3], problem[3] and found[3]) == problem


def test_a_link_in_a_tool_is_seen_from_the_tools_page(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    tool = tmp_path / "tools" / "8-shop-visits.yml"
    text = tool.read_text("utf-8").replace(
        "how: 怎麼做。", "how: 見[案例](../stories/umbrela.html)和[自己](#reading)。"
    )
    tool.write_text(text, "utf-8")
    (problem,) = check(config)[1]
    assert problem.near == "../stories/umbrella.html"
    assert problem.span.text[problem.span.column - 1 : problem.span.end - 1] == "../stories/umbrela.html"


def test_a_page_of_the_author_and_a_picture_may_be_linked(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    for name, text in (("notes.md", "# 筆記\n"), ("ideas/1-sums.md", IDEA.format("[筆記](../notes.html)"))):
        path = tmp_path / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert check(config)[1] == []


def test_the_built_site_is_looked_through_too(tmp_path: Path) -> None:
    """An author's own page is Markdown that nobody here reads, until it stands in the site."""
    config = write_base(tmp_path)
    (tmp_path / "content" / "notes.md").write_text("# 筆記\n\n[去](tools/shop-visits.md#nowhere)\n", "utf-8")
    problems = build(config, words.load("en"), tmp_path / "site")
    assert [(each.code, each.span.file) for each in problems] == [("broken_anchor", "notes.html")]
    assert not (tmp_path / "site").exists()


def test_a_numbered_chapter_goes_into_the_site_once(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    (tmp_path / "content" / "ideas").mkdir()
    (tmp_path / "content" / "ideas" / "1-sums.md").write_text(IDEA.format("一。"), "utf-8")
    assert build(config, words.load("en"), tmp_path / "site") == []
    assert sorted(path.name for path in (tmp_path / "site" / "ideas").iterdir()) == ["index.html", "sums.html"]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ('<a href="b.html">x</a><p id="here"></p><a href="#here">y</a>', []),
        ('<a href="b.html#there">x</a>', []),
        ('<a class=x href=b.html>x</a><img src="c.png">', []),
        ('<a href="sub/">x</a><a href="mailto:a@b.c">y</a><a href="https://x.example/z#q">z</a>', []),
        ('<a href="d.html">x</a>', ["broken_link"]),
        ('<a href="b.html#nowhere">x</a>', ["broken_anchor"]),
        ('<a href="#nowhere">x</a>', ["broken_anchor"]),
        ('<script src="gone.js"></script>', ["broken_link"]),
    ],
)
def test_links_of_a_built_page(page: str, codes: list[str]) -> None:
    pages = {"a.html": page, "b.html": '<h1 id="there">b</h1>', "sub/index.html": ""}
    assert [problem.code for problem in broken_in_site(pages, {*pages, "c.png"})] == codes
