"""The meanings that every target shares: comparing, rounding, ranks. Plain numbers in and out; None is a blank.

Comparing: numbers that differ by less than one part in 10^9 are equal. Rounding: half away from zero, on the
decimal with 15 significant digits, which is what a person sees in a spreadsheet (1.005 to two places is 1.01).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

_NEAR = 1e-9
_NOISE = 2.0**-48  # the bound LibreOffice takes; Excel's is of the same size
_MULTIPLIED = 64  # whole exponents up to this are multiplied out
_SEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


class NoFigure(Exception):
    """A function that has no figure for its arguments; `reason` is a key of `calculator.reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def equal(a: float, b: float) -> bool:
    return a == b or abs(a - b) < _NEAR * max(abs(a), abs(b))


def less(a: float, b: float) -> bool:
    return a < b and not equal(a, b)


def round_places(x: float, places: float = 0.0) -> float:
    """Half away from zero; `places` may be negative (hundreds) and is taken as a whole number within ±15."""
    return float(_rounded(x, places)) + 0.0 if math.isfinite(x) else x  # + 0.0: no negative zero


def text(x: float, places: float = 0.0) -> str:
    """Rounded, with that many decimals (0 to 15), no separators: text(1.005, 2) is 1.01."""
    if not math.isfinite(x):
        raise NoFigure("too_large")
    places = int(max(0, min(15, places)))
    decimal = _rounded(x, places)
    return f"{abs(decimal) if decimal == 0 else decimal:.{places}f}"


def _rounded(x: float, places: float) -> Decimal:
    step = Decimal(1).scaleb(-int(max(-15, min(15, places))))
    return _SEEN.create_decimal(Decimal(x)).quantize(step, context=_WIDE)


def floor(x: float) -> float:
    nearest = _nearest(x)
    return nearest if equal(x, nearest) else float(math.floor(x))


def ceil(x: float) -> float:
    nearest = _nearest(x)
    return nearest if equal(x, nearest) else float(math.ceil(x))


def _nearest(x: float) -> float:
    return math.floor(x + 0.5) * 1.0 if abs(x) < 2**52 else x


def add(a: float, b: float) -> float:
    """What is left of two figures that cancel but for rounding noise is 0, as in spreadsheets: 0.1 + 0.2 - 0.3 is 0."""
    result = a + b
    return 0.0 if abs(result) < _NOISE * max(abs(a), abs(b)) else result


def subtract(a: float, b: float) -> float:
    return add(a, -b)


def divide(a: float, b: float) -> float:
    if b == 0:
        raise NoFigure("divide_by_zero")
    return a / b


def power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        raise NoFigure("divide_by_zero")
    if not math.isfinite(exponent):
        raise NoFigure("too_large")
    if exponent == math.floor(exponent) and abs(exponent) <= _MULTIPLIED:
        return _multiplied(base, int(exponent))
    if base < 0 and exponent != math.floor(exponent):
        raise NoFigure("root_of_negative")
    try:
        return _finite(math.sqrt(base) if exponent == 0.5 else float(base**exponent))
    except OverflowError:
        raise NoFigure("too_large") from None


def _multiplied(base: float, exponent: int) -> float:
    """Multiplied out, since the power functions of machines differ in the last digit."""
    result, square, rest = 1.0, base, abs(exponent)
    while rest:
        if rest % 2:
            result *= square
        square *= square
        rest //= 2
    if exponent >= 0:
        return _finite(result)
    return _finite(1 / result if result != 0 else math.inf)


def _finite(x: float) -> float:
    if not math.isfinite(x):
        raise NoFigure("too_large")
    return x


def sqrt(x: float) -> float:
    if x < 0:
        raise NoFigure("root_of_negative")
    return math.sqrt(x)


def ln(x: float) -> float:
    if x <= 0:
        raise NoFigure("log_of_nonpositive")
    return math.log(x)


def exp(x: float) -> float:
    try:
        return _finite(math.exp(x))
    except OverflowError:
        raise NoFigure("too_large") from None


def total(xs: Sequence[float]) -> float:
    """Added one after the other, as every target does (Python's own sum compensates from 3.12 on)."""
    result = 0.0
    for x in xs:
        result += x
    return result


def average(xs: Sequence[float]) -> float:
    if not xs:
        raise NoFigure("nothing")
    return total(xs) / len(xs)


def median(xs: Sequence[float]) -> float:
    if not xs:
        raise NoFigure("nothing")
    ordered, half = sorted(xs), len(xs) // 2
    return ordered[half] if len(xs) % 2 else (ordered[half - 1] + ordered[half]) / 2


def least(xs: Sequence[float]) -> float:
    if not xs:
        raise NoFigure("nothing")
    return min(xs)


def most(xs: Sequence[float]) -> float:
    if not xs:
        raise NoFigure("nothing")
    return max(xs)


def stdev(xs: Sequence[float]) -> float:
    """Of a sample: the squares are divided by n - 1."""
    if len(xs) < 2:
        raise NoFigure("too_few")
    mean = average(xs)
    return math.sqrt(total([(x - mean) * (x - mean) for x in xs]) / (len(xs) - 1))


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's; of mean ranks it is Spearman's."""
    if len(xs) < 2:
        raise NoFigure("too_few")
    if equal(min(xs), max(xs)) or equal(min(ys), max(ys)):
        raise NoFigure("constant")
    mean_x, mean_y = average(xs), average(ys)
    both = total([(x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)])
    square_x = total([(x - mean_x) * (x - mean_x) for x in xs])
    square_y = total([(y - mean_y) * (y - mean_y) for y in ys])
    if square_x == 0 or square_y == 0:
        raise NoFigure("constant")
    return both / (math.sqrt(square_x) * math.sqrt(square_y))


def ranks(xs: Sequence[float]) -> list[float]:
    """Mean ranks, the smallest is 1; equal ones share the mean of their places."""
    groups = _groups(xs)
    size = [0] * len(xs)
    for group in groups:
        size[group] += 1
    mean, before = [0.0] * len(xs), 0
    for group, count in enumerate(size):
        mean[group] = before + (count + 1) / 2
        before += count
    return [mean[group] for group in groups]


def places(columns: Sequence[Sequence[float]]) -> list[float]:
    """Competition places 1, 2, 3 …: larger first by the first column, ties by the next ones, then by order."""
    groups = [_groups(column) for column in columns]
    order = sorted(range(len(columns[0])), key=lambda i: tuple(-column[i] for column in groups))
    result = [0.0] * len(order)
    for place, i in enumerate(order):
        result[i] = place + 1.0
    return result


def _groups(xs: Sequence[float]) -> list[int]:
    """For each figure the number of its group of equal ones, from the smallest up.

    "Equal within 10^-9" is not transitive, so a group is what equals its smallest member: one reading in all targets.
    """
    group, first, result = -1, 0.0, [0] * len(xs)
    for i in sorted(range(len(xs)), key=lambda i: xs[i]):
        if group < 0 or less(first, xs[i]):
            group, first = group + 1, xs[i]
        result[i] = group
    return result
