"""Figures as people write them in files, checked against what a value allows: plain data in, held figures out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..formula.arithmetic import equal, less
from ..formula.program import Figure, Table
from ..formula.tree import Shape, Type
from ..problem import Phrase, closest
from .findings import Findings, Path
from .mistyped import as_number
from .tool_file import ValueFile

_PERCENT = ("%", "％")
_DAY = re.compile(r"\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,3}")  # also with Chinese words between
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0"), "false"),
}
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
    data: object,
    what: Allowed,
    ids: Mapping[str, Sequence[str] | None],
    path: Path,
    findings: Findings,
    named: Mapping[str, Sequence[str] | None] | None = None,
) -> Figure | Table:
    """One figure for all positions, or figures nested by item id. `ids`: the item or row ids of each list.

    A list without ids (None: it grows) cannot be keyed. `named`: the ids that a figure itself may name, where these are
    others.
    """
    return _nested(data, what, what.shape, ids, ids if named is None else named, path, findings)


def _nested(
    data: object,
    what: Allowed,
    shape: Shape,
    ids: Mapping[str, Sequence[str] | None],
    named: Mapping[str, Sequence[str] | None],
    path: Path,
    findings: Findings,
) -> Figure | Table:
    if not isinstance(data, dict):
        return read_figure(data, what, named, path, findings)
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
        table[item] = _nested(inner, what, shape[1:], ids, named, (*path, item), findings)
    return table


def read_figure(
    data: object, what: Allowed, ids: Mapping[str, Sequence[str] | None], path: Path, findings: Findings
) -> Figure:
    """One held figure, or None with a problem."""
    if data is None:
        return None
    if isinstance(data, list | dict):
        written = Phrase("written_list" if isinstance(data, list) else "written_mapping")
        findings.add(path, "wrong_type", expected=Phrase(what.type.kind), written=written)
        return None
    match what.type.kind:
        case "number":
            return _number(data, what, path, findings)
        case "truth":
            if not isinstance(data, bool):
                near = _TRUTHS.get(str(data).strip().lower())
                findings.add(path, "not_a_truth", near=near, found=str(data))
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


def fits(figure: Figure, what: Allowed, ids: Mapping[str, Sequence[str] | None]) -> bool:
    """Whether a held figure may stand in a value, as if it had been typed there."""
    match figure:
        case bool():
            return True
        case float() | int():
            shown = figure * 100 if what.percent else float(figure)
            low_enough = what.high is None or not less(what.high, shown)
            high_enough = what.low is None or not less(shown, what.low)
            return low_enough and high_enough and (not what.whole or equal(shown, float(round(shown))))
        case str() if what.type.kind == "item":
            return figure in (ids[what.type.list] or ())
        case str() if what.date:
            return _is_day(figure)
        case _:
            return True


def figure_at(table: Figure | Table, at: Sequence[str]) -> Figure:
    """The figure at the items; one that stands for all items stands at each."""
    for item in at:
        if not isinstance(table, dict):
            return table
        table = table.get(item)
    return None if isinstance(table, dict) else table


def _number(data: object, what: Allowed, path: Path, findings: Findings) -> float | None:
    if isinstance(data, bool) or not isinstance(data, int | float):
        _no_number(data, what, path, findings)
        return None
    if abs(data) > _LARGEST or data != data:
        findings.add(path, "number_too_large", found=str(data))
        return None
    if what.whole and data != int(data):
        findings.add(path, "not_whole", found=str(data))
        return None
    if (what.low is not None and data < what.low) or (what.high is not None and data > what.high):
        findings.add(path, "out_of_range", found=str(data), range=_range(what.low, what.high))
        return None
    return data / 100 if what.percent else float(data)


def _no_number(data: object, what: Allowed, path: Path, findings: Findings) -> None:
    """The problem of what is no number: how it is to be written, where it can be read as one."""
    text = _written(data, path, findings).strip()
    number = as_number(text) if isinstance(data, str) else ""
    if text.endswith(_PERCENT) and not what.percent and not isinstance(number, str):
        # 20% of a ratio is 0.2, as in formulas; of a figure with a unit it is no figure.
        number = number / 100 if not what.type.unit else ""
    if number == "":
        findings.add(path, "not_a_number", found=text)
    elif isinstance(number, str):
        findings.add(path, "number_too_large", found=text)
    else:
        findings.add(path, "number_as_text", written=text, better=f"{number:.15g}")


def _range(low: float | None, high: float | None) -> Phrase:
    if low is not None and high is not None:
        return Phrase("limit_between", {"low": f"{low:g}", "high": f"{high:g}"})
    return Phrase("limit_le", {"limit": f"{high:g}"}) if low is None else Phrase("limit_ge", {"limit": f"{low:g}"})


def _text(data: object, what: Allowed, path: Path, findings: Findings) -> str | None:
    text = _written(data, path, findings)
    if isinstance(data, bool):
        findings.add(path, "text_unquoted", written=text, better=f"'{text}'")
        return None
    return _date(text, path, findings) if what.date else text


def _date(text: str, path: Path, findings: Findings) -> str | None:
    if _is_day(text):
        return text
    parts = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    near = "-".join(part.zfill(2) for part in parts.groups()) if parts else ""
    findings.add(path, "not_a_date", near=near if _is_day(near) else None, found=text)
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _written(data: object, path: Path, findings: Findings) -> str:
    """As the author wrote it: 1.10 as a text is no 1.1."""
    raw = None if isinstance(data, str) else findings.located.raw(path)
    return str(data) if raw is None else raw
