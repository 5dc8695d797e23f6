"""What tools take from each other: the vectors, the order of tools, what is read for one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.catalog import load_catalog, load_one_tool, load_with_givers
from site_builder.compute import compute
from site_builder.report import as_text
from site_builder.words import load

from . import takes_vectors
from .same import same
from .small_tools import ALONE, PAY, PLAN, SHOPS, codes, put
from .takes_vectors import Case, whole

WORDS = load("en")


@pytest.mark.parametrize("case", [*takes_vectors.cases()], ids=lambda case: f"{case.file}: {case.says}")
def test_a_vector_holds(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"tools": case.given, "versions": case.versions}, ensure_ascii=False), "utf-8")
    sheet, problems = compute(path, "case.json", case.tool, case.tools, [*case.tools])
    assert sheet is not None, problems
    assert {name: list(sheet.given.rows[name]) for name in case.rows} == case.rows
    figures = {name: sheet.figures.values[name] for name in case.expect}
    assert same(figures, case.expect), figures
    assert same(_unfit([[each.value, [*each.at], each.figure] for each in sheet.unfit]), _unfit(case.unfit))


def _unfit(found: list[list[Any]]) -> dict[str, Any]:
    return {f"{value} {'/'.join(at)}": figure for value, at, figure in found}


# ---------------------------------------------------------------- tools in a folder


def test_an_imported_list_is_as_its_tool_declares_it_but_for_what_is_said_anew(tmp_path: Path) -> None:
    tool, problems = load_one_tool(put(tmp_path, count_shops=SHOPS, plan_visits=PLAN), "plan-visits")
    assert tool is not None, problems
    shop, size = tool.file.lists["shop"], tool.file.lists["size"]
    assert (shop.label, shop.grows is not None, shop.from_) == ("店", True, "count_shops")
    assert (size.label, [*(size.items or {})]) == ("size", ["large"])
    assert tool.program.lists["size"].items == ("large",)
    assert {name: (each.tool, each.grown) for name, each in tool.imports.items()} == {
        "shop": ("count_shops", True),
        "size": ("count_shops", False),
    }


def test_tools_know_what_they_take_and_in_which_order_to_compute(tmp_path: Path) -> None:
    # The numbers of the files say nothing about the order.
    catalog, problems = load_catalog(put(tmp_path, pay_visitors=PAY, plan_visits=PLAN, count_shops=SHOPS))
    assert catalog is not None, problems
    pay, plan, _ = catalog.tools
    assert pay.upstream == ("count_shops", "plan_visits")
    assert [tool.id for tool in catalog.upstream(pay)] == ["count_shops", "plan_visits"]
    taken = plan.takes["all"]
    assert (taken.tool, taken.value, taken.slug, taken.short, taken.label, taken.step) == (
        "count_shops", "total", "count-shops", "試", "total", 1,
    )  # fmt: skip


def test_feeds_say_which_tool_gives_what_to_which(tmp_path: Path) -> None:
    catalog, problems = load_catalog(put(tmp_path, count_shops=SHOPS, plan_visits=PLAN, pay_visitors=PAY))
    assert catalog is not None, problems
    found = [
        (feed.giver.id, feed.taker.id, [(each.there, each.here) for each in feed.values], feed.lists)
        for feed in catalog.feeds
    ]
    assert found == [
        (
            "count_shops",
            "plan_visits",
            [("sales", "sales"), ("size_of", "size_of"), ("total", "all")],
            ("shop", "size"),
        ),
        ("plan_visits", "pay_visitors", [("half", "half")], ()),
    ]


def test_one_tool_is_loaded_with_those_it_takes_from_and_no_others(tmp_path: Path) -> None:
    put(tmp_path, count_shops=SHOPS, plan_visits=PLAN, pay_visitors=PAY, alone=ALONE, broken="lists: [")
    assert {*load_with_givers(tmp_path, "pay-visitors")[0]} == {"pay_visitors", "plan_visits", "count_shops"}
    assert {*load_with_givers(tmp_path, "plan_visits")[0]} == {"plan_visits", "count_shops"}
    assert {*load_with_givers(tmp_path, "alone")[0]} == {"alone"}
    assert load_with_givers(tmp_path, "broken")[1] != []


def test_a_broken_tool_is_told_of_once_and_not_in_those_that_take_from_it(tmp_path: Path) -> None:
    put(tmp_path, count_shops="lists: [", plan_visits=PLAN, pay_visitors=PAY)
    assert {*codes(tmp_path)} == {"count-shops.yml"}
    wrong_list = {**SHOPS, "lists": {**SHOPS["lists"], "size": {}}}
    put(tmp_path, count_shops=wrong_list, plan_visits=PLAN, pay_visitors=PAY)
    assert codes(tmp_path) == {"count-shops.yml": ["items_or_grows"]}
    wrong_value = {**SHOPS, "values": {**SHOPS["values"], "total": {"unit": "百萬元", "formula": "sum(sale)"}}}
    put(tmp_path, count_shops=wrong_value, plan_visits=PLAN, pay_visitors=PAY)
    assert codes(tmp_path) == {"count-shops.yml": ["unknown_name"]}
    wrong_import = {**PLAN, "lists": {**PLAN["lists"], "size": {"from": "count_shop"}}}
    put(tmp_path, count_shops=SHOPS, plan_visits=wrong_import, pay_visitors=PAY)
    assert codes(tmp_path) == {"plan-visits.yml": ["unknown_tool"]}


def test_a_tool_with_problems_of_its_own_is_told_of_them_beside_those_of_its_giver(tmp_path: Path) -> None:
    wrong = {**SHOPS, "values": {**SHOPS["values"], "more": {"formula": "sum(sale)"}}}
    put(tmp_path, count_shops=wrong, plan_visits={**PLAN, "values": {**PLAN["values"], "odd": {"formula": "alll"}}})
    assert codes(tmp_path) == {"count-shops.yml": ["unknown_name"], "plan-visits.yml": ["unknown_name"]}


def test_lists_may_be_shared_in_both_directions(tmp_path: Path) -> None:
    there = {"lists": {"a": {"items": ["x"]}, "b": {"from": "here"}}, "values": {"f": {"for": ["a", "b"]}}}
    here = {
        "lists": {"b": {"items": ["y"]}, "a": {"from": "there"}},
        "values": {"f": {"for": ["a", "b"], "takes": "there.f"}},
    }
    assert codes(put(tmp_path, there=there, here=here)) == {}


def test_a_list_of_a_third_tool_is_the_same_for_both(tmp_path: Path) -> None:
    third = {"lists": {"a": {"items": ["x", "y"]}}, "values": {"g": {"for": "a"}}}
    there = {"lists": {"a": {"from": "third", "only": ["x"]}}, "values": {"f": {"for": "a"}}}
    here = {"lists": {"a": {"from": "third"}}, "values": {"f": {"for": "a", "takes": "there.f"}}}
    assert codes(put(tmp_path, third=third, there=there, here=here)) == {}


def test_what_another_tool_takes_is_used(tmp_path: Path) -> None:
    hidden = whole(SHOPS)
    hidden["steps"] = [{"title": "一", "show": ["shop"]}]
    lonely = yaml.dump(hidden, allow_unicode=True, sort_keys=False)
    assert codes(put(tmp_path, count_shops=lonely)) == {"count-shops.yml": ["unused_value"]}
    assert codes(put(tmp_path, count_shops=lonely, plan_visits=PLAN)) == {}


def test_the_fingerprint_follows_the_items_of_an_imported_list_and_what_is_taken(tmp_path: Path) -> None:
    def fingerprint(shops: dict[str, Any], plan: dict[str, Any]) -> str:
        tool, problems = load_one_tool(put(tmp_path, count_shops=shops, plan_visits=plan), "plan-visits")
        assert tool is not None, problems
        return tool.fingerprint

    everything = {**PLAN, "lists": {**PLAN["lists"], "size": {"from": "count_shops"}}}
    more = {**SHOPS, "lists": {**SHOPS["lists"], "size": {"items": ["small", "middle", "large"]}}}
    taken_no_more = {**PLAN, "values": {**PLAN["values"], "all": {"unit": "百萬元"}}}
    assert fingerprint(SHOPS, PLAN) == fingerprint(more, PLAN)
    assert fingerprint(SHOPS, everything) != fingerprint(more, everything)
    assert fingerprint(SHOPS, PLAN) != fingerprint(SHOPS, taken_no_more)


ODD = ("count_shops", "plan_visits.all", "[small]", "{}", "3", "null", "shop", "from: count_shops")


def test_however_a_tool_that_takes_is_broken_it_is_told_in_words(tmp_path: Path) -> None:
    """Every line of both files left out, or with something odd behind its colon."""
    put(tmp_path, count_shops=SHOPS, plan_visits=PLAN)
    said = 0
    for path in sorted((tmp_path / "tools").iterdir()):
        text = path.read_text("utf-8")
        lines = text.splitlines(keepends=True)
        for number, line in enumerate(lines):
            key, colon, _ = line.partition(":")
            odd = [f"{key}: {each}\n" for each in (ODD[number % 8], ODD[(number + 3) % 8])] if colon else []
            for wrong in ("", *odd):
                path.write_text("".join([*lines[:number], wrong, *lines[number + 1 :]]), "utf-8")
                _, problems = load_catalog(tmp_path)
                said += len(as_text(problems, WORDS)) > 0
                elsewhere = [each for each in problems if not each.span.file.endswith(path.name)]
                assert len(elsewhere) <= 2, (path.name, line, wrong, elsewhere)
        path.write_text(text, "utf-8")
    assert said > 200
