"""Pydantic's errors in; flaws out: each one place in the data, with the type that was expected there.

Pydantic says one thing per member of a union and puts the member's name among the keys of the place. Here the model's
own types are followed beside the place, so that names are told from keys and a union has one flaw.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..located_yaml import DataPath


@dataclass(frozen=True)
class Flaw:
    """`rule` and `limits` are pydantic's `type` and `ctx`.

    `wanted` is the type at `path`, or of the key there (`in_key`). `owner` is the model that a missing or unknown key
    belongs to.
    """

    rule: str
    path: DataPath
    wanted: Any
    in_key: bool = False
    owner: type[BaseModel] | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)


def flaws(error: ValidationError, model: type[BaseModel], at: DataPath) -> list[Flaw]:
    """What is wrong, in the order of the model, with paths from the root of the data."""
    return _one_per_union([_trace(details, model, at) for details in error.errors(include_url=False)], depth=0)


def aliases(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the keys that an author writes."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def kinds(wanted: Any) -> tuple[str, ...]:
    """What a type takes, as names of the terms in the catalogue of words."""
    found = dict.fromkeys(_kind(member) for member in _members(wanted) or (_bare(wanted),))
    if "number" in found:
        found.pop("whole", None)
    return tuple(found)


def choices(wanted: Any) -> tuple[str, ...]:
    """The words of a `Literal`, or the tags of models that one key tells apart."""
    return tuple(tag for member in _members(wanted) or (_bare(wanted),) for tag in _tags(member))


# ---------------------------------------------------------------- following a place through the model


@dataclass(frozen=True)
class _Passed:
    """A union on the way to a flaw: where, its type, and the name of the member that was tried."""

    path: DataPath
    wanted: Any
    member: str


def _trace(details: ErrorDetails, model: type[BaseModel], at: DataPath) -> tuple[Flaw, tuple[_Passed, ...]]:
    path, passed = at, []
    wanted: Any = model
    key, owner, in_key = None, None, False
    for part in details["loc"]:
        members = _members(wanted)
        if part == "[key]" and key is not None:
            wanted, in_key = key, True
        elif members and _told_apart(wanted):
            wanted = next((member for member in members if part in _tags(member)), None)
        elif members:
            passed.append(_Passed(path, wanted, str(part)))
            wanted = next((member for member in members if _is_called(member, str(part))), None)
        else:
            path = (*path, part)
            key, owner, wanted = _step(_bare(wanted), str(part))
    return Flaw(details["type"], path, wanted, in_key, owner, details.get("ctx", {})), tuple(passed)


def _step(wanted: Any, part: str) -> tuple[Any, type[BaseModel] | None, Any]:
    """One step down: the type of keys (of a mapping by author's names), the model, the type of what stands there."""
    inner = get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        info = aliases(wanted).get(part)
        return None, wanted, _Field(info) if info else None
    if get_origin(wanted) is dict:
        return inner[0], None, inner[1]
    return None, None, inner[0] if get_origin(wanted) is list else None


def _one_per_union(traces: Iterable[tuple[Flaw, tuple[_Passed, ...]]], depth: int) -> list[Flaw]:
    found: list[Flaw] = []
    for path, group in groupby(traces, key=lambda trace: trace[1][depth].path if len(trace[1]) > depth else None):
        members = list(group)
        if path is None:
            found += [flaw for flaw, _ in members]
            continue
        # Of a member whose kind was written, what is wrong inside is told; if there is none, that none fits.
        inside = [(flaw, passed) for flaw, passed in members if flaw.path != path or not flaw.rule.endswith("_type")]
        if inside:
            name = inside[0][1][depth].member
            found += _one_per_union([trace for trace in inside if trace[1][depth].member == name], depth + 1)
        else:
            found.append(Flaw("union_type", path, members[0][1][depth].wanted))
    return found


# ---------------------------------------------------------------- types


@dataclass(frozen=True)
class _Field:
    """A field's type together with what its declaration says."""

    info: FieldInfo


def _bare(wanted: Any) -> Any:
    """A type without its notes, and without `None` beside a single other type."""
    match wanted:
        case _Field():
            return _bare(wanted.info.annotation)
        case _ if get_origin(wanted) is Annotated:
            return _bare(get_args(wanted)[0])
        case _ if get_origin(wanted) in (Union, types.UnionType):
            members = [member for member in get_args(wanted) if member is not types.NoneType]
            return _bare(members[0]) if len(members) == 1 else wanted
        case _:
            return wanted


def _members(wanted: Any) -> tuple[Any, ...]:
    """The members of a union, without `None`; nothing for any other type."""
    bare = _bare(wanted)
    if get_origin(bare) not in (Union, types.UnionType):
        return ()
    return tuple(_bare(member) for member in get_args(bare) if member is not types.NoneType)


def _told_apart(wanted: Any) -> bool:
    """Whether the members of a union are told apart by one key, its discriminator."""
    match wanted:
        case _Field():
            return wanted.info.discriminator is not None or _told_apart(wanted.info.annotation)
        case _ if get_origin(wanted) is Annotated:
            first, *notes = get_args(wanted)
            return any(getattr(note, "discriminator", None) for note in notes) or _told_apart(first)
        case _ if get_origin(wanted) in (Union, types.UnionType):
            members = [member for member in get_args(wanted) if member is not types.NoneType]
            return len(members) == 1 and _told_apart(members[0])
        case _:
            return False


def _tags(member: Any) -> tuple[str, ...]:
    if get_origin(member) is Literal:
        return tuple(str(choice) for choice in get_args(member))
    if isinstance(member, type) and issubclass(member, BaseModel):
        literals = [info.annotation for info in member.model_fields.values() if get_origin(info.annotation) is Literal]
        return tuple(str(choice) for choice in get_args(literals[0])) if literals else ()
    return ()


def _is_called(member: Any, name: str) -> bool:
    """Whether pydantic calls a union's member so: `str`, `constrained-str`, `list[str]`, `dict[str,any]`, a model."""
    origin = get_origin(member) or member
    plain = getattr(origin, "__name__", "")
    return name in (plain, f"constrained-{plain}") or name.startswith(f"{plain}[")


def _kind(wanted: Any) -> str:
    origin = get_origin(wanted) or wanted
    if origin in _KINDS:
        return _KINDS[origin]
    return "mapping" if isinstance(origin, type) and issubclass(origin, BaseModel) else "anything"


_KINDS: dict[Any, str] = {
    str: "text",
    Literal: "text",
    int: "whole",
    float: "number",
    bool: "truth",
    list: "list",
    dict: "mapping",
}
