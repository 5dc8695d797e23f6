"""Whether two targets give the same figures, under the comparing rule."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.formula.arithmetic import equal
from site_builder.formula.given import Figures
from site_builder.formula.program import Figure, Table


def same(left: Figure | Table, right: Figure | Table) -> bool:
    """Numbers within one part in 10^9, anything else exactly."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(part, right[item]) for item, part in left.items())
    numbers = [x for x in (left, right) if isinstance(x, int | float) and not isinstance(x, bool)]
    return equal(*numbers) if len(numbers) == 2 else left == right


def differences(left: Figures, right: Figures) -> list[str]:
    """One line each, for the report of a failed test."""
    return list(_differences(left, right))


def _differences(left: Figures, right: Figures) -> Iterator[str]:
    for name in left.values:
        if not same(left.values[name], right.values[name]):
            yield f"{name}: {left.values[name]!r} and {right.values[name]!r}"
    for name in left.lights:
        if left.lights[name] != right.lights[name]:
            yield f"light {name}: {left.lights[name]!r} and {right.lights[name]!r}"
    if left.left_out != right.left_out:
        yield f"left out: {left.left_out!r} and {right.left_out!r}"
    for place in {*left.reasons, *right.reasons}:
        # That a result is too large is told by Python alone where nothing else can go wrong.
        reasons = {figures.reasons.get(place) for figures in (left, right)} - {"too_large"}
        if len(reasons) > 1 and reasons != {None}:
            yield f"reason of {place}: {left.reasons.get(place)!r} and {right.reasons.get(place)!r}"
