"""Units: text such as 百萬元/FTE in, exponents of base units and a factor out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Unit = tuple[tuple[str, int], ...]
"""Base units with their exponents, sorted; () is a plain ratio."""

PLAIN_UNIT: Unit = ()


def parse_unit(text: str | None, conversions: Mapping[str, Mapping[str, float]]) -> tuple[Unit, float]:
    """The unit in base units, and how many of those one declared unit is.

    `conversions` says 萬元 → {百萬元: 0.01}. `%` and no unit are plain ratios. Raises ValueError for a malformed unit.
    """
    if text is None or text == "%":
        return PLAIN_UNIT, 1.0
    unit: Unit = PLAIN_UNIT
    factor, sign = 1.0, 1
    for part in re.split(r"([*/·])", text):
        symbol = part.strip()
        if symbol in ("*", "·"):
            sign = 1
        elif symbol == "/":
            sign = -1
        elif not symbol:
            raise ValueError(text)
        elif symbol != "1":
            base, times = _base(symbol, conversions)
            unit = multiply(unit, ((base, sign),))
            factor *= times**sign
    return unit, factor


def _base(symbol: str, conversions: Mapping[str, Mapping[str, float]]) -> tuple[str, float]:
    times, seen = 1.0, {symbol}
    while symbol in conversions:
        ((symbol, step),) = conversions[symbol].items()
        if symbol in seen:
            raise ValueError(symbol)
        seen.add(symbol)
        times *= step
    return symbol, times


def multiply(a: Unit, b: Unit) -> Unit:
    exponents = dict(a)
    for symbol, exponent in b:
        exponents[symbol] = exponents.get(symbol, 0) + exponent
    return tuple(sorted((symbol, exponent) for symbol, exponent in exponents.items() if exponent))


def raised(unit: Unit, exponent: int) -> Unit:
    return tuple((symbol, power * exponent) for symbol, power in unit if exponent)


def root(unit: Unit) -> Unit | None:
    """The unit of a square root; None where an exponent is odd."""
    if any(power % 2 for _, power in unit):
        return None
    return tuple((symbol, power // 2) for symbol, power in unit)


def shown(unit: Unit | None) -> str:
    """For messages: 百萬元/FTE; nothing for a plain ratio."""
    over = _product((s, p) for s, p in unit or () if p > 0)
    under = _product((s, -p) for s, p in unit or () if p < 0)
    return f"{over or 1}/{under}" if under else over


def _product(parts: Iterable[tuple[str, int]]) -> str:
    return "*".join(symbol if power == 1 else f"{symbol}^{power}" for symbol, power in parts)
