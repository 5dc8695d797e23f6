"""Functions of the figures of their arguments, operators first."""

from __future__ import annotations

import operator
from typing import Any

from .. import arithmetic
from . import rules
from .entry import TOO_LARGE, Function

_Examples = tuple[tuple[str, Any], ...]


def _operator(
    name: str, symbol: str, tightness: int, rule: Any, python: Any, javascript: str, examples: _Examples, **more: Any
) -> Function:
    return Function(
        name, "scalar", 2, 2, rule, python, javascript, examples, symbol=symbol, tightness=tightness, **more
    )


def _function(
    name: str, least: int, most: int | None, rule: Any, python: Any, javascript: str, examples: _Examples, **more: Any
) -> Function:
    return Function(name, "scalar", least, most, rule, python, javascript, examples, **more)


def _equal(a: Any, b: Any) -> bool:
    numbers = isinstance(a, float) and isinstance(b, float)
    return arithmetic.equal(a, b) if numbers else bool(a == b)


def _and(*sides: bool | None) -> bool | None:
    return False if False in sides else None if None in sides else True


def _or(*sides: bool | None) -> bool | None:
    return True if True in sides else None if None in sides else False


def _case(*args: Any) -> Any:
    for condition, result in zip(args[:-1:2], args[1::2], strict=True):
        if condition is None or condition:
            return None if condition is None else result
    return args[-1]


def _when(holds: bool | None, result: Any) -> Any:
    if holds is False:
        raise arithmetic.NoFigure("does_not_apply")
    return result if holds else None


def _clamp(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


SCALARS: tuple[Function, ...] = (
    Function("or", "scalar", 2, 2, rules.truths, _or, "or({0}, {1})",
             (("true or 1 / 0 = 1", True), ("false or 1 = 2", False), ("false or 1 / 0 = 1", None)),
             symbol="or", tightness=1, blanks=True),
    Function("and", "scalar", 2, 2, rules.truths, _and, "and({0}, {1})",
             (("1 < 2 and 2 < 3", True), ("false and 1 / 0 = 1", False), ("true and 1 / 0 = 1", None)),
             symbol="and", tightness=2, blanks=True),
    Function("not", "scalar", 1, 1, rules.truths, operator.not_, "not({0})",
             (("not 1 = 2", True), ("not true", False), ("not 1 / 0 = 1", None)), symbol="not", tightness=3,
             excel="NOT({0})"),
    _operator("equal", "=", 4, rules.equality, _equal, "equal({0}, {1})",
              (("0.1 + 0.2 = 0.3", True), ('"S" = "A"', False), ("1 = 1.001", False)), javascript_text="sameText({0}, {1})",
             excel="ABS({0}-{1})<=1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("differs", "<>", 4, rules.equality, lambda a, b: not _equal(a, b), "not(equal({0}, {1}))",
              (("1 <> 2", True), ("0.1 + 0.2 <> 0.3", False), ('"S" <> "A"', True)),
              javascript_text="not(sameText({0}, {1}))",
             excel="ABS({0}-{1})>1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("less", "<", 4, rules.comparison, arithmetic.less, "less({0}, {1})",
              (("1 < 2", True), ("0.3 < 0.1 + 0.2", False), ("2 < 1", False)),
             excel="{0}-{1}<-1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("at_most", "<=", 4, rules.comparison, lambda a, b: not arithmetic.less(b, a), "atMost({0}, {1})",
              (("1 <= 1", True), ("0.1 + 0.2 <= 0.3", True), ("2 <= 1", False)),
             excel="{0}-{1}<=1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("greater", ">", 4, rules.comparison, lambda a, b: arithmetic.less(b, a), "less({1}, {0})",
              (("2 > 1", True), ("0.1 + 0.2 > 0.3", False), ("1 > 1", False)),
             excel="{0}-{1}>1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("at_least", ">=", 4, rules.comparison, lambda a, b: not arithmetic.less(a, b), "atMost({1}, {0})",
              (("0.1 + 0.2 >= 0.3", True), ("1 >= 1", True), ("1 >= 2", False)),
             excel="{0}-{1}>=-1E-9*MAX(ABS({0}),ABS({1}))"),
    _operator("add", "+", 5, rules.same_unit, arithmetic.add, "add({0}, {1})",
              (("1 + 2", 3.0), ("20% + 1", 1.2), ("1 + 1 / 0", None)), reason=TOO_LARGE),
    _operator("subtract", "-", 5, rules.same_unit, arithmetic.subtract, "subtract({0}, {1})",
              (("3 - 2", 1.0), ("0.1 + 0.2 - 0.3", 0.0), ("2 - 3 - 4", -5.0)), reason=TOO_LARGE),
    _operator("multiply", "*", 6, rules.product, operator.mul, "{0} * {1}",
              (("2 * 3", 6.0), ("20% * 50", 10.0), ("0 * (1 / 0)", None)), reason=TOO_LARGE),
    _operator("divide", "/", 6, rules.quotient, arithmetic.divide, "divide({0}, {1})",
              (("3 / 2", 1.5), ("1 / 0", None), ("8 / 4 / 2", 1.0)),
              reason='{1} === 0 ? "divide_by_zero" : "too_large"'),
    Function("negative", "scalar", 1, 1, rules.keeps_unit, operator.neg, "-{0}",
             (("-3", -3.0), ("2 - -3", 5.0), ("-(2 ^ 2)", -4.0)), symbol="-", tightness=7),
    _operator("power", "^", 8, rules.product, arithmetic.power, "power({0}, {1})",
              (("2 ^ 3", 8.0), ("4 ^ 0.5", 2.0), ("(-8) ^ 0.5", None)), reason="whyPower({0}, {1})",
             excel="IF({1}=0,1+0*{0},IF(AND({0}<0,{1}<>INT({1})),NA(),POWER({0},{1})))"),
    Function("if", "scalar", 3, 3, rules.choice, _case, "",
             (("if(1 < 2, 10, 20)", 10.0), ("if(1 > 2, 10, 20)", 20.0), ("if(1 / 0 > 1, 10, 20)", None)), blanks=True),
    Function("case", "scalar", 3, None, rules.choice, _case, "",
             (("case(1 > 2, 10, 2 > 1, 20, 30)", 20.0), ("case(1 > 2, 10, 2 > 3, 20, 30)", 30.0),
              ("case(1 < 2, 10, 1 / 0 = 1, 20, 30)", 10.0)), blanks=True),
    Function("when", "scalar", 2, 2, rules.conditional, _when, "{0} === 1 ? {1} : NaN",
             (("when(1 < 2, 10)", 10.0), ("when(1 > 2, 10)", None), ("otherwise(when(1 > 2, 10), 20)", 20.0)), blanks=True,
             javascript_text="{0} === 1 ? {1} : null", reason='"does_not_apply"'),
    Function("is_blank", "scalar", 1, 1, rules.anything_to_truth, lambda x: x is None, "isBlank({0})",
             (("is_blank(1 / 0)", True), ("is_blank(1)", False), ("is_blank(0)", False)), blanks=True, javascript_text="isBlankText({0})",
             excel="ISERROR({0})"),
    Function("otherwise", "scalar", 2, 2, rules.same_kind, lambda x, y: y if x is None else x, "otherwise({0}, {1})",
             (("otherwise(1 / 0, 3)", 3.0), ("otherwise(2, 3)", 2.0), ("otherwise(0, 3)", 0.0)), blanks=True,
             javascript_text="otherwiseText({0}, {1})",
             excel="IFERROR({0},{1})"),
    _function("min", 2, None, rules.same_unit, min, "Math.min({*})", (("min(3, 1, 2)", 1.0), ("min(1, 20%)", 0.2), ("min(1, 1 / 0)", None)),
             excel="MIN({*})"),
    _function("max", 2, None, rules.same_unit, max, "Math.max({*})", (("max(3, 1, 2)", 3.0), ("max(-1, -2)", -1.0), ("max(1, 1 / 0)", None)),
             excel="MAX({*})"),
    _function("abs", 1, 1, rules.keeps_unit, abs, "Math.abs({0})", (("abs(-3)", 3.0), ("abs(3)", 3.0), ("abs(2 - 5)", 3.0)),
             excel="ABS({0})"),
    _function("round", 1, 2, rules.keeps_unit, arithmetic.round_places, "round({*})",
              (("round(1.005, 2)", 1.01), ("round(-2.5)", -3.0), ("round(1234, -2)", 1200.0)),
             excel="ROUND({0},{1})"),
    _function("floor", 1, 1, rules.keeps_unit, arithmetic.floor, "floor({0})",
              (("floor(2.9)", 2.0), ("floor(0.6 / 0.2)", 3.0), ("floor(-2.1)", -3.0)),
             excel="IF(ABS({0}-ROUND({0},0))<=1E-9*ABS({0}),ROUND({0},0),INT({0}))"),
    _function("ceil", 1, 1, rules.keeps_unit, arithmetic.ceil, "ceil({0})",
              (("ceil(2.1)", 3.0), ("ceil(3 * 0.1 / 0.1)", 3.0), ("ceil(-2.1)", -2.0)),
             excel="IF(ABS({0}-ROUND({0},0))<=1E-9*ABS({0}),ROUND({0},0),-INT(-{0}))"),
    _function("clamp", 3, 3, rules.same_unit, _clamp, "Math.min(Math.max({0}, {1}), {2})",
              (("clamp(7, 0, 5)", 5.0), ("clamp(-1, 0, 5)", 0.0), ("clamp(3, 0, 5)", 3.0)),
             excel="MIN(MAX({0},{1}),{2})"),
    _function("sqrt", 1, 1, rules.square_root, arithmetic.sqrt, "Math.sqrt({0})", (("sqrt(9)", 3.0), ("sqrt(-1)", None), ("sqrt(0)", 0.0)), reason='"root_of_negative"',
             excel="SQRT({0})"),
    _function("ln", 1, 1, rules.plain, arithmetic.ln, "ln({0})", (("ln(1)", 0.0), ("ln(0)", None), ("ln(exp(2))", 2.0)), reason='"log_of_nonpositive"',
             excel="LN({0})"),
    _function("exp", 1, 1, rules.plain, arithmetic.exp, "exp({0})", (("exp(0)", 1.0), ("exp(ln(2))", 2.0), ("exp(1000)", None)), reason=TOO_LARGE,
             excel="EXP({0})"),
    _function("text", 1, 2, rules.to_text, arithmetic.text, "text({*})",
              (("text(1.005, 2)", "1.01"), ("text(3)", "3"), ("text(-0.4)", "0")), reason=TOO_LARGE,
             excel="FIXED(ROUND({0},MAX(0,{1}))+0,MAX(0,{1}),TRUE)"),
    _function("join", 2, None, rules.texts, lambda *xs: "".join(xs), "join({*})",
              (('join("a", "b")', "ab"), ('join("總分 ", text(3.5, 1))', "總分 3.5"), ('join("a", text(1 / 0))', None))),
    _function("position", 1, 1, rules.position, lambda i: i + 1.0, "{0} + 1",
              (("position(gold)", 1.0), ("position(bronze)", 3.0), ("position(silver) > position(gold)", True)),
             excel="{0}"),
)  # fmt: skip
