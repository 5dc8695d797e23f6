"""The charts as the build draws them: all is there, nothing lies on anything else, and the table says the same."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from site_builder.render.widths import text_width
from site_builder.resources import assets

from .chart_samples import ITEMS, figures, scene

WIDE, NARROW = 520, 350
SIZES = range(1, ITEMS + 1)
Draw = Callable[..., "Drawn"]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Drawn:
    svg: ET.Element
    rows: list[list[str]]
    note: str
    markup: str

    def of(self, kind: str) -> list[ET.Element]:
        return [each for each in self.svg.iter() if kind in each.get("class", "").split()]

    def texts(self, kind: str = "") -> list[str]:
        return [each.text or "" for each in self.svg.iter("text") if not kind or kind in each.get("class", "").split()]


@pytest.fixture(scope="module")
def draw() -> Draw:
    engine = MiniRacer()
    engine.eval((assets() / "charts.js").read_text("utf-8"))

    def drawn(made: dict[str, Any], width: int = WIDE, chosen: dict[str, int] | None = None) -> Drawn:
        found = json.loads(str(engine.call("armory.drawings", made, chosen or {}, width)))["sample"]
        table = ET.fromstring(found["table"])
        rows = [[cell.text or "" for cell in row] for row in table.iter("tr")]
        return Drawn(ET.fromstring(found["drawing"]), rows, found["note"], found["drawing"])

    return drawn


def bars(count: int) -> dict[str, Any]:
    values = {"a": {"for": ["item"], "figures": figures(count)}, "b": {"for": ["item"], "figures": figures(count, 30)}}
    return scene({"kind": "bars", "for": "item", "bars": ["a", "b"]}, {"item": count}, values)


def stacked(count: int) -> dict[str, Any]:
    values = {name: {"for": ["item"], "figures": figures(count, top), "unit": "小時"} for name, top in STACK.items()}
    return scene({"kind": "stacked", "for": "item", "stack": list("abc"), "target": "t"}, {"item": count}, values)


STACK = {"a": 90, "b": 60, "c": 5, "t": 120}


def mix(count: int) -> dict[str, Any]:
    parts = [1 + at % 5 * 3 for at in range(count)]
    share = [part / sum(parts) for part in parts]
    value = {"for": ["item"], "figures": share, "percent": True, "unit": "%"}
    chart = {"kind": "mix", "for": "item", "bars": ["a", "b"], "target": "t"}
    return scene(chart, {"item": count}, {"a": value, "b": value, "t": value})


def calendar(count: int) -> dict[str, Any]:
    values = {
        "n": {"for": ["item"], "figures": [(46, 23, 12, 4, 2, 1)[at % 6] for at in range(count)]},
        "h": {"for": ["item"], "figures": [1 + at % 5 for at in range(count)]},
    }
    return scene({"kind": "calendar", "for": "item", "times": "n", "hours": "h"}, {"item": count}, values)


def ladder(count: int) -> dict[str, Any]:
    detail = [
        ["獨立拿下過一個成長型客戶的項目，並有復盤；客戶的採購中心覆蓋過半", "帶過人", None][at % 3]
        for at in range(count)
    ]
    values = {
        "n": {"for": ["item"], "figures": list(range(count)), "places": 0},
        "d": {"for": ["item"], "figures": detail, "kind": "text"},
        "here": {"for": ["person"], "figures": [count // 2, 0], "kind": "item", "of": "item"},
    }
    chart = {"kind": "ladder", "for": "item", "count": "n", "detail": "d", "here": "here", "each": "person"}
    return scene(chart, {"item": count, "person": 2}, values)


def heat(count: int) -> dict[str, Any]:
    value = {
        "for": [["a", "item"], ["b", "item"]],
        "figures": [round(x) for x in figures(count * count, 100)],
        "places": 0,
    }
    chart = {"kind": "heat", "rows": "item as a", "columns": "item as b", "value": "v", "low": 35, "high": 80}
    return scene(chart, {"item": count}, {"v": value})


def radar(count: int) -> dict[str, Any]:
    values = {name: {"for": ["who", "item"], "figures": figures(2 * count, 5), "places": 0} for name in ("v", "t")}
    chart = {"kind": "radar", "for": "item", "value": "v", "target": "t", "low": 0, "high": 5}
    return scene(chart, {"who": 2, "item": count}, values)


def quadrant(count: int) -> dict[str, Any]:
    values = {name: {"for": ["item"], "figures": figures(count, top)} for name, top in {"a": 5, "b": 4}.items()}
    zones = {name: name for name in ("top_left", "top_right", "bottom_left", "bottom_right")}
    chart = {"kind": "quadrant", "for": "item", "x": "a", "y": "b", "low": 0, "high": 5, "cut": 2.5, "zones": zones}
    return scene(chart, {"item": count}, values)


KINDS = {each.__name__: each for each in (bars, stacked, mix, calendar, ladder, heat, radar)}


# ---------------------------------------------------------------- nothing is lost, cut off or covered


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", KINDS)
def test_texts_stay_inside_and_apart(kind: str, width: int, draw: Draw) -> None:
    for count in SIZES if kind != "radar" else range(3, 10):
        drawn = draw(KINDS[kind](count), width)
        boxes = [(each.text, box_of(each)) for each in drawn.svg.iter("text") if each.text]
        for content, (left, top, right, bottom) in boxes:
            assert left >= -0.5 and right <= width + 0.5, f"{count}: {content} {left}–{right}"
            assert top >= -0.5 and bottom <= float(drawn.svg.get("height", "0")) + 4, f"{count}: {content}"
        assert covered(boxes) == [], count


LONG_WORDS = (
    "Relationship building and management",
    "Customer and industry insight",
    "Negotiation and contract management",
    "Solution competitiveness",
    "Fulfilment responsible",
    "Cross-functional leadership",
    "Battery energy management",
)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", ["heat", "radar", "ladder", "quadrant"])
def test_names_of_long_words_stand_whole(kind: str, width: int, draw: Draw) -> None:
    made = (KINDS | {"quadrant": quadrant})[kind](len(LONG_WORDS))
    for item, label in zip(made["data"]["lists"]["item"]["items"], LONG_WORDS, strict=True):
        item["label"] = item["short"] = label
    drawn = draw(made, width)
    shown = "".join(drawn.texts()).replace(" ", "").replace("…", "")
    whole = [label for label in LONG_WORDS if label.replace(" ", "") in shown]
    if kind == "quadrant":  # where circles lie close, some stand in the table only, and none in part
        assert len(whole) >= 5
        assert sum(len(each.replace(" ", "")) for each in whole) == len("".join(drawn.texts("name")).replace(" ", ""))
    else:
        assert whole == list(LONG_WORDS)
    boxes = [(each.text, box_of(each)) for each in drawn.of("name")]
    assert all(left >= -0.5 and right <= width + 0.5 for _, (left, _, right, _) in boxes)
    assert covered(boxes) == []


def covered(boxes: list[tuple[str | None, Box]]) -> list[str]:
    """Texts that lie on each other. From left to right, so that far ones are not held against each other."""
    found, near = [], list[tuple[str | None, Box]]()
    for other, b in sorted(boxes, key=lambda each: each[1][0]):
        near = [(one, a) for one, a in near if a[2] > b[0]]
        found += [f"{one} × {other}" for one, a in near if a[3] > b[1] and b[3] > a[1]]
        near.append((other, b))
    return found


def box_of(element: ET.Element) -> Box:
    """Left, top, right, bottom, about: signs of 12 pixels, of 10.5 where they are small."""
    kinds = element.get("class", "").split()
    size = 10.5 if {"amount--small", "tick--month"} & set(kinds) else 12
    x, y, wide = float(element.get("x", 0)), float(element.get("y", 0)), text_width(element.text or "", size)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
    if element.get("writing-mode"):
        return x - size / 2, y - wide * share, x + size / 2, y + wide * (1 - share)
    return x - wide * share + 0.5, y - size + 2, x + wide * (1 - share) - 0.5, y + 2


@pytest.mark.parametrize("kind", KINDS)
def test_no_path_has_a_figure_that_is_none(kind: str, draw: Draw) -> None:
    for count in (0, 1, 2, 7, ITEMS):
        for width in (WIDE, NARROW):
            assert not re.search(r"NaN|Infinity|undefined|null", draw(KINDS[kind](count), width).markup)


@pytest.mark.parametrize("kind", KINDS)
def test_a_scene_without_any_figure_is_drawn_and_says_so(kind: str, draw: Draw) -> None:
    made = KINDS[kind](3)
    columns = made["figures"]["values"]
    made["figures"]["values"] = {name: [None] * len(column) for name, column in columns.items()}
    drawn = draw(made)
    assert not re.search(r"NaN|Infinity", drawn.markup)
    assert "資料不足" in drawn.markup + drawn.note or kind in ("heat", "radar", "calendar")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "calendar"])
def test_the_table_says_every_figure(kind: str, draw: Draw) -> None:
    made = KINDS[kind](5)
    said = {cell for row in draw(made).rows[1:] for cell in row}
    for name, value in made["data"]["values"].items():
        if value["for"][0][0] in ("person", "who"):
            continue
        for figure in made["figures"]["values"][name]:
            if figure is not None:
                assert any(cell.split(" ")[0] == shown(figure, value) or cell == figure for cell in said), (
                    name,
                    figure,
                )


def shown(figure: Any, value: dict[str, Any]) -> str:
    if isinstance(figure, str):
        return figure
    return f"{figure * 100:.1f}%" if value.get("percent") else f"{figure:.{value['places']}f}"


# ---------------------------------------------------------------- one kind after the other


def test_a_stack_has_a_segment_per_figure_and_a_mark_per_target(draw: Draw) -> None:
    drawn = draw(stacked(4))
    assert len(drawn.of("seg")) == 4 * 3 + 3 - sum(x == 0 for name in "abc" for x in figures(4, STACK[name]))
    assert len(drawn.of("aim__head")) == 4 + 1


def test_what_passes_its_target_is_marked_and_the_mark_stays_in_the_picture(draw: Draw) -> None:
    made = stacked(1)
    made["figures"]["values"] |= {"a": [50], "b": [30], "c": [0], "t": [20]}
    drawn = draw(made)
    assert drawn.texts("amount--over") == ["80.0 / 20.0"]
    made["figures"]["values"]["t"] = [500]
    assert draw(made).texts("amount--over") == []
    assert "80.0 / 500.0" in draw(made).texts()


def test_a_stack_with_a_blank_part_is_not_drawn_smaller(draw: Draw) -> None:
    made = stacked(2)
    made["figures"]["values"]["b"] = [30, None]
    drawn = draw(made)
    assert len(drawn.of("seg")) == 3 + 3
    assert any("資料不足" in content for content in drawn.texts("amount"))
    assert drawn.note.startswith("1 ")


def test_segments_are_told_apart_by_pattern_too(draw: Draw) -> None:
    drawn = draw(mix(7))
    fills = [each.get("fill") for each in drawn.of("seg--over")]
    assert len(set(fills)) == 4  # and the accent, paper, and ink
    assert {each.get("id") for each in drawn.svg.iter("pattern")} == {fill[5:-1] for fill in fills if fill}


def test_a_mix_fills_its_bar_and_the_target_is_the_last_and_outlined(draw: Draw) -> None:
    drawn = draw(mix(4))
    wholes = [float(each.get("width", 0)) for each in drawn.of("empty")]
    parts = [float(each.get("width", 0)) for each in drawn.of("seg")][4:]  # the first four are the legend
    assert len(wholes) == 3
    for bar, whole in enumerate(wholes):
        assert sum(parts[bar * 4 : bar * 4 + 4]) == pytest.approx(whole, abs=0.1)
    [outline] = drawn.of("outline")
    assert float(outline.get("y", 0)) > max(float(each.get("y", 0)) for each in drawn.of("empty")) - 5


def test_a_mix_that_adds_up_to_less_shows_the_rest_as_a_gap(draw: Draw) -> None:
    made = mix(2)
    made["figures"]["values"]["a"] = [0.5, 0.25]
    first = [float(each.get("width", 0)) for each in draw(made).of("seg")][2:4]
    assert sum(first) == pytest.approx(0.75 * (WIDE - 20), abs=0.1)


def test_the_year_has_a_mark_for_each_time_and_the_sums_of_months(draw: Draw) -> None:
    made = calendar(6)
    drawn = draw(made)
    assert len(drawn.of("mark")) == 46 + 23 + 12 + 4 + 2 + 1
    months = [float(content) for content in drawn.texts("amount--small")]
    hours = sum(n * h for n, h in zip(*made["figures"]["values"].values(), strict=True))
    assert sum(months) == hours
    assert [float(cell) for cell in drawn.rows[-1][-12:]] == months
    for row, times in zip(drawn.rows[1:], made["figures"]["values"]["n"], strict=False):
        assert sum(map(int, row[-12:])) == times


def test_monthly_is_once_in_every_month_and_quarterly_once_in_every_quarter(draw: Draw) -> None:
    made = calendar(2)
    made["figures"]["values"]["n"] = [12, 4]
    _, monthly, quarterly, *_ = draw(made).rows
    assert monthly[-12:] == ["1"] * 12
    assert [sum(map(int, quarterly[-12:][at : at + 3])) for at in (0, 3, 6, 9)] == [1, 1, 1, 1]


def test_a_start_week_moves_the_first_time(draw: Draw) -> None:
    made = calendar(1)
    made["data"]["charts"]["sample"]["start"] = "s"
    made["data"]["values"]["s"] = made["data"]["values"]["n"]
    made["figures"]["values"] = {"n": [2], "h": [1], "s": [10]}
    row = draw(made).rows[1]
    assert [month + 1 for month, times in enumerate(row[-12:]) if times == "1"] == [3, 9]


def test_what_does_not_take_place_has_no_row_and_what_has_no_length_no_sum(draw: Draw) -> None:
    made = calendar(3)
    made["figures"]["values"] = {"n": [12, None, 4], "h": [2, 1, None]}
    drawn = draw(made)
    assert len(drawn.of("rule")) == 2
    assert len(drawn.of("mark--plain")) == 4
    assert sum(float(content) for content in drawn.texts("amount--small")) == 24
    assert drawn.note.startswith("1 ")


def test_the_stairs_rise_and_say_where_one_is(draw: Draw) -> None:
    drawn = draw(ladder(5), WIDE, {"person": 0})
    assert len(drawn.of("stair")) == 5
    assert len(drawn.of("stair--here")) == 1
    assert drawn.texts("here") == ["在這一級"]
    assert "(在這一級)" in drawn.rows[3][0]
    assert "(在這一級)" in draw(ladder(5), WIDE, {"person": 1}).rows[1][0]
    assert len(drawn.of("person")) == 0 + 1 + 2 + 3 + 4


def test_the_diagonal_of_a_list_with_itself_is_muted(draw: Draw) -> None:
    drawn = draw(heat(4))
    assert len(drawn.of("cell--same")) == 4
    assert len(drawn.of("cell--low")) + len(drawn.of("cell--high")) + len(drawn.of("cell--within")) == 12 + 2


def test_low_and_high_cells_have_a_sign_where_the_figure_has_no_room(draw: Draw) -> None:
    drawn = draw(heat(ITEMS), NARROW)
    assert set(drawn.texts("amount")) == {"▽", "△"}


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_value_of_one_list_more_is_drawn_for_the_chosen_item(chosen: int, draw: Draw) -> None:
    """Whatever the kind: `each` of the page, or of the chart."""
    for kind, make in KINDS.items():
        if kind in ("radar", "ladder"):
            continue
        made = make(4)
        for name, value in made["data"]["values"].items():
            value["for"] = [["who", "who"], *value["for"]]
            column = made["figures"]["values"][name]
            half = [x / 2 if isinstance(x, (int, float)) else x for x in column]
            made["figures"]["values"][name] = column + half
        made["data"]["lists"]["who"] = {
            "label": "誰",
            "items": [{"id": w, "label": w, "short": w} for w in ("甲", "乙")],
        }
        made["ids"]["who"] = ["甲", "乙"]
        drawn = draw(made, WIDE, {"who": chosen})
        plain = make(4)
        if chosen:
            for name, column in plain["figures"]["values"].items():
                plain["figures"]["values"][name] = [x / 2 for x in column]
        assert drawn.rows == draw(plain).rows, kind
        assert drawn.svg.get("aria-label") == f"樣圖: {'乙' if chosen else '甲'}"


def test_a_radar_has_its_target_as_a_net_of_its_own(draw: Draw) -> None:
    drawn = draw(radar(5))
    assert len(drawn.of("reach")) == 2  # in the legend, too
    assert all(" / " in content for content in drawn.texts("amount"))


def test_names_stand_above_the_bars_where_there_is_little_room(draw: Draw) -> None:
    made = stacked(3)
    above = draw(made, NARROW)
    assert [content for content in above.texts("name") if "…" in content] == []
    assert all(each.get("text-anchor") == "start" for each in above.of("name"))
