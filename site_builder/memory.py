"""What was made, and from what: handed in by whoever makes the same things again and again, as `serve` does.

Whoever hands in none gets everything made anew; what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Made = TypeVar("Made")


@dataclass
class Memory:
    """One thing is kept under each name, the last. `made`: the names of what was made anew, in order."""

    made: list[str] = field(default_factory=list)
    _kept: dict[str, tuple[tuple[object, ...], Any]] = field(default_factory=dict)

    def of(self, name: str, made_from: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives, or gave when it was last made from what is equal to this. None is not kept."""
        kept = self._kept.get(name)
        if kept is not None and kept[0] == made_from:
            made: Made = kept[1]
            return made
        made = make()
        self.made.append(name)
        if made is not None:
            self._kept[name] = (made_from, made)
        return made
