"""The diagnostics of the iron-triangle tool at their lines, where one step to the side changes the colour."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_builder import compute
from site_builder.catalog import Tool

from .project import project_tool

ROOT = Path(__file__).parents[1]
ROLES = ("AD", "AR", "SR", "FR", "BC")
NEEDED = {
    "P1": (1, 3, 2, 1, 0),
    "P2": (3, 2, 2, 0, 0),
    "P3": (2, 3, 2, 1, 1),
    "P4": (1, 2, 3, 2, 0),
    "P5": (2, 2, 3, 2, 2),
    "P6": (2, 3, 2, 1, 1),
    "P7": (2, 3, 1, 2, 2),
    "P8": (1, 1, 1, 3, 1),
    "P9": (1, 2, 0, 3, 2),
    "P10": (2, 2, 2, 3, 0),
}
ACCOUNT: dict[str, Any] = {
    "id": "K1",
    "account_tier": "S",
    "current_tier": "S",
    "wallet_share": 20,
    "contracts_signed": 3,
    "buying_group": 10,
    "contacts_covered": 6,
    "systems_running": 2,
    "staff": {"AD": 0.5, "AR": 1.5, "SR": 1.5, "FR": 1, "BC": 0.25},
    "member": {"AD": "R1", "AR": "R2", "SR": "R3", "FR": "R4", "BC": "R5"},
    "actual": {phase: dict(zip(ROLES, codes, strict=True)) for phase, codes in NEEDED.items()},
    "phase_progress": {"P1": "reopened"},
    "customer_people": {"P1": "車間主任"},
    "contacts_held": {"AD": 2, "AR": 12, "SR": 4, "FR": 1, "BC": 1},
}
MANAGER = "R2"

Change = Callable[[dict[str, Any]], object]


@cache
def tool() -> Tool:
    return project_tool("triangle-design")


def figures(folder: Path, *accounts: dict[str, Any], admin: float = 28) -> dict[str, Any]:
    """`admin`: hours of the account manager's month beside 12 × 4 for contacts and 60 for meetings and bids."""
    people: list[dict[str, Any]] = [{"id": f"R{number}"} for number in range(1, 6)]
    people[1] |= {"meeting_time": 30, "bid_time": 30, "admin_time": admin}
    path = folder / "given.json"
    path.write_text(json.dumps({"person": people, "account": accounts}), "utf-8")
    done, problems = compute.compute(path, path.name, tool())
    assert done is not None, problems
    return json.loads(compute.as_json(tool(), done[1]))  # type: ignore[no-any-return]


def account(*changes: Change) -> dict[str, Any]:
    changed = deepcopy(ACCOUNT)
    for change in changes:
        change(changed)
    return changed


def put(name: str, *keys: str, to: object) -> Change:
    def change(row: dict[str, Any]) -> None:
        place = row
        for key in (name, *keys)[:-1]:
            place = place[key]
        place[(name, *keys)[-1]] = to

    return change


def attend(phase: str, *codes: int) -> Change:
    return put("actual", phase, to=dict(zip(ROLES, codes, strict=True)))


def staff(*effort: float) -> Change:
    return put("staff", to=dict(zip(ROLES, effort, strict=True)))


EXPANSION = put("account_stage", to="expansion")
MATURE = put("account_stage", to="mature")
TIER_A = put("account_tier", to="A")
HALF_OF_P1_TO_P4 = [attend("P2", 0, 0, 0, 0, 0), attend("P4", 0, 0, 0, 0, 0)]

AT_THE_LINES: list[tuple[str, list[Change], str]] = [
    ("team_too_thin", [staff(0.5, 1.5, 1.5, 0.3, 0)], "green"),  # 3.8 of 4.75 is 0.80
    ("team_too_thin", [staff(0.5, 1.5, 1.5, 0.25, 0)], "amber"),
    ("team_too_thin", [staff(0.5, 1.5, 0.85, 0, 0)], "amber"),  # 2.85 of 4.75 is 0.60
    ("team_too_thin", [staff(0.5, 1.5, 0.8, 0, 9)], "amber"),
    ("team_too_thin", [staff(0.5, 1.5, 0.8, 0, 0)], "red"),
    ("early_absent", [], "green"),
    ("early_absent", HALF_OF_P1_TO_P4, "amber"),
    ("early_absent", [*HALF_OF_P1_TO_P4, attend("P1", 0, 0, 0, 0, 0)], "red"),
    ("early_absent", [*HALF_OF_P1_TO_P4, put("phase_order", to={"P4": 5, "P5": 4})], "green"),
    ("one_leader", [], "green"),
    ("one_leader", [put("actual", "P9", "AR", to=3)], "red"),
    ("one_leader", [put("actual", "P9", "FR", to=2)], "red"),
    ("one_leader", [put("actual", "P9", to={"AR": 2})], "unknown"),
    ("promises_without_delivery", [put("actual", p, "FR", to=0) for p in ("P3", "P4", "P5")], "red"),
    ("promises_without_delivery", [put("actual", p, "FR", to=0) for p in ("P3", "P4")], "green"),
    ("single_threaded", [], "green"),  # 12 of 20
    ("single_threaded", [put("contacts_held", "AR", to=13)], "amber"),
    ("blind_spots", [], "green"),  # 6 of 10 on S
    ("blind_spots", [put("contacts_covered", to=5)], "amber"),
    ("blind_spots", [TIER_A, put("contacts_covered", to=5)], "green"),
    ("blind_spots", [TIER_A, put("contacts_covered", to=4)], "amber"),
    ("mature_unguarded", [MATURE], "green"),
    ("mature_unguarded", [MATURE, put("staff", "BC", to=0)], "amber"),
    ("mature_unguarded", [MATURE, put("staff", "FR", to=0.95)], "amber"),
    ("mature_unguarded", [put("staff", "BC", to=0)], "green"),
    ("delivery_heavy", [EXPANSION, put("staff", "SR", to=0.5)], "green"),
    ("delivery_heavy", [EXPANSION, put("staff", "SR", to=0.45)], "amber"),
    ("delivery_heavy", [put("staff", "SR", to=0.45)], "green"),
    ("delivery_double_hat", [put("member", "FR", to=MANAGER)], "amber"),
    ("delivery_double_hat", [EXPANSION, put("member", "FR", to=MANAGER)], "green"),
    ("director_double_hat", [put("member", "AD", to=MANAGER)], "amber"),
    ("director_double_hat", [TIER_A, put("member", "AD", to=MANAGER)], "green"),
    ("director_double_hat", [EXPANSION, put("member", "AD", to=MANAGER)], "green"),
    ("two_legged", [EXPANSION, put("member", "SR", to=MANAGER)], "amber"),
    ("back_with_customer", [], "green"),
    ("back_with_customer", [attend("P1", 0, 3, 1, 0, 0)], "amber"),
    ("customer_known", [put("customer_people", to={})], "amber"),
    ("stage_explained", [MATURE], "red"),
    ("mixed_stage", [put("systems_running", to=1)], "amber"),
]


@pytest.mark.parametrize(("light", "changes", "colour"), AT_THE_LINES)
def test_a_light_changes_at_its_line(light: str, changes: list[Change], colour: str, tmp_path: Path) -> None:
    assert figures(tmp_path, account(*changes))["lights"][light]["K1"] == colour


@pytest.mark.parametrize(
    ("admin", "colour"),
    [(28, "green"), (29, "amber"), (48.4, "amber"), (48.5, "red"), (0, "green")],  # 1.00, 1.15 and 0.79 of 136 hours
)
def test_a_full_month_is_the_line_and_a_seventh_more_the_next(admin: float, colour: str, tmp_path: Path) -> None:
    assert figures(tmp_path, account(), admin=admin)["lights"]["account_manager_load"]["K1"] == colour


@pytest.mark.parametrize(("contacts", "colour"), [(9, "green"), (8, "amber")])  # 96 and 92 hours beside 95.2
def test_a_month_below_seven_tenths_is_idle(contacts: int, colour: str, tmp_path: Path) -> None:
    light = figures(tmp_path, account(put("contacts_held", "AR", to=contacts)), admin=0)["lights"][
        "account_manager_load"
    ]
    assert light["K1"] == colour


@pytest.mark.parametrize(("others", "colour"), [(2, "green"), (3, "amber")])
def test_more_than_three_triangles_are_too_many_whatever_the_role(others: int, colour: str, tmp_path: Path) -> None:
    elsewhere = [{"id": f"X{number}", "member": {"FR": "R3"}} for number in range(others)]
    got = figures(tmp_path, account(), *elsewhere)
    assert got["lights"]["too_many_triangles"]["K1"] == colour
    assert got["values"]["triangles_held"]["R3"] == others + 1


def test_a_full_team_scores_a_hundred_once_its_competence_is_known(tmp_path: Path) -> None:
    values = figures(tmp_path, account())["values"]
    assert values["phase_fit"]["K1"] == pytest.approx(1)
    assert values["team_index"]["K1"] is None
    ready = put("readiness", to={"AD": 1, "AR": 1, "SR": 1, "FR": 1})  # BC has no requirement in tool 4
    assert figures(tmp_path, account(ready))["values"]["team_index"]["K1"] == pytest.approx(100)


def test_seats_are_whole_over_all_key_accounts_with_a_stage(tmp_path: Path) -> None:
    half = {**account(TIER_A), "id": "K2"}
    basic = {**account(put("account_tier", to="B")), "id": "K3"}
    unstaged = {"id": "K4", "account_tier": "S"}
    got = figures(tmp_path, account(), half, basic, unstaged)["values"]
    assert got["triangle_count"] == 2
    assert got["seats_needed"] == {"AD": 1, "AR": 3, "SR": 3, "FR": 2, "BC": 1}  # 0.75 2.25 2.25 1.5 0.375
