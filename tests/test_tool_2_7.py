"""Tools 2 and 7 where the examples do not reach: empty sheets, thresholds met exactly, what other tools give."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from site_builder import compute
from site_builder.catalog import Tool
from site_builder.cli import cli

from .project import project_tool

ROOT = Path(__file__).parents[1]
PORTFOLIO, PIPELINE = "business-portfolio", "talent-pipeline"


@cache
def alone(name: str) -> Tool:
    return project_tool(name)


def computed(tool: str, folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    """What `compute` says in JSON: of one tool, or of a case file with what other tools hold."""
    path = folder / "given.yml"
    path.write_text(yaml.safe_dump(given, allow_unicode=True), "utf-8")
    if "tools" not in given:
        done, problems = compute.compute(path, path.name, alone(tool))
        assert done is not None, problems
        return json.loads(compute.as_json(alone(tool), done.figures))  # type: ignore[no-any-return]
    config = str(ROOT / "mkdocs.yml")
    said = CliRunner().invoke(cli, ["-f", config, "compute", tool, "--given", str(path), "--format", "json"])
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def business(**other: object) -> dict[str, Any]:
    row = {"id": "B1", "industry_of": "N1", "revenue": 50, "own_growth": 30, "market_growth": 10}
    return {**row, "references": 10, "age": 6, "resources": 5, **other}


def portfolio(*rows: dict[str, Any], **other: object) -> dict[str, Any]:
    return {"industry": [{"id": "N1", "industry_name": "甲"}], "business": list(rows), **other}


DEFAULTS_ALONE = {
    PORTFOLIO: {"target_mix_complete", "moves_balance", "axis_weights"},
    PIPELINE: {"transfers_match", "chimney", "measures_total", "channel_total", "one_channel"},
}


@pytest.mark.parametrize("tool", [PORTFOLIO, PIPELINE])
def test_an_empty_sheet_is_told_nothing_but_what_the_defaults_say(tool: str, tmp_path: Path) -> None:
    lights = computed(tool, tmp_path, {})["lights"]
    judged = {name for name, seen in lights.items() if set(colours(seen)) - {"unknown"}}
    assert judged == DEFAULTS_ALONE[tool]


def colours(seen: object) -> list[object]:
    return [each for inner in seen.values() for each in colours(inner)] if isinstance(seen, dict) else [seen]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (business(references=3), "growth"),
        (business(references=2), "emerging"),
        (business(own_growth=20, market_growth=16), "growth"),
        (business(own_growth=20, market_growth=16.1), "core"),
        (business(own_growth=19.9, market_growth=1), "core"),
        (business(own_growth=0, age=5), "contracting"),
        (business(own_growth=0, age=4.5), "core"),
        (business(own_growth=-5, age=9, references=1), "emerging"),
        (business(revenue=0, own_growth=None, references=0, age=0), "emerging"),
    ],
)
def test_each_rule_holds_at_its_line(row: dict[str, Any], wanted: str, tmp_path: Path) -> None:
    row = {key: value for key, value in row.items() if value is not None}
    given = portfolio(row, business(id="B2", own_growth=5))
    assert computed(PORTFOLIO, tmp_path, given)["values"]["business_class"]["B1"] == wanted


def test_a_small_line_is_emerging_only_while_it_is_young(tmp_path: Path) -> None:
    rows = [business(revenue=980), business(id="B2", revenue=19, age=2.9), business(id="B3", revenue=1, age=3)]
    found = computed(PORTFOLIO, tmp_path, portfolio(*rows))["values"]["business_class"]
    assert found == {"B1": "growth", "B2": "emerging", "B3": "growth"}


def test_an_override_counts_from_its_reason_on(tmp_path: Path) -> None:
    bare = computed(PORTFOLIO, tmp_path, portfolio(business(chosen_class="core")))
    assert (bare["values"]["business_class"]["B1"], bare["lights"]["classes_explained"]) == ("growth", "red")
    said = computed(PORTFOLIO, tmp_path, portfolio(business(chosen_class="core", class_reason="合同到期")))
    assert (said["values"]["business_class"]["B1"], said["lights"]["classes_explained"]) == ("core", "green")


def test_a_shrinking_company_has_no_shares_of_growth(tmp_path: Path) -> None:
    found = computed(PORTFOLIO, tmp_path, portfolio(business(own_growth=-10, age=4)))
    assert found["values"]["contribution"]["B1"] is None
    assert found["lights"]["feeding_the_past"] == "unknown"


@pytest.mark.parametrize(("count", "wanted"), [(5, "green"), (6, "amber")])
def test_bets_are_counted_for_each_hundred_million(count: int, wanted: str, tmp_path: Path) -> None:
    rows = [
        business(id=f"B{n}", references=1, resources=100 / count, exit_date="2027-12-31") for n in range(1, count + 1)
    ]
    assert computed(PORTFOLIO, tmp_path, portfolio(*rows))["lights"]["scattered_bets"] == wanted


@pytest.mark.parametrize(("ambition", "wanted"), [("balanced", 0.30), ("attack", 0.50), ("defend", 0.20)])
def test_each_ambition_has_its_target(ambition: str, wanted: float, tmp_path: Path) -> None:
    given = portfolio(business(own_growth=5), chosen_ambition=ambition)
    assert computed(PORTFOLIO, tmp_path, given)["values"]["mix_deviation"] == pytest.approx(wanted)


FIVES = ("white_space", "growth", "fit", "willingness", "contribution", "profitability", "relationship", "payment")
RATING = {"wallet_share": 4, **dict.fromkeys(FIVES, 5)}
ACCOUNT = {"id": "K1", "account_name": "北埠", "revenue": 60, "wallet": 90, "current_tier": "S", "effort": 5}
COMPETENCIES = ["insight", "relationship", "deal", "solution", "negotiation", "finance", "delivery", "leadership"]
LEVELS = dict(zip(COMPETENCIES, (4, 4, 4, 3, 4, 3, 2, 3), strict=True))


def test_a_strategic_account_of_the_tiering_is_seen_in_a_shrinking_industry(tmp_path: Path) -> None:
    tiering = {
        "total_revenue": 100,
        "unlisted_count": 20,
        "unlisted_revenue": 40,
        "account": [ACCOUNT | {"rating": RATING}],
    }
    here = portfolio(business(own_growth=-8, age=9), account=[{"id": "K1", "account_industry": "N1"}])
    found = computed(PORTFOLIO, tmp_path, {"tools": {"account-tiering": tiering, PORTFOLIO: here}})
    assert found["values"]["customer_tier"]["K1"] == "S"
    assert found["values"]["ebbing_names"] == "北埠"
    assert found["lights"]["tide_goes_out"] == "amber"


def test_a_person_of_the_duties_stands_on_the_bench(tmp_path: Path) -> None:
    duties = {"person": [{"id": "P1", "person_name": "甲", "role_of": "SR", "level": LEVELS}]}
    here = {"person": [{"id": "P1", "target_role": "AR", "appraisal_met": True}]}
    found = computed(PIPELINE, tmp_path, {"tools": {"role-duties": duties, PIPELINE: here}})["values"]
    assert (found["role_now"]["P1"], found["readiness"]["P1"], found["time_to_ready"]["P1"]) == ("SR", 1, 0)
    assert found["bench_class"]["P1"] == "ready"
    assert found["ready_now"] == {"AD": 0, "AR": 1, "SR": 0, "FR": 0}


@pytest.mark.parametrize(
    ("missing", "met", "wanted"),
    [
        ({}, True, "ready"),
        ({}, False, "not_yet"),
        ({"negotiation": 2}, True, "near"),
        ({"insight": 3, "relationship": 3, "deal": 3, "negotiation": 2}, True, "near"),
        ({"insight": 2, "relationship": 2, "deal": 2, "negotiation": 2, "delivery": 1}, True, "far"),
        ({competency: 1 for competency in LEVELS}, True, "not_yet"),
    ],
)
def test_each_class_of_the_bench_is_reached(missing: dict[str, int], met: bool, wanted: str, tmp_path: Path) -> None:
    duties = {"person": [{"id": "P1", "person_name": "甲", "role_of": "SR", "level": LEVELS | missing}]}
    here = {"person": [{"id": "P1", "target_role": "AR", "appraisal_met": met}]}
    found = computed(PIPELINE, tmp_path, {"tools": {"role-duties": duties, PIPELINE: here}})
    assert found["values"]["bench_class"]["P1"] == wanted


def test_no_recruit_is_called_late(tmp_path: Path) -> None:
    seats = {"seats": {"AD": 1}, "incumbents": {"AD": 2}, "attrition": {"AD": 0}}
    bench = {name: {"AD": 0} for name in ("ready_now", "ready_12", "ready_24")}
    found = computed(PIPELINE, tmp_path, seats | bench)
    assert found["values"]["latest_start"]["AD"] == -3
    assert (found["values"]["recruits"]["AD"], found["lights"]["too_late"]["AD"]) == (0, "green")


def test_a_main_industry_with_a_seed_and_a_director_in_waiting_are_green(tmp_path: Path) -> None:
    rows = [business(), business(id="B2", references=1, exit_date="2027-12-31", judged_by="learning")]
    assert computed(PORTFOLIO, tmp_path, portfolio(*rows))["lights"]["no_next_curve"] == "green"
    assert computed(PIPELINE, tmp_path, {"ready_now": {"AD": 1}})["lights"]["director_successor"] == "green"
