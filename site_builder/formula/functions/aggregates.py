"""Functions that run over the items of lists; windows give a figure for each item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import arithmetic
from . import rules
from .entry import TOO_LARGE, Fold, Function


def _aggregate(
    name: str,
    rule: Any,
    python: Any,
    javascript: str | Fold,
    *examples: tuple[str, Any],
    args: int = 1,
    reason: str = "",
    excel: str = "",
) -> Function:
    return Function(name, "aggregate", args, args, rule, python, javascript, examples, reason=reason, excel=excel)


def _first(xs: Sequence[Any]) -> Any:
    if not xs:
        raise arithmetic.NoFigure("nothing")
    return xs[0]


_NOTHING = '"nothing"'

AGGREGATES: tuple[Function, ...] = (
    _aggregate("sum", rules.same_unit, arithmetic.total, Fold("0", "{r} += {0}", carries=True),
               ("sum(sales over month)", 6.0), ("sum(sales over month where sales > 1)", 5.0), ("sum(sales over month where sales > 9)", 0.0),
               reason=TOO_LARGE,
             excel="SUM({0})"),
    _aggregate("average", rules.same_unit, arithmetic.average,
               Fold("0", "{r} += {0}", "{n} > 0 ? {r} / {n} : {blank}", carries=True),
               ("average(sales over month)", 2.0), ("average(sales over month where sales > 9)", None), ("average(2 * sales over month)", 4.0),
               reason=_NOTHING,
             excel="AVERAGE({0})"),
    _aggregate("count", rules.counting, lambda xs: float(len(xs)), Fold("0", "{r} += 1"),
               ("count(month)", 3.0), ("count(month where sales > 1)", 2.0), ("count(month where sales > 9)", 0.0),
             excel="{n}"),
    _aggregate("min", rules.same_unit, arithmetic.least,
               Fold("Infinity", "if ({0} < {r}) {r} = {0}", "{n} > 0 ? {r} : {blank}"),
               ("min(sales over month)", 1.0), ("min(sales over month where sales > 1)", 2.0), ("min(sales over month where sales > 9)", None),
               reason=_NOTHING,
             excel="MIN({0})"),
    _aggregate("max", rules.same_unit, arithmetic.most,
               Fold("-Infinity", "if ({0} > {r}) {r} = {0}", "{n} > 0 ? {r} : {blank}"),
               ("max(sales over month)", 3.0), ("max(cost over month)", 4.0), ("max(sales over month where sales > 9)", None),
               reason=_NOTHING,
             excel="MAX({0})"),
    Function("any", "aggregate", 1, 1, rules.truths,
             lambda xs: True if True in xs else None if None in xs else False, Fold("0", "{r} = or({r}, {0})", carries=True),
             (("any(sales > 2 over month)", True), ("any(sales > 3 over month)", False), ("any(sales > 2 over month where sales > 9)", False)), blanks=True),
    Function("all", "aggregate", 1, 1, rules.truths,
             lambda xs: False if False in xs else None if None in xs else True, Fold("1", "{r} = and({r}, {0})", carries=True),
             (("all(sales > 0 over month)", True), ("all(sales > 1 over month)", False), ("all(sales > 1 over month where sales > 9)", True)), blanks=True),
    _aggregate("first", rules.same, _first, Fold("{blank}", "if ({n} === 0) {r} = {0}"),
               ("first(month where sales < 3)", "feb"), ("first(sales over month)", 3.0), ("first(month where sales > 9)", None),
               reason=_NOTHING),
    _aggregate("median", rules.same_unit, arithmetic.median, "median({0})",
               ("median(sales over month)", 2.0), ("median(cost over month)", 3.0), ("median(sales over month where sales > 1)", 2.5),
               reason=_NOTHING,
             excel="MEDIAN({0})"),
    _aggregate("stdev", rules.same_unit, arithmetic.stdev, "stdev({0})",
               ("stdev(sales over month)", 1.0), ("stdev(sales over month where sales > 2)", None), ("stdev(2 * sales over month)", 2.0),
               reason='{n} < 2 ? "too_few" : "too_large"',
             excel="STDEV({0})"),
    _aggregate("correlation", rules.numbers_to_plain, arithmetic.correlation, "correlation({0}, {1})",
               ("correlation(sales, sales over month)", 1.0), ("correlation(sales, 5 over month)", None),
               ("correlation(sales, -sales over month)", -1.0), args=2, reason='{n} < 2 ? "too_few" : "constant"',
             excel="IF(OR(MAX({0})-MIN({0})<=1E-9*MAX(ABS(MAX({0})),ABS(MIN({0}))),MAX({1})-MIN({1})<=1E-9*MAX(ABS(MAX({1})),ABS(MIN({1})))),NA(),CORREL({0},{1}))"),
    _aggregate("join", rules.texts, lambda xs, separator: separator.join(xs),
               Fold('""', "{r} = {n} === 0 ? {0} : {r} + {separator} + {0}"),
               ("join(month where sales > 1)", "一月、三月"), ("join(month where sales > 9)", ""), ("join(month)", "一月、二月、三月")),
    Function("rank", "window", 1, 1, rules.numbers_to_plain, arithmetic.ranks, "ranks({0})",
             (("first(rank(sales over month) over month)", 3.0), ("sum(rank(sales over month) over month)", 6.0),
              ("sum(rank(sales over month where sales > 1) over month where sales > 1)", 3.0))),
    Function("place", "window", 1, None, rules.numbers_to_plain, arithmetic.places, "places([{*}])",
             (("first(place(sales over month) over month)", 1.0), ("sum(sales over month where place(sales over month) <= 2)", 5.0),
              ("first(month where place(cost, sales over month) = 1)", "feb"))),
)  # fmt: skip
