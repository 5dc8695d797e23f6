"""Figures in prose: `{example.value}` in a text becomes the figure that the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.catalog import Catalog, load_catalog
from site_builder.catalog.texts import texts
from site_builder.catalog.tool_file import ToolFile
from site_builder.render import render
from site_builder.render.told import told
from site_builder.words import load

from .small_base import TOOL, write_base

ROOT = Path(__file__).parents[1]
WORDS = load("zh-hant")


def catalog_with(folder: Path, why: str, **files: str) -> Catalog:
    write_base(folder, TOOL.replace("why: 為什麼。", f"why: {why}"))
    for name, text in files.items():
        (folder / "content" / name.replace("__", "/")).write_text(text, "utf-8")
    catalog, problems = load_catalog(folder)
    assert catalog is not None, problems
    return catalog


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("合計 {first.total}。", "合計 16\\.50\N{NO-BREAK SPACE}百萬元。"),
        ("{first.net[A]}", "10\\.80\N{NO-BREAK SPACE}百萬元"),
        ("{first.visit_total[B]} 次", "1 次"),
        ("{first.discount[A]}", "10%"),
        ("{first.big[A]}", "是"),
        ("{first.grade_of[B]}", "二級"),
        ("{first.visits[A, wet]}", "2"),
        ("{first.visits[A,wet]}", "2"),
        ("{first.opened[B]}", "2024\\-02\\-29"),
        ("{first.big_names}", "甲店"),
        ("{first.profit[B]}", "–"),
        ("{first.lights.too_small}", "綠燈"),
        ("{first.lights.quiet[B]}", "黃燈"),
        ("{shop_visits.first.total}", "16\\.50\N{NO-BREAK SPACE}百萬元"),
        ("{shop_visits.first.lights.too_small}", "綠燈"),
        ("寫 {{total}} 就是大括號", "寫 {total} 就是大括號"),
    ],
)
def test_a_figure_in_a_text_is_shown_as_the_page_shows_it(written: str, shown: str, tmp_path: Path) -> None:
    catalog = catalog_with(tmp_path, f'"{written}"')
    assert told(catalog, WORDS).tools[0].file.why == shown


def test_a_name_with_signs_of_markdown_stays_a_name(tmp_path: Path) -> None:
    write_base(tmp_path, TOOL.replace("why: 為什麼。", 'why: "{first.big_names}"').replace("甲店", "'*甲* <b>店'"))
    catalog, problems = load_catalog(tmp_path)
    assert catalog is not None, problems
    page = render(catalog, WORDS).files["tools/shop-visits.md"]
    assert "<p>*甲* &lt;b&gt;店</p>" in page


def test_stories_ideas_and_the_home_page_name_the_tool(tmp_path: Path) -> None:
    (tmp_path / "content" / "ideas").mkdir(parents=True)
    idea = "---\ntitle: 算術\nlead: 加起來。\n---\n合計 {shop_visits.first.total}。\n\n## 一 { #one }\n\n寫成 {{x}}。\n"
    home = "---\ntitle: 庫\nlead: 一件。\nintro: 共 {shop_visits.first.total}。\n---\n又 {shop_visits.first.total}。\n"
    files = {"ideas__1-sums.md": idea, "index.md": home}
    made = render(catalog_with(tmp_path, "為什麼。", **files), WORDS).files
    assert "<p>合計 16.50\N{NO-BREAK SPACE}百萬元。</p>" in str(made["ideas/sums.md"])
    assert "<p>寫成 {x}。</p>" in str(made["ideas/sums.md"])
    assert str(made["index.md"]).count("16.50\N{NO-BREAK SPACE}百萬元") == 2


def test_the_text_of_an_example_holds_figures_too(tmp_path: Path) -> None:
    write_base(tmp_path, TOOL.replace("label: 兩家店（虛構）", "label: 兩家店（虛構）\n    text: 合計 {first.total}。"))
    catalog, problems = load_catalog(tmp_path)
    assert catalog is not None, problems
    page = str(render(catalog, WORDS).files["tools/shop-visits.md"])
    assert "<p>合計 16.50\N{NO-BREAK SPACE}百萬元。</p>" in page and "{first" not in page


def test_a_live_figure_stays_live_beside_one_of_an_example(tmp_path: Path) -> None:
    """What a light says follows the learner's figures; the example's stays."""
    says = TOOL.replace('green: "合計 {total}。"', 'green: "合計 {total}，範例 {first.total}，{{ 也行。"')
    write_base(tmp_path, says)
    catalog, problems = load_catalog(tmp_path)
    assert catalog is not None, problems
    page = str(render(catalog, WORDS).files["tools/shop-visits.md"])
    assert (
        'data-value="total" data-at="" data-long>16.50</span>，範例 16.50\N{NO-BREAK SPACE}百萬元，&#123; 也行。'
        in page
    )


@pytest.mark.parametrize(
    ("written", "place", "code", "near"),
    [
        ("{frist.total}", (1, 6), "unknown_example", "first"),
        ("{first.totals}", (7, 13), "unknown_value", "total"),
        ("{first.net[C]}", (11, 12), "unknown_item", None),
        ("{first.visits[A, wett]}", (17, 21), "unknown_item", "wet"),
        ("{first.net}", (1, 10), "expect_one_figure", None),
        ("{first.total[A]}", (13, 14), "too_many_keys", None),
        ("{first.lights.quite[B]}", (14, 19), "unknown_light", "quiet"),
        ("{shop_visit.first.total}", (1, 11), "unknown_tool", "shop_visits"),
        ("{total}", (1, 6), "figure_form", None),
        ("{first total}", (1, 12), "figure_form", None),
    ],
)
def test_an_unknown_figure_is_told_at_its_place(
    written: str, place: tuple[int, int], code: str, near: str | None, tmp_path: Path
) -> None:
    line = f'why: "看 {written} 吧"'
    write_base(tmp_path, TOOL.replace("why: 為什麼。", line, 1))
    catalog, (problem,) = load_catalog(tmp_path)
    start = line.index("{") + 1
    assert catalog is None
    assert (problem.code, problem.near) == (code, near)
    assert problem.span.column == start + place[0]
    if code not in ("expect_one_figure", "figure_form"):
        assert problem.span.text[problem.span.column - 1 : problem.span.end - 1] == written[place[0] : place[1]]


def test_a_figure_is_told_in_every_text_of_a_tool(tmp_path: Path) -> None:
    """Each Markdown text of the model is one of those that are looked through."""
    write_base(tmp_path)
    catalog, _ = load_catalog(tmp_path)
    assert catalog is not None
    found = {path[-1] if isinstance(path[-1], str) else path[-2] for path, _ in texts(catalog.tools[0].file)}
    assert {"why", "how", "reading", "text", "green", "red", "says"} <= found
    assert "notes" not in ToolFile.model_fields


def test_no_figure_of_a_worked_example_is_typed_in_the_texts_of_the_first_tool() -> None:
    """Those that were typed once, and are computed now."""
    text = (ROOT / "tools" / "1-account-tiering.yml").read_text("utf-8")
    assert "{lanhe.score[A1]}" in text and "得分 2.90" not in text
