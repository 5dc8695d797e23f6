"""What in an author's file is text for people: located data and its pydantic model in, these leaves with paths out.

The types of the models say it: a `Kind` stands beside each type whose values can be translated.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ..located_yaml import Branch, DataPath, Leaf, Node, Row


class Kind(Enum):
    """`ANY`: whatever an author types; text for people where it looks like one, else an id or the like.
    `FORMULA`: the quoted texts in it are for people. `OWN_LIST`: a list of texts that is another one in each language.
    """

    TEXT = "text"
    ANY = "any"
    FORMULA = "formula"
    OWN_LIST = "own list"


@dataclass(frozen=True)
class Found:
    """A leaf (of `OWN_LIST`: a row) that can be translated. `needed`: has to be."""

    path: DataPath
    node: Node
    kind: Kind

    @property
    def needed(self) -> bool:
        match self.kind, self.node:
            case Kind.TEXT, Leaf(value=str() as text):
                return text.strip() != ""
            case Kind.ANY, Leaf(value=str() as text):
                return is_said(text)
            case Kind.FORMULA, Leaf(text=text):
                return any(is_said(each) for each in quoted(text))
            case _:
                return False


def leaves(node: Node, model: Any, path: DataPath = ()) -> Iterator[Found]:
    """In the order of the file. What does not have the model's shape is passed over."""
    notes, wanted = parted(model)
    kind = next((note for note in notes if isinstance(note, Kind)), None)
    match node:
        case Row() if kind is Kind.OWN_LIST:
            yield Found(path, node, kind)
        case Leaf(value=str()):
            found = kind or _kind_of_text(wanted)
            if found is not None:
                yield Found(path, node, found)
        case Branch():
            fields = _fields(wanted, node)
            for key, inner in node.values.items():
                if fields is None or key in fields:
                    yield from leaves(inner, object if fields is None else fields[key], (*path, key))
            # A list of its own another language may have although the original has none.
            for key, each in (fields or {}).items():
                if key not in node.values and Kind.OWN_LIST in parted(each)[0]:
                    yield Found((*path, key), Row(node.start, node.start), Kind.OWN_LIST)
        case Row():
            inside = _of_items(wanted)
            for at, inner in enumerate(node.items):
                yield from leaves(inner, inside, (*path, at))


def is_said(text: str) -> bool:
    """Whether a text that could as well be an id is one for people: it has letters or signs of Chinese, for instance.

    Other signs beyond ASCII (·, ρ) are the same in every language.
    """
    return any(
        unicodedata.category(each) == "Lo" or unicodedata.east_asian_width(each) in ("W", "F")
        for each in text
        if each > "\x7f"
    )


_QUOTED = re.compile(r'"([^"\n]*)"')


def quoted(formula: str) -> list[str]:
    """The texts in a formula, each once."""
    return list(dict.fromkeys(_QUOTED.findall(formula)))


def requoted(formula: str, texts: dict[str, str]) -> str:
    """The formula with other texts; a quotation mark within one would end it."""
    return _QUOTED.sub(lambda found: '"' + texts.get(found[1], found[1]).replace('"', "”") + '"', formula)


# ---------------------------------------------------------------- types


def parted(wanted: Any) -> tuple[list[Any], Any]:
    """The notes of a type, and the type; `X | None` is X."""
    notes: list[Any] = []
    while True:
        if get_origin(wanted) is Annotated:
            wanted, *more = get_args(wanted)
            notes += more
        elif len(several := members(wanted)) == 1 and _is_union(wanted):
            wanted = several[0]
        else:
            return notes, wanted


def _is_union(wanted: Any) -> bool:
    return get_origin(wanted) in (Union, types.UnionType)


def members(wanted: Any) -> list[Any]:
    """The members of a union, those of its unions too; of any other type, itself."""
    if not _is_union(wanted):
        return [wanted]
    found = [each for member in get_args(wanted) for each in members(member)]
    return [each for each in found if each is not types.NoneType]


def _kind_of_text(wanted: Any) -> Kind | None:
    if wanted is object:
        return Kind.ANY
    kinds = [note for member in members(wanted) for note in parted(member)[0] if isinstance(note, Kind)]
    return kinds[0] if _is_union(wanted) and kinds else None


def _of_items(wanted: Any) -> Any:
    for member in members(wanted):
        _, bare = parted(member)
        if get_origin(bare) is list:
            return get_args(bare)[0]
    return object if wanted is object else None


class _Values(dict[str, Any]):
    """Any key, each with values of the same type."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return self.inside


def _fields(wanted: Any, node: Branch) -> dict[str, Any] | None:
    """The types behind a mapping's keys; None where anything may stand."""
    models, other = [], None
    for member in members(wanted):
        _, bare = parted(member)
        if isinstance(bare, type) and issubclass(bare, BaseModel):
            models.append(bare)
        elif get_origin(bare) is dict:
            other = _Values(get_args(bare)[1])
        elif bare is object:
            return None
        elif _is_union(bare):  # told apart by a note of its own
            return _fields(bare, node)
    fitting = models if len(models) == 1 and other is None else [each for each in models if _fits(each, node)]
    return types_of(fitting[0]) if fitting else other if other is not None else {}


def _fits(model: type[BaseModel], node: Branch) -> bool:
    """Whether the mapping can be of this model: told by `kind`, where it has one, else by its keys."""
    known = types_of(model)
    if "kind" in known and get_origin(known["kind"]) is Literal:
        kind = node.values.get("kind")
        return isinstance(kind, Leaf) and kind.value in get_args(known["kind"])
    return all(key in known for key in node.values)


@cache
def types_of(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}
