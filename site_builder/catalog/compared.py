"""What earlier states of a tool's sheet tell: two raters far apart, reviews in which nothing moved down.

The same rules stand on the page (`browser/model/compared.ts`); `tests/conformance/compares` holds both to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..formula.given import Figures, Given
from .given_file import each_figure
from .tool import Tool

RATER, EARLIER = "rater", "earlier"


@dataclass(frozen=True)
class Version:
    """What a sheet held before, or in somebody else's eyes. `kind`: `rater`, `earlier` (a review of before) or `kept`.

    `date`: ISO 8601, "" where nobody said.
    """

    kind: str
    date: str
    given: Given


def compared(tool: Tool, now: Figures, versions: Sequence[tuple[Version, Figures]]) -> dict[str, bool]:
    """By value: what is known, where anything is. `versions`: each with its figures."""
    found = {}
    earlier = sorted((each for each in versions if each[0].kind == EARLIER), key=lambda each: each[0].date)
    for name, value in tool.file.values.items():
        if value.compares is None:
            continue
        if value.compares.raters is not None and value.compares.apart is not None:
            raters = [now, *(figures for version, figures in versions if version.kind == RATER)]
            told = _far_apart([_by_key(tool, value.compares.raters, each) for each in raters], value.compares.apart)
        else:
            states = [*(figures for _, figures in earlier[-2:]), now]
            told = _never_down([_by_key(tool, str(value.compares.reviews), each) for each in states])
        if told is not None:
            found[name] = told
    return found


Column = Mapping[tuple[str, ...], float]


def _far_apart(columns: Sequence[Column], apart: float) -> bool | None:
    """Whether figures of one place are so far apart; None where no two have a figure at the same place."""
    common = False
    for key in {key for column in columns for key in column}:
        figures = [column[key] for column in columns if key in column]
        if len(figures) > 1:
            common = True
            if max(figures) - min(figures) >= apart - 1e-9 * apart:
                return True
    return False if common else None


def _never_down(columns: Sequence[Column]) -> bool | None:
    """Whether no item came further down from one state to the next; None with fewer than three, or none in common."""
    steps = [(before[key], after[key]) for before, after in pairwise(columns) for key in after if key in before]
    if len(columns) < 3 or not steps:
        return None
    return all(after <= before for before, after in steps)


def _by_key(tool: Tool, name: str, figures: Figures) -> Column:
    """Numbers as they are typed (20 for 20 %), items by their position."""
    return dict(_places(tool, name, figures))


def _places(tool: Tool, name: str, figures: Figures) -> Iterator[tuple[tuple[str, ...], float]]:
    value = tool.file.values[name]
    items = tool.program.lists[value.of].items if value.of is not None else None
    for at, figure in each_figure(figures.values[name]):
        if isinstance(figure, str) and items is not None:
            yield at, float(items.index(figure))
        elif isinstance(figure, (int, float)):
            yield at, figure * 100 if value.unit == "%" else float(figure)
