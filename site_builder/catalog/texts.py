"""The Markdown texts in an author's file: a model in, each text with its path out, or the model with other texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from ..located_yaml import DataPath

PROSE = frozenset(
    """
    action advice ask because body caution day deliverable detail do how intro items means mistakes note
    principle questions read reading reading_intro reliability result says situation source_note start text used_for
    when who why
    """.split()  # noqa: SIM905
)
"""The keys whose texts are Markdown, in tools, stories and pages."""

Model = TypeVar("Model", bound=BaseModel)


def texts(model: BaseModel, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """Every Markdown text in a model, with its path in the file."""
    for key, name in _names(type(model)).items():
        yield from _below(getattr(model, name), key, (*path, key))


def _below(part: Any, key: str, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    match part:
        case str():
            if key in PROSE:
                yield path, part
        case BaseModel():
            yield from texts(part, path)
        case dict():
            for each, inner in part.items():
                yield from _below(inner, key, (*path, each))
        case list():
            for at, inner in enumerate(part):
                yield from _below(inner, key, (*path, at))


def rewritten(model: Model, change: Callable[[DataPath, str], str], path: DataPath = ()) -> Model:
    """The model with `change(path, text)` for each of its Markdown texts; the same object where nothing changes."""
    changed = {}
    for key, name in _names(type(model)).items():
        old = getattr(model, name)
        new = _rewritten(old, key, change, (*path, key))
        if new is not old:
            changed[name] = new
    return model.model_copy(update=changed) if changed else model


def _rewritten(part: Any, key: str, change: Callable[[DataPath, str], str], path: DataPath) -> Any:
    match part:
        case str() if key in PROSE:
            new = change(path, part)
            return new if new != part else part
        case BaseModel():
            return rewritten(part, change, path)
        case dict():
            pairs = {each: _rewritten(inner, key, change, (*path, each)) for each, inner in part.items()}
            return pairs if any(pairs[each] is not inner for each, inner in part.items()) else part
        case list():
            items = [_rewritten(inner, key, change, (*path, at)) for at, inner in enumerate(part)]
            return items if any(new is not old for new, old in zip(items, part, strict=True)) else part
        case _:
            return part


@cache
def _names(model: type[BaseModel]) -> Mapping[str, str]:
    """The attributes of a model by the keys that authors write."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def sourced(model: BaseModel, keys: Sequence[str] = ("source", "sources")) -> Iterator[tuple[DataPath, str]]:
    """Every source id that a file gives as such, with its path."""

    def below(part: Any, path: DataPath) -> Iterator[tuple[DataPath, str]]:
        match part:
            case BaseModel():
                for key, name in _names(type(part)).items():
                    yield from below(getattr(part, name), (*path, key))
            case dict():
                for key, inner in part.items():
                    yield from below(inner, (*path, key))
            case list():
                for at, inner in enumerate(part):
                    yield from below(inner, (*path, at))
            case str():
                if path[-1] in keys or (len(path) > 1 and path[-2] in keys):
                    yield path, part

    yield from below(model, ())
