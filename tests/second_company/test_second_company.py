"""A second company typed in: `compute` gives the figures that the separate calculation gives, blanks and lights too."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from site_builder import compute
from site_builder.catalog import Tool
from site_builder.cli import cli

from ..project import project_tool
from .scorecard import CARDS, KPIS, scorecard
from .separate import read
from .tiering import DIMENSIONS, P_AXIS, tiering

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

SEPARATELY: dict[str, Callable[[dict[str, Any]], dict[str, dict[str, Any]]]] = {
    "account-tiering": tiering,
    "kpi-scorecard": scorecard,
}


@cache
def tool(name: str) -> Tool:
    return project_tool(name)


@cache
def stored(file: str) -> dict[str, Any]:
    return read(HERE / file)


def computed(name: str, given: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The JSON form of `compute` for given figures, written to a file first."""
    path = folder / "given.json"
    path.write_text(json.dumps(given), "utf-8")
    done, problems = compute.compute(path, "given.json", tool(name))
    assert done is not None, problems
    return json.loads(compute.as_json(tool(name), done[1]))  # type: ignore[no-any-return]


def differences(wanted: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Where the two calculations differ: numbers by more than one part in 10^9, anything else at all."""
    found = []
    for part in ("values", "lights"):
        for name, table in wanted[part].items():
            theirs = dict(flat(got[part][name]))
            ours = dict(flat(table))
            found += [f"{name}: {sorted(ours.keys() ^ theirs.keys())}"] if ours.keys() != theirs.keys() else []
            for at in ours.keys() & theirs.keys():
                if not same(ours[at], theirs[at]):
                    found.append(f"{name}[{', '.join(at)}]: separately {ours[at]}, computed {theirs[at]}")
    return found


def flat(table: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(table, dict):
        yield at, table
        return
    for item, inner in table.items():
        yield from flat(inner, (*at, item))


def same(ours: object, theirs: object) -> bool:
    if isinstance(ours, Fraction | float) and isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)
    return ours == theirs and type(ours) is type(theirs)


# ------------------------------------------------------------------------------------------------ as the files stand


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("account-tiering", "tiering.yml"),
        ("account-tiering", "tiering-lite.json"),
        ("account-tiering", "accounts.csv"),
        ("kpi-scorecard", "kpi.yml"),
        ("kpi-scorecard", "kpi-growth.json"),
    ],
)
def test_a_given_file_comes_to_the_figures_of_the_separate_calculation(name: str, file: str) -> None:
    command = ["-f", str(ROOT / "mkdocs.yml"), "compute", name, "--given", str(HERE / file), "--format", "json"]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    assert differences(SEPARATELY[name](stored(file)), json.loads(result.stdout)) == []


@pytest.mark.parametrize("name", SEPARATELY)
def test_every_formula_and_diagnostic_of_the_specification_is_computed_separately(name: str) -> None:
    figures = SEPARATELY[name](stored("tiering.yml" if name == "account-tiering" else "kpi.yml"))
    prefix = f"T{tool(name).number}-"
    values = {each for each, value in tool(name).file.values.items() if (value.symbol or "").startswith(prefix)}
    lights = {each for each, light in tool(name).file.lights.items() if (light.symbol or "").startswith(prefix)}
    assert values - figures["values"].keys() <= {"s_qualified", "threshold", "threshold_score"} | {
        "cap_achievement",
        "cap_score",
        "line_factor",
    }
    assert lights <= figures["lights"].keys()
    assert len(lights) == {"account-tiering": 12, "kpi-scorecard": 16}[name]


# ------------------------------------------------------------------------------------------------ variants of tool 1


def accounts(change: Callable[[dict[str, Any]], object] = lambda row: None, **more: Any) -> dict[str, Any]:
    """The 17 accounts, each changed, and other values set; None takes a value away."""
    given = deepcopy(stored("tiering.yml")) | more
    for row in given["account"]:
        change(row)
    return {name: figure for name, figure in given.items() if figure is not None}


def only(*ids: str, **more: Any) -> dict[str, Any]:
    given = accounts(**more)
    return given | {"account": [row for row in given["account"] if row["id"] in ids]}


def without(key: str, *ids: str) -> Callable[[dict[str, Any]], object]:
    return lambda row: row.pop(key, None) if not ids or row["id"] in ids else None


def rate_all(row: dict[str, Any]) -> None:
    row["rating"] = dict.fromkeys(DIMENSIONS, 3)


def promote(row: dict[str, Any]) -> None:
    row["current_tier"] = "A"


TIERING: dict[str, dict[str, Any]] = {
    "four tiers": accounts(chosen_scheme="four"),
    "three tiers": accounts(chosen_scheme="three"),
    "three tiers, lite": accounts(chosen_scheme="three", chosen_weighting="lite"),
    "room for all that qualify": accounts(s_effort_available=None),
    "exactly two places": accounts(s_effort_available=9),
    "no place at all": accounts(s_effort_available=4.4),
    "no company totals": accounts(total_revenue=None, unlisted_count=None, unlisted_revenue=None),
    "nothing unlisted": accounts(total_revenue=336.36, unlisted_count=0, unlisted_revenue=0),
    "no effort known": accounts(without("effort"), s_effort_available=None),
    "one effort unknown": accounts(without("effort", "T13"), s_effort_available=None),
    "first tiering": accounts(without("current_tier")),
    "one wallet unknown": accounts(without("wallet", "T13")),
    "an empty wallet": accounts(lambda row: row.update(revenue=0, wallet=0) if row["id"] == "T17" else None),
    "no revenue in one row": accounts(without("revenue", "T02")),
    "all rated alike": accounts(rate_all),
    "all of one tier": accounts(promote),
    "one account": only("T09"),
    "two accounts": only("T02", "T15"),
    "only an incomplete account": only("T16"),
    "no account": only(),
    "own weights": accounts(weight={"white_space": 22.5, "growth": 0, "payment": 17.5}),
    "no weight on potential": accounts(weight=dict.fromkeys(P_AXIS, 0)),
    "own lines": accounts(
        cut={"A": 3.9, "B": 2.65},
        gate_floor={"white_space": 5, "growth": 5, "fit": 1},
        s_potential_floor=4.6,
        a_potential_floor=3.9,
        payment_cap=3,
        protection_share=8,
        effort_low={"A": 0.75},
        effort_high={"A": 2.2, "D": 0.4},
        anchor_divisor=10,
    ),
    "no cap, no floor": accounts(payment_cap=0, protection_share=100),
    "listed accounts only, and the team's word": accounts(
        counted="listed_only",
        raters_differ=True,
        never_downgraded=False,
        decided_tier={"T04": "S", "T05": "A", "T12": "A"},
        decided_reason={"T04": "董事長已答應"},
    ),
    "honour list, no quarrel": accounts(raters_differ=False, never_downgraded=True),
    "forty strategic accounts": accounts(
        account=[
            {**stored("tiering.yml")["account"][1], "id": f"Z{number}", "revenue": number, "effort": 4}
            for number in range(1, 41)
        ],
        total_revenue=2000,
        s_effort_available=9999,
    ),
}


@pytest.mark.parametrize("variant", TIERING)
def test_tiering_agrees_with_the_separate_calculation(variant: str, tmp_path: Path) -> None:
    given = TIERING[variant]
    assert differences(tiering(given), computed("account-tiering", given, tmp_path)) == []


def test_csv_json_and_yaml_of_the_same_accounts_give_the_same_figures(tmp_path: Path) -> None:
    path = HERE / "accounts.csv"
    done, problems = compute.compute(path, "accounts.csv", tool("account-tiering"))
    assert done is not None, problems
    from_csv = json.loads(compute.as_json(tool("account-tiering"), done[1]))
    given = {"account": stored("tiering.yml")["account"]}
    assert from_csv == computed("account-tiering", given, tmp_path)


def test_the_accounts_come_to_the_tiers_for_which_they_were_made(tmp_path: Path) -> None:
    """Worked by hand: what the separate calculation says is not taken on trust either."""
    values = computed("account-tiering", stored("tiering.yml"), tmp_path)["values"]
    tiers = list("ASSSAAABABABBCD")
    assert list(values["recommended_tier"].values()) == [*tiers, None, "D"]
    assert values["s_capacity"] == 3
    assert [values["s_place"][id] for id in ("T02", "T03", "T04", "T05", "T06")] == [1, 2, 3, 4, 5]
    reasons = {id: why for id, why in values["reason"].items() if why != "得分"}
    assert reasons == {
        "T01": "保底規則",
        "T05": "S 級名額已滿",
        "T06": "S 級名額已滿",
        "T07": "S 級條件未過",
        "T08": "信用封頂",
        "T09": "保底規則",
        "T10": "吸引力不到 A 級線",
        "T16": None,
    }
    assert values["hidden_names"] == "雲門疫苗、東埔農產"
    assert values["score"]["T16"] is None


# ------------------------------------------------------------------------------------------------ variants of tool 6


def card(file: str = "kpi.yml", **more: Any) -> dict[str, Any]:
    given = deepcopy(stored(file)) | more
    return {name: figure for name, figure in given.items() if figure is not None}


def one_actual_missing() -> dict[str, Any]:
    given = card()
    del given["actual"]["C3"]["AR"]
    return given


SCORECARD: dict[str, dict[str, Any]] = {
    "nothing but the stage: expansion": {"chosen_stage": "expansion"},
    "nothing but the stage: growth": {"chosen_stage": "growth"},
    "nothing but the stage: mature": {"chosen_stage": "mature"},
    "the default stage": {},
    "an organisation score typed in": card(org_score=88),
    "no organisation figures": card(org_actual=None),
    "one actual missing": one_actual_missing(),
    "steps not agreed": card(step_score=None),
    "collection rate instead of days": card(direction_of={"F4": "up"}),
    "conflict owned": card(conflict_owned=True),
    "conflict, owner unknown": card(conflict_owned=None),
    "no conflict": card(kpi_conflict=False, conflict_owned=None),
    "compliance breach": card(triggered={"AD": {"compliance": True, "overdue": True}}),
    "the cards of the cautionary tale": {
        "weight": {
            kpi: {
                "AD": 0,
                "AR": 100 if kpi == "F2" else 0,
                "SR": 100 if kpi == "F3" else 0,
                "FR": 100 if kpi == "C1" else 0,
            }
            for kpi in KPIS
        }
    },
    "twelve indicators of eight points": {"weight": dict.fromkeys(KPIS, 8)},
    "the same card for all": {"weight": {kpi: w for kpi, w in zip(KPIS, CARDS["growth"]["ORG"], strict=True)}},
    "an organisation of finance only": {"org_weight": {kpi: 25 if kpi[0] == "F" else 0 for kpi in KPIS}},
}


@pytest.mark.parametrize("variant", SCORECARD)
def test_scorecards_agree_with_the_separate_calculation(variant: str, tmp_path: Path) -> None:
    given = SCORECARD[variant]
    assert differences(scorecard(given), computed("kpi-scorecard", given, tmp_path)) == []


def test_the_mature_triangle_comes_to_its_scores(tmp_path: Path) -> None:
    """Worked by hand, from the table of the file."""
    values = computed("kpi-scorecard", stored("kpi.yml"), tmp_path)["values"]
    assert {role: values["weight_total"][role] for role in ("AD", "AR", "SR", "FR")} == {
        "AD": 100,
        "AR": 100,
        "SR": 105,
        "FR": 100,
    }
    # 10 × 50 + 10 × 50 (0.3 of 0.4 is three quarters) + 15 × 120 (capped) + 15 × 71.43 + 45 × 0 + 5 × 100, by 100
    assert values["individual"]["AR"] == pytest.approx(5 + 5 + 18 + 15 * (50 + (24 / 28 - 0.75) * 200) / 100 + 5)
    assert values["kpi_score"]["C3"]["AR"] == pytest.approx(50)
    assert values["kpi_score"]["L2"]["AD"] == 110
    assert values["kpi_score"]["C1"]["AD"] == pytest.approx(50 + (8.8 / 9 - 0.75) * 200)
    assert values["red_line_factor"] == {"AD": 1, "AR": 1, "SR": 0.8, "FR": 0.6}
    assert values["weakest_kpi"]["AR"] == "F4"
    assert values["orphan_names"] == "能力認證達標率"
