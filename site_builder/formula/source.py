"""A tool's lists, values and lights as declared, formulas still text: what `check` takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .program import Figure, Table
from .tree import Shape, Type


@dataclass(frozen=True)
class ListSource:
    """`items` maps item ids to labels, in order; None for a list that grows. `shown_as` names a text value."""

    items: dict[str, str] | None
    shown_as: str | None = None


@dataclass(frozen=True)
class ValueSource:
    type: Type
    shape: Shape
    role: Literal["given", "fixed", "derived"]
    table: Figure | Table = None
    formula: str | None = None
    factor: float = 1.0
    required: bool | str = False
    must: str | None = None
    sound: bool = True
    """Whether its lists and type are known. What reads it cannot be checked otherwise, and says nothing new."""


@dataclass(frozen=True)
class LightSource:
    shape: Shape
    red: str | None = None
    amber: str | None = None
    sound: bool = True


@dataclass(frozen=True)
class Source:
    lists: dict[str, ListSource] = field(default_factory=dict)
    values: dict[str, ValueSource] = field(default_factory=dict)
    lights: dict[str, LightSource] = field(default_factory=dict)
    separator: str = "、"
