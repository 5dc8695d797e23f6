"""YAML text in, plain data that knows its place out, and every problem that can be found in one reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..problem import Problem, Span
from ..source_text import SourceText, decode, read_text
from .cures import Draft, draft_of, key_slips
from .nodes import Branch, Leaf, Node, Row, Scalar, compose, resolve

__all__ = ["Branch", "DataPath", "Leaf", "Located", "Node", "Plain", "Row", "Scalar", "parse", "read", "resolve"]

Plain = Scalar | list["Plain"] | dict[str, "Plain"]
DataPath = tuple[str | int, ...]

MOST_MENDS = 20
MOST_READ = 400_000
"""Characters that are read again after mending, in all: some three seconds."""


def read(path: Path, shown: str) -> tuple[Located | None, list[Problem]]:
    """The data of the file at `path`, called `shown` in problems.

    There are data beside problems wherever what the author meant is sure enough to be checked further.
    """
    source, problems = read_text(path, shown)
    return _located(source, problems)


def parse(text: str | bytes, shown: str) -> tuple[Located | None, list[Problem]]:
    """As `read`, of text in memory."""
    source, problems = decode(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), shown)
    return _located(source, problems)


@dataclass(frozen=True)
class Located:
    """The data of a file, and where each of them stands.

    A path is the keys and positions (from 0) down from the root.
    """

    source: SourceText
    root: Node

    @property
    def file(self) -> str:
        return self.source.file

    @cached_property
    def data(self) -> Plain:
        """Dictionaries, lists and scalars. What an alias repeats is the same object."""
        return _plain(self.root, {})

    def span(self, path: DataPath, key: bool = False) -> Span:
        """Where the value at `path` stands, or its key; of what is absent, the nearest thing above it.

        What runs over several lines gives its first line.
        """
        node, name = self._find(path)
        if key and name is not None:
            return self.source_of(name).span(name.start, name.end)
        return self.source_of(node).span(node.start, node.end)

    def source_of(self, node: Node) -> SourceText:
        """The file a node stands in; a translated text stands in another one."""
        return node.source or self.source if isinstance(node, Leaf) else self.source

    def raw(self, path: DataPath) -> str | None:
        """The text of a scalar as written (`4.0`), without quotes; None for anything else or nothing."""
        node = self.node(path)
        return node.text if isinstance(node, Leaf) else None

    def quoted(self, path: DataPath) -> bool:
        """Whether the scalar at `path` was written with quotes, or as a block."""
        node = self.node(path)
        return isinstance(node, Leaf) and node.style != ""

    def inside(self, path: DataPath, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of the text at `path` stand in the file (the first line of them)."""
        node = self.node(path)
        if not isinstance(node, Leaf):
            return self.span(path)
        source = self.source_of(node)
        places = _places(source.text[node.start : node.end], node)
        if not places:
            return self.span(path)
        if start >= len(node.text):  # behind the last character
            after = node.start + places[-1] + 1
            return source.span(after, after + 1)
        last = max(start, min(end, len(node.text)) - 1)
        return source.span(node.start + places[start], node.start + places[last] + 1)

    def node(self, path: DataPath) -> Node | None:
        node: Node | None = self.root
        for part in path:
            node = _below(node, part)
        return node

    def key_problems(self, path: DataPath) -> list[Problem]:
        """For a text that was to be a mapping: its lines that look like keys, with a wrong colon."""
        node = self.node(path)
        if not isinstance(node, Leaf):
            return []
        source = self.source_of(node)
        whole = draft_of(source)
        # The text alone, so that what stands behind its key on the same line counts as a line.
        alone = Draft(source, whole.text[node.start : node.end], whole.origin[node.start : node.end + 1])
        found = key_slips(alone, 0, len(alone.text))
        return found.problems if found else []

    def _find(self, path: DataPath) -> tuple[Node, Leaf | None]:
        """The node at `path` or the nearest above, and its key (of a list's item: itself or the list's key)."""
        node, name = self.root, None
        for part in path:
            below = _below(node, part)
            if below is None:
                break
            name = node.keys[str(part)] if isinstance(node, Branch) else below if isinstance(below, Leaf) else name
            node = below
        return node, name


# ---------------------------------------------------------------- from text to nodes


def _located(source: SourceText | None, problems: list[Problem]) -> tuple[Located | None, list[Problem]]:
    if source is None:
        return None, problems
    if (too_long := source.too_long) is not None:
        return None, [*problems, too_long]
    draft: Draft | None = draft_of(source)
    whole, telling = True, True
    root: Node | None = None
    for _ in range(max(2, min(MOST_MENDS, MOST_READ // max(1, len(source.text))))):
        assert draft is not None
        root, found, diagnosis = compose(draft)
        if diagnosis is None or not diagnosis.edits:
            problems += found
        if diagnosis is None:
            break
        if telling:
            problems += diagnosis.problems
        if diagnosis.edits:
            telling = telling and diagnosis.sure
            draft = draft.mended(diagnosis.edits)
            continue
        whole, telling = False, True
        draft = draft.from_next_key(diagnosis.resume)
        if draft is None:
            break
    else:
        whole = False
    if whole and (root is None or (isinstance(root, Leaf) and root.text == root.style == "")):
        return None, problems or [Problem(source.span(0, 0), "empty_file")]
    return (Located(source, root) if whole and root is not None else None), problems


# ---------------------------------------------------------------- from nodes to data and places


def _below(node: Node | None, part: str | int) -> Node | None:
    match node:
        case Branch():
            return node.values.get(str(part))
        case Row() if isinstance(part, int) and 0 <= part < len(node.items):
            return node.items[part]
        case _:
            return None


def _plain(node: Node, known: dict[int, Plain]) -> Plain:
    if id(node) not in known:
        match node:
            case Leaf():
                return node.value
            case Branch():
                known[id(node)] = {key: _plain(value, known) for key, value in node.values.items()}
            case Row():
                known[id(node)] = [_plain(item, known) for item in node.items]
    return known[id(node)]


def _places(written: str, leaf: Leaf) -> list[int]:
    """For each character of a scalar's text its offset in `written`, the scalar as it stands in the file.

    Blanks may have been folded, but the other characters follow each other in both; so these are paired off.
    """
    begin = 1 if leaf.style in ("'", '"') and leaf.style else 0
    if leaf.style in ("|", ">") and leaf.style:
        begin = len(written) if "\n" not in written else written.index("\n")
    pieces = (found.start() for found in _PIECES[leaf.style].finditer(written, begin) if not _is_blank(found[0]))
    places, last = [], begin - 1
    for character in leaf.text:
        if character in _BLANKS:
            last += 1
        else:
            last = next(pieces, -1)
            if last < 0:  # the text was mended before it was read
                return []
        places.append(last)
    return places


def _is_blank(piece: str) -> bool:
    """Whether a piece of a double-quoted text is an escape that stands for a blank, or for nothing."""
    if len(piece) > 2 and piece[1] in "xuU":
        return chr(int(piece[2:], 16)) in _BLANKS
    return piece in ("\\n", "\\t", "\\ ", "\\\t", "\\r", "\\\n", "\\\r")


_BLANKS = " \t\r\n"
_PIECE = re.compile(r"[^ \t\r\n]")
_PIECES = {
    "": _PIECE,
    "|": _PIECE,
    ">": _PIECE,
    "'": re.compile(r"''|[^ \t\r\n]"),
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[\s\S])|[^ \t\r\n]"),
}
