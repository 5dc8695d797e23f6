"""The project's site, built once in a run; pages, sizes and searches are all measured on it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from .deno import ROOT
from .process import BUILDER, Took, run


def site() -> Path:
    return _built()[0] / "site"


def first_build() -> Took:
    """Of the site: nothing had been kept from earlier builds."""
    return _built()[1]


def built_again() -> Took:
    """With what the first build kept."""
    first = _built()[0]
    with tempfile.TemporaryDirectory() as folder:
        return _build(first, Path(folder, "site"))


def kept() -> dict[str, str]:
    """The environment in which what the first build kept is used."""
    return _cache(_built()[0])


def copied(base: Path) -> None:
    """The project's knowledge base, to be changed."""
    for name in ("tools", "content", "templates"):
        shutil.copytree(ROOT / name, base / name)
    shutil.copy(ROOT / "mkdocs.yml", base)


@cache
def _built() -> tuple[Path, Took]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, _build(folder, folder / "site")


def _build(folder: Path, out: Path) -> Took:
    return run([*BUILDER, "build", "--out", str(out)], _cache(folder))


def _cache(folder: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(folder / "cache")}
