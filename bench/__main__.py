"""`make bench`: the figures, measured; Markdown on screen and, with JSON, in `bench/results/`.

`python -m bench` measures all, `python -m bench compute sizes` these, and `python -m bench --write` measures nothing
and makes `docs/figures.md` of what was measured last.
"""

from __future__ import annotations

import argparse
import time
from types import ModuleType

from . import build, change, compute, figures_page, many, packages, page, peers, search, serve, sizes
from .machine import commit, machine, told
from .report import keep, newest, tables

SUBJECTS: dict[str, ModuleType] = {
    "compute": compute,
    "peers": peers,
    "change": change,
    "page": page,
    "search": search,
    "sizes": sizes,
    "build": build,
    "serve": serve,
    "many": many,
    "packages": packages,
}
"""Each has `figures()`, and says in its docstring what is measured how."""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench", description="Measures; see docs/figures.md.")
    arguments.add_argument("subjects", nargs="*", metavar="subject", help=f"of {', '.join(SUBJECTS)}; all if none")
    arguments.add_argument("--write", action="store_true", help="make docs/figures.md of what was measured last")
    asked = arguments.parse_args()
    if unknown := [name for name in asked.subjects if name not in SUBJECTS]:
        arguments.error(f"unknown: {', '.join(unknown)}; known: {', '.join(SUBJECTS)}")
    if not asked.write:
        _measure(asked.subjects or list(SUBJECTS))
    elif (result := newest()) is None:
        arguments.error("nothing has been measured yet: make bench")
    else:
        print(f"docs/{figures_page.write(result, SUBJECTS).name}")


def _measure(names: list[str]) -> None:
    """What is measured is kept subject by subject, so that what fails late loses nothing."""
    here, measured = machine(), commit()
    print(told(here), flush=True)
    for name in names:
        start = time.perf_counter()
        figures = list(SUBJECTS[name].figures())
        path = keep(name, figures, here, measured)
        print("\n\n".join([f"\n## {name} ({time.perf_counter() - start:.0f} s)", *tables(figures)]), flush=True)
    print(f"\nAlso in bench/results/{path.name} and the .json beside it.")


main()
