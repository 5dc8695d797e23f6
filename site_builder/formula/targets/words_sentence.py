"""A typed formula and labels in; a plain sentence, or its pieces, out. Parentheses leave only one reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from .. import functions
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Typed, walk
from .words_names import ATOM, PHRASE, Names, Naming, meant, only_items, operands, runs_unnamed, whole_power


@dataclass(frozen=True)
class Reference:
    """A figure that a sentence mentions: a value, and per list of it an index by name, an item by position, the figure
    that names the item, or None where the place cannot be told beforehand."""

    value: str
    at: tuple[str | int | Reference | None, ...]
    label: str


def sentence(node: Typed, naming: Naming) -> str:
    """Plain text, not escaped."""
    return "".join(map(_label, tokens(node, naming)))


def tokens(node: Typed, naming: Naming) -> list[str | Reference]:
    """The sentence in pieces. A figure at a definite place is a `Reference`; one that runs over the items of an
    aggregate is in the text."""
    merged: list[str | Reference] = []
    for piece in _Speaker(naming).say(node).pieces:
        before, text = _label(merged[-1]) if merged else "", _label(piece)
        if isinstance(piece, str):
            piece = text = piece.removeprefix(" ") if before.endswith("）") else piece
        last = merged[-1] if merged else None
        if text.startswith("（") and isinstance(last, str):
            merged[-1] = last = last.removesuffix(" ")
        space = " " if _MEET.search(f"{before[-1:]}{text[:1]}") else ""
        if isinstance(piece, str) and isinstance(last, str):
            merged[-1] = last + space + piece
        else:
            merged += [space, piece] if space else [piece]
    return merged


def _label(piece: str | Reference) -> str:
    return piece.label if isinstance(piece, Reference) else piece


_MEET = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z√]|[0-9A-Za-z%][\u4e00-\u9fff]")
"""Where Chinese and Latin writing meet stands a space."""

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class _Said:
    pieces: tuple[str | Reference, ...]
    tightness: int = ATOM


@dataclass(frozen=True)
class _Speaker:
    """`running`: the indices of the aggregates around, whose places are not definite."""

    naming: Naming
    running: frozenset[Index] = frozenset()

    @property
    def names(self) -> Names:
        return Names(self.naming)

    def say(self, node: Typed) -> _Said:
        node = meant(node)
        match node:
            case Constant():
                return _Said((self.names.constant(node),), PHRASE if _signed(node) else ATOM)
            case Item():
                return _Said((self.names.item(node),))
            case Here():
                return _Said((self.names.here(node),))
            case Label():
                return self.say(node.item)
            case Read():
                return _Said((self._reference(node),))
            case Apply():
                return self._apply(node)
            case Aggregate():
                return self._aggregate(node)
            case _:
                assert_never(node)

    def _text(self, node: Typed) -> str:
        return "".join(map(_label, self.say(node).pieces))

    def _reference(self, node: Read) -> str | Reference:
        label = self.names.read(node, self._text)
        runs = any(isinstance(part, Here) and part.index in self.running for part in walk(node))
        return label if runs else Reference(node.value, tuple(map(self._place, node.at)), label)

    def _place(self, at: Typed) -> str | int | Reference | None:
        match at:
            case Here():
                return at.index.name
            case Item():
                return at.position
            case Read():
                return Reference(at.value, tuple(map(self._place, at.at)), self._text(at))
            case _:
                return None

    def _apply(self, node: Apply) -> _Said:
        args = [self.say(arg) for arg in node.args]
        if node.function == "when":
            args.append(_Said((self.names.phrase("phrase.blank"),)))
        if node.function in ("if", "case", "when"):
            return self._choice(args)
        if node.function == "position" and runs_unnamed(node.args[0], self.running):
            return _Said((self.naming.phrases["scalar.position.own"],))
        if node.function == "power" and (exponent := whole_power(node)) is not None:
            return _Said((*self._wrapped(args[0], ATOM), str(exponent).translate(SUPERSCRIPTS)), 8)
        entry = functions.scalars[node.function]
        key = f"scalar.{node.function}.sentence"
        pattern = self.naming.phrases.get(f"{key}{len(args)}") or self.naming.phrases[key]
        if entry.symbol and entry.tightness < 8:
            least = operands(node)
            parts = {name: self._wrapped(arg, low) for name, arg, low in zip("xy", args, least, strict=False)}
            return _Said(self._fill(pattern, parts), 5 if node.function == "negative" else entry.tightness)
        return self._phrase(pattern, args)

    def _phrase(self, pattern: str, args: Sequence[_Said], **more: _Said) -> _Said:
        """Arguments that stand directly in brackets need no others."""
        comma: list[str | Reference] = []
        for arg in args:
            comma += [self.names.phrase("phrase.comma"), *self._wrapped(arg, 1)]
        named = dict(zip("xyzuvw", args, strict=False)) | more
        inside = set(re.findall(r"[（(|「]\{(\w+)\}[）)|」]", pattern))
        parts = {name: self._wrapped(said, 0 if name in inside else ATOM) for name, said in named.items()}
        closed = re.fullmatch(r"(\w* ?)[（(|]\{\w+\}[）)|]|√\{x\}", pattern) is not None
        return _Said(self._fill(pattern, {**parts, "all": tuple(comma[1:])}), ATOM if closed else PHRASE)

    def _choice(self, args: Sequence[_Said]) -> _Said:
        pieces: list[str | Reference] = []
        for condition, result in zip(args[:-1:2], args[1::2], strict=True):
            parts = {"x": self._wrapped(condition, 1), "y": self._wrapped(result, 1)}
            pieces += [*self._fill(self.names.phrase("phrase.branch"), parts), self.names.phrase("phrase.branches")]
        return _Said((*pieces, *self._fill(self.names.phrase("phrase.last"), {"x": self._wrapped(args[-1], 1)})), 0)

    def _aggregate(self, node: Aggregate) -> _Said:
        inner = _Speaker(self.naming, self.running | set(node.over))
        lists = _Said((self.names.over(node.over),))
        domains = {}
        for name in ("each", "those"):
            if node.where is None:
                pieces = self._fill(self.names.phrase(f"phrase.{name}"), {"lists": lists.pieces})
            else:
                parts = {"lists": lists.pieces, "where": inner.say(node.where).pieces}
                pieces = self._fill(self.names.phrase(f"phrase.{name}_where"), parts)
            domains[name] = _Said(pieces)
        key = f"over.{node.function}"
        pattern = self.naming.phrases.get(f"{key}.item") if only_items(node) else None
        args = [inner.say(arg) for arg in node.args]
        return self._phrase(pattern or self.naming.phrases[f"{key}.sentence"], args, **domains)

    def _wrapped(self, said: _Said, least: int) -> tuple[str | Reference, ...]:
        return (
            said.pieces
            if said.tightness >= least
            else self._fill(self.names.phrase("phrase.group"), {"x": said.pieces})
        )

    def _fill(self, pattern: str, parts: Mapping[str, tuple[str | Reference, ...]]) -> tuple[str | Reference, ...]:
        pieces: list[str | Reference] = []
        for number, text in enumerate(re.split(r"\{(\w+)\}", pattern)):
            pieces += parts[text] if number % 2 else [text] if text else []
        return tuple(pieces)


def _signed(node: Constant) -> bool:
    return isinstance(node.value, float) and node.value < 0
