"""What of a tool can be worked out with a pencil in a few minutes; the rest is left to the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
        return self.scene.tool.program.values[name].role != "derived" or name in self._by_pencil

    @cached_property
    def _by_pencil(self) -> frozenset[str]:
        """The derived values that a person can work out: no statistics, not too many figures, made from none such."""
        program, needs, machine = self.scene.tool.program, reads(self.scene.tool.program), set[str]()
        for step in program.order:  # what a step needs comes before it
            if any(need in machine for need in needs.get(step.name, ())) or self._is_heavy(step.name):
                machine.add(step.name)
        derived = (name for name, value in program.values.items() if value.role == "derived" and "." not in name)
        return frozenset(name for name in derived if name not in machine and room(self.formula(name)) <= LONGEST)

    def _is_heavy(self, name: str) -> bool:
        value = self.scene.tool.program.values.get(name)
        if value is None or value.formula is None:
            return False
        if any(isinstance(node, Aggregate) and node.function in BY_MACHINE for node in walk(value.formula)):
            return True
        return value.role == "derived" and value.type.kind in ("number", "text") and self.count(name) > MOST

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
