"""A flaw of type (a text where a number was expected, …) in, problems with the likely cause and cure out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ..located_yaml import Branch, Leaf, Located, Row, Scalar, resolve
from ..problem import Phrase, Problem
from .errors import Flaw, kinds

Wanted = tuple[str, ...]


def mistyped(located: Located, flaw: Flaw) -> list[Problem]:
    """The problems of a value that is not of the type `flaw.wanted`: the first cause that fits, or just both types."""
    wanted = kinds(flaw.wanted)
    for cause in _CAUSES:
        problems = cause(located, flaw, wanted)
        if problems:
            return problems
    expected = tuple(Phrase(kind) for kind in wanted)
    facts = {"expected": expected, "written": _written(located, flaw)}
    return [Problem(located.span(flaw.path), "wrong_type", facts)]


def _nothing(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    node = located.node(flaw.path)
    if not isinstance(node, Leaf) or node.value is not None:
        return []
    expected = tuple(Phrase(kind) for kind in wanted)
    return [Problem(located.span(flaw.path, key=True), "empty_value", {"expected": expected})]


def _number_as_text(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    """Full-width digits, a percent sign, separators, quotes, leading zeros; a number too large; a fraction."""
    node = located.node(flaw.path)
    if not isinstance(node, Leaf) or not {"number", "whole"} & {*wanted}:
        return []
    if isinstance(node.value, float) and node.value.is_integer():
        return _better(located, flaw, "number_as_text", str(int(node.value)))
    if not isinstance(node.value, str):
        return []
    number = as_number(node.text)
    if isinstance(number, str):
        return [Problem(located.span(flaw.path), "number_too_large", {"found": node.text})] if number else []
    if "number" not in wanted and number != int(number):
        return []
    return _better(located, flaw, "number_as_text", f"{number:.15g}")


def _text_unquoted(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    node = located.node(flaw.path)
    if "text" not in wanted or not isinstance(node, Leaf) or isinstance(node.value, str):
        return []
    return _better(located, flaw, "text_unquoted", f"'{node.text}'")


def _text_with_colon(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    """`- 注意: …` is a mapping of one key."""
    node = located.node(flaw.path)
    if "text" not in wanted or "mapping" in wanted or not isinstance(node, Branch) or len(node.values) != 1:
        return []
    if not isinstance(next(iter(node.values.values())), Leaf):
        return []
    return [Problem(located.span(flaw.path), "text_with_colon", {"key": next(iter(node.values))})]


def _keys_as_text(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    """Full-width colons, or no blank after the colon, made a text of what was to be a mapping."""
    if "mapping" not in wanted:
        return []
    return located.key_problems(flaw.path) or _wide_mark(located, flaw, "｛", "{")


def _list_as_text(located: Located, flaw: Flaw, wanted: Wanted) -> list[Problem]:
    raw = located.raw(flaw.path)
    if "list" not in wanted or raw is None or not raw.strip():
        return []
    if raw.startswith("-"):
        return [Problem(located.inside(flaw.path, 0, 1), "no_space_after_dash")]
    wide = _wide_mark(located, flaw, "［", "[") or _wide_mark(located, flaw, "－", "- ")
    if wide or "text" in wanted:
        return wide
    parts = [part for part in re.split(r"[,，、;；\s]+", raw) if part]
    return _better(located, flaw, "list_as_text", f"[{', '.join(parts)}]")


# In this order: a missing value first, then what can be told from the text.
_CAUSES: tuple[Callable[[Located, Flaw, Wanted], list[Problem]], ...] = (
    _nothing,
    _number_as_text,
    _text_unquoted,
    _text_with_colon,
    _keys_as_text,
    _list_as_text,
)


def _better(located: Located, flaw: Flaw, code: str, better: str) -> list[Problem]:
    facts = {"written": located.raw(flaw.path) or "", "better": better}
    return [Problem(located.span(flaw.path), code, facts)]


def _wide_mark(located: Located, flaw: Flaw, mark: str, better: str) -> list[Problem]:
    raw = located.raw(flaw.path) or ""
    if not raw.startswith(mark):
        return []
    return [Problem(located.inside(flaw.path, 0, 1), "full_width_mark", {"mark": mark, "better": better})]


def as_number(text: str) -> int | float | str:
    """The number that a text was to be; the text itself if it is one, but too large; "" if it is none.

    A percent sign is dropped: a value with unit % is typed as 20.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    plain = re.sub(r"(?<=[0-9])[,' _](?=[0-9]{3})", "", plain.rstrip(" %").strip())
    plain = re.sub(r"^([-+]?)0+(?=[0-9])", r"\1", plain)
    found: Scalar = resolve(plain)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found
    return text if re.fullmatch(r"[-+]?[0-9][0-9.]*([eE][-+]?[0-9]+)?|[-+]?\.?(inf|Inf|INF)", plain) else ""


def _written(located: Located, flaw: Flaw) -> Phrase:
    node = located.node(flaw.path)
    match node:
        case Branch():
            return Phrase("written_mapping")
        case Row():
            return Phrase("written_list")
        case Leaf():
            return Phrase("written_text", {"text": node.text})
        case None:
            return Phrase("written_nothing")
