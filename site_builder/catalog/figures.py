"""Figures as people write them in files, checked against what a value allows: plain data in, held figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..formula.program import Figure, Table
from ..formula.tree import Shape, Type
from ..problem import closest
from .findings import Findings, Path
from .tool_file import ValueFile

_LARGEST = 1e15  # beyond it a double no longer holds every whole number


@dataclass(frozen=True)
class Allowed:
    """What may be written for a value. `low` and `high` are as typed (20 for 20 %)."""

    type: Type
    shape: Shape
    percent: bool = False
    whole: bool = False
    date: bool = False
    low: float | None = None
    high: float | None = None


def allowed(value: ValueFile, kind: Type, shape: Shape) -> Allowed:
    low, high = value.min, value.max
    if value.scale is not None:
        low, high = (int(end) for end in value.scale.split("-"))
    whole = value.scale is not None or value.type == "whole"
    return Allowed(kind, shape, value.unit == "%", whole, value.type == "date", low, high)


def read_table(
    data: object, what: Allowed, ids: Mapping[str, Sequence[str] | None], path: Path, findings: Findings
) -> Figure | Table:
    """One figure for all positions, or figures nested by item id. `ids`: the item or row ids of each list.

    A list without ids (None: it grows) cannot be keyed.
    """
    return _nested(data, what, what.shape, ids, path, findings)


def _nested(
    data: object, what: Allowed, shape: Shape, ids: Mapping[str, Sequence[str] | None], path: Path, findings: Findings
) -> Figure | Table:
    if not isinstance(data, dict):
        return read_figure(data, what, ids, path, findings)
    if not shape:
        findings.add(path, "too_many_keys", key=True, value=str(path[-1]))
        return None
    known = ids.get(shape[0].list)
    if known is None:
        findings.add(path, "cannot_key_rows", list=shape[0].list)
        return None
    table: Table = {}
    for item, inner in data.items():
        if item not in known:
            near = closest(str(item), known)
            findings.add((*path, item), "unknown_item", key=True, near=near, item=str(item), list=shape[0].list)
            continue
        table[item] = _nested(inner, what, shape[1:], ids, (*path, item), findings)
    return table


def read_figure(
    data: object, what: Allowed, ids: Mapping[str, Sequence[str] | None], path: Path, findings: Findings
) -> Figure:
    """One held figure, or None with a problem."""
    if data is None:
        return None
    match what.type.kind:
        case "number":
            return _number(data, what, path, findings)
        case "truth":
            if not isinstance(data, bool):
                findings.add(path, "not_a_truth", found=str(data))
                return None
            return data
        case "text":
            return _text(data, what, path, findings)
        case "item":
            known = ids.get(what.type.list) or ()
            if str(data) not in known:
                near = closest(str(data), known)
                findings.add(path, "unknown_item", near=near, item=str(data), list=what.type.list)
                return None
            return str(data)


def _number(data: object, what: Allowed, path: Path, findings: Findings) -> float | None:
    if isinstance(data, bool) or not isinstance(data, int | float):
        findings.add(path, "not_a_number", found=str(data))
        return None
    if abs(data) > _LARGEST or data != data:
        findings.add(path, "number_too_large", found=str(data))
        return None
    if what.whole and data != int(data):
        findings.add(path, "not_whole", found=str(data))
        return None
    if (what.low is not None and data < what.low) or (what.high is not None and data > what.high):
        findings.add(path, "out_of_range", found=str(data), range=range_text(what.low, what.high))
        return None
    return data / 100 if what.percent else float(data)


def range_text(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"≥ {low:g}" if low is not None else f"≤ {high:g}"
    return f"{low:g}–{high:g}"


def _text(data: object, what: Allowed, path: Path, findings: Findings) -> str | None:
    if isinstance(data, list | dict | bool):
        findings.add(path, "not_a_text", found=str(data))
        return None
    text = data if isinstance(data, str) else f"{data:g}" if isinstance(data, float) else str(data)
    if what.date:
        try:
            date.fromisoformat(text)
        except ValueError:
            findings.add(path, "not_a_date", found=text)
            return None
    return text
