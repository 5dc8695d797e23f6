"""What an original said when it was translated: a mark of each text, kept in `content/<locale>/translated.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ..located_yaml import Branch, DataPath, Leaf, read
from ..problem import Problem

RECORD = "translated.yml"
BODY: DataPath = ("(text)",)
"""The path of what stands below a page's settings, and of a drawing."""

Marks = dict[str, dict[str, str]]
"""By file, by path: the mark of a text."""


def mark(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def name_of(path: DataPath) -> str:
    return "/".join(map(str, path))


def read_marks(root: Path, locale: str) -> tuple[Marks, list[Problem]]:
    """What was recorded; nothing where there is no record yet."""
    path = root / "content" / locale / RECORD
    if not path.exists():
        return {}, []
    located, problems = read(path, f"content/{locale}/{RECORD}")
    if located is None or problems:
        return {}, problems
    files = located.root.values if isinstance(located.root, Branch) else {}
    return {name: dict(_texts(each)) for name, each in files.items() if isinstance(each, Branch)}, []


def written(marks: Marks, locale: str) -> str:
    """The record's text: files by name, texts in the order of their file."""
    lines = [
        f"# `site-builder translated {locale}` writes this: a mark of each text of the original when it was translated."
    ]
    for name in sorted(marks):
        lines.append(f"{_key(name)}:")
        lines += [f'  {_key(path)}: "{each}"' for path, each in marks[name].items()]
    return "\n".join(lines) + "\n"


def _texts(file: Branch) -> Iterator[tuple[str, str]]:
    yield from ((path, each.text) for path, each in file.values.items() if isinstance(each, Leaf))


def _key(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
