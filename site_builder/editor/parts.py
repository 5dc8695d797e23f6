"""What the schemas of originals and of translations are put together from."""

from __future__ import annotations

import re
from typing import Any

from ..words import Words

Schema = dict[str, Any]

_PLAIN = ("boolean", "integer", "number", "string", "null")


def meaning(model: type, key: str, words: Words) -> str:
    """The sentence about a key: of the model, of one that it extends, or of any model."""
    names = (f"key.{_snake(each.__name__)}.{key}" for each in model.__mro__)
    return words.text(next((name for name in names if name in words), f"key.any.{key}"))


def united(members: list[Schema]) -> Schema:
    """What one of the members accepts; plain types become one list of types."""
    plain = [each for each in members if each.get("type") in _PLAIN and "enum" not in each and "const" not in each]
    names = list(dict.fromkeys(each["type"] for each in plain))
    if "number" in names and "integer" in names:
        names.remove("integer")
    limits = {key: limit for each in plain for key, limit in each.items() if key != "type"}
    one = [{**limits, "type": names[0] if len(names) == 1 else names}] if names else []
    others = [each for each in members if each not in plain]
    return (one + others)[0] if len(one + others) == 1 else {"anyOf": one + others}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("File")).lower()
