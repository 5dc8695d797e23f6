"""What goes out beside the pages: files that are made from the catalog and packed."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from ..catalog import Catalog, Tool
from ..render.told import told
from ..words import Words
from .workbook import template

__all__ = ["workbook_scripts"]


def workbook_scripts(catalog: Catalog, words: Words, kept: Path, make: bool = True) -> dict[str, str]:
    """For each tool the script with its workbook, which a page loads when a learner asks for one; by path in the tree.

    They take a second each, so they are kept in the folder `kept` and made anew only when tool, words or program have
    changed. With `make` off only those that are kept already are given.
    """
    files = {}
    for tool in told(catalog, words).tools:
        path = kept / f"{tool.slug}-{words.locale}-{_key(tool, words)}.js"
        if not path.is_file() and make:
            _keep(path, _script(tool, words))
        if path.is_file():
            files[f"assets/workbooks/{tool.slug}.js"] = path.read_text("utf-8")
    return files


def _script(tool: Tool, words: Words) -> str:
    book, places = template(tool, words)
    handed = (tool.slug, base64.b64encode(book).decode("ascii"), places)
    return f"armory.workbook({', '.join(json.dumps(each, ensure_ascii=False) for each in handed)});\n"


def _keep(path: Path, script: str) -> None:
    """Whole or not at all; what was kept of this tool before goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    slug_and_locale = path.stem.rpartition("-")[0]
    for old in path.parent.glob(f"{slug_and_locale}-*.js"):
        old.unlink(missing_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(script, "utf-8")
    fresh.replace(path)


def _key(tool: Tool, words: Words) -> str:
    told_by = "\n".join((repr(tool.file), repr(tool.program), repr(sorted(words.messages.items())), _program()))
    return hashlib.sha256(told_by.encode()).hexdigest()[:16]


@cache
def _program() -> str:
    """What workbooks are made by."""
    here = Path(__file__).parent
    files = [*here.glob("workbook/*.py"), *(here.parent / "formula").rglob("*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()
