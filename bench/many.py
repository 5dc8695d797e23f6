"""Time and memory of sites with few and with many generated tools, and how both grow.

Two sizes of tools, in one language: 10 and 100 as `site-builder new tool` writes them, and 2 and 10 as long as tool 1,
the middle of the seven by length. Each has a page, a frame, scripts, a worksheet, and a workbook that is made anew.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .deno import ROOT
from .figure import Figure, shown
from .process import BUILDER, Took, run

HOME = "---\ntitle: 首頁\nlead: 量測用。\n---\n"


@dataclass(frozen=True)
class Kind:
    """`file`: what is copied under other names. It takes nothing from other tools."""

    said: str
    file: Path
    few: int
    many: int
    goal: str = ""


KINDS = (
    Kind("small tools", ROOT / "templates" / "new" / "zh-hant" / "tool.yml", 10, 100, "many"),
    Kind("tools as long as tool 1", ROOT / "tools" / "1-account-tiering.yml", 2, 10),
)


def figures() -> Iterator[Figure]:
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            few, many = (_built(Path(folder, str(count)), kind, count) for count in (kind.few, kind.many))
        growth, times = f"{kind.many} {kind.said} beside {kind.few}", kind.many / kind.few
        says = f"{shown(many.cpu / few.cpu, '×')} the processor time"
        reach = times if kind.goal else None
        yield Figure(f"{growth}: time", many.seconds / few.seconds, "×", reach=reach, goal=kind.goal, says=says)
        yield Figure(f"{growth}: memory", many.megabytes / few.megabytes, "×")
        for count, took in ((kind.few, few), (kind.many, many)):
            yield Figure(f"build of {count} {kind.said}", took.seconds, "s", says=shown(took.megabytes, "MB"))


def _built(base: Path, kind: Kind, count: int) -> Took:
    write_base(base, kind.file, count)
    command = [*BUILDER, "-f", str(base / "mkdocs.yml"), "build", "--out", str(base / "site")]
    return run(command, {"XDG_CACHE_HOME": str(base / "cache")})


def write_base(base: Path, tool: Path, count: int) -> None:
    """A knowledge base of so many copies of a tool, in one language."""
    (base / "tools").mkdir(parents=True)
    (base / "content").mkdir()
    shutil.copytree(ROOT / "templates", base / "templates")
    for name in ("glossary.yml", "sources.yml"):
        shutil.copy(ROOT / "content" / name, base / "content" / name)
    (base / "content" / "index.md").write_text(HOME, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("locales: [zh-hans, en]", "locales: []")
    (base / "mkdocs.yml").write_text(settings, "utf-8")
    for picture in (ROOT / "tools").glob(f"{tool.stem}.svg"):
        shutil.copy(picture, base / "tools")
    text = tool.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    for number in range(1, count + 1):
        path = base / "tools" / f"{number}-made-tool-{number}.yml"
        path.write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
