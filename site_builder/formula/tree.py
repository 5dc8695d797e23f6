"""The two trees of a formula: as parsed (names, places) and as checked (types, lists)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# ---------------------------------------------------------------- as parsed


@dataclass(frozen=True)
class Place:
    """Where in the formula's text, as offsets in characters, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class NumberText:
    value: float
    place: Place
    percent: bool = False


@dataclass(frozen=True)
class Quoted:
    value: str
    place: Place


@dataclass(frozen=True)
class Name:
    name: str
    place: Place


@dataclass(frozen=True)
class Over:
    """`over role as a`: the list and the name of its index (the list's own name without `as`)."""

    list: str
    index: str
    place: Place


@dataclass(frozen=True)
class Call:
    """A function, an operator (`name` is then `add`, `less`, …) or an aggregate (with `over` and `where`)."""

    name: str
    args: tuple[Parsed, ...]
    place: Place
    over: tuple[Over, ...] = ()
    where: Parsed | None = None
    symbol: str = ""
    grouped: bool = False  # stood in its own parentheses


@dataclass(frozen=True)
class Choice:
    """One entry in brackets: `[role = a]`, or `[payment]` with no list named."""

    index: str | None
    item: Parsed
    place: Place


@dataclass(frozen=True)
class LookUp:
    name: Name
    choices: tuple[Choice, ...]
    place: Place


Parsed = NumberText | Quoted | Name | Call | LookUp

# ---------------------------------------------------------------- as checked


@dataclass(frozen=True)
class Index:
    """A running position in a list: `account`, or `a` of `role` (`role as a`)."""

    name: str
    list: str


Shape = tuple[Index, ...]


@dataclass(frozen=True)
class Type:
    """What a figure is.

    `unit` maps base units to exponents, sorted: (("百萬元", 1),); () is a plain ratio; None is a bare number, as
    written in a formula, which fits any unit. `list` is set for kind "item".
    """

    kind: Literal["number", "truth", "text", "item"]
    unit: tuple[tuple[str, int], ...] | None = ()
    list: str = ""


TRUTH = Type("truth")
TEXT = Type("text")
BARE = Type("number", None)
PLAIN = Type("number", ())


@dataclass(frozen=True)
class Constant:
    """A number (20% is 0.2), a text or a truth that stands in the formula."""

    value: float | str | bool
    type: Type
    shape: Shape = ()
    percent: bool = False


@dataclass(frozen=True)
class Item:
    """An item of a list with fixed items, by id; `position` counts from 0."""

    list: str
    item: str
    position: int
    type: Type
    shape: Shape = ()


@dataclass(frozen=True)
class Here:
    """The current item of an index (a list's name, or `a`, used as a value)."""

    index: Index
    type: Type
    shape: Shape


@dataclass(frozen=True)
class Label:
    """The label of an item (of a row that a learner added: its id), as text."""

    item: Typed
    type: Type
    shape: Shape


@dataclass(frozen=True)
class Read:
    """A value's figure at one position per list it is for; each of `at` is of type item.

    A `Here` says: the current one. `factor` converts a declared unit into the base unit (萬元 → 百萬元: 0.01)."""

    value: str
    at: tuple[Typed, ...]
    type: Type
    shape: Shape
    factor: float = 1.0


@dataclass(frozen=True)
class Apply:
    """A function of the figures of its arguments: operators, if, min, round …"""

    function: str
    args: tuple[Typed, ...]
    type: Type
    shape: Shape


@dataclass(frozen=True)
class Aggregate:
    """A function of all items of `over` (an index each) for which `where` holds.

    `shape` is what is left to vary over. For functions of kind "window" (rank, place) the result is a figure for
    each item of the only index in `over`, so that index stays in `shape`."""

    function: str
    args: tuple[Typed, ...]
    over: Shape
    where: Typed | None
    type: Type
    shape: Shape


Typed = Constant | Item | Here | Label | Read | Apply | Aggregate


def parts(node: Typed) -> tuple[Typed, ...]:
    """The nodes directly below."""
    match node:
        case Constant() | Item() | Here():
            return ()
        case Label():
            return (node.item,)
        case Read():
            return node.at
        case Apply():
            return node.args
        case Aggregate():
            return node.args if node.where is None else (*node.args, node.where)


def walk(node: Typed) -> Iterator[Typed]:
    yield node
    for part in parts(node):
        yield from walk(part)
