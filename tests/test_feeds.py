"""How the tools feed each other, drawn for any number of tools; and the drawings of what each tool is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from site_builder import words
from site_builder.catalog import Catalog, Feed, Tool
from site_builder.catalog.drawing import read_drawing
from site_builder.catalog.feeds import FedValue
from site_builder.render.feeds import MOST_WIDE, Layout, Place, given, layouts
from site_builder.render.pages import pages
from site_builder.render.widths import text_width, wrap
from site_builder.source_text import SourceText

from .project import project, project_tool

ROOT = Path(__file__).parents[1]
ZH = words.load("zh-hant")
ANY_NUMBER = range(2, 13)


def say(key: str, **facts: object) -> str:
    return ZH.text(f"page.feeds.{key}", **facts)


@pytest.fixture(scope="module")
def tool() -> Tool:
    return project_tool("account-tiering")


def some(tool: Tool, count: int) -> tuple[list[Tool], tuple[Feed, ...]]:
    """So many tools, each of which gives to the next, some far ahead, and some back."""
    names = ["分層", "一件名字很長的工具", "編成", "A longer name"]
    made = []
    for at in range(count):
        file = tool.file.model_copy(update={"short": names[at % len(names)]})
        made.append(replace(tool, id=f"tool_{at}", slug=f"tool-{at}", number=at + 1, file=file))
    ways = {(at, (at * 5 + 3) % count) for at in range(count)} | set(pairwise(range(count)))
    values = [FedValue(name, name) for name in tool.file.values]
    feeds = [
        Feed(made[a], made[b], tuple(values[: 1 + (a * 7 + b) % 30]), ("account", "tier")[: a % 3])
        for a, b in sorted(ways)
        if a != b
    ]
    return made, tuple(feeds)


def drawn(tool: Tool, count: int) -> tuple[Layout, ...]:
    tools, feeds = some(tool, count)
    return layouts(tools, given(feeds), say)


@pytest.mark.parametrize("count", ANY_NUMBER)
def test_nothing_lies_on_anything_else(count: int, tool: Tool) -> None:
    for layout in drawn(tool, count):
        for one, other in combinations((*layout.nodes, *layout.plates), 2):
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
        for place in (*layout.nodes, *layout.plates):
            assert place.x >= 0 and place.x + place.width <= layout.width
            assert place.y >= 0 and place.y + place.height <= layout.height


@pytest.mark.parametrize("count", ANY_NUMBER)
def test_texts_stay_inside_their_plates(count: int, tool: Tool) -> None:
    for layout in drawn(tool, count):
        for place in (*layout.nodes, *layout.plates):
            widest = max(text_width(line.rstrip("、"), size_in(place, layout)) for line in place.text.lines)
            assert widest <= place.width, place.text.lines
            last = place.text.y + 18 * (len(place.text.lines) - 1)
            assert place.y < place.text.y - 8 and last <= place.y + place.height


def size_in(place: Place, layout: Layout) -> float:
    return 13 if place.tool is None else 15 if layout.kind == "wide" else 16


@pytest.mark.parametrize("count", ANY_NUMBER)
def test_every_tool_is_there_and_every_gift_has_its_arrow(count: int, tool: Tool) -> None:
    tools, feeds = some(tool, count)
    gifts = given(feeds)
    *wide, tall = layouts(tools, gifts, say)
    assert [node.tool for node in tall.nodes] == tools
    assert len(tall.heads) == len({gift.taker.id for gift in gifts})
    assert all(gift.giver.file.short in told_at(tall, gift.taker) for gift in gifts)
    assert bool(wide) == (count <= MOST_WIDE)
    for layout in wide:
        assert [node.tool for node in layout.nodes] == tools
        assert len(layout.plates) == len(gifts)


def told_at(tall: Layout, taker: Tool) -> str:
    """What stands below the tool."""
    node = next(node for node in tall.nodes if node.tool == taker)
    return "".join("".join(plate.text.lines) for plate in tall.plates if plate.y == pytest.approx(node.y + node.height))


def test_the_same_tools_are_drawn_the_same(tool: Tool) -> None:
    assert drawn(tool, 7) == drawn(tool, 7)


def test_without_gifts_there_is_nothing_to_draw(tool: Tool) -> None:
    assert layouts([tool], (), say) == ()


def test_names_that_come_with_a_list_are_not_told_again(tool: Tool) -> None:
    feed = Feed(tool, tool, (FedValue("account_name", "account_name"), FedValue("sow", "sow")), ("account",))
    assert given([feed])[0].labels == (tool.file.lists["account"].label, tool.file.values["sow"].label)


def test_a_label_is_not_parted_where_it_fits_a_line() -> None:
    assert wrap("客戶、等級、團隊定級", 13, 80, ["客戶", "等級", "團隊定級"]) == ("客戶、等級、", "團隊定級")
    assert wrap("客戶關係的深度", 13, 60, ["客戶關係的深度"]) == ("客戶關係", "的深度")


# ---------------------------------------------------------------- on the pages


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


@pytest.fixture(scope="module")
def page_of(catalog: Catalog) -> Callable[[str], str]:
    made = pages(catalog, ZH, lambda tool: "<div></div>", lambda tool: "")
    return lambda path: made[path]


def test_the_home_page_says_every_gift_in_words(catalog: Catalog, page_of: Callable[[str], str]) -> None:
    home = page_of("index.md")
    for gift in given(catalog.feeds):
        giver, taker = gift.giver.file.short, gift.taker.file.short
        assert say("gift", giver=giver, taker=taker, labels="、".join(gift.labels)) in home
    for tool in catalog.tools:
        assert home.count(f'class="feeds__tool" href="tools/{tool.slug}.html"') == 2  # wide and tall


def test_a_tool_s_page_leads_to_those_it_takes_from_and_gives_to(
    catalog: Catalog, page_of: Callable[[str], str]
) -> None:
    for feed in catalog.feeds:
        assert f'<a href="{feed.taker.slug}.html">{feed.taker.file.short}</a>' in page_of(f"tools/{feed.giver.slug}.md")
        assert f'<a href="{feed.giver.slug}.html">{feed.giver.file.short}</a>' in page_of(f"tools/{feed.taker.slug}.md")


def test_every_tool_has_a_drawing_of_its_idea(catalog: Catalog, page_of: Callable[[str], str]) -> None:
    for tool in catalog.tools:
        drawing = catalog.drawings[tool.id]
        page = page_of(f"tools/{tool.slug}.md")
        assert f'role="img" aria-label="{drawing.says}"' in page
        assert drawing.markup in page
        assert "<title" not in drawing.markup


def test_a_drawing_loses_what_it_is_called_and_keeps_the_rest() -> None:
    source = SourceText(
        "a.svg", '<svg viewBox="0 0 4 4" fill="none"><title>&lt;x&gt;</title><text x="1">a &lt; b</text></svg>'
    )
    drawing, problems = read_drawing(source, "一")
    assert problems == []
    assert drawing is not None and drawing.markup == '<g fill="none"><text x="1">a &lt; b</text></g>'


@pytest.mark.parametrize(
    "content",
    [
        '<svg viewBox="0 0 4 4" onload="x()"/>',
        '<svg viewBox="0 0 4 4"><a href="javascript:x()"><path d="M0 0"/></a></svg>',
        '<svg viewBox="0 0 4 4"><foreignObject/></svg>',
        '<svg viewBox="0 0 4 4"><path style="fill:red"/></svg>',
        '<svg viewBox="0 0 4 4"><path stroke="url(http://example.com)"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 4 4"><text>&a;</text></svg>',
        '<?xml-stylesheet href="a.css"?><svg viewBox="0 0 4 4"/>',
        '<svg viewBox="0 0 4"/>',
        '<svg viewBox="0 0 NaN 4"/>',
        "<svg/>",
        "<g/>",
        "",
        "no drawing",
    ],
)
def test_what_runs_loads_links_or_is_no_drawing_is_refused(content: str) -> None:
    drawing, problems = read_drawing(SourceText("a.svg", content), "一")
    assert drawing is None
    assert problems != []
