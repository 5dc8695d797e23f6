"""The shape of a function's entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..tree import Type

Rule = Callable[[tuple[Type, ...]], Type]
"""Types of the arguments in, type of the result out; raises `rules.Mismatch`."""


@dataclass(frozen=True)
class Function:
    """One function.

    `least`/`most`: how many arguments (None: any number). `python` takes figures without blanks, unless `blanks` is
    set: then None is a blank, and it decides itself; it raises `NoFigure(reason)` where there is no figure. An
    aggregate takes one list of figures per argument; a window gives a list back.
    `javascript` is an expression over `{0}`, `{1}` … and `kit` functions of the same names as in `arithmetic.ts`
    (`{*}`: all arguments, with commas); blanks (NaN, null) go in and come out. `tightness` is how tightly the JavaScript
    and words forms bind (100: needs no parentheses). `examples` are formulas over the demonstration lists
    (see `demo.py`) with their results.
    """

    name: str
    kind: Literal["scalar", "aggregate", "window"]
    least: int
    most: int | None
    rule: Rule
    python: Callable[..., Any]
    javascript: str
    examples: tuple[tuple[str, Any], ...]
    symbol: str = ""
    tightness: int = 100
    blanks: bool = False
