"""Time of building the site, and our share of it beside MkDocs alone on the same rendered tree.

The share is taken of one language, in processor time: (the whole - MkDocs alone) / MkDocs alone, each in a process of
its own. An author's build comes after another: what came of each tool is known from that one, and the tool that was
changed since is checked and rendered anew and gets a new workbook. Beside it stand a build to which nothing is known
but workbooks, and one after nothing was changed.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .figure import Figure, of_runs
from .process import MODULE, run
from .site import built_again, copied, first_build

RUNS = 2
WHY = re.compile(r"^why: \|\n  ", re.MULTILINE)
SHARES = 3
PARTS = {
    "read": "of that: reading and checking",
    "rendered": "of that: rendering, workbooks, writing the tree",
    "mkdocs": "of that: MkDocs within it",
    "rest": "of that: what the search knows",
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
    with tempfile.TemporaryDirectory() as folder:
        base = Base(Path(folder))
        base.whole()  # makes the workbooks
        turns = [base.turn(number) for number in range(SHARES)]
    alone = [turn["mkdocs"]["all"] for turn in turns]
    share = "our share of a build, beside MkDocs alone on the same tree"
    for name, column in SAID.items():
        built = [turn[name] for turn in turns]
        shares = [100 * (ours["all"] - other) / other for ours, other in zip(built, alone, strict=True)]
        if name == "changed":
            yield of_runs(f"{share}, after one tool was changed", shares, "%", 15, "share")
        yield replace(of_runs(share, shares, "%"), column=column)
        for part, said in {"all": "one language, processor time", **PARTS}.items():
            yield replace(of_runs(said, [each[part] for each in built], "s"), column=column)
    yield of_runs("MkDocs alone on the same tree: processor time", alone, "s")


SAID = {"unknown": "nothing known but workbooks", "changed": "one tool changed", "same": "nothing changed"}


@dataclass(frozen=True)
class Base:
    """A copy of the project's knowledge base, with a cache of its own."""

    folder: Path

    def __post_init__(self) -> None:
        copied(self.folder / "base")

    def turn(self, number: int) -> dict[str, dict[str, float]]:
        """Each of the ways to build, one after another."""
        shutil.rmtree(self.folder / "cache" / "site-builder" / "memory")
        unknown = self.whole()
        tool = self.folder / "base" / "tools" / "1-account-tiering.yml"
        text = tool.read_text("utf-8")
        assert WHY.search(text)
        tool.write_text(WHY.sub(rf"\g<0>{number} ", text), "utf-8")
        changed, same = self.whole(), self.whole()
        return {"unknown": unknown, "changed": changed, "same": same, "mkdocs": self._one("mkdocs")}

    def whole(self) -> dict[str, float]:
        for name in ("tree", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self._one("whole")

    def _one(self, what: str) -> dict[str, float]:
        command = [*MODULE, "bench.one_build", what, str(self.folder / "base" / "mkdocs.yml"), str(self.folder)]
        said = run(command, {"XDG_CACHE_HOME": str(self.folder / "cache")}).said
        found: dict[str, float] = json.loads(said.splitlines()[-1])
        return found
