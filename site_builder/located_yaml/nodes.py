"""A draft of YAML text in, a tree of nodes with their places out, or where and why it stops.

The YAML is the core of version 1.2: `true`, `false`, `null`, `~` and decimal numbers mean something, all else is text
(`yes`, `on`, dates, `1:30`, `010`). Keys are always text. Tags and second documents are refused; `<<` is a plain key.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..problem import Problem
from ..source_text import UNPRINTABLE, SourceText
from .cures import (
    WIDE_BLANKS,
    Diagnosis,
    Draft,
    Failure,
    diagnose,
    run_together,
    wide_bracket,
    wide_indentation,
)

Scalar = str | int | float | bool | None

MOST_NODES = 200_000
"""How many values aliases may multiply a file to."""
MOST_DEPTH = 100
LARGEST_WHOLE = 2**53 - 1
"""Larger whole numbers are not exact on the page, so they stay text."""


@dataclass(slots=True)
class Leaf:
    """A scalar: its figure, its text, its places (in the file), and how it was written: "" (plain) ' " | or >."""

    value: Scalar
    text: str
    style: str
    start: int
    end: int
    size: int = 1
    height: int = 0
    source: SourceText | None = None
    """The file it stands in, where that is another than the one around it: of a text that is translated."""


@dataclass(slots=True)
class Branch:
    """A mapping. `start` and `end` are its places in the file; size and height count nodes below, aliases unfolded."""

    start: int
    end: int = 0
    keys: dict[str, Leaf] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    size: int = 1
    height: int = 1
    key: Leaf | None = None  # read, and waiting for its value
    key_at: int = 0  # where, in the draft


@dataclass(slots=True)
class Row:
    """A sequence."""

    start: int
    end: int = 0
    items: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


Node = Leaf | Branch | Row


def compose(draft: Draft) -> tuple[Node | None, list[Problem], Diagnosis | None]:
    """The nodes of a draft and the problems among them; the diagnosis where it could not be read to its end."""
    fast = getattr(yaml, "CSafeLoader", None)  # libyaml, where PyYAML was built with it
    if fast is not None:
        composer = _Composer(draft)
        try:
            for event in yaml.parse(draft.text, Loader=fast):
                composer.take(event)
            return composer.root, composer.problems, None
        except _Stop as stop:
            return None, composer.problems, stop.diagnosis
        except yaml.YAMLError:
            pass  # PyYAML's own parser says it again, in words and places that do not depend on libyaml.
    return _compose_slowly(draft)


def _compose_slowly(draft: Draft) -> tuple[Node | None, list[Problem], Diagnosis | None]:
    composer, after, loader = _Composer(draft), 0, yaml.SafeLoader(draft.text)
    try:
        while loader.check_event():
            event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
            after = _index(event.start_mark)
            composer.take(event)
        return composer.root, composer.problems, None
    except _Stop as stop:
        return None, composer.problems, stop.diagnosis
    except yaml.MarkedYAMLError as error:
        at, context_at = _index(error.problem_mark or error.context_mark), _index(error.context_mark)
        failure = Failure(error.problem or "", at, error.context or "", context_at, after)
    except (yaml.YAMLError, ValueError, OverflowError):  # such as an escape for a character that does not exist
        failure = Failure("", loader.index, "while scanning a double-quoted scalar", 0, after)
    return None, composer.problems, diagnose(draft, failure)


def _index(mark: yaml.Mark | Any) -> int:
    return mark.index if mark is not None else 0


class _Stop(Exception):
    """Nothing that follows can be understood, or not before the draft is mended."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis


class _Composer:
    """Takes the parser's events one by one, and not `yaml.compose`.

    So nothing recurses however deep a file is, a bomb is stopped as it unfolds, and what was read before a failure
    is there with its problems.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[tuple[Branch | Row, str | None]] = []
        self.anchors: dict[str, Node | None] = {}  # None while it is still open
        self.documents = 0
        self.count = 0

    def take(self, event: yaml.Event) -> None:
        start, end = _index(event.start_mark), _index(event.end_mark)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop("second_document", start, end)
            case yaml.AliasEvent():
                self.attach(self.alias(event.anchor or "", start, end), start)
                if self.count > MOST_NODES:
                    self.stop("alias_bomb", start, end, most=MOST_NODES)
            case yaml.ScalarEvent():
                self.refuse_tag(event, start)
                leaf = self.leaf(event, start, end)
                if event.anchor:
                    self.anchors[event.anchor] = leaf
                self.attach(leaf, start)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.refuse_tag(event, start)
                if event.anchor:
                    self.anchors[event.anchor] = None
                kind = Branch if isinstance(event, yaml.MappingStartEvent) else Row
                self.open.append((kind(self.draft.origin[start]), event.anchor))
                self.refuse_depth(0, start, end)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                node, anchor = self.open.pop()
                node.end = self.draft.origin[end]
                if anchor:
                    self.anchors[anchor] = node
                self.attach(node, start)

    def leaf(self, event: yaml.ScalarEvent, start: int, end: int) -> Leaf:
        text, style = event.value, event.style or ""
        if style == '"' and (odd := UNPRINTABLE.search(text)):
            self.tell("invisible_character", start, end, character=f"U+{ord(odd[0]):04X}")
            text = UNPRINTABLE.sub(" ", text)
        value = resolve(text) if style == "" and event.tag is None else text
        return Leaf(value, text, style, self.draft.origin[start], self.draft.origin[end])

    def alias(self, name: str, start: int, end: int) -> Node:
        node = self.anchors.get(name)
        if node is None:
            self.tell("alias_ring" if name in self.anchors else "undefined_alias", start, end, name=name)
            text = f"*{name}"  # most likely it was to be one
            return Leaf(text, text, "", self.draft.origin[start], self.draft.origin[end])
        self.refuse_depth(node.height, start, end)
        return node

    def attach(self, node: Node, at: int) -> None:
        """Puts a whole node where it belongs: root, item of a list, key or value."""
        self.count += 1 if isinstance(node, Leaf) else node.size
        if not self.open:
            self.root = node
            return
        parent = self.open[-1][0]
        parent.size += node.size
        parent.height = max(parent.height, node.height + 1)
        match parent:
            case Row():
                parent.items.append(node)
            case Branch(key=None):
                parent.key, parent.key_at = self.key(node, at), at
            case Branch():
                self.value(parent, node)

    def key(self, node: Node, at: int) -> Leaf:
        if not isinstance(node, Leaf) or _is_empty(node):
            self.tell("key_not_text", at, at + 1)
            return _NO_KEY
        if node.style or node.text.isascii():
            return node
        first = node.text[0]
        wide = wide_indentation(self.draft, at) if first in WIDE_BLANKS else wide_bracket(self.draft, at)
        if wide:
            raise _Stop(wide)
        odd = _ODD_IN_KEY.search(node.text)
        if odd is None:
            return node
        place = at + odd.start()
        if odd[0][0] in WIDE_BLANKS:
            self.tell("full_width_space", place, place + 1)
        else:
            self.tell("invisible_character", place, place + 1, character=f"U+{ord(odd[0]):04X}")
        text = _ODD_IN_KEY.sub("", node.text)
        return Leaf(text, text, "", node.start, node.end)

    def value(self, parent: Branch, node: Node) -> None:
        key, at = parent.key, parent.key_at
        parent.key = None
        if key is None or key is _NO_KEY:
            return
        if key.text in parent.keys:
            first = self.draft.source.span(parent.keys[key.text].start, parent.keys[key.text].end)
            self.tell("duplicate_key", at, at + len(key.text), key=key.text, line=first.line, column=first.column)
            return
        # `{a：1}` and `{a:1}` are a key without a value, `{a：1，b: 2}` is one key.
        if key.style == "" and (_is_empty(node) or "，" in key.text):
            slips = run_together(self.draft, at, at + len(key.text))
            if slips:
                raise _Stop(slips)
        parent.keys[key.text] = key
        parent.values[key.text] = node

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: int) -> None:
        if event.tag is not None:
            self.tell("tag", at, self.draft.line_end(at))

    def refuse_depth(self, height: int, start: int, end: int) -> None:
        if len(self.open) + height > MOST_DEPTH:
            self.stop("too_deep", start, end, most=MOST_DEPTH)

    def tell(self, code: str, start: int, end: int, **facts: object) -> None:
        self.problems.append(Problem(self.draft.span(start, end), code, facts))

    def stop(self, code: str, start: int, end: int, **facts: object) -> None:
        raise _Stop(Diagnosis([Problem(self.draft.span(start, end), code, facts)], resume=len(self.draft.text)))


def resolve(text: str) -> Scalar:
    """What a plain scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text) and len(text) <= 17 and abs(int(text)) <= LARGEST_WHOLE:
        return int(text)
    if _DECIMAL.fullmatch(text) and not _WHOLE.fullmatch(text) and math.isfinite(float(text)):
        return float(text) + 0.0  # no negative zero
    return text


def _is_empty(node: Node) -> bool:
    return isinstance(node, Leaf) and node.text == node.style == ""


_NO_KEY = Leaf(None, "", "", 0, 0)

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_ODD_IN_KEY = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|^[　\xa0]+|[　\xa0]+$")
