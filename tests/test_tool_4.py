"""What the examples of the role duties cannot show: any matrix at all, half-rated persons, grades, exact thresholds."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from site_builder.catalog import Tool
from site_builder.formula.given import Figures, Given
from site_builder.formula.program import Table
from site_builder.formula.targets.python import evaluate

from .project import project_tool

ROLES = ("AD", "AR", "SR", "FR")
ACTIVITIES = tuple(f"a{number:02}" for number in range(1, 21))
COMPETENCIES = ("insight", "relationship", "deal", "solution", "negotiation", "finance", "delivery", "leadership")
USES = ("customer", "opportunity", "fulfilment", "planning", "internal", "admin", "learning")
SERVED_BY = {
    "AD": ((1, 2), (2, 14), (3,), (20,), (2, 14)),
    "AR": ((4,), (5,), (8,), (12, 14), (18, 19)),
    "SR": ((6,), (7,), (9,), (10,), (11,)),
    "FR": ((13,), (15,), (16,), (17,), (8, 19)),
}


@cache
def tool() -> Tool:
    return project_tool("role-duties")


def figures(**typed: Table) -> Figures:
    rows = tuple(dict.fromkeys(row for name in ("role_of", "level", "time_spent") for row in typed.get(name, {})))
    return evaluate(tool().program, Given({"person": rows}, dict(typed)))


@pytest.mark.parametrize("seed", range(30))
def test_any_matrix_is_read_as_a_person_would_count_it(seed: int) -> None:
    draw = random.Random(seed)
    codes = draw.choices(("A", "R", "AandR", "C", "I", "none"), weights=draw.choices(range(1, 9), k=6), k=80)
    matrix: dict[str, dict[str, str]] = {
        activity: dict(zip(ROLES, codes[4 * i : 4 * i + 4], strict=True)) for i, activity in enumerate(ACTIVITIES)
    }
    in_charge = {(a, r) for a, row in matrix.items() for r, code in row.items() if code in ("A", "AandR")}
    busy = in_charge | {(a, r) for a, row in matrix.items() for r, code in row.items() if code == "R"}
    hands = {(a, r) for a, r in busy if matrix[a][r] != "A"}
    owners = {a: [r for r in ROLES if (a, r) in in_charge] for a in ACTIVITIES}
    sound = [a for a in ACTIVITIES if len(owners[a]) == 1 and any((a, r) in hands for r in ROLES)]
    got = figures(raci=dict[str, Any](matrix))

    assert got.values["raci_validity"] == len(sound) / 20
    assert got.values["owner"] == {a: who[0] if len(who) == 1 else None for a, who in owners.items()}
    assert got.values["c_density"] == pytest.approx(codes.count("C") / 20)
    assert got.lights["row_stands"] == {a: "green" if a in sound else "amber" for a in ACTIVITIES}
    assert got.lights["raci_complete"] == shade(len(sound) < 20)
    assert got.lights["two_accountable"] == shade(any(len(who) > 1 for who in owners.values()))
    assert got.lights["nobody_accountable"] == shade(not all(owners.values()))
    assert got.lights["nobody_works"] == shade(any(all((a, r) not in hands for r in ROLES) for a in ACTIVITIES))
    assert got.lights["too_many_consulted"] == shade(codes.count("C") > 40)
    assert got.lights["forecast_with_sr"] == shade(("a06", "SR") not in busy)
    assert got.lights["delivery_early"] == shade(all((a, "FR") not in busy for a in ACTIVITIES[10:15]))
    for role in ROLES:
        rows = sum(role in who for who in owners.values())
        kept = [any((ACTIVITIES[row - 1], role) in busy for row in served) for served in SERVED_BY[role]]
        assert one(got.values["a_share"], role) == rows / 20
        assert one(got.values["duty_coverage"], role) == pytest.approx(sum(kept) / 5)
        assert one(got.lights["bottleneck"], role) == shade(rows > 8)
        assert one(got.lights["decoration"], role) == shade(rows == 0)
        assert one(got.lights["duties_covered"], role) == shade(not all(kept))


def test_who_is_not_rated_on_all_eight_has_no_readiness_and_leaves_the_mean_of_the_role_alone() -> None:
    half: Table = {name: 3.0 for name in COMPETENCIES if name != "solution"}
    got = figures(
        role_of={"P1": "SR", "P2": "SR", "P3": "SR"},
        level={"P1": rated(5), "P2": half, "P3": rated(2)},
    )
    assert got.values["readiness"] == {"P1": 1, "P2": None, "P3": pytest.approx(16 / 25)}
    assert one(got.values["role_readiness"], "SR") == pytest.approx((1 + 16 / 25) / 2)
    assert one(got.lights["key_gap"], "P2") == "unknown"
    assert one(got.lights["self_above"], "P1") == "unknown"


def test_a_person_without_a_role_is_left_out() -> None:
    got = figures(role_of={"P1": "FR"}, level={"P1": rated(5), "P2": rated(0)})
    assert got.left_out["person"] == ("P2",)
    assert one(got.values["role_readiness"], "FR") == 1


@pytest.mark.parametrize(
    ("grade", "needed"),
    [
        ("L1", (2, 2, 2, 2, 2, 2, 2, 2)),
        ("L2", (3, 3, 3, 3, 2, 2, 3, 3)),
        ("L3", (4, 3, 3, 5, 2, 2, 3, 3)),
        ("L4", (4, 4, 4, 5, 4, 4, 4, 4)),
        ("L5", (5, 5, 5, 5, 5, 5, 5, 5)),
    ],
)
def test_a_grade_caps_or_raises_what_is_required(grade: str, needed: tuple[int, ...]) -> None:
    got = figures(role_of={"P1": "SR"}, grade_of={"P1": grade}, level={"P1": rated(3)})
    assert got.values["required_here"] == {"P1": dict(zip(COMPETENCIES, needed, strict=True))}
    wanted = sum(min(3, each) for each in needed) / sum(needed)
    assert one(got.values["readiness"], "P1") == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("moved", "light"), [(0, "green"), (10, "green"), (10.5, "amber"), (20, "amber"), (20.5, "red"), (40, "red")]
)
@pytest.mark.parametrize("hours", [1, 0.37])
def test_a_deviation_on_the_line_has_not_crossed_it_however_many_hours_were_logged(
    moved: float, light: str, hours: float
) -> None:
    spent = dict(zip(USES, (40.0 - moved, 20.0, 8.0, 10.0, 12.0, 5.0 + moved, 5.0), strict=True))
    got = figures(role_of={"P1": "AR"}, time_spent={"P1": {use: hours * each for use, each in spent.items()}})
    assert one(got.values["time_deviation"], "P1") == pytest.approx(moved / 100, abs=1e-12)
    assert one(got.lights["time_fits"], "P1") == light
    assert one(got.lights["log_long_enough"], "P1") == shade(hours * 100 < 40)


def rated(level: float) -> Table:
    return dict.fromkeys(COMPETENCIES, level)


def shade(amber: bool) -> str:
    return "amber" if amber else "green"


def one(table: Any, item: str) -> Any:
    return table[item]
