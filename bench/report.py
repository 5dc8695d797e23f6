"""Results: the day's JSON, subject by subject, and the same as Markdown with the ratios first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from .figure import Figure, measured_text, reach_text, reached_text, spread_text
from .machine import told

FOLDER = Path(__file__).parent / "results"
HEAD = "| figure | measured | spread | to reach | reached |\n|---|---|---|---|---|"

Result = dict[str, Any]
"""`machine`, and by subject `at` (local time), `commit` and `figures`."""


def newest() -> Result | None:
    """Each subject as it was measured last on the machine of the last result."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("????-??-??.json"))]
    if not found:
        return None
    of_machine = [each["subjects"] for each in found if each["machine"] == found[-1]["machine"]]
    return {"machine": found[-1]["machine"], "subjects": {name: each[name] for each in of_machine for name in each}}


def keep(subject: str, figures: Sequence[Figure], machine: dict[str, str], commit: str) -> Path:
    """Puts a subject into the day's result, where others may stand already; gives the Markdown's path."""
    now = datetime.now()
    path = FOLDER / f"{now:%Y-%m-%d}.json"
    result: Result = json.loads(path.read_text("utf-8")) if path.exists() else {"subjects": {}}
    if result.get("machine") != machine:
        result = {"machine": machine, "subjects": {}}
    said = {"at": f"{now:%Y-%m-%d %H:%M}", "commit": commit, "figures": [asdict(figure) for figure in figures]}
    result["subjects"][subject] = said
    FOLDER.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    path.with_suffix(".md").write_text(markdown(result), "utf-8")
    return path.with_suffix(".md")


def figures_of(result: Result, subject: str) -> list[Figure]:
    return [Figure(**each) for each in result["subjects"].get(subject, {"figures": []})["figures"]]


def markdown(result: Result) -> str:
    subjects = result["subjects"]
    commits = sorted({each["commit"] for each in subjects.values()})
    parts = [f"# Figures of {max(each['at'] for each in subjects.values())}", told(result["machine"])]
    parts.append(f"Commit {', '.join(commits)}. Medians; the spread is the least and the most of the runs.")
    figures = {subject: figures_of(result, subject) for subject in subjects}
    parts += ["## Ratios", *tables([figure for each in figures.values() for figure in each], ratios=True)]
    for subject, each in figures.items():
        found = tables(each, ratios=False)
        parts += [f"## {subject}", *found] if found else []
    return "\n\n".join(parts) + "\n"


def tables(figures: Sequence[Figure], ratios: bool | None = None) -> list[str]:
    """Markdown tables; `ratios`: only those, or only the others. Figures of one name stand in one row with columns."""
    by_name: dict[str, list[Figure]] = {}
    for figure in figures:
        by_name.setdefault(figure.name, []).append(figure)
    asked = [group for group in by_name.values() if ratios is None or any(each.is_ratio for each in group) is ratios]
    return [_table(columns, list(rows)) for columns, rows in groupby(asked, key=_columns)]


def _columns(row: list[Figure]) -> tuple[str, ...]:
    return tuple(each.column for each in row)


def _table(columns: tuple[str, ...], rows: list[list[Figure]]) -> str:
    if columns == ("",):
        return "\n".join([HEAD, *(_line(figure) for (figure,) in rows)])
    head = f"| | {' | '.join(columns)} |\n|---{'|---' * len(columns)}|"
    return "\n".join([head, *(f"| {row[0].name} | {' | '.join(map(_cell, row))} |" for row in rows)])


def _line(figure: Figure) -> str:
    cells = [figure.name, measured_text(figure), spread_text(figure), reach_text(figure), reached_text(figure)]
    return f"| {' | '.join(cells)} |"


def _cell(figure: Figure) -> str:
    spread = spread_text(figure)
    return measured_text(figure) + (f"<br>{spread}" if figure.least != figure.most else "")
