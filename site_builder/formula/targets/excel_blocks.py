"""Where figures stand in a workbook: blocks of cells, references to them, and room for helper cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import prod

_LETTERS = 26


@dataclass(frozen=True)
class Block:
    """The cells of a value, a light or a helper on one sheet; row and column count from 0.

    `sizes`: how many items each of its lists has. The lists `down` run down the sheet, the last one fastest, the
    lists `across` to the right: positions in the shape.
    """

    sheet: str
    top: int
    left: int
    sizes: tuple[int, ...] = ()
    down: tuple[int, ...] = ()
    across: tuple[int, ...] = ()

    @property
    def height(self) -> int:
        return prod(self.sizes[axis] for axis in self.down)

    @property
    def width(self) -> int:
        return prod(self.sizes[axis] for axis in self.across)

    def cell(self, at: Sequence[int]) -> tuple[int, int]:
        return self.top + self.flat(at, self.down), self.left + self.flat(at, self.across)

    def flat(self, at: Sequence[int], axes: Sequence[int]) -> int:
        result = 0
        for axis in axes:
            result = result * self.sizes[axis] + at[axis]
        return result

    def positions(self) -> Iterator[tuple[int, ...]]:
        return product(*(range(size) for size in self.sizes))


Cell = tuple[str, int, int]
"""Sheet, row, column."""


@cache
def address(row: int, column: int) -> str:
    """`$B$3`."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return f"${letters}${row + 1}"


def reference(sheet: str, here: str, row: int, column: int, last: tuple[int, int] | None = None) -> str:
    """A cell, or the range to `last`, as it is called on the sheet `here`."""
    place = address(row, column)
    if last is not None and last != (row, column):
        place += ":" + address(*last)
    return place if sheet == here else "'" + sheet.replace("'", "''") + "'!" + place


def rectangle(cells: Sequence[tuple[int, int]]) -> bool:
    """Whether the cells fill a rectangle, row by row."""
    (top, left), (bottom, right) = cells[0], cells[-1]
    return list(cells) == list(product(range(top, bottom + 1), range(left, right + 1)))


@dataclass
class Room:
    """A sheet on which blocks are put beside each other, from the row `top` on."""

    sheet: str
    top: int
    next: int = 1
    names: list[tuple[int, str]] = field(default_factory=list)
    """The column of each block, and what it is."""

    def block(self, sizes: tuple[int, ...], down: tuple[int, ...], across: tuple[int, ...], what: str) -> Block:
        made = Block(self.sheet, self.top, self.next, sizes, down, across)
        self.names.append((self.next, what))
        self.next += max(1, made.width)
        return made
