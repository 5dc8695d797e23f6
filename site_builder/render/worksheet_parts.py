"""The parts of an empty form, as its template shows them. Widths are in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from ..catalog import Tool

PORTRAIT, LANDSCAPE = 184, 271  # what can be written on, of A4
SMALL = 12  # rows of a table that does not go on over the page


@dataclass(frozen=True)
class Head:
    """A value to be written down. `mark`: where its defaults come from, a word. `again`: the step that asked first."""

    label: str
    unit: str | None
    mark: str | None
    again: int | None
    kind: str
    """As `WIDTHS`, or "fact"; worked out by hand where `derived`."""
    derived: bool = False


@dataclass(frozen=True)
class Span:
    """A column, or those of a matrix beside each other with a head over all of them."""

    head: Head
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """`number`: of a list that grows; its name is to be written where `label` is empty. `cells`: what is printed."""

    number: int | None
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    title: str
    corner: str
    spans: tuple[Span, ...]
    kinds: tuple[str, ...]
    """Of each cell in a row: the kind of its head."""
    rows: tuple[Row, ...]
    width: float
    first: float
    """Of the width, what the rows' names take."""

    @property
    def is_tall(self) -> bool:
        """Something longer is to be written."""
        return any(span.head.kind in ("text", "long") and not span.head.derived for span in self.spans)

    @property
    def is_short(self) -> bool:
        """It does not go on over the page."""
        return len(self.rows) <= SMALL

    @property
    def is_small(self) -> bool:
        """Two of them stand beside each other."""
        return self.width <= LANDSCAPE / 2 and self.is_short and not self.is_tall

    @property
    def is_matrix(self) -> bool:
        return any(span.items for span in self.spans)


@dataclass(frozen=True)
class Entry:
    """A single figure. `options`: what to choose from. `default`: printed small."""

    head: Head
    default: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Entries:
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Cross:
    """A field of four zones to write names into."""

    label: str
    x: str
    y: str
    low: str
    cut: str
    high: str
    zones: dict[str, str]


Part = Entries | Grid | Cross


@dataclass(frozen=True)
class Check:
    """A light as a question to be answered by hand."""

    label: str
    rules: dict[str, str]
    advice: Markup | None


@dataclass(frozen=True)
class Note:
    label: str
    says: tuple[Markup, ...]
    formula: str | None


@dataclass(frozen=True)
class Anchors:
    label: str
    points: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Step:
    """`of_item`: it is about one item of the list that has a sheet each. `computed`: what the page works out."""

    number: int
    title: str
    text: Markup | None
    of_item: bool
    parts: tuple[Part, ...]
    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    anchors: tuple[Anchors, ...]
    computed: tuple[str, ...]


@dataclass(frozen=True)
class Worksheet:
    tool: Tool
    item: str | None
    """The label of the list that has a sheet each."""
    steps: tuple[Step, ...]
    results: tuple[Entry, ...]
    answers: tuple[str, str]
    is_wide: bool


def joined(parts: list[Part]) -> list[Part]:
    """Tables over the same rows become one where they stand side by side on the paper."""
    joined: list[Part] = []
    for part in parts:
        at = next((at for at, other in enumerate(joined) if _beside(other, part)), None)
        if at is None:
            joined.append(part)
            continue
        one, other = joined[at], part
        assert isinstance(one, Grid) and isinstance(other, Grid)
        rows = tuple(
            replace(left, cells=(*left.cells, *right.cells)) for left, right in zip(one.rows, other.rows, strict=True)
        )
        spans, width = (*one.spans, *other.spans), one.width + other.width - other.first
        joined[at] = replace(one, spans=spans, kinds=(*one.kinds, *other.kinds), rows=rows, width=width)
    return joined


def _beside(one: Part, other: Part) -> bool:
    return (
        isinstance(one, Grid)
        and isinstance(other, Grid)
        and not one.title
        and [row.label for row in one.rows] == [row.label for row in other.rows]
        and (one.corner, one.title) == (other.corner, other.title)
        and one.width + other.width - other.first <= LANDSCAPE
    )
