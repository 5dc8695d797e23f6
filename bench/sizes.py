"""Bytes of the pages of each kind: the page, and the scripts and styles that it loads, ours and Material's apart."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .figure import Figure
from .site import site

KINDS = {
    "home": "index.html",
    "tool": "tools/*.html",
    "worksheet": "tools/*-worksheet.html",
    "story": "stories/[!i]*.html",
    "idea": "ideas/[!i]*.html",
    "role": "roles/[!i]*.html",
    "path": "path/index.html",
    "module of the path": "path/[!i]*.html",
    "quiz": "quiz.html",
    "plan": "plan.html",
    "wall": "wall.html",
    "case file": "case-file.html",
    "glossary": "glossary.html",
    "frame for other sites": "embed/*.html",
}
SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
MATERIALS = ("javascripts", "stylesheets")
GOAL = 35  # KB of our script on a tool's page
FIRST_USE = {
    "search, first opened": ("find.js", "search-data.js", "search.css"),
    "charts, first change": ("charts.js", "words.js"),
    "Why?, first asked (tool 1)": ("why.js", "tools/account-tiering.why.js"),
    "Excel, first asked (tool 1)": ("workbook.js", "workbooks/account-tiering.js"),
    "printing, first asked": ("print.js", "print.css"),
    "links, first asked": ("link.js",),
    "versions, first asked": ("versions.js",),
    "blocks of cells, first chosen": ("blocks.js", "blocks.css"),
    "questions, first in sight": ("quiz.js",),
    "portal, in a course package": ("portal.js", "portal.css"),
}


def figures() -> Iterator[Figure]:
    """KB with gzip -9, but for the page's plain bytes. Of several pages of a kind, the largest; `says` names it."""
    for kind, pattern in KINDS.items():
        yield from _kind(kind, [page for page in sorted(site().glob(pattern)) if _is(kind, page)])
    for page in sorted(site().glob(KINDS["tool"])):
        if _is("tool", page):
            yield Figure(f"our script on {page.stem}", _loaded(page, SCRIPT, True), "KB", reach=GOAL, goal="script")
    for what, names in FIRST_USE.items():
        yield Figure(f"loaded later: {what}", sum(_packed(site() / "assets" / name) for name in names), "KB")


def _is(kind: str, page: Path) -> bool:
    return kind != "tool" or not page.stem.endswith("-worksheet")


def _kind(kind: str, pages: list[Path]) -> Iterator[Figure]:
    """The largest page, and the largest of each part: they may be different pages' parts."""
    measures: dict[str, Callable[[Path], float]] = {
        "page": lambda page: page.stat().st_size / 1024,
        "page, gzip": _packed,
        "our script": lambda page: _loaded(page, SCRIPT, True),
        "Material's script": lambda page: _loaded(page, SCRIPT, False),
        "our style": lambda page: _loaded(page, STYLE, True),
        "Material's style": lambda page: _loaded(page, STYLE, False),
    }
    name = kind if len(pages) == 1 else f"{kind}, largest of {len(pages)}"
    for column, measure in measures.items():
        yield Figure(name, max(map(measure, pages)), "KB", column=column)


def _loaded(page: Path, pattern: re.Pattern[str], ours: bool) -> float:
    """KB of what the page loads at once."""
    found = {(page.parent / link).resolve() for link in pattern.findall(page.read_text("utf-8"))}
    return sum(_packed(path) for path in found if (path.parent.name not in MATERIALS) is ours)


def _packed(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0)) / 1024
