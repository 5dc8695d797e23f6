"""Where a loader collects what is wrong in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ..formula.assemble import Misfit
from ..problem import Phrase, Problem, Span

_KINDS = ("number", "truth", "text", "item")  # said in the locale's own words

Path = tuple[str | int, ...]


class Places(Protocol):
    """What tells where data stand in their file: `Located`, and whatever reads another form."""

    def span(self, path: Path, key: bool = False) -> Span: ...

    def raw(self, path: Path) -> str | None: ...

    def inside(self, path: Path, start: int, end: int) -> Span: ...

    def key_problems(self, path: Path) -> list[Problem]: ...


@dataclass(frozen=True)
class Findings:
    """The problems found so far in one located file."""

    located: Places
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, code: str, *, key: bool = False, near: str | None = None, **facts: object) -> None:
        """A problem of the value at `path`, or of its key."""
        self.problems.append(Problem(self.located.span(path, key=key), code, facts, near))

    def add_no_mapping(self, path: Path, code: str, **facts: object) -> None:
        """A problem of what was to be a mapping: if it is a text, the wrong colons in it."""
        slips = self.located.key_problems(path)
        self.problems.extend(slips or [Problem(self.located.span(path), code, facts)])

    def add_misfit(self, misfit: Misfit, path: Path) -> None:
        """A fault inside the formula whose text stands at `path`."""
        place = misfit.fault.place
        span = self.located.inside(path, place.start, place.end)
        facts = {name: _worded(fact) for name, fact in misfit.fault.facts.items()}
        self.problems.append(Problem(span, misfit.fault.code, facts, misfit.fault.near))


def _worded(fact: str) -> str | Phrase:
    return Phrase(fact) if fact in _KINDS else fact or Phrase("no_unit")
