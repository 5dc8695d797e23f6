"""What was measured, and how it is told."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`measured` is the median, `least` and `most` the spread; None: not measured, and `says` tells why.

    `reach`: at most this much, in the same unit. `goal`: which figure of the design it stands for. Figures of one name
    with different `column`s stand beside each other.
    """

    name: str
    measured: float | None
    unit: str  # "×", "%", "ms", "s", "KB" (1,024 bytes), "MB"
    least: float | None = None
    most: float | None = None
    reach: float | None = None
    goal: str = ""
    column: str = ""
    says: str = ""

    @property
    def reached(self) -> bool | None:
        """None where there is nothing to reach, or nothing was measured."""
        return None if self.reach is None or self.measured is None else self.measured <= self.reach

    @property
    def is_ratio(self) -> bool:
        return self.unit in ("×", "%")


def of_runs(
    name: str, runs: Sequence[float], unit: str, reach: float | None = None, goal: str = "", says: str = ""
) -> Figure:
    """A single run has no spread."""
    least, most = (min(runs), max(runs)) if len(runs) > 1 else (None, None)
    return Figure(name, statistics.median(runs), unit, least, most, reach, goal, says=says)


def shown(number: float, unit: str) -> str:
    """Three digits that count, and the unit."""
    factor, unit = _scale(number, unit)
    return f"{_digits(number * factor)} {unit}"


def measured_text(figure: Figure) -> str:
    if figure.measured is None:
        return figure.says or "–"
    return " ".join(filter(None, [shown(figure.measured, figure.unit), figure.says and f"({figure.says})"]))


def spread_text(figure: Figure) -> str:
    if figure.least is None or figure.most is None:
        return "–"
    factor, unit = _scale(figure.most, figure.unit)
    return f"{_digits(figure.least * factor)}–{_digits(figure.most * factor)} {unit}"


def reach_text(figure: Figure) -> str:
    return "–" if figure.reach is None else f"≤ {figure.reach:g} {figure.unit}"


def reached_text(figure: Figure) -> str:
    return {None: "–", True: "yes", False: "**no**"}[figure.reached]


def _scale(number: float, unit: str) -> tuple[float, str]:
    """Small times in microseconds."""
    return (1000, "µs") if unit == "ms" and abs(number) < 0.1 else (1, unit)


def _digits(number: float) -> str:
    size = abs(number)
    decimals = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{number:,.{decimals}f}"
