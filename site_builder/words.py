"""The words of the interface in one locale: a key and facts in, a text out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .chinese import Converter
from .resources import templates

LOCALES = ("zh-hant", "en")
"""In which authors are told what is wrong."""

FALLBACK = "en"

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Words:
    """`messages` holds every text by its keys joined with points: `problem.unknown_key.what`."""

    locale: str
    messages: dict[str, str] = field(hash=False)

    def text(self, key: str, /, **facts: object) -> str:
        """The message with its `{name}` placeholders filled. What a fact contains is never read as a placeholder.

        A message or a fact that is missing is our own mistake: KeyError.
        """
        if key not in self.messages:
            raise KeyError(f"no words for {key!r} in locale {self.locale!r}")
        return _PLACEHOLDER.sub(lambda found: str(facts[found[1]]), self.messages[key])

    def section(self, name: str) -> dict[str, str]:
        """The messages below `name`, by the rest of their keys, placeholders unfilled."""
        return {key.removeprefix(f"{name}."): text for key, text in self.messages.items() if key.startswith(f"{name}.")}

    def saying(self, name: str) -> Words:
        """With the messages below `name` in place of those that they are named like."""
        return Words(self.locale, self.messages | self.section(name))

    def __contains__(self, key: str) -> bool:
        return key in self.messages


def load(locale: str, own: Path | None = None) -> Words:
    """The catalogue of `locale`. `own`: a file of words that a knowledge base brings for a locale unknown here.

    A catalogue with `derived` is another one's, converted; what it says itself counts before that. What others leave
    out is said in English.
    """
    said = _read(_path(locale, own))
    below = said.get("derived.from", None if locale in LOCALES else FALLBACK)
    if below is None:
        return Words(locale, said)
    return Words(locale, {**(_derived(locale, below) if "derived.from" in said else load(below).messages), **said})


def unsaid(locale: str, own: Path) -> list[str]:
    """The keys of what learners read that a catalogue leaves out, so that it is said in English."""
    said = _read(_path(locale, own))
    if "derived.from" in said:
        return []
    return [key for key in load(FALLBACK).messages if key not in said and not key.startswith(_FOR_AUTHORS)]


_FOR_AUTHORS = ("command.", "problem.", "function.", "key.")


def to_translate(locale: str) -> str:
    """What learners read, in English: the file of words of a locale that has none, for its translator to begin with."""
    text = re.sub(r"^#.*\n", "", _path(FALLBACK).read_text("utf-8"), flags=re.MULTILINE)
    _, *sections = re.split(r"^(?=[a-z_]+:$)", text, flags=re.MULTILINE)
    left = ("locale:", *(each.replace(".", ":") for each in _FOR_AUTHORS))
    head = (
        "# What learners read on the pages, in English: for the translator: keys and {braces} stay.\n"
        "# `theme` is what Material calls its own words of the language.\n"
        f"locale:\n  name: {locale}\n  lang: {locale}\n  theme: en\n\n"
    )
    return head + "".join(each for each in sections if not each.startswith(left))


def locales_with_words() -> list[str]:
    return sorted(path.stem for path in (templates() / "words").glob("*.yml"))


def _path(locale: str, own: Path | None = None) -> Path:
    path = templates() / "words" / f"{locale}.yml"
    return own if own is not None and not path.is_file() else path


def _read(path: Path) -> dict[str, str]:
    return _read_once(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read_once(path: Path, changed: int) -> dict[str, str]:
    """A run asks for the same words many times. `changed`: `serve` lives longer than a state of the file."""
    # The base loader leaves every scalar a text: `yes` is a word here.
    return dict(_flat("", yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)))


def _derived(locale: str, origin: str) -> dict[str, str]:
    paths = _path(locale), _path(origin)
    return _derived_once(*paths, *(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=4)
def _derived_once(path: Path, origin: Path, *changed: int) -> dict[str, str]:
    own = Words(path.stem, _read(path))
    change = Converter(own.messages["derived.rule"], own.section("derived.corrections"))
    return {key: change(text) for key, text in load(origin.stem).messages.items()}


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _flat(prefix: str, part: Any) -> Iterator[tuple[str, str]]:
    match part:
        case dict():
            for key, value in part.items():
                yield from _flat(f"{prefix}.{key}" if prefix else key, value)
        case list():
            for position, value in enumerate(part):
                yield from _flat(f"{prefix}.{position}", value)
        case _:
            yield prefix, str(part).rstrip("\n")
