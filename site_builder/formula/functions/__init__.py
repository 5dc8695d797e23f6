"""The functions of the language: one entry each, in three tables by kind. The targets and the checker read these.

What a function means in words, and how it reads in a sentence, stands under `function.<name>` in each locale's
catalogue of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .aggregates import AGGREGATES
from .entry import Function
from .scalars import SCALARS

__all__ = ["ALL", "Function", "aggregates", "scalars"]


def _by_name(entries: tuple[Function, ...]) -> Mapping[str, Function]:
    return MappingProxyType({entry.name: entry for entry in entries})


scalars: Mapping[str, Function] = _by_name(SCALARS)
"""Functions of the figures of their arguments, operators among them (an operator has a `symbol`)."""

aggregates: Mapping[str, Function] = _by_name(AGGREGATES)
"""Functions that run over lists; windows give a figure for each item they ran over."""

ALL: tuple[Function, ...] = SCALARS + AGGREGATES
