"""What is wrong in a formula: a place in its text, a message code and its facts. The catalog adds the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from .tree import Place


# Not frozen: Python writes `__traceback__` into a raised exception, and a frozen one may refuse that.
@dataclass
class Fault(Exception):
    """One mistake in a formula. Raised by the parser, which cannot go on; collected by the checker."""

    place: Place
    code: str
    facts: dict[str, str] = field(default_factory=dict)
    near: str | None = None


class Unsound(Exception):
    """A formula reads a value whose own declaration is wrong, so that it cannot be checked."""
