"""What the examples of the routine calendar cannot show: any set of meetings at all, deleted rows, exact thresholds."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from site_builder.catalog import Tool
from site_builder.compute import compute

from .project import project_tool

ROOT = Path(__file__).parents[1]
ROLES = ("AD", "AR", "SR", "FR", "BC")
PACKS = ("S", "A", "B", "own")
TIMES = {"weekly": 46, "biweekly": 23, "monthly": 12, "quarterly": 4, "semiannual": 2, "annual": 1}
DAYS = {"weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92, "semiannual": 183, "annual": 365}
NEEDED = {
    "planning": 365, "resourcing": 183, "relations": 31, "pipeline": 14, "landscape": 31, "forecast": 31,
    "delivery": 14, "collection": 14, "satisfaction": 31, "value_review": 92, "executive": 183,
    "retrospective": 92, "talent": 92,
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    id: str
    pack: str
    frequency: str
    minutes: int
    held: bool
    customer: bool
    part: dict[str, float]
    prep: dict[str, float]

    def hours(self, role: str) -> float:
        return TIMES[self.frequency] * (self.minutes / 60 + self.prep[role]) * self.part[role] if self.held else 0

    def who(self) -> set[str]:
        return {role for role in ROLES if self.part[role] > 0} | ({"customer"} if self.customer else set())

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id, "pack_of": self.pack, "frequency_of": self.frequency, "minutes": self.minutes,
            "held": self.held, "with_customer": self.customer, "part": self.part, "prep": self.prep,
        }  # fmt: skip


@cache
def tool() -> Tool:
    return project_tool("routine-calendar")


def figures(tmp_path: Path, **given: Any) -> Any:  # Figures; what a table holds is known here, not to mypy
    path = tmp_path / "given.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    sheet, problems = compute(path, "given.json", tool())
    assert sheet is not None, problems
    return sheet.figures


def drawn(draw: random.Random, number: int) -> Meeting:
    return Meeting(
        f"Z{number}",
        draw.choice(PACKS),
        draw.choice(tuple(TIMES)),
        5 * draw.randint(1, 100),
        draw.random() < 0.8,
        draw.random() < 0.3,
        {role: draw.choice((0, 0.5, 1)) for role in ROLES},
        {role: draw.choice((0, 0.25, 1, 3)) for role in ROLES},
    )


@pytest.mark.parametrize("seed", range(20))
def test_any_meetings_are_added_up_as_a_person_would(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    meetings = [drawn(draw, number) for number in range(draw.randint(0, 9))]
    carried = {"H1": (draw.choice(ROLES), {pack: draw.randint(0, 3) for pack in PACKS})}
    holders = [{"id": name, "role_of": role, "holder_accounts": n} for name, (role, n) in carried.items()]
    cost = {role: draw.randint(100, 900) for role in ROLES}
    got = figures(tmp_path, meeting=[m.row() for m in meetings], holder=holders, hourly_cost=cost).values

    hours = {p: {r: sum(m.hours(r) for m in meetings if m.pack == p) for r in ROLES} for p in PACKS}
    facing = {p: {r: sum(m.hours(r) for m in meetings if m.pack == p and m.customer) for r in ROLES} for p in PACKS}
    for pack in PACKS:
        assert got["pack_hours"][pack] == pytest.approx(hours[pack])
        assert got["pack_cost"][pack] == pytest.approx(sum(hours[pack][role] * cost[role] for role in ROLES))
        shares = {r: facing[pack][r] / hours[pack][r] if hours[pack][r] else None for r in ROLES}
        assert got["customer_share"][pack] == {r: s if s is None else pytest.approx(s) for r, s in shares.items()}
        whole = sum(hours[pack].values())
        assert got["customer_share_all"][pack] == (pytest.approx(sum(facing[pack].values()) / whole) if whole else None)
    for name, (_, count) in carried.items():
        held = {pack: min(n, 1) if pack == "B" else n for pack, n in count.items()}
        for role in ROLES:
            load = sum(hours[pack][role] * held[pack] for pack in PACKS) / 1840
            assert got["load_by_role"][name][role] == pytest.approx(load)
        assert got["holder_load"][name] == pytest.approx(got["load_by_role"][name][carried[name][0]])


@pytest.mark.parametrize("seed", range(20))
def test_any_doubles_and_gaps_are_found(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    meetings = [drawn(draw, number) for number in range(8)]
    slots = {r: [draw.choice([None, *(m.id for m in meetings)]) for _ in range(2)] for r in NEEDED}
    agenda = {m.id: {routine: draw.random() < 0.5 for routine in NEEDED} for m in meetings}
    lacking = {r: {kind: draw.random() < 0.2 for kind in ("no_owner", "no_tool", "no_forum")} for r in NEEDED}
    got = figures(
        tmp_path,
        meeting=[m.row() for m in meetings],
        meeting_one={routine: one for routine, (one, _) in slots.items() if one},
        meeting_two={routine: two for routine, (_, two) in slots.items() if two},
        on_agenda=agenda,
        lacking=lacking,
    )

    by_id = {m.id: m for m in meetings}
    live = {r: [by_id[s] for s in both if s and by_id[s].held] for r, both in slots.items()}
    covered = {r: bool(live[r]) and not any(lacking[r].values()) for r in NEEDED}
    soonest = {r: min((DAYS[m.frequency] for m in live[r]), default=None) for r in NEEDED}
    gaps = {r: None if s is None else max(0, s - NEEDED[r]) for r, s in soonest.items()}
    assert got.values["covered"] == covered
    assert got.values["coverage"] == pytest.approx(sum(covered.values()) / 13)
    assert got.values["cadence_gap"] == gaps
    assert got.lights["on_rhythm"] == ("amber" if any(gap for gap in gaps.values()) else "green")

    doubles = [
        (a.id, b.id)
        for a, b in combinations(meetings, 2)
        if a.held and b.held and a.pack == b.pack and a.frequency == b.frequency
        and (a.who() | b.who()) and len(a.who() & b.who()) / len(a.who() | b.who()) >= 0.8
        and sum(agenda[a.id][r] and agenda[b.id][r] for r in NEEDED) >= 2
    ]  # fmt: skip
    assert got.values["redundant_count"] == len(doubles)
    assert got.lights["no_doubles"] == ("amber" if doubles else "green")


def test_an_activity_loses_its_forum_with_the_row_that_is_deleted(tmp_path: Path) -> None:
    kept = [Meeting("M1", "S", "weekly", 60, True, False, dict.fromkeys(ROLES, 1), dict.fromkeys(ROLES, 0)).row()]
    got = figures(tmp_path, meeting=kept).values

    assert [routine for routine, covered in got["covered"].items() if covered] == ["pipeline"]
    assert got["meeting_one"]["collection"] is None


@pytest.mark.parametrize(
    ("due", "on_time", "shade"),
    [(10, 8, "green"), (1000, 799, "amber"), (10, 6, "amber"), (1000, 599, "red"), (0, 0, "unknown")],
)
def test_closure_turns_at_four_and_three_fifths(due: int, on_time: int, shade: str, tmp_path: Path) -> None:
    assert figures(tmp_path, actions_due=due, actions_on_time=on_time).lights["actions_close"] == shade


@pytest.mark.parametrize(
    ("role", "minutes", "shade"),
    [("AR", 480, "green"), ("AR", 485, "amber"), ("AR", 720, "amber"), ("AR", 725, "red"), ("AD", 720, "green"),
     ("AD", 725, "amber"), ("AD", 960, "amber"), ("AD", 965, "red")],
)  # fmt: skip
def test_a_load_on_the_line_keeps_the_better_light(role: str, minutes: int, shade: str, tmp_path: Path) -> None:
    """One meeting a week of 8, 12, 16 of 40 hours: 20, 30, 40 %."""
    weekly = Meeting("Z", "S", "weekly", minutes, True, False, dict.fromkeys(ROLES, 1), dict.fromkeys(ROLES, 0)).row()
    holder = [{"id": "H", "role_of": role, "holder_accounts": {"S": 1}}]
    assert figures(tmp_path, meeting=[weekly], holder=holder).lights["load_light"] == {"H": shade}


def test_tiers_without_meetings_cost_nothing_and_the_joint_pack_counts_once_a_person(tmp_path: Path) -> None:
    accounts = [{"id": f"K{n}", "tier_of": tier} for n, tier in enumerate("BBBBCDD")]
    got = figures(tmp_path, account=accounts, people={"AD": 1, "AR": 3, "SR": 0}).values

    assert got["company_hours"] == {"AD": 4, "AR": 12, "SR": 4, "FR": 4, "BC": 0}
    assert got["company_load"]["AR"] == pytest.approx(4 / 1840)
