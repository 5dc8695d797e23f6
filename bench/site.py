"""The project's site, built once in a run; pages, sizes and searches are all measured on it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from site_builder.build import build
from site_builder.words import load

from .deno import ROOT


@cache
def site() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    problems = build(ROOT / "mkdocs.yml", load("zh-hant"), folder / "site")
    assert problems == [], problems
    return folder / "site"
