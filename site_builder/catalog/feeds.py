"""Checked tools in; what each gives to each other one out, for pages and the picture of how they feed each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .tool import Tool


@dataclass(frozen=True)
class FedValue:
    """The value `there` of the giver, which stands in the value `here` of the taker."""

    there: str
    here: str


@dataclass(frozen=True)
class Feed:
    """What one tool gives another: figures, and the names of lists that it declares for both."""

    giver: Tool
    taker: Tool
    values: tuple[FedValue, ...]
    lists: tuple[str, ...]


def feeds(tools: Sequence[Tool]) -> tuple[Feed, ...]:
    """By giver, then by taker, in the order of the tools."""
    found = (_feed(giver, taker) for giver in tools for taker in tools)
    return tuple(feed for feed in found if feed.values or feed.lists)


def _feed(giver: Tool, taker: Tool) -> Feed:
    values = tuple(FedValue(taken.value, name) for name, taken in taker.takes.items() if taken.tool == giver.id)
    lists = tuple(name for name, imported in taker.imports.items() if imported.tool == giver.id)
    return Feed(giver, taker, values, lists)
