"""What a reader knows things by: the labels and phrases that sentences and MathML share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .. import functions
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Typed


@dataclass(frozen=True)
class Naming:
    """What a reader knows things by: labels of values and lists by id (items have theirs in the program), and
    `phrases`, the section `function` of a locale's catalogue."""

    program: Program
    values: Mapping[str, str]
    lists: Mapping[str, str]
    phrases: Mapping[str, str]


ATOM = 100
PHRASE = 9
"""How tightly a phrase binds: an operand of any operator, but no argument of another phrase."""


def number(node: Constant) -> str:
    """As one writes it: 20%, 10,000, 0.5."""
    decimal = Decimal(repr(node.value)) * (100 if node.percent else 1)
    text = f"{decimal:,f}" if decimal.is_finite() else "∞"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("%" if node.percent else "")


def meant(node: Typed) -> Typed:
    """An item whose name is meant is said like the item itself."""
    match node:
        case Label(item=item) | Apply(function="otherwise", args=(_, Label(item=item))):
            return item
    return node


def only_items(node: Aggregate) -> bool:
    """Whether only the items are meant: `count(account)`, `first(tier where …)`."""
    parts = [meant(arg) for arg in node.args]
    return all(isinstance(part, Here) and part.index in node.over for part in parts)


def runs_unnamed(node: Typed, running: frozenset[Index]) -> bool:
    """Whether the item is the one an aggregate is at, and has no name of its own."""
    return isinstance(node, Here) and node.index in running and node.index.name == node.index.list


def whole_power(node: Apply) -> int | None:
    """The exponent of a power, where it is a small whole number."""
    match node.args[1]:
        case Constant(value=float() as value, percent=False) if value == int(value) and value < 100:
            return int(value)
    return None


@dataclass(frozen=True)
class Names:
    naming: Naming

    def phrase(self, key: str) -> str:
        return self.naming.phrases[key]

    def filled(self, key: str, **texts: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: texts[found[1]], self.phrase(f"phrase.{key}"))

    def index(self, index: Index) -> str:
        label = self.naming.lists.get(index.list, index.list)
        return label if index.name == index.list else self.filled("index", list=label, name=index.name)

    def item(self, node: Item) -> str:
        labels = self.naming.program.lists[node.list].labels
        return labels[node.position] if labels is not None else node.item

    def here(self, node: Here) -> str:
        alias = node.index.name != node.index.list
        return self.index(node.index) if alias else self.filled("here", list=self.index(node.index))

    def constant(self, node: Constant) -> str:
        if isinstance(node.value, bool):
            return self.phrase("phrase.yes" if node.value else "phrase.no")
        return self.filled("quoted", x=node.value) if isinstance(node.value, str) else number(node)

    def read(self, node: Read, said: Callable[[Typed], str]) -> str:
        label = self.naming.values.get(node.value, node.value)
        shape = self.naming.program.values[node.value].shape
        chosen = [at for at, index in zip(node.at, shape, strict=True) if not isinstance(at, Here) or at.index != index]
        if not chosen:
            return label
        return self.filled("at", value=label, at=self.phrase("phrase.comma").join(said(at) for at in chosen))

    def over(self, over: Iterable[Index]) -> str:
        return self.phrase("phrase.comma").join(self.index(index) for index in over)


def operands(node: Apply) -> tuple[int, int]:
    """How tightly the operands must bind: among `and` and `or` only a chain of the same goes without parentheses."""
    tightness = functions.scalars[node.function].tightness
    if node.function in ("and", "or"):
        chain = isinstance(node.args[0], Apply) and node.args[0].function == node.function
        return (tightness if chain else 3), 3
    if node.function == "not":
        return 0, 0
    if node.function == "negative":  # -x² has two readings
        return ATOM, ATOM
    chained = tightness in (5, 6)
    return (tightness if chained else tightness + 1), tightness + 1
