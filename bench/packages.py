"""Time and size of what leaves the site: workbooks, course packages, the offline package.

Each is a command, starting Python included. A package holds a build of its own, which finds the workbooks of the pages
kept from the build before it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from .figure import Figure, of_runs, shown
from .process import BUILDER, run
from .site import kept

RUNS = {".xlsx": 3, ".zip": 1}  # a package holds a build of its own
COMMANDS = {
    "workbook of tool 1 with an example": (
        "account-tiering.xlsx",
        ["workbook", "account-tiering", "--example", "lanhe"],
    ),
    "workbook of tool 1, empty": ("empty.xlsx", ["workbook", "account-tiering"]),
    "course of one tool, SCORM 1.2": ("tool.zip", ["package", "scorm12", "--tool", "account-tiering"]),
    "course, SCORM 1.2": ("course.zip", ["package", "scorm12"]),
    "offline package, all languages": ("armory.zip", ["package", "offline"]),
}


def figures() -> Iterator[Figure]:
    kept()  # which may build the site first
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, command) in COMMANDS.items():
            path = Path(folder, file)
            took = [run([*BUILDER, *command, "--out", str(path)], kept()).seconds for _ in range(RUNS[path.suffix])]
            yield of_runs(name, took, "s", says=shown(path.stat().st_size / 1024, "KB"))
