"""What may be typed in a field: asked for in words, and refused in words."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog.figures import Allowed
from ...formula.targets.excel_blocks import reference
from .book import Book
from .plan import named

LONGEST_TITLE, LONGEST_PROMPT = 32, 255  # in Excel
_WIDEST = 1e15
Area = tuple[int, int, int, int]
"""Top, left, bottom, right."""


def allow(book: Book, sheet: Worksheet, name: str, area: Area) -> None:
    """Nothing for free texts, and for cells that repeat a field of another sheet."""
    decl = book.tool.program.values.get(name)
    if decl is None or decl.role != "given" or book.plan.shown[name].sheet != sheet.get_name():
        return
    allowed = book.tool.allowed[name]
    asked = _asked(book, name, allowed)
    if asked is None:
        return
    said = {
        "input_title": _cut(book.label(name), LONGEST_TITLE),
        "input_message": asked[:LONGEST_PROMPT],
        "error_title": book.word("refused.title"),
        "error_message": book.word("refused.says", asked=asked)[:LONGEST_PROMPT],
    }
    sheet.data_validation(*area, {"ignore_blank": True, **_rule(book, name, allowed, area), **said})


def _asked(book: Book, name: str, allowed: Allowed) -> str | None:
    """What to type, in words."""
    match allowed.type.kind:
        case "item":
            return book.word("allow.item")
        case "truth":
            yes, no = book.plan.layout.truths
            return book.word("allow.truth", yes=yes, no=no)
        case "number":
            range_ = _range(book, allowed)
            unit = book.tool.file.values[name].unit
            unit = book.word("allow.unit", unit=unit) if unit and unit not in range_ else ""
            return book.word("allow.whole" if allowed.whole else "allow.number", range=range_, unit=unit).strip()
        case _:
            return book.word("allow.date") if allowed.date else None


def _rule(book: Book, name: str, allowed: Allowed, area: Area) -> dict[str, Any]:
    match allowed.type.kind:
        case "item":
            return {"validate": "list", "source": "=" + named("list", allowed.type.list)}
        case "truth":
            return {"validate": "list", "source": list(book.plan.layout.truths)}
        case "number":
            scale = 100 if allowed.percent else 1
            low, high = (None if end is None else end / scale for end in (allowed.low, allowed.high))
            return {"validate": "integer" if allowed.whole else "decimal", **_between(low, high)}
        case _:
            cell = reference("", "", *area[:2]).replace("$", "")
            return {"validate": "custom", "value": f"=AND(LEN({cell})=10,ISNUMBER(DATEVALUE({cell})))"}


def _between(low: float | None, high: float | None) -> dict[str, Any]:
    if low is not None and high is not None:
        return {"criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"criteria": ">=", "value": low}
    if high is not None:
        return {"criteria": "<=", "value": high}
    return {"criteria": "between", "minimum": -_WIDEST, "maximum": _WIDEST}


def _range(book: Book, allowed: Allowed) -> str:
    percent = "%" if allowed.percent else ""
    low, high = ("" if end is None else f"{end:g}{percent}" for end in (allowed.low, allowed.high))
    if low and high:
        return book.word("allow.between", low=low, high=high)
    return book.word("allow.least", low=low) if low else book.word("allow.most", high=high) if high else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
