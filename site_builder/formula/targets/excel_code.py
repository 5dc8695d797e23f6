"""Pieces of Excel formulas. Inside a formula a blank is an error; in a cell it is the empty text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

BLANK = "NA()"
NO_TEXT = "\u200b"
"""A text that is there and empty: it looks like nothing, and differs from a blank."""
LEFT_OUT, UNKNOWN = "#-", "#?!"
"""In helper cells of an aggregate: what `where` leaves out, and where the condition itself is blank."""

ATOM, SIGN, PRODUCT, SUM, JOINED, COMPARED = 6, 5, 4, 3, 2, 1
_SMALLEST = 2.3e-308  # spreadsheets know no smaller numbers
_LONGEST_TEXT = 255  # that Excel takes between quotation marks
_SLOT = re.compile(r"\{(\d)\}")


@dataclass(frozen=True)
class Code:
    """A piece of a formula. `cell`: a reference, whose cell holds the empty text for a blank. `known`: a constant."""

    text: str
    tight: int = ATOM
    cell: bool = False
    known: float | str | None = None

    @property
    def short(self) -> bool:
        return self.cell or self.known is not None


@cache
def number(value: float) -> Code:
    if not math.isfinite(value):
        return Code(BLANK)
    if abs(value) < _SMALLEST:
        value = 0
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value)).upper()
    return Code(text, SIGN if value < 0 else ATOM, known=float(value))


def truth(value: bool) -> Code:
    return Code("TRUE" if value else "FALSE", known=float(value))


def text(value: str) -> Code:
    value = value or NO_TEXT
    pieces = [value[i : i + _LONGEST_TEXT] for i in range(0, len(value), _LONGEST_TEXT)]
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return Code("&".join(quoted), ATOM if len(quoted) == 1 else JOINED, known=value)


def wrapped(code: Code, tight: int) -> str:
    return code.text if code.tight >= tight else f"({code.text})"


def infix(sign: str, tight: int, left: Code, right: Code) -> Code:
    """The right side of `-` and `/` needs parentheses of its own where it binds as tightly."""
    return Code(f"{wrapped(left, tight)}{sign}{wrapped(right, tight + (sign in '-/'))}", tight)


def filled(form: str, args: list[Code]) -> str:
    """`{0}` by the first argument, in parentheses unless commas or parentheses are around it; `{*}` by all."""

    form = form.replace("{*}", ",".join(f"{{{i}}}" for i in range(len(args))))

    def fill(slot: re.Match[str]) -> str:
        alone = form[slot.start() - 1 : slot.start()] in ("(", ",") and form[slot.end() : slot.end() + 1] in (")", ",")
        code = args[int(slot[1])]
        return code.text if alone else wrapped(code, ATOM)

    return _SLOT.sub(fill, form)


def strict(code: Code, kind: str) -> Code:
    """With an error where the cell is blank, as inside formulas."""
    if not code.cell:
        return code
    if kind == "text":
        return Code(f'IF({code.text}="",{BLANK},{code.text})')
    return Code(f"{code.text}+0", SUM)
