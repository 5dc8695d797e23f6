"""A typed formula and labels in; Presentation MathML that browsers draw themselves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never
from xml.sax.saxutils import escape

from .. import functions
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Typed
from .words_names import ATOM, PHRASE, Names, Naming, meant, only_items, operands, runs_unnamed
from .words_sentence import sentence


def mathml(node: Typed, naming: Naming) -> str:
    """One `<math>` element in Presentation MathML that browsers draw themselves; all text is escaped."""
    return f'<math display="block">{_Typesetter(naming).set(node)[0]}</math>'


_Set = tuple[str, int]
"""Markup and how tightly it binds."""

_SIGNS = frozenset("=≠<≤>≥+−×÷|√()（）")
_OPEN, _CLOSE = "<mo>(</mo>", "<mo>)</mo>"


@dataclass(frozen=True)
class _Typesetter:
    naming: Naming
    running: frozenset[Index] = frozenset()

    @property
    def names(self) -> Names:
        return Names(self.naming)

    def set(self, node: Typed) -> _Set:
        node = meant(node)
        match node:
            case Constant():
                text = self.names.constant(node)
                return (f"<mn>{text}</mn>" if isinstance(node.value, float) else _text(text)), ATOM
            case Item():
                return _text(self.names.item(node)), ATOM
            case Here():
                return _text(self.names.here(node)), ATOM
            case Label():
                return self.set(node.item)
            case Read():
                return _text(self.names.read(node, lambda at: sentence(at, self.naming))), ATOM
            case Apply():
                return self._apply(node)
            case Aggregate():
                return self._aggregate(node)
            case _:
                assert_never(node)

    def _apply(self, node: Apply) -> _Set:
        args = [self.set(arg) for arg in node.args]
        match node.function:
            case "divide":
                return f"<mfrac>{_row(args[0][0])}{_row(args[1][0])}</mfrac>", PHRASE
            case "power":
                return f"<msup>{_row(_wrapped(args[0], ATOM))}{_row(args[1][0])}</msup>", 8
            case "sqrt":
                return f"<msqrt>{args[0][0]}</msqrt>", ATOM
            case "if" | "case":
                return self._cases(args), 0
            case "when":
                return self._cases([*args, (_text(self.names.phrase("phrase.blank")), ATOM)]), 0
            case "position" if runs_unnamed(node.args[0], self.running):
                return _text(self.naming.phrases["scalar.position.own"]), ATOM
        entry = functions.scalars[node.function]
        key = f"scalar.{node.function}.sentence"
        pattern = self.naming.phrases.get(f"{key}{len(args)}") or self.naming.phrases[key]
        if entry.symbol:
            left, right = operands(node)
            if entry.tightness == 5 and isinstance(node.args[0], Aggregate):
                left = 6  # a sum sign reaches as far as it can
            parts = {name: _wrapped(arg, low) for name, arg, low in zip("xy", args, (left, right), strict=False)}
            return _filled(pattern, parts), 5 if node.function == "negative" else entry.tightness
        return self._phrase(pattern, args)

    def _phrase(self, pattern: str, args: Sequence[_Set]) -> _Set:
        inside = set(re.findall(r"[（(|]\{(\w+)\}[）)|]", pattern))
        named = zip("xyz", args, strict=False)
        parts = {name: _wrapped(arg, 0 if name in inside else ATOM) for name, arg in named}
        comma = f"<mo>{escape(self.names.phrase('phrase.comma').strip())}</mo>"
        parts["all"] = comma.join(_wrapped(arg, 1) for arg in args)
        return _row(_filled(pattern, parts)), PHRASE

    def _cases(self, args: Sequence[_Set]) -> str:
        rows = []
        for condition, result in zip(args[:-1:2], args[1::2], strict=True):
            when = _filled(self.names.phrase("phrase.if"), {"x": condition[0]})
            rows.append((result[0], when))
        rows.append((args[-1][0], _text(self.names.phrase("phrase.otherwise"))))
        cells = "".join(f"<mtr><mtd>{result}</mtd><mtd>{when}</mtd></mtr>" for result, when in rows)
        return f'<mrow><mo stretchy="true">{{</mo><mtable>{cells}</mtable></mrow>'

    def _aggregate(self, node: Aggregate) -> _Set:
        inner = _Typesetter(self.naming, self.running | set(node.over))
        under = _text(self.names.over(node.over))
        if node.where is not None:
            under = _filled(self.names.phrase("phrase.where"), {"lists": under, "where": inner.set(node.where)[0]})
        total = node.function == "sum"
        name = "<mo>∑</mo>" if total else _text(self.naming.phrases[f"over.{node.function}.short"])
        head = f"<munder>{name}{_row(under)}</munder>"
        if only_items(node):
            return head, PHRASE
        if total:
            return _row(head + _wrapped(inner.set(node.args[0]), 6)), 5
        comma = f"<mo>{escape(self.names.phrase('phrase.comma').strip())}</mo>"
        args = comma.join(_wrapped(inner.set(arg), 1) for arg in node.args)
        return _row(head + _row(f"{_OPEN}{args}{_CLOSE}")), PHRASE


def _row(markup: str) -> str:
    return f"<mrow>{markup}</mrow>"


def _wrapped(part: _Set, least: int) -> str:
    return part[0] if part[1] >= least else _row(f"{_OPEN}{part[0]}{_CLOSE}")


def _text(text: str) -> str:
    """Spaces at the ends would be dropped."""
    firm = re.sub(r"^ | $", "\u00a0", text)
    return f"<mtext>{escape(firm)}</mtext>"


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern's own text as operators where it is signs, else as text."""
    markup = []
    for number, text in enumerate(re.split(r"\{(\w+)\}", pattern)):
        if number % 2:
            markup.append(parts[text])
        elif text.strip() and set(text.strip()) <= _SIGNS:
            markup += [f"<mo>{escape(sign)}</mo>" for sign in text.strip()]
        elif text.strip():
            markup.append(_text(text))
    return "".join(markup)
