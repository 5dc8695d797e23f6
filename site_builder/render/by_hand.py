"""What of a tool can be worked out with a pencil in a few minutes; the rest is left to the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from unicodedata import east_asian_width

from ..formula.order import reads
from ..formula.tree import Aggregate, walk
from .blank_scene import rows_of
from .figures import Scene
from .rules import Rules

LONGEST = 190  # a formula that takes more room in words is no work for a pencil
MOST = 20  # more figures than this are not either
BY_MACHINE = {"correlation", "stdev"}


@dataclass(frozen=True)
class ByHand:
    scene: Scene
    rules: Rules

    def is_written(self, name: str) -> bool:
        """Whether there is a place for it: what is given, what is a fact, and what a person can work out."""
        if name in self.scene.tool.file.lights:
            return self.count(name) <= MOST
        if self.scene.tool.program.values[name].role != "derived":
            return True
        return room(self.formula(name)) <= LONGEST and not self._needs_machine(name)

    def _needs_machine(self, name: str) -> bool:
        """Whether it, or anything it is made from, is a matter of statistics or of too many figures."""
        needs, ahead, seen = reads(self.scene.tool.program), [name], set[str]()
        while ahead:
            at = ahead.pop()
            value = self.scene.tool.program.values.get(at)
            if value is not None and value.formula is not None:
                nodes = walk(value.formula)
                if any(isinstance(node, Aggregate) and node.function in BY_MACHINE for node in nodes):
                    return True
                if value.role == "derived" and value.type.kind in ("number", "text") and self.count(at) > MOST:
                    return True
            ahead += [each for each in needs.get(at, ()) if each not in seen]
            seen.update(needs.get(at, ()))
        return False

    def count(self, name: str) -> int:
        """How many there are of it on the paper."""
        lists = [index.list for index in self.scene.shape(name) if index.list != self.scene.tool.file.each]
        return prod(len(rows_of(self.scene, each)) for each in lists)

    def formula(self, name: str) -> str:
        formula = self.scene.tool.program.values[name].formula
        return self.rules.plain(formula) if formula is not None else ""


def room(text: str) -> int:
    """In characters of half width."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
