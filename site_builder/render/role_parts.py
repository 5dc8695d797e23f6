"""What one tool says of an item of a list, in the forms in which a page shows it: facts, tables and links."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalog import Tool

FEW = 12
"""So many rows of a table are looked at as they are; more are folded up."""


@dataclass(frozen=True)
class Column:
    """`sides`: what the unit puts before and behind a figure. `step`: the number of the calculator's step that shows
    the value, None where none does."""

    label: str
    sides: tuple[str, str]
    origin: str | None
    sources: tuple[str, ...]
    step: int | None


@dataclass(frozen=True)
class Row:
    """`note` is Markdown."""

    label: str
    note: str | None
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: what it is about, in its columns, and a row for each item of a list. `columns` may be items, too."""

    title: str
    about: tuple[Column, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > FEW

    @property
    def origins(self) -> tuple[tuple[tuple[str, ...], Column], ...]:
        """Labels of the columns that come from the same place, with one of these columns."""
        same: dict[object, list[Column]] = {}
        for column in self.about:
            same.setdefault((column.origin, column.sources, column.step), []).append(column)
        return tuple((tuple(column.label for column in columns), columns[0]) for columns in same.values())


@dataclass(frozen=True)
class Fact:
    about: Column
    figure: str


@dataclass(frozen=True)
class Link:
    label: str
    step: int


@dataclass(frozen=True)
class Part:
    """What one tool says of the item. `examples` are figures that its first example, called `example`, works out."""

    tool: Tool
    example: str
    owned: tuple[Sheet, ...]
    facts: tuple[Fact, ...]
    examples: tuple[Fact, ...]
    sheets: tuple[Sheet, ...]
    typed: tuple[Link, ...]
    lights: tuple[Link, ...]
