"""Pieces of JavaScript: constants, names, and expressions with parentheses where they need them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

KIT = (
    "add", "and", "atMost", "ceil", "correlation", "divide", "equal", "exp", "finite", "floor", "isBlank",
    "isBlankText", "join", "lay", "less", "ln", "median", "not", "or", "otherwise", "otherwiseText", "places",
    "positions", "power", "ranks", "round", "sameText", "spread", "stdev", "subtract", "text", "tile", "tileTexts",
    "typedOr", "whyPower",
)  # fmt: skip
"""The functions of `browser/arithmetic.ts` that generated code calls."""

_RESERVED = (
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete",
    "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements",
    "import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public",
    "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void",
    "while", "with", "yield", "NaN", "Infinity", "Math", "Array", "Object", "Float64Array", "Int32Array",
    "Uint8Array", "f", "sheet", "rows", "typed", "standard", "out",
)  # fmt: skip


def literal(figure: float | str | bool | Sequence[str]) -> str:
    """The one place that writes constants. Text is safe inside a script element, too."""
    match figure:
        case bool():
            return str(int(figure))
        case int() | float():
            text = repr(float(figure))
            return {"inf": "Infinity", "-inf": "-Infinity"}.get(text, text.removesuffix(".0"))
        case _:
            text = json.dumps(figure, ensure_ascii=False)
            for sign in "<\u2028\u2029":
                text = text.replace(sign, f"\\u{ord(sign):04x}")
            return text


def tight(code: str) -> str:
    """Generated code without comments and blanks that mean nothing, as pages load it."""
    return _MEANS_NOTHING.sub(lambda found: found["text"] or found["sign"] or "", code)


# Signs beside which a blank means nothing; `+` and `-` are none, since `a + +b` is not `a ++b`.
_MEANS_NOTHING = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|//[^\n]*|\s*(?P<sign>[=*/<>?:,;{}()&|!\[\]])\s*|(?<=\n)\s+')


@dataclass(frozen=True)
class Names:
    """Names in JavaScript: what was asked for where it can be had, else with a number."""

    taken: set[str] = field(default_factory=lambda: {*KIT, *_RESERVED})

    def new(self, wanted: str) -> str:
        base = re.sub(r"[^A-Za-z0-9_]", "_", wanted)
        base = base if base[:1].isalpha() else f"_{base}"
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}{number}"
        self.taken.add(name)
        return name


def key(name: str) -> str:
    """As the name of a property."""
    return name if _NAME.fullmatch(name) else literal(name)


def member(owner: str, name: str) -> str:
    return f"{owner}.{name}" if _NAME.fullmatch(name) else f"{owner}[{literal(name)}]"


_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


# ---------------------------------------------------------------- expressions

Code = tuple[str, int]
"""An expression and how tightly it binds: 1 a choice, 4 comparisons, 5 + and -, 6 *, 7 a sign, 100 the rest."""

ATOM = 100
PLAIN_CODE = re.compile(r"\w+|[\d.e+-]+|\"[^\"]*\"")
_CALL = re.compile(r"[\w.]+\(.*\)")
_SIGNS = ((" ? ", 1), (" === ", 4), (" + ", 5), (" * ", 6), ("-", 7))


def filled(form: str, args: Sequence[Code]) -> Code:
    """A form with its arguments, in parentheses where only these leave one reading."""
    if _CALL.fullmatch(form):
        texts = [text for text, _ in args]
        return form.replace("{*}", ", ".join(texts)).format(*texts), ATOM
    signs = [tightness for sign, tightness in _SIGNS if sign in form] or [ATOM]
    inner = max(signs)
    parts = [wrapped(arg, inner if form.startswith(f"{{{i}}}") else inner + 1) for i, arg in enumerate(args)]
    return form.format(*parts), min(signs)


def wrapped(code: Code, least: int) -> str:
    return code[0] if code[1] >= least else f"({code[0]})"
