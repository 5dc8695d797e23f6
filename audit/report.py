"""The report: figures in, a table in Markdown and what was found below it; and a list for docs/figures.md as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .findings import Figure

SHOWN = 20
RESULTS = Path(__file__).parent / "results" / "latest.json"
_MARKS = {True: "yes", False: "NO", None: "–"}


def as_markdown(figures: Iterable[Figure]) -> str:
    figures = list(figures)
    rows = [f"| {each.name} | {each.measured} | {each.reach} | {_MARKS[each.reached]} |" for each in figures]
    lines = ["| figure | measured | to reach | reached |", "|---|---|---|---|", *rows]
    for each in figures:
        if each.findings:
            lines += ["", f"{each.name}:", *(f"- {finding}" for finding in each.findings[:SHOWN])]
            lines += [f"- and {len(each.findings) - SHOWN} more"] if len(each.findings) > SHOWN else []
    return "\n".join(lines)


def as_json(figures: Iterable[Figure]) -> str:
    told = [
        {
            "name": each.name,
            "measured": each.measured,
            "reach": each.reach,
            "reached": each.reached,
            "findings": [str(finding) for finding in each.findings],
        }
        for each in figures
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def failed(figures: Iterable[Figure]) -> bool:
    return any(each.reached is False for each in figures)
