"""What the program keeps for itself between runs, in the user's cache; whatever is lost of it is made again."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match

from platformdirs import user_cache_dir

from .resources import templates

_HERE = Path(__file__).parent


def folder(name: str) -> Path:
    return Path(user_cache_dir("site-builder", appauthor=False), name)


def keep(path: Path, content: bytes, most: int) -> None:
    """Whole or not at all; of the files of its folder that end alike, the oldest above `most` go.

    Where nothing can be kept, nothing is.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as fresh:
            fresh.write(content)
        Path(fresh.name).replace(path)
        kept = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)


def keep_made(path: Path, content: bytes, most: int) -> None:
    """As `keep`, for this program only."""
    keep(path, _seal(content) + b"\n" + content, most)


def made(path: Path) -> bytes | None:
    """What `keep_made` kept there, if it is whole and another program has not kept it."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if seal == _seal(content) else None


def _seal(content: bytes) -> bytes:
    return digest((program().encode(), content)).encode()


@cache
def program() -> str:
    """What everything is made by, as this run began: its own files, Python, the libraries."""
    own = (*_HERE.rglob("*.py"), *_HERE.rglob("*.lark"), *_HERE.glob("assets/*.js"))
    made_by = [sys.version.encode(), *(f"{name} {number}".encode() for name, number in _libraries())]
    return digest(made_by + [each.read_bytes() for each in sorted((*own, *_files(templates())))])


def digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _files(below: Path) -> Iterable[Path]:
    return (each for each in below.rglob("*") if each.is_file())


def _libraries() -> Iterable[tuple[str, str]]:
    try:
        said = requires("site-builder") or []
    except PackageNotFoundError:
        return
    for each in said:
        name = match(r"[\w.-]+", each)
        with suppress(PackageNotFoundError):
            if name is not None and "extra ==" not in each:
                yield name[0], version(name[0])
