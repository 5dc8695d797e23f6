"""What both separate calculations rest on: given files, blanks, lights, statistics.

Exact fractions, so that a figure on a line is on the line as it is for a person; only roots are floats. A blank is
None. Nothing here or in `tiering.py` and `scorecard.py` is imported from `site_builder`; formulas, readings and
defaults are written down again from the specification, under its names (T1-6, T6-V7).
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Truth = bool | None
Number = Any  # a Fraction, or None for a blank


def read(path: Path) -> dict[str, Any]:
    """A given file as plain data. A CSV file holds accounts only."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return dict(json.loads(text))
    if path.suffix != ".csv":
        return dict(yaml.safe_load(text))
    accounts = []
    for line in csv.DictReader(text.splitlines()):
        account: dict[str, Any] = {"rating": {}}
        for head, cell in line.items():
            if cell and head.startswith("rating."):
                account["rating"][head.removeprefix("rating.")] = cell
            elif cell:
                account[head] = cell
        accounts.append(account)
    return {"account": accounts}


# ------------------------------------------------------------------------------------------------ blanks and lights


def exact(figure: object) -> Number:
    """The decimal that a person wrote; a blank stays blank."""
    return None if figure is None else Fraction(str(figure))


def of(formula: Callable[..., Any], *figures: Any) -> Any:
    """Blank in, blank out."""
    return None if any(figure is None for figure in figures) else formula(*figures)


def ratio(above: Number, below: Number) -> Number:
    return None if above is None or below is None or below == 0 else above / below


def both(a: Truth, b: Truth) -> Truth:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a: Truth, b: Truth) -> Truth:
    if a or b:
        return True
    return None if a is None or b is None else False


def total(figures: Iterable[Number]) -> Number:
    result = Fraction(0)
    for figure in figures:
        if figure is None:
            return None
        result += figure
    return result


def count(truths: Iterable[Truth]) -> Number:
    return total(None if truth is None else Fraction(truth) for truth in truths)


def light(red: Truth, amber: Truth) -> str:
    for colour, rule in (("red", red), ("amber", amber)):
        if rule is not False:
            return colour if rule else "unknown"
    return "green"


# ------------------------------------------------------------------------------------------------ statistics


def mean_ranks(xs: Sequence[Fraction]) -> list[Fraction]:
    return [Fraction(1 + sum(y < x for y in xs) * 2 + sum(y == x for y in xs), 2) for x in xs]


def spearman(xs: Sequence[Number], ys: Sequence[Number]) -> float | None:
    known_x, known_y = [x for x in xs if x is not None], [y for y in ys if y is not None]
    if len(known_x) < len(xs) or len(known_y) < len(ys) or len(xs) < 2:
        return None
    a, b = mean_ranks(known_x), mean_ranks(known_y)
    middle = Fraction(len(a) + 1, 2)
    spread_a = sum((x - middle) ** 2 for x in a)
    spread_b = sum((y - middle) ** 2 for y in b)
    if spread_a == 0 or spread_b == 0:
        return None
    return float(sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))) / math.sqrt(spread_a * spread_b)


def sample_deviation(xs: Sequence[Number]) -> float | None:
    if len(xs) < 2 or any(x is None for x in xs):
        return None
    mean = total(xs) / len(xs)
    return math.sqrt(sum((x - mean) ** 2 for x in xs if x is not None) / (len(xs) - 1))
