"""What goes out beside the pages: files that are made from the catalog and packed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..catalog import Catalog, Tool
from ..kept import digest, folder, keep
from ..render.told import told
from ..words import Words
from .workbook import template

__all__ = ["workbook_asked", "workbook_scripts"]


_MOST_KEPT = 100


def workbook_scripts(catalog: Catalog, words: Words, make: bool = True, only: str | None = None) -> dict[str, str]:
    """For each tool the script with its workbook, which a page loads when a learner asks for one; by path in the tree.

    They take a second each, so they are kept in the user's cache and made anew only when tool, words or program have
    changed. With `make` off only those that are kept already are given. `only`: of the tool with that slug.
    """
    files = {}
    sources = {} if catalog.reading.sources is None else catalog.reading.sources.titles
    for tool in told(catalog, words).tools:
        if only not in (None, tool.slug):
            continue
        path = folder("workbooks") / f"{tool.slug}-{words.locale}-{_key(tool, words, sources)}.js"
        if path.is_file():
            files[f"assets/workbooks/{tool.slug}.js"] = path.read_text("utf-8")
        elif make:
            script = files[f"assets/workbooks/{tool.slug}.js"] = _script(tool, words, sources)
            keep(path, script.encode(), _MOST_KEPT)
    return files


def workbook_asked(path: str) -> str | None:
    """The slug of the tool whose workbook a page loads from a path."""
    found = re.search(r"/assets/workbooks/([\w-]+)\.js$", path)
    return found[1] if found else None


def _script(tool: Tool, words: Words, sources: Mapping[str, str]) -> str:
    book, places = template(tool, words, sources)
    handed = (tool.slug, base64.b64encode(book).decode("ascii"), places)
    return f"armory.workbook({', '.join(json.dumps(each, ensure_ascii=False) for each in handed)});\n"


def _key(tool: Tool, words: Words, sources: Mapping[str, str]) -> str:
    told_by = [repr(tool.file), repr(tool.program), repr(sorted(words.messages.items())), repr(sources), _program()]
    return digest(each.encode() for each in told_by)[:16]


@cache
def _program() -> str:
    """What workbooks are made by."""
    here = Path(__file__).parent
    files = [*here.glob("workbook/*.py"), *(here.parent / "formula").rglob("*.py")]
    return digest(file.read_bytes() for file in sorted(files))
