"""Truths that kept versions of the work tell: what their `compares` says in, problems out."""

from __future__ import annotations

from ..problem import closest
from .findings import Findings
from .tool_file import ToolFile, ValueFile


def check_compares(file: ToolFile, findings: Findings) -> None:
    """`compares: {raters: rating, apart: 2}` or `{reviews: tier}` at a single truth, naming a fitting value."""
    for name, value in file.values.items():
        if value.compares is None:
            continue
        path = ("values", name, "compares")
        rule = value.compares
        if value.type != "truth" or value.for_ is not None or value.formula is not None or value.fixed is not None:
            findings.add(path, "compares_truth", key=True)
        if (rule.raters is None) == (rule.reviews is None):
            findings.add(path, "compares_what", key=True)
        elif (rule.raters is None) != (rule.apart is None):
            findings.add(path, "compares_apart", key=True)
        else:
            key = "raters" if rule.reviews is None else "reviews"
            _check_value(file, (*path, key), str(rule.raters or rule.reviews), key, findings)


def _check_value(file: ToolFile, path: tuple[str, ...], named: str, key: str, findings: Findings) -> None:
    there = file.values.get(named)
    if there is None:
        findings.add(path, "unknown_value", near=closest(named, file.values), value=named)
    elif key == "raters" and not (_is_typed(there) and there.of is None and there.type in (None, "number", "whole")):
        findings.add(path, "compares_rated", value=named)
    elif key == "reviews" and (there.of is None or file.lists[there.of].items is None):
        findings.add(path, "compares_item", value=named)


def _is_typed(value: ValueFile) -> bool:
    return value.formula is None and value.fixed is None
