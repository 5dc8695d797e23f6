"""`make bench`: the figures, measured; Markdown on screen and, with JSON, in `bench/results/`.

`python -m bench` measures all, `python -m bench compute sizes` these, and `python -m bench --write` makes
`docs/figures.md` of the newest result.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable

from . import change, compute, peers, search, serve
from .figure import Figure
from .machine import commit, machine, told
from .report import keep, tables

SUBJECTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "compute": compute.figures,
    "peers": peers.figures,
    "change": change.figures,
    "search": search.figures,
    "serve": serve.figures,
}


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench", description="Measures; see docs/figures.md.")
    arguments.add_argument("subjects", nargs="*", metavar="subject", help=f"of {', '.join(SUBJECTS)}; all if none")
    asked = arguments.parse_args()
    if unknown := [name for name in asked.subjects if name not in SUBJECTS]:
        arguments.error(f"unknown: {', '.join(unknown)}; known: {', '.join(SUBJECTS)}")
    here, measured = machine(), commit()
    print(told(here), flush=True)
    for name in asked.subjects or SUBJECTS:
        start = time.perf_counter()
        figures = list(SUBJECTS[name]())
        path = keep(name, figures, here, measured)
        print("\n\n".join([f"\n## {name} ({time.perf_counter() - start:.0f} s)", *tables(figures)]), flush=True)
    print(f"\nAlso in {path.relative_to(path.parents[2])} and the .json beside it.")


main()
