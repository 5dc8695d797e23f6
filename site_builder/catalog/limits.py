"""What may be typed into a tool, and what comes of it: checked tools in, the range of every figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..formula.intervals import Limits, Range, Ranges, ranges
from ..memory import Memory
from .figures import Allowed
from .tool import Tool


def tool_ranges(tool: Tool, more: Mapping[str, Range] | None = None, open_counts: bool = False) -> Ranges:
    """As a page takes figures: with at most so many rows. `more`: of some values, what else is known of them.

    `open_counts`: a fixed list is counted as if its author had added items.
    """
    typed = {name: found for name, allowed in tool.allowed.items() if (found := _typed(allowed)) is not None}
    grown = {name: a_list.grows for name, a_list in tool.file.lists.items() if a_list.grows is not None}
    rows = {name: (0, each.most) for name, each in grown.items()}
    return ranges(tool.program, Limits({**typed, **(more or {})}, rows, open_counts))


def taken_ranges(tool: Tool, tools: Sequence[Tool], memory: Memory | None = None) -> dict[str, Range]:
    """What the values of a tool that takes them, and in which nobody types, can have from the others."""
    memory = memory or Memory()
    givers = {taken.tool for taken in tool.takes.values()}
    known = {
        each.id: memory.of(f"ranges {each.id}", (each,), partial(tool_ranges, each)).values
        for each in tools
        if each.id in givers
    }
    return {name: known[taken.tool][taken.value].or_blank(True) for name, taken in tool.takes.items()}


def _typed(allowed: Allowed) -> Range | None:
    if allowed.type.kind != "number" or (allowed.low is None and allowed.high is None):
        return None
    part = 100 if allowed.percent else 1
    low = float("-inf") if allowed.low is None else allowed.low / part
    high = float("inf") if allowed.high is None else allowed.high / part
    return Range(low, high, True)
