"""`docs/figures.md`: what the design asks for, and what was measured last; `python -m bench --write`.

Why a figure is not reached stands in `bench/bounds.md`, written by hand, in a section that is called as the goal is.
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from .deno import ROOT
from .figure import Figure, measured_text, reach_text, reached_text, spread_text
from .machine import told
from .report import Result, figures_of, tables

PAGE = ROOT / "docs" / "figures.md"
BOUNDS = Path(__file__).parent / "bounds.md"
AUDIT = ROOT / "audit" / "results" / "latest.json"

GOALS = {
    "compute": "one computation of tool 1, 1,000 accounts × 9 ratings, beside a loop by hand",
    "key press": "key press to new figures on the page, 200 accounts, Chromium 4 × slower",
    "script": "our script on a tool's page, beside Material's, gzip",
    "share": "our share of a site build, beside MkDocs alone on the same rendered tree",
    "save": "save a YAML file to see the page new, one language",
    "many": "100 generated tools build, and time grows in proportion: beside 10 tools",
}
"""What the design asks for, by the `goal` of figures; of several figures with a goal the worst is shown."""


def page(result: Result, audited: list[dict[str, Any]], bounds: str, subjects: dict[str, ModuleType]) -> str:
    figures = {subject: figures_of(result, subject) for subject in subjects}
    by_goal = {
        goal: _worst([each for all_ in figures.values() for each in all_ if each.goal == goal]) for goal in GOALS
    }
    days = sorted({each["at"].partition(" ")[0] for each in result["subjects"].values()})
    commits = sorted({each["commit"] for each in result["subjects"].values()})
    parts = [
        "# Figures",
        "Made by `make figures` from what `make bench` and `make audit-site` measured last, not by hand.\n"
        "Medians; the spread is the least and the most of the runs. Sizes are gzip -9, in KB of 1,024 bytes.",
        f"Measured {' to '.join(days)} at commit {', '.join(commits)}, on {told(result['machine'])}.",
        "## What is to be reached",
        "\n".join([_HEAD, *(_goal(goal, by_goal[goal]) for goal in GOALS), *map(_audit, audited)]),
    ]
    missed = [goal for goal, figure in by_goal.items() if figure is not None and figure.reached is False]
    slow = [each for each in audited if each["reached"] is None and each["findings"]]
    if missed or slow:
        parts.append("## What bounds those that are not reached")
        parts += [f"**{GOALS[goal]}.**\n{bound_of(bounds, goal)}" for goal in missed]
    if slow:
        parts += [f"**{text}.**\n{bound_of(bounds, name)}" for name, text in BY_MACHINE.items()]
        parts += [f"{each['name']}:\n\n" + "\n".join(f"- {found}" for found in each["findings"]) for each in slow]
    for subject, module in subjects.items():
        if figures[subject]:
            parts += [f"## {subject}", f"{_how(module)}\nAgain: `make bench SUBJECTS={subject}`."]
            parts += tables(figures[subject])
    return "\n\n".join(parts) + "\n"


def bound_of(bounds: str, goal: str) -> str:
    """The section of `bounds.md`, or that nobody has written it."""
    found = re.search(rf"^## {re.escape(goal)}\n(.*?)(?=^## |\Z)", bounds, re.DOTALL | re.MULTILINE)
    return (found[1].strip() if found else "") or "Not explained yet."


def write(result: Result, subjects: dict[str, ModuleType]) -> Path:
    audited = json.loads(AUDIT.read_text("utf-8")) if AUDIT.exists() else []
    PAGE.write_text(page(result, audited, BOUNDS.read_text("utf-8"), subjects), "utf-8")
    return PAGE


BY_MACHINE = {"pages": "speed of pages, as Lighthouse reckons it"}
"""What depends on the machine: the audit tells it and does not hold to it."""

_HEAD = "| what | to reach | measured | spread | reached |\n|---|---|---|---|---|"


def _worst(figures: list[Figure]) -> Figure | None:
    """None where nothing with the goal was measured."""
    return max(figures, key=lambda each: each.measured or 0, default=None)


def _goal(goal: str, figure: Figure | None) -> str:
    if figure is None:
        return f"| {GOALS[goal]} | – | not measured | – | – |"
    cells = [GOALS[goal], reach_text(figure), measured_text(figure), spread_text(figure), reached_text(figure)]
    return f"| {' | '.join(cells)} |"


def _audit(each: dict[str, Any]) -> str:
    mark = {True: "yes", False: "**no**"}.get(each["reached"], "–")
    return f"| {each['name']} | {each['reach']} | {each['measured']} | – | {mark} |"


def _how(module: ModuleType) -> str:
    """What the module says of itself: how it measures stands there and nowhere else."""
    return inspect.cleandoc(module.__doc__ or "").strip()
