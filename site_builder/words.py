"""The words of the interface in one locale: a key and facts in, a text out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .resources import templates

LOCALES = ("zh-hant", "en")

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Words:
    """`messages` holds every text by its keys joined with points: `problem.unknown_key.what`."""

    locale: str
    messages: dict[str, str]

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

    def __contains__(self, key: str) -> bool:
        return key in self.messages


def load(locale: str) -> Words:
    """The catalogue of `locale`, one of LOCALES."""
    path = templates() / "words" / f"{locale}.yml"
    return _load(locale, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _load(locale: str, path: Path, changed: int) -> Words:
    """Read once: a run asks for the same words many times. `changed`: `serve` lives longer than a state of the file."""
    # The base loader leaves every scalar a text: `yes` is a word here.
    return Words(locale, dict(_flat("", yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))))


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
