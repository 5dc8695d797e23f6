"""What can never come about is told, and only what is certain: neighbours of each mistake say nothing."""

from __future__ import annotations

import pytest

from site_builder.formula.assemble import assemble
from site_builder.formula.idle import RangeOf, idle, ladders, within
from site_builder.formula.intervals import Limits, Range, ranges
from site_builder.formula.parse import parse
from site_builder.formula.source import ListSource, Source, ValueSource
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Type, Typed

TIER = Index("tier", "tier")
VALUES = {
    "score": ValueSource(PLAIN, (), "given"),
    "other": ValueSource(PLAIN, (), "given"),
    "cut": ValueSource(PLAIN, (TIER,), "given", {"S": 4.0, "A": 3.0}),
    "used": ValueSource(TRUTH, (TIER,), "given"),
}
LISTS = {"tier": ListSource({"S": "戰略", "A": "重點"})}
LIMITS = Limits({"score": Range(1, 5, True)})


def codes(formula: str, kind: Type = PLAIN) -> list[str]:
    typed, of = checked(formula, kind)
    return [fault.code for fault in idle(parse(formula), typed, of)]


def checked(formula: str, kind: Type = TRUTH) -> tuple[Typed, RangeOf]:
    program, misfits = assemble(Source(LISTS, {**VALUES, "out": ValueSource(kind, (), "derived", formula=formula)}, {}))
    assert misfits == []
    typed = program.values["out"].formula
    assert typed is not None
    return typed, ranges(program, LIMITS).of


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("score / (other - other)", []),  # what two parts have to do with each other is not looked at
        ("score / (0 * score)", ["divides_by_zero"]),
        ("score / other", []),
        ("if(score > 5, 1, 0)", ["condition_never"]),
        ("if(score >= 5, 1, 0)", []),
        ("if(other > 5, 1, 0)", []),
        ("if(sqrt(0 - score) > 0, 1, 0)", []),  # always blank, which is told of the value
        ("case(score > 3, 1, score > 4, 2, 3)", ["condition_covered"]),
        ("case(score > 4, 1, score > 3, 2, 3)", []),
        ("case(score > 3, 1, score >= 3, 2, 3)", []),
        ("case(score >= 3, 1, score > 3, 2, 3)", ["condition_covered"]),
        ("case(3 < score, 1, score > 4, 2, 3)", ["condition_covered"]),
        ("case(score < 4, 1, score < 3 and other > 1, 2, 3)", ["condition_covered"]),
        ("case(score > 3 and other > 1, 1, score > 4, 2, 3)", []),
        ("case(score > 3 or other > 1, 1, score > 4, 2, 3)", ["condition_covered"]),
        ("case(score > other, 1, score > 4, 2, 3)", []),
        ("count(tier where cut > 1)", []),
        ("count(tier where score < 1)", ["condition_never"]),
        ("1 + if(score > 3, if(score < 0, 1, 2), 3)", ["condition_never"]),
    ],
)
def test_what_is_certain_is_told(formula: str, told: list[str]) -> None:
    assert codes(formula) == told


def test_the_place_is_that_of_the_part() -> None:
    formula = 'if(score > 2, if(score > 9, "a", "b"), "c")'
    typed, of = checked(formula, TEXT)
    [fault] = idle(parse(formula), typed, of)
    assert formula[fault.place.start : fault.place.end] == "score > 9"


def test_a_ladder_is_read_from_both_sides_and_knows_whether_it_decides_alone() -> None:
    kind = Type("item", list="tier")
    for formula, alone, up in (
        ("first(tier where score >= cut)", True, True),
        ("first(tier where cut <= score)", True, True),
        ("first(tier where used and score >= cut)", False, True),
        ("first(tier where score < cut)", True, False),
    ):
        typed, _ = checked(formula, kind)
        [(_, ladder)] = ladders(typed)
        assert (ladder.read.value, ladder.alone, ladder.bound.up) == ("cut", alone, up)


def test_a_ladder_of_figures_without_an_end_has_no_gap() -> None:
    [(_, ladder)] = ladders(checked("first(tier where score >= cut)", Type("item", list="tier"))[0])
    assert ladder.has_gap([4, 3], Range(1, 5))
    assert not ladder.has_gap([4, 1], Range(1, 5))
    assert not ladder.has_gap([4, 3], Range(float("-inf"), 5))
    assert ladder.too_far(6, Range(1, 5)) and not ladder.too_far(5, Range(1, 5))
    assert ladder.covers(3, 4) and not ladder.covers(4, 3)


def test_the_same_condition_covers_itself() -> None:
    typed, of = checked("score > 3 and other > 2")
    assert within(typed, typed, of)
