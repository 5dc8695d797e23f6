"""What each function can give: the ranges of its arguments in, the range of its result out.

An aggregate is told how many items it runs over, at least and at most; its argument has one range for all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from . import arithmetic
from .arithmetic import less
from .ranges import ANYTHING, NEVER, TEXTS, Range, either, hull, truth

_NOISE = 2.0**-48
_ROUNDING = 1e-12
"""What the last digits of a machine's functions may add, as a part of the figure."""
_ADDED = 1e-10
"""What adding many figures one after the other may add."""
_HUGE = 1e300

Args = Sequence[Range]
ScalarRange = Callable[[Args, str], Range]
"""Also takes the kind of the first argument."""


def _blank(args: Args) -> bool:
    return any(arg.blank for arg in args)


def _strict(result: Callable[[Args], Range]) -> ScalarRange:
    """Of a function that has no figure where an argument has none."""

    def wrapped(args: Args, kind: str) -> Range:
        if any(arg.is_never for arg in args):
            return NEVER
        return result(args).or_blank(_blank(args))

    return wrapped


# ---------------------------------------------------------------- truths


def _and(args: Args, kind: str) -> Range:
    a, b = args
    fails = (a.may_fail and not a.is_never) or (b.may_fail and not b.is_never)
    unsure = (a.blank and (b.blank or b.may_hold)) or (b.blank and a.may_hold)
    return truth(a.may_hold and b.may_hold, fails, unsure)


def _or(args: Args, kind: str) -> Range:
    a, b = args
    unsure = (a.blank and (b.blank or b.may_fail)) or (b.blank and a.may_fail)
    return truth(a.may_hold or b.may_hold, a.may_fail and b.may_fail, unsure)


def _not(args: Args) -> Range:
    return truth(args[0].may_fail, args[0].may_hold, False)


def _can_be_equal(a: Range, b: Range) -> bool:
    return not less(a.high, b.low) and not less(b.high, a.low)


def _can_differ(a: Range, b: Range) -> bool:
    return less(a.low, b.high) or less(b.low, a.high)


def _equality(same: bool) -> ScalarRange:
    def result(args: Args, kind: str) -> Range:
        a, b = args
        if a.is_never or b.is_never:
            return NEVER
        equal, differs = (True, True) if kind == "text" else (_can_be_equal(a, b), _can_differ(a, b))
        return truth(equal if same else differs, differs if same else equal, _blank(args))

    return result


def _less(args: Args) -> Range:
    """`a < b` is the more likely the smaller a and the larger b."""
    a, b = args
    return truth(less(a.low, b.high), not less(a.high, b.low), False)


def _swapped(args: Args) -> Args:
    return (args[1], args[0])


# ---------------------------------------------------------------- numbers


def _add(args: Args) -> Range:
    a, b = args
    low, high = a.low + b.low, a.high + b.high
    # Infinite figures of both signs have no sum.
    lost = (math.isinf(a.high) and math.isinf(b.low)) or (math.isinf(a.low) and math.isinf(b.high))
    low, high = -math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high
    near = _NOISE * max(a.largest, b.largest)  # what is left below this is taken for 0
    if math.isfinite(near) and 0 < low < near:
        low = 0.0
    if math.isfinite(near) and -near < high < 0:
        high = 0.0
    return Range(low, high, lost)


def _subtract(args: Args) -> Range:
    return _add((args[0], _negative(args[1:])))


def _negative(args: Args) -> Range:
    return Range(-args[0].high, -args[0].low, False)


def _multiply(args: Args) -> Range:
    a, b = args
    products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    lost = any(math.isnan(each) for each in products) or _reaches(a, b) or _reaches(b, a)
    sure = [each for each in products if not math.isnan(each)] + ([0.0] if lost else [])
    return Range(min(sure), max(sure), lost)


def _reaches(a: Range, b: Range) -> bool:
    """0 times what is infinite has no figure."""
    return a.low <= 0 <= a.high and math.isinf(b.largest)


def _divide(args: Args) -> Range:
    a, b = args
    if b.low == b.high == 0:
        return NEVER
    if b.low < 0 < b.high:
        return ANYTHING
    zero = b.low == 0 or b.high == 0
    if math.isinf(a.largest) and math.isinf(b.largest):
        return ANYTHING
    sign = 1.0 if b.high > 0 else -1.0
    quotients = [_quotient(x, y, sign) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Range(min(quotients), max(quotients), zero)


def _quotient(x: float, y: float, sign: float) -> float:
    """As y comes as near to 0 as it can, on its side."""
    if y != 0:
        return x / y
    return 0.0 if x == 0 else math.copysign(math.inf, x * sign)


def _power(args: Args) -> Range:
    base, exponent = args
    if exponent.low != exponent.high or not math.isfinite(exponent.low) or not math.isfinite(base.largest):
        return Range(0, math.inf, True) if base.low > 0 else ANYTHING
    power = exponent.low
    if power == 0.5:
        return _sqrt([base])
    if power != math.floor(power) or abs(power) > 64 or (power < 0 and base.low <= 0):
        return Range(0, math.inf, True) if base.low > 0 else ANYTHING
    ends = [_raised(base.low, power), _raised(base.high, power)]
    if power > 0 and power % 2 == 0 and base.low < 0 < base.high:
        ends.append(0.0)
    too_large = any(math.isinf(each) for each in ends)
    return Range(min(ends), max(ends), too_large).widened(_ROUNDING)


def _raised(base: float, power: float) -> float:
    try:
        return float(base ** int(power))
    except OverflowError:
        return math.inf if base > 0 or power % 2 == 0 else -math.inf
    except ZeroDivisionError:
        return math.inf


def _sqrt(args: Args) -> Range:
    x = args[0]
    if x.high < 0:
        return NEVER
    return Range(math.sqrt(max(0.0, x.low)), math.sqrt(x.high), x.low < 0)


def _ln(args: Args) -> Range:
    x = args[0]
    if x.high <= 0:
        return NEVER
    low = math.log(x.low) if x.low > 0 else -math.inf
    high = math.log(x.high) if math.isfinite(x.high) else math.inf
    return Range(low, high, x.low <= 0).widened(_ROUNDING)


def _exp(args: Args) -> Range:
    low, high = (_exponential(end) for end in (args[0].low, args[0].high))
    return Range(low, high, math.isinf(high)).widened(_ROUNDING)


def _exponential(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def _rising(function: Callable[[float], float]) -> Callable[[Args], Range]:
    """Of a function that never falls as its argument rises."""
    return lambda args: Range(_end(function, args[0].low), _end(function, args[0].high))


def _end(function: Callable[[float], float], end: float) -> float:
    return function(end) if math.isfinite(end) else end


def _round(args: Args) -> Range:
    x = args[0]
    places = args[1] if len(args) > 1 else Range(0, 0)
    if places.low != places.high:
        return ANYTHING
    return _rising(lambda end: arithmetic.round_places(end, places.low))([x])


def _abs(args: Args) -> Range:
    x = args[0]
    nearest = 0.0 if x.low <= 0 <= x.high else min(abs(x.low), abs(x.high))
    return Range(nearest, x.largest)


def _least(args: Args) -> Range:
    return Range(min(arg.low for arg in args), min(arg.high for arg in args))


def _most(args: Args) -> Range:
    return Range(max(arg.low for arg in args), max(arg.high for arg in args))


def _clamp(args: Args) -> Range:
    return _least([_most(args[:2]), args[2]])


# ---------------------------------------------------------------- choices, blanks, texts


def _case(args: Args, kind: str) -> Range:
    found: list[Range] = []
    for condition, result in zip(args[:-1:2], args[1::2], strict=True):
        if condition.may_hold:
            found.append(result)
        if condition.blank:
            found.append(NEVER)
        if not condition.may_fail:
            return hull(found)
    return hull([*found, args[-1]])


def _when(args: Args, kind: str) -> Range:
    condition, result = args
    if not condition.may_hold:
        return NEVER
    return result.or_blank(condition.may_fail or condition.blank)


def _is_blank(args: Args, kind: str) -> Range:
    return truth(args[0].blank, not args[0].is_never, False)


def _text(args: Args) -> Range:
    return Range(0, 0, math.isinf(args[0].largest))


SCALAR_RANGES: dict[str, ScalarRange] = {
    "or": _or,
    "and": _and,
    "not": _strict(_not),
    "equal": _equality(True),
    "differs": _equality(False),
    "less": _strict(_less),
    "at_most": _strict(lambda args: _not([_less(_swapped(args))])),
    "greater": _strict(lambda args: _less(_swapped(args))),
    "at_least": _strict(lambda args: _not([_less(args)])),
    "add": _strict(_add),
    "subtract": _strict(_subtract),
    "multiply": _strict(_multiply),
    "divide": _strict(_divide),
    "negative": _strict(_negative),
    "power": _strict(_power),
    "if": _case,
    "case": _case,
    "when": _when,
    "is_blank": _is_blank,
    "otherwise": lambda args, kind: either(*args),
    "min": _strict(_least),
    "max": _strict(_most),
    "abs": _strict(_abs),
    "round": _strict(_round),
    "floor": _strict(_rising(arithmetic.floor)),
    "ceil": _strict(_rising(arithmetic.ceil)),
    "clamp": _strict(_clamp),
    "sqrt": _strict(_sqrt),
    "ln": _strict(_ln),
    "exp": _strict(_exp),
    "text": _strict(_text),
    "join": _strict(lambda args: Range(0, 0)),
    "position": _strict(lambda args: Range(args[0].low + 1, args[0].high + 1)),
}

# ---------------------------------------------------------------- aggregates


def aggregate_range(name: str, args: Args, least: float, most: float) -> Range:
    """Of `least` to `most` items."""
    x = args[0] if args else Range(0, 0)
    if name in ("any", "all"):
        return _any_or_all(name, x, least, most)
    nothing = least == 0
    # One blank among the items makes the result blank; where every figure is blank, only no items give one.
    blank = most > 0 and _blank(args)
    if any(arg.is_never for arg in args):
        most = 0
        if not nothing:
            return NEVER
    match name:
        case "count":
            return Range(least, most, blank)
        case "sum":
            return _sum(x, least, most).or_blank(blank)
        case "join":
            return TEXTS if blank else Range(0, 0)
    if most == 0:
        return NEVER
    return _of_some(name, x, least, most).or_blank(blank)


def _any_or_all(name: str, x: Range, least: float, most: float) -> Range:
    some, none = most > 0, least == 0
    if name == "any":
        return truth(some and x.may_hold, none or x.may_fail, some and x.blank)
    return truth(none or x.may_hold, some and x.may_fail, some and x.blank)


def _sum(x: Range, least: float, most: float) -> Range:
    if most == 0:
        return Range(0, 0)
    low = _times(x.low, most if x.low < 0 else least)
    high = _times(x.high, most if x.high > 0 else least)
    lost = math.isinf(x.low) and math.isinf(x.high)  # infinite figures of both signs have no sum
    return Range(low, high, lost).widened(_ADDED)


def _times(x: float, count: float) -> float:
    return 0.0 if x == 0 or count == 0 else x * count


def _of_some(name: str, x: Range, least: float, most: float) -> Range:
    """What has no figure where there is nothing, of at most `most` items."""
    empty = least == 0
    match name:
        case "min" | "max" | "first":
            return Range(x.low, x.high, empty)
        case "average" | "median":
            if x.largest * most > _HUGE:
                return ANYTHING
            return Range(x.low, x.high, empty).widened(_ADDED)
        case "stdev":
            return NEVER if most < 2 else Range(0, math.inf, True)
        case "correlation":
            return NEVER if most < 2 else Range(-1 - _ADDED, 1 + _ADDED, True)
        case "rank" | "place":
            return Range(1, most, False)
        case _:
            return ANYTHING
