"""The schema of a translation: a model in; what may stand in a file that lies over one of it, out.

The same keys, texts only; none has to be there. What a text is, the types of the models say (`catalog/leaves.py`).
"""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ..catalog.leaves import Kind, members, parted, types_of
from ..words import Words
from .parts import Schema, meaning, united

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
_OF_KIND: dict[Kind, Schema] = {
    Kind.TEXT: _TEXT,
    Kind.ANY: _TEXT,
    Kind.FORMULA: _TEXTS,  # each quoted text of the formula, and what it is here
    Kind.OWN_LIST: {"type": "array", "items": _TEXT},
}


def overlay(model: type[BaseModel], words: Words) -> Schema:
    defined: dict[str, Schema] = {}
    made = _of_model(model, words, defined)
    needed = {name: each for name, each in sorted(defined.items()) if each["properties"].keys() - {"id"}}
    return {**made, "$defs": needed} if needed else made


def _of(wanted: Any, words: Words, defined: dict[str, Schema]) -> Schema | None:
    """None where no text can stand."""
    notes, bare = parted(wanted)
    kind = next((note for note in notes if isinstance(note, Kind)), None)
    if kind is not None:
        return _OF_KIND[kind]
    if bare is object:
        return {}
    if get_origin(bare) is list:
        inside = _of(get_args(bare)[0], words, defined)
        return None if inside is None else {"type": "array", "items": inside}
    if get_origin(bare) is dict:
        inside = _of(get_args(bare)[1], words, defined)
        return None if inside is None else {"type": "object", "additionalProperties": inside}
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        if bare.__name__ not in defined:
            defined[bare.__name__] = _of_model(bare, words, defined)
        return {"$ref": f"#/$defs/{bare.__name__}"} if defined[bare.__name__]["properties"].keys() - {"id"} else None
    several = [each for each in members(bare) if each is not bare]
    found = [each for member in several if (each := _of(member, words, defined)) is not None]
    return united([each for at, each in enumerate(found) if each not in found[:at]]) if found else None


def _of_model(model: type[BaseModel], words: Words, defined: dict[str, Schema]) -> Schema:
    """An `id` may be repeated, so that entries of a list are told apart."""
    made = {key: {} if key == "id" else _of(wanted, words, defined) for key, wanted in types_of(model).items()}
    keys = {
        key: {**inner, "description": meaning(model, key, words)} for key, inner in made.items() if inner is not None
    }
    return {"type": "object", "properties": keys, "additionalProperties": False}
