"""A program as plain data without what it says in words: the same for every language of one definition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass

from .program import ListDecl, ValueDecl
from .tree import Constant


def wordless(part: object, without: Collection[str] = ()) -> object:
    """Labels, texts that stand in formulas and defaults that are texts are left out, and fields named in `without`."""
    if is_dataclass(part):
        said = _said(part)
        named = ((field.name, getattr(part, field.name)) for field in fields(part))
        kept = (wordless(each, without) for name, each in named if name not in without and name not in said)
        return [type(part).__name__, *kept]
    if isinstance(part, dict):
        return [(key, wordless(each, without)) for key, each in part.items()]
    return [wordless(each, without) for each in part] if isinstance(part, (tuple, list)) else part


def _said(part: object) -> tuple[str, ...]:
    match part:
        case ListDecl():
            return ("labels",)
        case Constant(type=kind) if kind.kind == "text":
            return ("value",)
        case ValueDecl(type=kind) if kind.kind == "text":
            return ("table",)
        case _:
            return ()
