"""Which figures a formula reads, for the dialog that explains a figure: typed trees in, plain data out.

A part is `{"value", "at"}`, where `at` holds, per list, an index by name, an item by position, the read of the figure
that names the item, or None where the place cannot be told beforehand; or it is `{"over", "parts"}` for an aggregate.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from ..formula.program import LightDecl, ValueDecl
from ..formula.tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Typed

Part = dict[str, Any]


def made_from(decl: ValueDecl | LightDecl) -> list[Part]:
    trees = [decl.formula] if isinstance(decl, ValueDecl) else [decl.red, decl.amber]
    return _joined(_distinct(part for tree in trees if tree is not None for part in _parts(tree)))


def _parts(tree: Typed) -> list[Part]:
    match tree:
        case Constant() | Item() | Here():
            return []
        case Label():
            return _parts(tree.item)
        case Read():
            deeper = [part for at in tree.at if not isinstance(at, Here | Item) for part in _parts(at)]
            return [*deeper, {"value": tree.value, "at": [_place(at) for at in tree.at]}]
        case Apply():
            return _distinct(part for arg in tree.args for part in _parts(arg))
        case Aggregate():
            inner = [*tree.args, *([tree.where] if tree.where is not None else [])]
            return _aggregate(
                [(index.name, index.list) for index in tree.over], [p for arg in inner for p in _parts(arg)]
            )
        case _:
            assert_never(tree)


def _aggregate(over: list[tuple[str, str]], parts: list[Part]) -> list[Part]:
    """Reads that do not vary over the aggregate's items stand beside it; an inner aggregate is shown with the outer."""
    names = {name for name, _ in over}
    varying = [part for part in parts if "value" in part and _mentions(part, names)]
    fixed = [part for part in parts if "value" in part and not _mentions(part, names)]
    inner = [
        {"over": [*map(list, over), *part["over"]], "parts": part["parts"]}
        if any(_mentions(read, names) for read in part["parts"])
        else part
        for part in parts
        if "over" in part
    ]
    own = [{"over": [list(index) for index in over], "parts": _distinct(varying)}] if varying else []
    return [*_distinct(fixed), *own, *inner]


def _joined(parts: list[Part]) -> list[Part]:
    """Aggregates over the same lists are shown in one table."""
    joined: list[Part] = []
    for part in parts:
        same = next((other for other in joined if "over" in part and other.get("over") == part["over"]), None)
        if same is None:
            joined.append(part)
        else:
            same["parts"] = _distinct([*same["parts"], *part["parts"]])
    return joined


def _mentions(at: Part | str | int | None, names: set[str]) -> bool:
    if isinstance(at, dict):
        return any(_mentions(each, names) for each in at["at"])
    return at in names


def _place(at: Typed) -> Part | str | int | None:
    match at:
        case Here():
            return at.index.name
        case Item():
            return at.position
        case Read():
            return {"value": at.value, "at": [_place(each) for each in at.at]}
        case _:
            return None


def _distinct(parts: Iterable[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return found
