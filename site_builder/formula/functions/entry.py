"""The shape of a function's entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..tree import Type

Rule = Callable[[tuple[Type, ...]], Type]
"""Types of the arguments in, type of the result out; raises `rules.Mismatch`."""


@dataclass(frozen=True)
class Fold:
    """An aggregate in JavaScript that a running figure is enough for: `{r}`, from `start`, changed by each `step`.

    `{0}` is the current argument, `{n}` how many there were before it (in `end`: in all), `{blank}` no figure (NaN,
    for texts null), `{separator}` stands between joined texts. `carries`: a blank argument makes
    `{r}` blank by the step itself.
    """

    start: str
    step: str
    end: str = "{r}"
    carries: bool = False


@dataclass(frozen=True)
class Function:
    """One function.

    `least`/`most`: how many arguments (None: any number). `python` takes figures without blanks, unless `blanks` is
    set: then None is a blank, and it decides itself; it raises `NoFigure(reason)` where there is no figure. An
    aggregate takes one list of figures per argument; a window gives a list back.

    `javascript` is an expression over `{0}`, `{1}` … (`{*}`: all arguments, with commas) and the functions of
    `arithmetic.ts`; blanks (NaN, for texts null) go in and come out. `javascript_text` is the form for texts where it
    is another one. In aggregates and windows `{0}` is a column of figures without blanks, or there is a
    `Fold`. The choices (if, case) have none: only what is chosen is computed.
    `excel` is an expression over `{0}`, `{1}` … that is an error wherever one of them is; in aggregates `{0}` is the range
    of the figures that are taken, none of them blank, `{n}` how many. Infix operators and what chooses have none: the target
    writes them. `reason` says in JavaScript why arguments that are there give no figure; empty where they always give one.

    `tightness` is how tightly the words form binds (100: needs no parentheses). `examples` are formulas over the
    demonstration lists (see `demo.py`) with their results.
    """

    name: str
    kind: Literal["scalar", "aggregate", "window"]
    least: int
    most: int | None
    rule: Rule
    python: Callable[..., Any]
    javascript: str | Fold
    examples: tuple[tuple[str, Any], ...]
    symbol: str = ""
    tightness: int = 100
    blanks: bool = False
    reason: str = ""
    javascript_text: str = ""
    excel: str = ""

    @property
    def may_fail(self) -> bool:
        """Whether it may have a reason of its own to give no figure, other than that the result is too large."""
        return self.reason not in ("", TOO_LARGE)


TOO_LARGE = '"too_large"'
