"""A range: where a figure can lie, and whether there may be none."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both included; with `low` above `high` there is never a figure.

    A truth is 0 or 1, an item its position from 0, a text (of which nothing is known but whether it is there) 0. An
    infinite end: as far as one likes, and beyond what a machine can hold.
    """

    low: float
    high: float
    blank: bool = False

    @property
    def is_never(self) -> bool:
        return self.low > self.high

    @property
    def may_hold(self) -> bool:
        """Of a truth: it can be true."""
        return self.low <= 1 <= self.high

    @property
    def may_fail(self) -> bool:
        """Of a truth: it can be false."""
        return self.low <= 0 <= self.high

    @property
    def largest(self) -> float:
        """How far from 0 it can be."""
        return 0.0 if self.is_never else max(abs(self.low), abs(self.high))

    def or_blank(self, blank: bool) -> Range:
        return Range(self.low, self.high, True) if blank and not self.blank else self

    def scaled(self, factor: float) -> Range:
        if factor == 1 or self.is_never:
            return self
        low, high = sorted((self.low * factor, self.high * factor))
        return Range(low, high, self.blank).widened(1e-15)

    def widened(self, part: float) -> Range:
        """By so much of how far from 0 it can be: what rounding may add."""
        if self.is_never or self.low == self.high == 0:
            return self
        more = part * self.largest if math.isfinite(self.largest) else 0.0
        low = self.low - max(more, part * abs(self.low)) if math.isfinite(self.low) else self.low
        high = self.high + max(more, part * abs(self.high)) if math.isfinite(self.high) else self.high
        return Range(low, high, self.blank)


NEVER = Range(math.inf, -math.inf, True)
ANYTHING = Range(-math.inf, math.inf, True)
TEXTS = Range(0, 0, True)


def hull(found: Iterable[Range]) -> Range:
    """All that one or another can be."""
    every = list(found)
    if not every:
        return NEVER
    return Range(min(r.low for r in every), max(r.high for r in every), any(r.blank for r in every))


def either(first: Range, second: Range) -> Range:
    """The first, or where that is blank, the second."""
    if not first.blank:
        return first
    return Range(min(first.low, second.low), max(first.high, second.high), second.blank)


def truth(holds: bool, fails: bool, blank: bool) -> Range:
    """The truth that can be so."""
    if not holds and not fails:
        return NEVER
    return Range(0.0 if fails else 1.0, 1.0 if holds else 0.0, blank)
