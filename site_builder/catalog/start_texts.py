"""The texts of rows that a sheet starts with, in a site's other languages: a tool's file and editions in, marks out.

A learner's work is one for all languages. A text in it that is the author's, in whatever language the learner began,
is shown in the page's own; so the page knows each such text by a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .edition import Edition, read_edition
from .tool import Tool
from .tool_file import ToolFile

Elsewhere = dict[str, list[dict[str, list[str]]]]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def start_texts(root: Path, tool: Tool, editions: Iterable[Edition]) -> Elsewhere:
    """By list that grows here, for each of its rows: by value, marks of what stands there in the editions."""
    own = tool.located.data if tool.located is not None else None
    names = [name for name in tool.file.lists if _rows(own, name)]
    made: Elsewhere = {}
    for edition in editions if names else ():
        located, _ = read_edition(root / tool.path, tool.path, ToolFile, edition)
        if located is None:
            continue
        for name in names:
            rows = _rows(located.data, name)
            known = made.setdefault(name, [{} for _ in rows])
            for at, row in enumerate(rows):
                for value, text in row.items():
                    if isinstance(text, str) and _is_text(tool, value):
                        known[at].setdefault(value, []).append(mark(text))
    return made


def mark(text: str) -> str:
    """FNV-1a over UTF-16, in base 36: the same as `markOf` in `browser/model/start_texts.ts`."""
    number = 0x811C9DC5
    units = text.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(units), 2):
        number = ((number ^ (units[at] | units[at + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _rows(data: object, name: str) -> list[dict[str, object]]:
    """The rows that a file says a list starts with; none of a list that another tool declares."""
    for key in ("lists", name, "grows", "rows"):
        data = data.get(key) if isinstance(data, dict) else None
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def _is_text(tool: Tool, value: str) -> bool:
    decl = tool.program.values.get(value)
    return decl is not None and decl.type.kind == "text"
