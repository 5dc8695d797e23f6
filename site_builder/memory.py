"""What was made, and from what: handed in by whoever makes the same things again and again.

`serve` does within a run; a build does from run to run. Whoever hands in none gets everything made anew; what comes
out is the same.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from .kept import digest, folder, keep_made, made

Made = TypeVar("Made")
_Kept = dict[str, tuple[tuple[object, ...], Any]]


@dataclass
class Memory:
    """One thing is kept under each name, the last. `made`: the names of what was made anew, in order."""

    made: list[str] = field(default_factory=list)
    _kept: _Kept = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def of(self, name: str, made_from: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives, or gave when it was last made from what is equal to this. None is not kept."""
        self._asked.add(name)
        kept = self._kept.get(name)
        if kept is not None and kept[0] == made_from:
            made: Made = kept[1]
            return made
        made = make()
        self.made.append(name)
        if made is not None:
            self._kept[name] = (made_from, made)
        return made

    def found(self, name: str, made_from: tuple[object, ...], look: Callable[[], list[Made]]) -> list[Made]:
        """What `look` finds. Kept is only that it found nothing: what is wrong is looked for each time."""
        found: list[Made] = []

        def nothing() -> bool | None:
            found.extend(look())
            return None if found else True

        self.of(name, made_from, nothing)
        return found

    # ---------------------------------------------------------------- from run to run

    @classmethod
    def recalled(cls, *about: str) -> Memory:
        """As a run of the same program kept it, if that is there and whole. `about`: whose memory it is."""
        kept = made(_path(about))
        return cls() if kept is None else cls(_kept=_read(kept))

    def keep(self, *about: str, whole: bool = True) -> None:
        """What nobody asked for in this run is forgotten, where it was a `whole` one."""
        if not self.made:
            return
        wanted = {name: each for name, each in self._kept.items() if not whole or name in self._asked}
        try:
            kept = pickle.dumps(wanted, pickle.HIGHEST_PROTOCOL)
        except (pickle.PicklingError, RecursionError):
            return
        keep_made(_path(about), kept, _MOST_KEPT)


_MOST_KEPT = 12  # of the size of ten megabytes, for a knowledge base as large as the project's own


def _path(about: tuple[str, ...]) -> Path:
    return folder("memory") / f"{digest(each.encode() for each in about)[:24]}.pickle"


def _read(kept: bytes) -> _Kept:
    """Without looking for garbage among a million things that all stay: that doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        read: _Kept = pickle.loads(kept)
        return read
    finally:
        if was_on:
            gc.enable()
