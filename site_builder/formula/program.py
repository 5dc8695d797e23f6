"""What the targets turn into code: lists, values and lights, checked and in the order in which to compute them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .tree import Shape, Type, Typed

Figure = float | str | bool | None
"""A number (an item of a list is the item's id, a text; a blank is None)."""

Table = dict[str, "Figure | Table"]
"""Figures by item id, nested once per list."""


def look_up(table: Figure | Table, ids: Iterable[str | None]) -> Figure:
    """The figure at item ids, one per list. A table may stop early: one figure for all positions below."""
    for item in ids:
        if not isinstance(table, dict):
            return table
        table = table.get(item) if item is not None else None
    return None if isinstance(table, dict) else table


@dataclass(frozen=True)
class ListDecl:
    """A named set. `items` are the ids of fixed items, in order, `labels` their labels; None for a list that grows."""

    name: str
    items: tuple[str, ...] | None
    labels: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ValueDecl:
    """A value. `role`: given (typed by the learner), fixed (a fact by the author), derived (has a formula).

    `table` holds the constant default of a given value, or the facts of a fixed one: one figure for all positions, or
    nested by item id. `formula` is the formula of a derived value or the default of a given one.
    `factor`: a figure typed in the declared unit times `factor` is in base units (1 unless a unit was declared so).
    `required`: True, or the formula that says for which positions. Hidden values have a dot in their name:
    `rating.required` and `wallet.must` are truths derived from what was declared beside `rating` and `wallet`.
    """

    name: str
    type: Type
    shape: Shape
    role: Literal["given", "fixed", "derived"]
    table: Figure | Table = None
    formula: Typed | None = None
    factor: float = 1.0
    required: bool | Typed = False


@dataclass(frozen=True)
class LightDecl:
    """Red if `red` holds; amber if `amber` holds; green; unknown where a condition is blank before one holds."""

    name: str
    shape: Shape
    red: Typed | None
    amber: Typed | None


@dataclass(frozen=True)
class Step:
    """One thing to compute: a value's column, a light, or which rows of a grown list count."""

    kind: Literal["value", "light", "rows"]
    name: str


@dataclass(frozen=True)
class Program:
    lists: dict[str, ListDecl] = field(default_factory=dict)
    values: dict[str, ValueDecl] = field(default_factory=dict)
    lights: dict[str, LightDecl] = field(default_factory=dict)
    order: tuple[Step, ...] = ()
    separator: str = "、"
    """Between the texts of `join(… over …)`."""
