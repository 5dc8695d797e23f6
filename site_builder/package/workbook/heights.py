"""How high rows have to be for the texts in them: not every program measures them when it opens a workbook."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from xlsxwriter.worksheet import Worksheet

_LINE, _LEAST = 16.5, 15.0  # points: a line of Chinese characters, a row as it comes
_WIDE = 2.1  # a Chinese character, in the digits that widths of columns are counted in
_MOST = 400.0  # Excel allows 409


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    return sum(max(1, ceil(_length(part) / max(1.0, width - 1))) for part in text.split("\n"))


def height(count: int) -> float:
    return _LEAST if count < 2 else min(_MOST, count * _LINE + 2)


@dataclass
class Heights:
    """Of one sheet. `widths`: of its columns; `other`: of the columns that are not told."""

    widths: Mapping[int, float]
    other: float
    rows: dict[int, float] = field(default_factory=dict)

    def text(self, row: int, column: int, said: object, columns: int = 1) -> None:
        """A wrapped text in a cell, or in several that are one."""
        if isinstance(said, str):
            width = sum(self.widths.get(column + place, self.other) for place in range(columns))
            self.at_least(row, height(lines(said, width)))

    def at_least(self, row: int, points: float) -> None:
        self.rows[row] = max(self.rows.get(row, 0.0), points)

    def write(self, sheet: Worksheet) -> None:
        """Rows of one line stay as they are: they grow with what is typed."""
        for row, points in self.rows.items():
            if points > _LEAST:
                sheet.set_row(row, points)


def _length(text: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else 1.0 for sign in text)
