"""Words: a typed formula and the labels of its names in; a plain sentence, its pieces, or MathML out.

How each function reads is in the catalogue of words, section `function`. Parentheses leave only one reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never
from xml.sax.saxutils import escape

from .. import functions
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Typed, walk


@dataclass(frozen=True)
class Naming:
    """What a reader knows things by: labels of values and lists by id (items have theirs in the program), and
    `phrases`, the section `function` of a locale's catalogue."""

    program: Program
    values: Mapping[str, str]
    lists: Mapping[str, str]
    phrases: Mapping[str, str]


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


def mathml(node: Typed, naming: Naming) -> str:
    """One `<math>` element in Presentation MathML that browsers draw themselves; all text is escaped."""
    return f'<math display="block">{_Typesetter(naming).set(node)[0]}</math>'


def _label(piece: str | Reference) -> str:
    return piece.label if isinstance(piece, Reference) else piece


_MEET = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z√]|[0-9A-Za-z%][\u4e00-\u9fff]")
"""Where Chinese and Latin writing meet stands a space."""

# ---------------------------------------------------------------- names

_ATOM = 100
_PHRASE = 9
"""How tightly a phrase binds: an operand of any operator, but no argument of another phrase."""

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _number(node: Constant) -> str:
    """As one writes it: 20%, 10,000, 0.5."""
    decimal = Decimal(repr(node.value)) * (100 if node.percent else 1)
    text = f"{decimal:,f}" if decimal.is_finite() else "∞"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("%" if node.percent else "")


def _meant(node: Typed) -> Typed:
    """An item whose name is meant is said like the item itself."""
    match node:
        case Label(item=item) | Apply(function="otherwise", args=(_, Label(item=item))):
            return item
    return node


def _itself(node: Aggregate) -> bool:
    """Whether only the items are meant: `count(account)`, `first(tier where …)`."""
    parts = [_meant(arg) for arg in node.args]
    return all(isinstance(part, Here) and part.index in node.over for part in parts)


def _runs(node: Typed, running: frozenset[Index]) -> bool:
    """Whether the item is the one an aggregate is at, and has no name of its own."""
    return isinstance(node, Here) and node.index in running and node.index.name == node.index.list


def _whole_power(node: Apply) -> int | None:
    """The exponent of a power, where it is a small whole number."""
    match node.args[1]:
        case Constant(value=float() as value, percent=False) if value == int(value) and value < 100:
            return int(value)
    return None


@dataclass(frozen=True)
class _Names:
    naming: Naming

    def phrase(self, key: str) -> str:
        return self.naming.phrases[key]

    def filled(self, key: str, **texts: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: texts[found[1]], self.phrase(f"phrase.{key}"))

    def index(self, index: Index) -> str:
        label = self.naming.lists.get(index.list, index.list)
        return label if index.name == index.list else self.filled("index", list=label, name=index.name)

    def item(self, node: Item) -> str:
        labels = self.naming.program.lists[node.list].labels
        return labels[node.position] if labels is not None else node.item

    def here(self, node: Here) -> str:
        alias = node.index.name != node.index.list
        return self.index(node.index) if alias else self.filled("here", list=self.index(node.index))

    def constant(self, node: Constant) -> str:
        if isinstance(node.value, bool):
            return self.phrase("phrase.yes" if node.value else "phrase.no")
        return self.filled("quoted", x=node.value) if isinstance(node.value, str) else _number(node)

    def read(self, node: Read, said: Callable[[Typed], str]) -> str:
        label = self.naming.values.get(node.value, node.value)
        shape = self.naming.program.values[node.value].shape
        chosen = [at for at, index in zip(node.at, shape, strict=True) if not isinstance(at, Here) or at.index != index]
        if not chosen:
            return label
        return self.filled("at", value=label, at=self.phrase("phrase.comma").join(said(at) for at in chosen))

    def over(self, over: Iterable[Index]) -> str:
        return self.phrase("phrase.comma").join(self.index(index) for index in over)


# ---------------------------------------------------------------- a sentence


@dataclass(frozen=True)
class _Said:
    pieces: tuple[str | Reference, ...]
    tightness: int = _ATOM


@dataclass(frozen=True)
class _Speaker:
    """`running`: the indices of the aggregates around, whose places are not definite."""

    naming: Naming
    running: frozenset[Index] = frozenset()

    @property
    def names(self) -> _Names:
        return _Names(self.naming)

    def say(self, node: Typed) -> _Said:
        node = _meant(node)
        match node:
            case Constant():
                return _Said((self.names.constant(node),), _PHRASE if _signed(node) else _ATOM)
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
        if node.function in ("if", "case"):
            return self._choice(args)
        if node.function == "position" and _runs(node.args[0], self.running):
            return _Said((self.naming.phrases["scalar.position.own"],))
        if node.function == "power" and (exponent := _whole_power(node)) is not None:
            return _Said((*self._wrapped(args[0], _ATOM), str(exponent).translate(_SUPERSCRIPTS)), 8)
        entry = functions.scalars[node.function]
        key = f"scalar.{node.function}.sentence"
        pattern = self.naming.phrases.get(f"{key}{len(args)}") or self.naming.phrases[key]
        if entry.symbol and entry.tightness < 8:
            least = _operands(node)
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
        parts = {name: self._wrapped(said, 0 if name in inside else _ATOM) for name, said in named.items()}
        closed = re.fullmatch(r"(\w* ?)[（(|]\{\w+\}[）)|]|√\{x\}", pattern) is not None
        return _Said(self._fill(pattern, {**parts, "all": tuple(comma[1:])}), _ATOM if closed else _PHRASE)

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
        pattern = self.naming.phrases.get(f"{key}.item") if _itself(node) else None
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


def _operands(node: Apply) -> tuple[int, int]:
    """How tightly the operands must bind: among `and` and `or` only a chain of the same goes without parentheses."""
    tightness = functions.scalars[node.function].tightness
    if node.function in ("and", "or"):
        chain = isinstance(node.args[0], Apply) and node.args[0].function == node.function
        return (tightness if chain else 3), 3
    if node.function == "not":
        return 0, 0
    if node.function == "negative":  # -x² has two readings
        return _ATOM, _ATOM
    chained = tightness in (5, 6)
    return (tightness if chained else tightness + 1), tightness + 1


# ---------------------------------------------------------------- MathML

_Set = tuple[str, int]
"""Markup and how tightly it binds."""

_SIGNS = frozenset("=≠<≤>≥+−×÷|√()（）")
_OPEN, _CLOSE = "<mo>(</mo>", "<mo>)</mo>"


@dataclass(frozen=True)
class _Typesetter:
    naming: Naming
    running: frozenset[Index] = frozenset()

    @property
    def names(self) -> _Names:
        return _Names(self.naming)

    def set(self, node: Typed) -> _Set:
        node = _meant(node)
        match node:
            case Constant():
                text = self.names.constant(node)
                return (f"<mn>{text}</mn>" if isinstance(node.value, float) else _text(text)), _ATOM
            case Item():
                return _text(self.names.item(node)), _ATOM
            case Here():
                return _text(self.names.here(node)), _ATOM
            case Label():
                return self.set(node.item)
            case Read():
                return _text(self.names.read(node, lambda at: sentence(at, self.naming))), _ATOM
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
                return f"<mfrac>{_row(args[0][0])}{_row(args[1][0])}</mfrac>", _PHRASE
            case "power":
                return f"<msup>{_row(_wrapped(args[0], _ATOM))}{_row(args[1][0])}</msup>", 8
            case "sqrt":
                return f"<msqrt>{args[0][0]}</msqrt>", _ATOM
            case "if" | "case":
                return self._cases(args), 0
            case "position" if _runs(node.args[0], self.running):
                return _text(self.naming.phrases["scalar.position.own"]), _ATOM
        entry = functions.scalars[node.function]
        key = f"scalar.{node.function}.sentence"
        pattern = self.naming.phrases.get(f"{key}{len(args)}") or self.naming.phrases[key]
        if entry.symbol:
            left, right = _operands(node)
            if entry.tightness == 5 and isinstance(node.args[0], Aggregate):
                left = 6  # a sum sign reaches as far as it can
            parts = {name: _wrapped(arg, low) for name, arg, low in zip("xy", args, (left, right), strict=False)}
            return _filled(pattern, parts), 5 if node.function == "negative" else entry.tightness
        return self._phrase(pattern, args)

    def _phrase(self, pattern: str, args: Sequence[_Set]) -> _Set:
        inside = set(re.findall(r"[（(|]\{(\w+)\}[）)|]", pattern))
        named = zip("xyz", args, strict=False)
        parts = {name: _wrapped(arg, 0 if name in inside else _ATOM) for name, arg in named}
        comma = f"<mo>{escape(self.names.phrase('phrase.comma').strip())}</mo>"
        parts["all"] = comma.join(_wrapped(arg, 1) for arg in args)
        return _row(_filled(pattern, parts)), _PHRASE

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
        if _itself(node):
            return head, _PHRASE
        if total:
            return _row(head + _wrapped(inner.set(node.args[0]), 6)), 5
        comma = f"<mo>{escape(self.names.phrase('phrase.comma').strip())}</mo>"
        args = comma.join(_wrapped(inner.set(arg), 1) for arg in node.args)
        return _row(head + _row(f"{_OPEN}{args}{_CLOSE}")), _PHRASE


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
