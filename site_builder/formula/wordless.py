"""A program as plain data without what it says in words: the same for every language of one definition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass

from .program import ListDecl, ValueDecl
from .tree import Constant


def wordless(part: object, without: Collection[str] = ()) -> object:
    """Labels, texts that stand in formulas and defaults that are texts are left out, and fields named in `without`."""
    names: dict[type, tuple[str, ...]] = {}  # of the fields of each class, looked up once

    def plain(part: object) -> object:
        if is_dataclass(part):
            kind = type(part)
            if kind not in names:
                names[kind] = tuple(field.name for field in fields(part) if field.name not in without)
            said = _said(part)
            return [kind.__name__, *(plain(getattr(part, name)) for name in names[kind] if name not in said)]
        if isinstance(part, dict):
            return [(key, plain(each)) for key, each in part.items()]
        return [plain(each) for each in part] if isinstance(part, (tuple, list)) else part

    return plain(part)


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
