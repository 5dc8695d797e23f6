"""What a learner typed, and what came of it, by name: the form that files, examples and pages speak."""

from __future__ import annotations

from dataclasses import dataclass, field

from .program import Figure, Table


@dataclass(frozen=True)
class Given:
    """`rows`: the row ids of each list that grows. `typed`: held figures (20 % is 0.2; items and rows by id)."""

    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    typed: dict[str, Figure | Table] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """All values and lights, nested by item id in the order of each shape.

    A light is "red", "amber", "green" or "unknown". `left_out`: rows that lack a required value, per list.
    """

    values: dict[str, Figure | Table]
    lights: dict[str, Figure | Table]
    left_out: dict[str, tuple[str, ...]]
    reasons: dict[tuple[str, tuple[int, ...]], str] = field(default_factory=dict)
    """Why a figure is blank where no ingredient is: by value and positions."""
