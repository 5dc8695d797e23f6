"""The pages that are read: ideas, glossary, sources, roles; and the ways between stories and steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from site_builder.catalog import Catalog
from site_builder.render import Rendered, render
from site_builder.render.role_sheet import parts_of, roles_of
from site_builder.render.text import minutes, sections
from site_builder.words import load

from .pages_base import pages_catalog

WORDS = load("zh-hant")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return pages_catalog(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def rendered(catalog: Catalog) -> Rendered:
    return render(catalog, WORDS)


def page(rendered: Rendered, path: str) -> str:
    return str(rendered.files[path])


def read(html: str) -> str:
    """What one reads, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


# ---------------------------------------------------------------- navigation


def test_the_navigation_runs_from_ideas_to_sources_and_names_every_page_once(rendered: Rendered) -> None:
    assert [next(iter(part)) for part in rendered.nav if isinstance(part, dict)] == [
        "首頁",
        "道理",
        "工具",
        "案例",
        "案卷",
        "角色",
        "術語",
        "來源",
    ]
    named = re.findall(r"'([a-z0-9/-]+\.md)'", str(rendered.nav))
    outside = re.compile(r".*-worksheet\.md|embed/.*")
    pages = [path for path in rendered.files if path.endswith(".md") and not outside.fullmatch(path)]
    assert sorted(named) == sorted(pages)


# ---------------------------------------------------------------- ideas


def test_a_chapter_has_its_place_its_minutes_its_sections_and_the_next_one(rendered: Rendered) -> None:
    first, second = page(rendered, "ideas/come-first.md"), page(rendered, "ideas/then-act.md")
    assert "第 1 章　約 1 分鐘" in first
    assert "\n\n## 為什麼 { #because }\n\n" in first and "\n\n## 先想 { #section-1 }\n\n" in second
    assert '<a class="turn__after" href="then-act.html">再動手</a>' in first
    assert "turn__after" not in second
    assert "先到場" in page(rendered, "ideas/index.md") and 'href="ideas/come-first.html"' in page(rendered, "index.md")


@pytest.mark.parametrize(("text", "expected"), [("短。", 1), ("一二三四五六七八九十" * 70, 2), ("a word " * 600, 6)])
def test_the_time_to_read_follows_the_text(text: str, expected: int) -> None:
    assert minutes(text) == expected


def test_a_heading_may_name_its_anchor() -> None:
    parts = sections("前\n\n## 一 { #one }\n甲\n## 二\n乙\n## 三 {#three} \n丙")
    assert [(part.title, part.anchor) for part in parts] == [
        ("", ""),
        ("一", "one"),
        ("二", "section-2"),
        ("三", "three"),
    ]


# ---------------------------------------------------------------- glossary and sources


def test_every_term_has_its_place_its_three_names_and_its_neighbours(rendered: Rendered) -> None:
    made = page(rendered, "glossary.md")
    shop, post = re.findall(r'<div class="entry" id="(?:shop|post)"[^>]*>.*?\n</div>', made, re.DOTALL)
    assert read(shop).startswith("門市 门市 shop 賣東西的地方（ S1 ）。") and "也寫作 店面" in read(shop)
    assert '<a href="#shop">門市</a>' in post
    assert made.index('id="shop"') < made.index("## 人 { #group-2 }") < made.index('id="post"')
    assert 'class="gloss"' not in made  # a term's page need not lead to itself
    assert "還沒有" not in made and made.count('class="entry"') == 2


def test_every_source_says_how_reliable_it_is_and_where_it_is_used(rendered: Rendered) -> None:
    made = page(rendered, "sources.md")
    first, eleventh, twelfth = re.findall(r'<div class="cited" id="s\d+"[^>]*>.*?\n</div>', made, re.DOTALL)
    assert "源文章" in first and "高／中" in eleventh and "低" in twelfth
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', first)
    assert ("ideas/come-first.html", "先到場") in links
    assert ("stories/umbrella.html", "門口的傘") in links
    assert ("glossary.html#shop", "門市") in links
    assert ("tools/crew-duty.html#step-1", "第 1 步") in links
    assert ("tools/crew-duty.html#step-1", "第 1 步") in re.findall(r'<a href="([^"]+)">([^<]+)</a>', eleventh)
    assert WORDS.text("page.sources.unused") in twelfth


def test_what_a_source_is_used_in_leads_to_a_place_that_is_there(rendered: Rendered) -> None:
    for address in re.findall(r'<a href="([^"#]+)(?:#[^"]*)?">', page(rendered, "sources.md")):
        assert re.sub(r"\.html$", ".md", address) in rendered.files, address


def test_every_source_of_a_default_is_a_link_on_the_tools_page(rendered: Rendered) -> None:
    made = page(rendered, "tools/crew-duty.md")
    origins = re.findall(r'<p class="tip__origin">.*?</p>', made)
    assert any('href="../sources.html#s11"' in each for each in origins)
    assert made.count('href="../sources.html#s11"') > 1  # in the list of defaults too


def test_a_term_is_linked_once_on_a_page_and_never_in_fields_or_headings(rendered: Rendered) -> None:
    for path in ("ideas/come-first.md", "tools/shop-visits.md"):
        assert page(rendered, path).count('href="../glossary.html#shop"') <= 1
    assert 'href="../glossary.html#shop"' in page(rendered, "ideas/come-first.md")
    for made in (page(rendered, path) for path in rendered.files if path.endswith(".md")):
        for part in re.findall(r"<(?:button|th|td|label|select|h\d)\b[^>]*>.*?</", made):
            assert 'class="gloss"' not in part


# ---------------------------------------------------------------- roles


def test_a_role_page_gathers_what_the_tools_say_without_naming_one(catalog: Catalog, rendered: Rendered) -> None:
    made = page(rendered, "roles/wt.md")
    text = read(made)
    assert text.index("把桌子擦亮。") < text.index("管 門市 的客人。") < text.index("誰記賬？")
    assert re.findall(r"^## (.*?) \{", made, re.MULTILINE) == ["上任第一天", "問問隊友", "2 值班", "3 排班"]
    assert "C2 擦桌" in text and "憑據 桌是亮的" in text and "C1 生火 天亮以前" not in text
    assert "工時 8 小時" in text
    assert 'href="../tools/crew-duty.html#step-1"' in made and 'href="../sources.html#s11"' in made


def test_the_slices_of_an_item_are_read_from_matrices_of_any_order(catalog: Catalog) -> None:
    roles = catalog.reading.roles
    assert roles is not None
    cook, waiter = roles_of(catalog, roles)
    assert [each.id for each in (cook, waiter)] == ["CK", "WT"]  # in the order of the list
    (crew,) = parts_of(catalog, roles, cook, WORDS)
    weight, pace, alike = crew.sheets
    assert [(row.label, row.figures) for row in weight.rows] == [("C1 生火", ("60",)), ("C3 記賬", ("40",))]
    assert pace.heads == ("旱季", "雨季")
    assert [(row.label, row.figures) for row in pace.rows] == [("C1 生火", ("1", "3")), ("C3 記賬", ("2", ""))]
    assert [(row.label, row.figures) for row in alike.rows] == [("跑堂", ("30.00",))]
    assert [(fact.about.label, fact.figure) for fact in crew.facts] == [("工時", "9")]
    assert [(fact.about.label, fact.figure) for fact in crew.examples] == [("超了多少", "1.00")]
    assert [(link.label, link.step) for link in crew.typed] == [("實際工時", 1)]
    assert [(link.label, link.step) for link in crew.lights] == [("太累", 1)]


def test_a_tool_that_takes_only_some_items_speaks_of_these_only(catalog: Catalog) -> None:
    roles = catalog.reading.roles
    assert roles is not None
    cook, waiter = roles_of(catalog, roles)
    assert [part.tool.id for part in parts_of(catalog, roles, cook, WORDS)] == ["crew_duty"]
    assert [part.tool.id for part in parts_of(catalog, roles, waiter, WORDS)] == ["crew_duty", "crew_rota"]


def test_what_is_left_out_is_not_shown(catalog: Catalog, rendered: Rendered) -> None:
    assert "合計" not in read(page(rendered, "roles/ck.md"))


# ---------------------------------------------------------------- stories and steps


def test_a_step_tells_the_stories_that_lead_to_it(rendered: Rendered) -> None:
    made = page(rendered, "tools/shop-visits.md")
    step = made[made.index('id="step-1"') : made.index('id="step-2"')]
    assert '<p class="step__stories">相關案例：<a href="../stories/umbrella.html">門口的傘</a></p>' in step
    assert made.count("step__stories") == 1
    assert 'href="../tools/shop-visits.html#step-1"' in page(rendered, "stories/umbrella.md")


def test_the_calculator_is_the_same_but_for_what_was_put_in(catalog: Catalog, rendered: Rendered) -> None:
    """Nothing of a calculator is escaped, lost or doubled on its way into the page."""
    made = page(rendered, "tools/shop-visits.md")
    assert made.count('<section class="step"') == len(catalog.tools[-1].file.steps)
    assert "&lt;section" not in made and "&lt;div" not in made


def test_no_block_of_html_of_a_reading_page_holds_a_blank_line(rendered: Rendered) -> None:
    for path, block in _blocks(rendered):
        opened = len(re.findall(r"<(?:div|dl|ul|ol|table|details|figure)\b", block))
        closed = len(re.findall(r"</(?:div|dl|ul|ol|table|details|figure)>", block))
        assert opened == closed, f"{path}: {block[:200]}"


def _blocks(rendered: Rendered) -> Iterator[tuple[str, str]]:
    for path, text in rendered.files.items():
        if path.endswith(".md") and not path.startswith(("tools/", "embed/")):
            yield from ((path, block) for block in str(text).split("\n\n") if block.lstrip().startswith("<"))
