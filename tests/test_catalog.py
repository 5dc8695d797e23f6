"""Tools, stories, the home page: what is right is taken, and what is wrong is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.catalog import Catalog, Tool, load_catalog, load_one_tool
from site_builder.catalog.tools import load_tools
from site_builder.problem import Problem
from site_builder.words import LOCALES, load

from .small_base import ROOT, STORY, TOOL, write_base

WORDS = [load(locale) for locale in LOCALES]
NAME = "8-shop-visits.yml"


def changed(right: str, wrong: str) -> str:
    assert TOOL.count(right) == 1, right
    return TOOL.replace(right, wrong)


def loaded(folder: Path, text: str = TOOL, name: str = NAME) -> Tool:
    tool, problems = read(folder, text, name)
    assert tool is not None, problems
    return tool


def read(folder: Path, text: str, name: str = NAME) -> tuple[Tool | None, list[Problem]]:
    path = folder / name
    path.write_text(text, "utf-8")
    tools, problems = load_tools([(path, f"tools/{name}")])
    return (tools[0] if tools else None), problems


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    """The codes, and what the caret stands under, by place."""
    ordered = sorted(problems, key=lambda problem: problem.order)
    return [(each.code, each.span.text[each.span.column - 1 : each.span.end - 1]) for each in ordered]


def wordless(problems: list[Problem]) -> list[str]:
    """What the catalogues of words lack for these problems."""
    keys = [f"problem.{problem.code}.{part}" for problem in problems for part in ("what", "cure")]
    return [key for words in WORDS for key in keys if key not in words]


# ------------------------------------------------------------------------------------------------ what is taken


def test_a_tool_takes_its_number_and_names_from_the_file_name(tmp_path: Path) -> None:
    tool = loaded(tmp_path, name="12-shop-visits.yml")
    assert (tool.number, tool.slug, tool.id) == (12, "shop-visits", "shop_visits")


def test_an_example_carries_its_computed_figures(tmp_path: Path) -> None:
    example = loaded(tmp_path).examples["first"]
    assert example.given.rows == {"shop": ("A", "B")}
    assert example.figures.values["total"] == 16.5
    assert example.figures.lights["quiet"] == {"A": "green", "B": "amber"}


def test_a_list_that_grows_may_stand_second_in_for(tmp_path: Path) -> None:
    text = changed("expect: {", "expect: {'planned[dry]': 7, 'behind[dry, B]': true, 'behind[dry, A]': false, ")
    text = text.replace("    given:\n", "    given:\n      plan: {dry: {A: 1, B: 6}}\n", 1)
    assert loaded(tmp_path, text).examples["first"].figures.values["planned"] == {"dry": 7, "wet": None}


def test_a_value_may_be_an_item_of_a_list_that_grows(tmp_path: Path) -> None:
    assert loaded(tmp_path).examples["first"].figures.values["next_sales"] == {"A": 4.5, "B": None}


def test_two_lists_may_share_an_item_where_its_use_is_clear(tmp_path: Path) -> None:
    text = changed("items: {G1: {label: 一級}, G2: {label: 二級}}", "items: {G2: {label: 二級}, dry: {label: 乾}}")
    text = text.replace("  total: {label", '  dry_days: {label: 旱, formula: "facts[dry]"}\n  total: {label')
    assert loaded(tmp_path, text).examples["first"].figures.values["dry_days"] == 180


def test_declared_units_are_converted_and_others_are_not(tmp_path: Path) -> None:
    values = loaded(tmp_path).examples["first"].figures.values
    assert values["profit"] == {"A": 9, "B": None}
    assert values["profit_small"] == {"A": 900, "B": None}
    _, problems = read(tmp_path, changed("units: {萬元: {百萬元: 0.01}}", "units: {}"))
    assert {problem.code for problem in problems} == {"unit_mismatch"}


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("16.5", True),
        ("16.50", True),
        ("17", True),
        ("16", False),
        ("16.51", False),
        ("16.4", False),
        ("16.50001", False),
        ("1.65e1", True),
        ("'16.5'", False),
        ("true", False),
        ("null", False),
    ],
)
def test_an_expected_number_holds_to_the_decimals_that_are_written(written: str, holds: bool, tmp_path: Path) -> None:
    text = changed("expect: {total: 16.5,", f"expect: {{total: {written},")
    _, problems = read(tmp_path, text)
    assert told(problems) == ([] if holds else [("example_differs", written)])


@pytest.mark.parametrize(
    ("key", "expected", "holds"),
    [
        ("next_sales[B]", "null", True),
        ("next_sales[B]", "0", False),
        ("ready[B]", "true", True),
        ("ready[B]", "false", False),
        ("discount[A]", "0.1", True),
        ("discount[A]", "10", False),
        ("big_names", "甲店", True),
        ("big_names", "乙店", False),
        ("grade_of[B]", "G2", True),
        ("visits[A, wet]", "2", True),
        ("lights.too_small", "green", True),
        ("lights.too_small", "red", False),
    ],
)
def test_an_expected_blank_truth_text_or_light_holds_as_it_is(
    key: str, expected: str, holds: bool, tmp_path: Path
) -> None:
    _, problems = read(tmp_path, changed("expect: {", f'expect: {{"{key}": {expected}, '))
    assert told(problems) == ([] if holds else [("example_differs", expected)])


# ------------------------------------------------------------------------------------------------ what is not


WRONG: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    # names
    "a value named as a list": ("  total: {label: 合計,", "  shop: {label: 合計,", [("name_twice", "shop")]),
    "a light named as a value": ("  quiet:\n", "  sales:\n", [("name_twice", "sales")]),
    "a chart named as a light": ("  compare: {kind", "  quiet: {kind", [("name_twice", "quiet")]),
    "an item named as a value": (
        "wet: {label: 雨季}}",
        "wet: {label: 雨季}, cut: {label: 切}}",
        [("name_twice", "cut")],
    ),
    "a value in Chinese": ("  cut: {label: 門檻,", "  門檻: {label: 門檻,", [("bad_form", "門檻")]),
    "an item in Chinese": ("G1: {label: 一級}", "一級: {label: 一級}", [("bad_form", "一級")]),
    # lists
    "items and rows at once": (
        "{label: 門市, grows",
        "{label: 門市, items: {a: {label: b}}, grows",
        [("items_or_grows", "shop")],
    ),
    "neither items nor rows": ("grows: {start: 2}, ", "", [("items_or_grows", "shop")]),
    "shown as nothing": ("shown_as: shop_name", "shown_as: shopname", [("unknown_value", "shopname")]),
    "shown as a number": ("shown_as: shop_name", "shown_as: sales", [("shown_as_text", "sales")]),
    "an unknown list": (
        "label: 店名, for: shop,",
        "label: 店名, for: shops,",
        [("shown_as_text", "shop_name"), ("unknown_list", "shops")],
    ),
    "a list twice": ("for: [season, shop], type: whole", "for: [shop, shop], type: whole", [("for_twice", "shop")]),
    "a strange for": (
        "for: [season, shop], type: whole",
        "for: [season like s, shop], type: whole",
        [("for_form", "season like s")],
    ),
    # kinds
    "an item of no list": ("of: grade}", "of: grad}", [("unknown_list", "grad")]),
    "an item with a unit": ("of: grade}", "of: grade, unit: pt}", [("of_alone", "of")]),
    "a truth with a unit": (
        "type: truth}\n  opened",
        "type: truth, unit: 百萬元}\n  opened",
        [("unit_of_number", "unit")],
    ),
    "a unit that is none": ("label: 天數,", 'label: 天數, unit: "天/",', [("unit_form", '"天/"')]),
    "a conversion by nothing": (
        "units: {萬元: {百萬元: 0.01}}",
        "units: {斤: {公斤: 0}, 萬元: {百萬元: 0.01}}",
        [("out_of_range", "0")],
    ),
    "a conversion to two units": ("units: {萬元: {", "units: {斤: {公斤: 0.5, 兩: 16}, 萬元: {", [("unit_form", "斤")]),
    "min above max": ("min: 0, max: 50", "min: 60, max: 50", [("range_empty", "60")]),
    "a default and a formula": ("label: 門檻,", "label: 門檻, formula: 1 + 1,", [("one_of", "default")]),
    "a range of a derived value": ("label: 淨額,", "label: 淨額, min: 0,", [("only_typed", "min")]),
    "a default out of range": (
        "unit: 百萬元, default: 10",
        "unit: 百萬元, max: 5, default: 10",
        [("out_of_range", "10")],
    ),
    "a default for no item": ("fixed: {dry: 180, wet: 185}", "fixed: {dri: 180, wet: 185}", [("unknown_item", "dri")]),
    # origins
    "a default without an origin": (
        "default: 10, origin: illustrative,",
        "default: 10,",
        [("origin_missing", "default")],
    ),
    "facts without an origin": ("wet: 185}, origin: illustrative,", "wet: 185},", [("origin_missing", "fixed")]),
    "a source that is not named": (
        "default: 10, origin: illustrative,",
        "default: 10, origin: field,",
        [("source_missing", "origin")],
    ),
    "a light without an origin": (
        "    says: 去得太少。\n    origin: illustrative\n",
        "    says: 去得太少。\n",
        [("origin_missing", "quiet")],
    ),
    "an unknown origin": (
        "default: 10, origin: illustrative",
        "default: 10, origin: huawei",
        [("not_one_of", "huawei")],
    ),
    "a light without a rule": ("    amber: visit_total < 2\n", "", [("light_without_rule", "quiet")]),
    # references
    "a step that shows nothing": ("show: [shop, total,", "show: [shop, totl,", [("unknown_shown", "totl")]),
    "a result that is not there": ("results: [total,", "results: [totel,", [("result_not_single", "totel")]),
    "a result that varies": ("results: [total,", "results: [sales,", [("result_not_single", "sales")]),
    "a chart of nothing": ("bars: [sales, net]", "bars: [sales, nett]", [("unknown_value", "nett")]),
    "a chart of texts": ("bars: [sales, net]", "bars: [sales, shop_name]", [("chart_of_numbers", "shop_name")]),
    "a chart of another list": ("bars: [sales, net]", "bars: [sales, planned]", [("chart_shape", "planned")]),
    "a figure in a text that is not there": (
        'green: "合計 {total}。"',
        'green: "合計 {totl}。"',
        [("unknown_placeholder", "totl")],
    ),
    "a figure in a text that varies": ("text: 填。", "text: '填 {sales}。'", [("placeholder_varies", "sales")]),
    # examples
    "an example of an unknown value": ("sales: 4.5,", "sale: 4.5,", [("unknown_value", "sale")]),
    "an example out of range": ("discount: 10", "discount: 70", [("out_of_range", "70")]),
    "an example that breaks a rule": ("cost: 300", "cost: 1300", [("must_broken", "1300")]),
    "an expectation of nothing": ("expect: {total:", "expect: {totl:", [("unknown_value", "totl")]),
    "an expectation of no item": ('"net[A]"', '"net[C]"', [("unknown_item", '"net[C]"')]),
    "an expectation of many figures": ('"net[A]"', "net", [("expect_one_figure", "net")]),
    "an expectation that cannot be read": ('"net[A]"', '"net of A"', [("expect_form", '"net of A"')]),
    # formulas
    "a misspelt name": ("formula: sum(sales over shop)", "formula: sum(sale over shop)", [("unknown_name", "sale")]),
    "a formula that still varies": (
        "formula: sum(sales over shop)",
        "formula: sales * 2",
        [("still_varies", "sales * 2")],
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_where_it_stands_and_in_words(mistake: str, tmp_path: Path) -> None:
    right, wrong, expected = WRONG[mistake]
    tool, problems = read(tmp_path, changed(right, wrong))
    assert told(problems) == expected
    assert wordless(problems) == []
    assert tool is None


def test_a_ring_of_formulas_is_shown(tmp_path: Path) -> None:
    text = changed("formula: total / 3", "formula: a_sixth * 2")
    text = text.replace("lights:\n", "  a_sixth: {label: 半, unit: 百萬元, formula: each_third / 2}\nlights:\n", 1)
    _, problems = read(tmp_path, text)
    assert {problem.code for problem in problems} == {"ring"}
    assert all("each_third" in str(problem.facts) and "a_sixth" in str(problem.facts) for problem in problems)


# ------------------------------------------------------------------------------------------------ the fingerprint


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("formula: total / 3", "formula: total / 4"),
        ("default: 10", "default: 11"),
        ("min: 0, max: 31", "min: 0, max: 30"),
        ("rule: cost <= sales", "rule: cost < sales"),
        ("amber: visit_total < 2", "amber: visit_total < 3"),
        ("wet: 185", "wet: 186"),
        ("G2: {label: 二級}}", "G2: {label: 二級}, G3: {label: 三級}}"),
        ("unit: 百萬元, min: 0, required: true", "unit: 百萬元, min: 0"),
        ("units: {萬元: {百萬元: 0.01}}", "units: {萬元: {百萬元: 0.02}}"),
    ],
)
def test_the_fingerprint_changes_with_the_definition(right: str, other: str, tmp_path: Path) -> None:
    text = changed(right, other)
    text = text[: text.index("    expect: ")] + "    expect: {}\n" + text[text.index("mistakes:") :]
    assert loaded(tmp_path, text).fingerprint != loaded(tmp_path).fingerprint


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("title: 巡店安排", "title: 巡店"),
        ("why: 為什麼。", "why: 因為。"),
        ("label: 合計", "label: 總計"),
        ("dry: {label: 旱季}", "dry: {label: 乾季}"),
        ("label: 店名,", "label: 店名, note: 可用代號。,"),
        ("text: 填。", "text: 填吧。"),
        ("says: 去得太少。", "says: 少。"),
        ('show: "0"}\n  planned', 'show: "0.0"}\n  planned'),
        ("why: 示意。}\n  facts", "why: 起點。}\n  facts"),
        ("label: 兩家店（虛構）", "label: 兩家"),
        ("formula: total / 3", "formula: total/3"),
    ],
)
def test_the_fingerprint_does_not_change_with_prose(right: str, other: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, changed(right, other)).fingerprint == loaded(tmp_path).fingerprint


# ------------------------------------------------------------------------------------------------ the whole catalog


def whole(base: Path) -> Catalog:
    catalog, problems = load_catalog(base)
    assert catalog is not None, problems
    return catalog


def test_the_projects_own_catalog_is_right() -> None:
    catalog = whole(ROOT)
    assert [tool.number for tool in catalog.tools] == sorted(tool.number for tool in catalog.tools)
    assert catalog.tool("account_tiering") is not None
    assert catalog.tool("account-tiering") is None


def test_tools_and_stories_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "tools" / "10-later.yml").write_text(TOOL, "utf-8")
    (tmp_path / "tools" / "2-sooner.yml").write_text(TOOL, "utf-8")
    (tmp_path / "content" / "stories" / "10-second.yml").write_text(STORY, "utf-8")
    catalog = whole(tmp_path)
    assert [tool.slug for tool in catalog.tools] == ["sooner", "shop-visits", "later"]
    assert [story.slug for story in catalog.stories] == ["umbrella", "second"]


@pytest.mark.parametrize("name", ["8-other.yml", "9-shop-visits.yml"])
def test_a_number_or_a_name_is_used_once(name: str, tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "tools" / name).write_text(TOOL, "utf-8")
    assert [problem.code for problem in load_catalog(tmp_path)[1]] == ["tool_twice"]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "quoted", "near"),
    [
        ("tool: shop_visits", "tool: shop_visit", "unknown_tool", "shop_visit", "shop_visits"),
        ("step: shops", "step: shop", "unknown_step", "shop", "shops"),
        ("case: CASE-01", "case: CASE1", "bad_form", "CASE1", "CASE-01"),
        ("sources: [S1]", "sources: [s1]", "bad_form", "s1", "S1"),
        ("principle: 先到場。", "principal: 先到場。", "unknown_key", "principal", "principle"),
    ],
)
def test_a_mistake_of_a_story_is_told(
    right: str, wrong: str, code: str, quoted: str, near: str, tmp_path: Path
) -> None:
    write_base(tmp_path)
    assert right in STORY
    (tmp_path / "content" / "stories" / "1-umbrella.yml").write_text(STORY.replace(right, wrong), "utf-8")
    catalog, problems = load_catalog(tmp_path)
    assert told(problems) == [(code, quoted)]
    assert [problem.near for problem in problems] == [near]
    assert catalog is None


def test_an_empty_folder_of_tools_is_told(tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "tools" / NAME).unlink()
    (tmp_path / "content" / "stories" / "1-umbrella.yml").unlink()
    assert [problem.code for problem in load_catalog(tmp_path)[1]] == ["no_tools"]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        (None, ["no_file"]),
        ("", ["front_matter_missing"]),
        ("標題\n", ["front_matter_missing"]),
        ("---\ntitle: 首頁\nlead: 一句。\n", ["front_matter_missing"]),
        ("---\ntitle: 首頁\n---\n", ["missing_key"]),
        ("---\ntitle: 首頁\nlead: 一句。\nleed: 兩句。\n---\n", ["unknown_key"]),
        ("---\ntitle: 首頁\nlead: [\n---\n", ["bracket_open"]),
    ],
)
def test_a_mistake_of_the_home_page_is_told(page: str | None, codes: list[str], tmp_path: Path) -> None:
    write_base(tmp_path)
    path = tmp_path / "content" / "index.md"
    path.unlink() if page is None else path.write_text(page, "utf-8")
    assert [problem.code for problem in load_catalog(tmp_path)[1]] == codes


@pytest.mark.parametrize(
    "written",
    ["\ufeff---\ntitle: 首頁\nlead: 一句。\n---\n文。\n", "---\r\ntitle: 首頁\r\nlead: 一句。\r\n---\r\n文。\r\n"],
)
def test_the_home_page_may_come_from_any_editor(written: str, tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "content" / "index.md").write_bytes(written.encode())
    home = whole(tmp_path).home
    assert (home.file.title, home.file.lead, home.text) == ("首頁", "一句。", "文。")


def test_places_on_the_home_page_count_its_own_lines(tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "content" / "index.md").write_text("---\ntitle: 首頁\nlead: 一句。\nleed: 兩句。\n---\n", "utf-8")
    assert [(each.span.line, each.span.column) for each in load_catalog(tmp_path)[1]] == [(4, 1)]


def test_one_tool_is_loaded_by_id_or_slug_and_a_near_name_is_suggested(tmp_path: Path) -> None:
    write_base(tmp_path)
    for name in ("shop-visits", "shop_visits"):
        tool, _ = load_one_tool(tmp_path, name)
        assert tool is not None
        assert tool.id == "shop_visits"
    tool, (problem,) = load_one_tool(tmp_path, "shop-visit")
    assert (tool, problem.code, problem.near) == (None, "unknown_tool", "shop-visits")


def test_what_is_no_yaml_stands_in_nobodys_way(tmp_path: Path) -> None:
    write_base(tmp_path)
    (tmp_path / "tools" / "README.md").write_text("讀我", "utf-8")
    (tmp_path / "tools" / ".8-shop-visits.yml.swp").write_bytes(b"\x00\xff")
    whole(tmp_path)
