"""Time of building the site, and our share of it beside MkDocs alone on the same rendered tree.

The share is taken of one language, in processor time: (the whole - MkDocs alone) / MkDocs alone, each in a process of
its own. Workbooks are kept between builds; the first build, which makes them, is told apart.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .figure import Figure, of_runs
from .process import MODULE, run
from .site import built_again, first_build, kept

RUNS = 2
SHARES = 3
PARTS = {
    "read": "reading and checking",
    "rendered": "rendering, workbooks, writing the tree",
    "mkdocs": "MkDocs within it",
    "rest": "what the search knows",
}


def figures() -> Iterator[Figure]:
    first, again = first_build(), [built_again() for _ in range(RUNS)]
    yield of_runs("build, all languages", [each.seconds for each in again], "s")
    yield of_runs("build, all languages: processor time", [each.cpu for each in again], "s")
    yield of_runs("build, all languages: memory of the largest process", [each.megabytes for each in again], "MB")
    yield Figure("build, all languages, the first one on a machine", first.seconds, "s")
    yield from _shares()


def _shares() -> Iterator[Figure]:
    """In turns, each in a process of its own."""
    whole, alone = [], []
    for _ in range(SHARES):
        with tempfile.TemporaryDirectory() as folder:
            whole.append(_one("whole", Path(folder)))
            alone.append(_one("mkdocs", Path(folder))["all"])
    ratios = [100 * (ours["all"] - other) / other for ours, other in zip(whole, alone, strict=True)]
    yield of_runs("our share of a build, beside MkDocs alone on the same tree", ratios, "%", 15, "share")
    yield of_runs("build, one language", [each["clock"] for each in whole], "s")
    yield of_runs("build, one language: processor time", [each["all"] for each in whole], "s")
    for part, said in PARTS.items():
        yield of_runs(f"of that: {said}", [each[part] for each in whole], "s")
    yield of_runs("MkDocs alone on the same tree: processor time", alone, "s")


def _one(what: str, folder: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(
        run([*MODULE, "bench.one_build", what, str(folder)], kept()).said.splitlines()[-1]
    )
    return found
