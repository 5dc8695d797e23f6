"""Time and memory of sites with 10 and with 100 tools of a middle size, and how both grow."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .deno import ROOT
from .figure import Figure, shown
from .process import BUILDER, Took, run

FEW, MANY = 10, 100
TOOL = "1-account-tiering"  # the middle of the seven by length, and it takes nothing from the others
HOME = "---\ntitle: 首頁\nlead: 量測用。\n---\n"


def figures() -> Iterator[Figure]:
    """One language. The same tool under other names, so that each has a page, scripts, a worksheet and a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        found = {count: _built(Path(folder, str(count)), count) for count in (FEW, MANY)}
    few, many = found[FEW], found[MANY]
    growth = f"{FEW} × as many tools"
    says = f"{shown(many.cpu / few.cpu, '×')} the processor time"
    yield Figure(f"{growth}: time", many.seconds / few.seconds, "×", reach=MANY / FEW, goal="many", says=says)
    yield Figure(f"{growth}: memory", many.megabytes / few.megabytes, "×")
    for count, took in found.items():
        yield Figure(f"build of {count} generated tools", took.seconds, "s")
        yield Figure(f"build of {count} generated tools: memory", took.megabytes, "MB")


def _built(base: Path, count: int) -> Took:
    """Workbooks are made anew for each, as in a first build."""
    write_base(base, count)
    command = [*BUILDER, "-f", str(base / "mkdocs.yml"), "build", "--out", str(base / "site")]
    return run(command, {"XDG_CACHE_HOME": str(base / "cache")})


def write_base(base: Path, count: int) -> None:
    """A knowledge base of so many tools, in one language."""
    (base / "tools").mkdir(parents=True)
    (base / "content").mkdir()
    shutil.copytree(ROOT / "templates", base / "templates")
    for name in ("glossary.yml", "sources.yml"):
        shutil.copy(ROOT / "content" / name, base / "content" / name)
    (base / "content" / "index.md").write_text(HOME, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("locales: [zh-hans, en]", "locales: []")
    (base / "mkdocs.yml").write_text(settings, "utf-8")
    text = (ROOT / "tools" / f"{TOOL}.yml").read_text("utf-8")
    title = text.partition("\n")[0]
    shutil.copy(ROOT / "tools" / f"{TOOL}.svg", base / "tools" / f"{TOOL}.svg")
    for number in range(1, count + 1):
        path = base / "tools" / f"{number}-made-tool-{number}.yml"
        path.write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
