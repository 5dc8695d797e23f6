"""Parsing: a formula's text in, a parsed tree out, or the faults that keep it from being read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import lark

from .fault import Fault
from .tree import Call, Choice, LookUp, Name, NumberText, Over, Parsed, Place, Quoted

# What people type or paste, and what to write instead.
_SIGNS = {
    "（": "(", "）": ")", "，": ",", "、": ",", "：": ":", "；": ";", "％": "%", "［": "[", "］": "]", "【": "[", "】": "]",
    "＋": "+", "－": "-", "−": "-", "–": "-", "—": "-", "＊": "*", "×": "*", "·": "*", "／": "/", "÷": "/", "＝": "=", "＜": "<",
    "＞": ">", "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "≠": "<>", "“": '"', "”": '"', "「": '"', "」": '"', "’": '"',
    "‘": '"', "'": '"', "．": ".", "＾": "^", "＿": "_",
}  # fmt: skip
_DEEPEST = 120  # levels: far above any formula a person reads, far below Python's own limit
_OPERATORS = {"==": "=", "!=": "<>", "&&": "and", "||": "or", "**": "^", "=>": ">=", "=<": "<="}
_COMPARISONS = {"<": "less", "<=": "at_most", ">": "greater", ">=": "at_least", "=": "equal", "<>": "differs"}


@lru_cache(maxsize=4096)  # checks come back to the same formulas, each from its own side
def parse(text: str) -> Parsed:
    """Raises a Fault, or an ExceptionGroup of them where several signs are foreign."""
    foreign = list(_foreign(text))
    if foreign:
        raise ExceptionGroup("foreign signs", foreign)
    try:
        tree = _grammar().parse(text)
        if _depth(tree) > _DEEPEST:
            raise Fault(Place(0, len(text)), "formula_too_deep", {"most": str(_DEEPEST)})
        return _Builder(text).build(tree)
    except lark.exceptions.UnexpectedInput as error:
        raise _syntax_fault(text, error) from None


@cache
def _grammar() -> lark.Lark:
    return lark.Lark(
        Path(__file__).with_name("grammar.lark").read_text("utf-8"),
        parser="lalr",
        propagate_positions=True,
        maybe_placeholders=True,
    )


def _depth(tree: Any) -> int:
    """Levels of nesting, counted without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((kid, depth + 1) for kid in getattr(node, "children", ()))
    return deepest


def _foreign(text: str) -> Iterator[Fault]:
    """Signs that a formula does not know, outside of its texts; full-width digits and letters in a row are one."""
    for found in _PIECES.finditer(text):
        piece, place = found[0], Place(*found.span())
        if piece.startswith('"'):
            continue
        if unicodedata.category(piece[0]) == "Cf":
            yield Fault(place, "invisible_character", {"character": f"U+{ord(piece):04X}"})
        elif unicodedata.category(piece[0]) == "Zs" and piece != " ":
            yield Fault(place, "full_width_space")
        elif write := _OPERATORS.get(piece) or "".join(_SIGNS.get(sign) or _half_width(sign) for sign in piece):
            yield Fault(place, "foreign_sign", {"found": piece, "write": write})


_PIECES = re.compile(r'"[^"]*"?|==|!=|&&|\|\||\*\*|=>|=<|[０-９Ａ-Ｚａ-ｚ]+|.', re.DOTALL)


def _half_width(sign: str) -> str:
    return chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else ""


def _syntax_fault(text: str, error: lark.exceptions.UnexpectedInput) -> Fault:
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        place = _unbalanced(text)
        return Fault(place, "unbalanced", {"found": text[place.start : place.end]})
    token = getattr(error, "token", None)
    if isinstance(error, lark.exceptions.UnexpectedEOF) or (token is not None and token.type == "$END"):
        end = len(text.rstrip())
        return Fault(Place(max(0, end - 1), max(1, end)), "formula_ends", {})
    start = error.pos_in_stream or 0
    found = str(token) if token is not None else text[start : start + 1]
    if found == "=" and not text[:start].strip():  # as a cell of a spreadsheet begins
        return Fault(Place(start, start + 1), "stray_mark", {"mark": found})
    number = next((each for each in _THOUSANDS.finditer(text) if each.start() < start < each.end()), None)
    if number is not None:
        facts = {"written": number[0], "better": number[0].replace(",", "")}
        return Fault(Place(*number.span()), "number_as_text", facts)
    return Fault(Place(start, start + max(1, len(found))), "formula_syntax", {"found": found})


_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")


def _unbalanced(text: str) -> Place:
    """The first closing bracket without an opening one, else the last opening one without a closing one."""
    pairs = {")": "(", "]": "["}
    open_: list[int] = []
    for position, sign in enumerate(text):
        if sign in pairs.values():
            open_.append(position)
        elif sign in pairs:
            if not open_ or text[open_[-1]] != pairs[sign]:
                return Place(position, position + 1)
            open_.pop()
    at = open_[-1] if open_ else max(0, len(text) - 1)
    return Place(at, at + 1)


class _Builder:
    """Lark's tree into ours. A class because each rule needs the text's places; it keeps no other state."""

    def __init__(self, text: str) -> None:
        self._end = len(text)

    def build(self, tree: Any) -> Parsed:
        if isinstance(tree, lark.Token):  # pragma: no cover - every terminal has a rule of its own
            raise AssertionError(tree)
        place = self._place(tree)
        kids = tree.children
        match tree.data:
            case "number":
                return NumberText(float(kids[0]), place)
            case "percent":
                return NumberText(float(kids[0][:-1]) / 100, place, percent=True)
            case "text":
                return Quoted(str(kids[0][1:-1]), place)
            case "truth" | "name":
                return Name(str(kids[0]), place)
            case "group":
                inner = self.build(kids[0])
                return Call(**{**vars(inner), "grouped": True}) if isinstance(inner, Call) else inner
            case "look_up":
                read = Name(str(kids[0]), Place(kids[0].start_pos, kids[0].end_pos))
                return LookUp(read, tuple(self._choice(kid) for kid in kids[1:]), place)
            case "call":
                return self._call(kids, place)
            case "compare":
                return self._compare(kids, place)
            case "negative":
                inner = self.build(kids[0])
                if isinstance(inner, Call) and inner.name == "power" and not inner.grouped:
                    raise Fault(place, "minus_power", {})
                return Call("negative", (inner,), place, symbol="-")
            case "power":
                left, right = self.build(kids[0]), self.build(kids[1])
                if isinstance(right, Call) and right.name == "power" and not right.grouped:
                    raise Fault(place, "power_chain", {})
                return Call("power", (left, right), place, symbol="^")
            case operator:
                name = str(operator).rstrip("_")
                return Call(name, tuple(self.build(kid) for kid in kids), place, symbol=_SYMBOLS[name])

    def _compare(self, kids: list[Any], place: Place) -> Call:
        left, sign, right = self.build(kids[0]), str(kids[1]), self.build(kids[2])
        if isinstance(left, Call) and left.name in _COMPARISONS.values() and not left.grouped:
            raise Fault(place, "comparison_chain", {})
        return Call(_COMPARISONS[sign], (left, right), place, symbol=sign)

    def _call(self, kids: list[Any], place: Place) -> Call:
        name, *rest = kids
        args = [kid for kid in rest if kid is not None and getattr(kid, "data", "") not in ("over", "where")]
        over = next((kid for kid in rest if getattr(kid, "data", "") == "over"), None)
        where = next((kid for kid in rest if getattr(kid, "data", "") == "where"), None)
        return Call(
            str(name),
            tuple(self.build(arg) for arg in args),
            place,
            over=tuple(self._over(kid) for kid in over.children) if over is not None else (),
            where=self.build(where.children[0]) if where is not None else None,
        )

    def _over(self, tree: Any) -> Over:
        name, alias = tree.children
        return Over(str(name), str(alias or name), self._place(tree))

    def _choice(self, tree: Any) -> Choice:
        index, item = tree.children
        return Choice(str(index) if index else None, self.build(item), self._place(tree))

    def _place(self, tree: Any) -> Place:
        return Place(getattr(tree.meta, "start_pos", 0), getattr(tree.meta, "end_pos", self._end))


_SYMBOLS = {
    "or": "or", "and": "and", "not": "not", "add": "+", "subtract": "-", "multiply": "*", "divide": "/",
}  # fmt: skip
