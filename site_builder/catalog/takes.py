"""What tools take from each other: declared tools in, the takings of each out; what does not fit is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from ..formula.program import Figure, Table
from ..formula.tree import Shape
from ..formula.units import parse_unit
from ..problem import Phrase, closest
from .draft import Declared
from .figures import figure_at, fits
from .findings import Path
from .imports import Shelf

_NAMED = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Taken:
    """Where a value has its figures from while the learner types none: value `value` of the tool `tool`.

    `short`, `label` and `step` are what a page says of it: the other tool's short title, the value's label there, and
    the number of the first step that shows it. `untouched` is taken while nothing is typed there, nor in what that tool
    takes from: its defaults and facts by item. What is computed is then about nobody, and not taken.
    """

    tool: str
    value: str
    slug: str
    short: str
    label: str
    step: int | None
    untouched: Figure | Table = None


@dataclass(frozen=True)
class Imported:
    """Where a list is declared. `short` is that tool's short title."""

    tool: str
    slug: str
    short: str
    grown: bool


@dataclass(frozen=True)
class Takings:
    """Everything that tools take, by tool and value; `order`: the tools, those that give before those that take."""

    takes: dict[str, dict[str, Taken]]
    order: tuple[str, ...]

    def upstream(self, tool_id: str) -> tuple[str, ...]:
        """The tools whose figures this one needs, through others too, in the order in which to compute them."""
        ahead, needed = [tool_id], set[str]()
        while ahead:
            givers = {taken.tool for taken in self.takes.get(ahead.pop(), {}).values()} - needed
            needed |= givers
            ahead += givers
        return tuple(each for each in self.order if each in needed)


def imports_of(each: Declared, shelf: Shelf) -> dict[str, Imported]:
    givers = {name: shelf.drafts[a.from_] for name, a in each.file.lists.items() if a.from_ is not None}
    return {
        name: Imported(giver.id, giver.slug, giver.file.short, each.file.lists[name].items is None)
        for name, giver in givers.items()
    }


def check_takes(known: Mapping[str, Declared], shelf: Shelf) -> Takings:
    """`known`: the tools by id whose lists are there. Of a tool that is not among them, its own problem is told."""
    sound = {tool_id: dict(_takes_of(each, known, shelf)) for tool_id, each in known.items()}
    order = _order(sound, known)
    takes: dict[str, dict[str, Taken]] = {}
    for tool_id in order:
        takes[tool_id] = {
            name: _taken(known[tool_id], name, known[giver], value, takes)
            for name, (giver, value) in sound[tool_id].items()
        }
    return Takings(takes, order)


Named = tuple[str, str]
"""A tool and one of its values."""


def _takes_of(taker: Declared, known: Mapping[str, Declared], shelf: Shelf) -> Iterator[tuple[str, Named]]:
    for name, value in taker.file.values.items():
        if value.takes is None:
            continue
        path: Path = ("values", name, "takes")
        found = _NAMED.fullmatch(value.takes)
        if found is None:
            plain = value.takes.strip().lower().replace("-", "_")
            near = plain if _NAMED.fullmatch(plain) else None
            taker.findings.add(path, "takes_form", near=near, found=value.takes)
            continue
        tool, of = found.groups()
        if shelf.has(tool, path, taker.findings) and tool in known and _fits(taker, name, known[tool], of, path):
            yield name, (tool, of)


def _fits(taker: Declared, name: str, giver: Declared, value: str, path: Path) -> bool:
    """Whether the figures of the giver's value can stand in the taker's."""
    add, tool = taker.findings.add, giver.draft.id
    if value not in giver.file.values:
        add(path, "takes_unknown", near=_near(tool, value, giver), tool=tool, value=value)
        return False
    here, there = taker.source.values[name], giver.source.values[value]
    if not (here.sound and there.sound):
        return False
    kinds = [_kind(each, of) for each, of in ((giver, value), (taker, name))]
    units = [each.file.values[of].unit for each, of in ((giver, value), (taker, name))]
    if kinds[0] != kinds[1]:
        add(path, "takes_kind", tool=tool, value=value, theirs=Phrase(kinds[0]), ours=Phrase(kinds[1]))
    elif here.type.kind == "number" and _plain_unit(units[0]) != _plain_unit(units[1]):
        said = [unit or Phrase("no_unit") for unit in units]
        add(path, "takes_unit", tool=tool, value=value, theirs=said[0], ours=said[1])
    elif here.type.list and _origin(taker, here.type.list) != _origin(giver, there.type.list):
        theirs, ours = _origin(giver, there.type.list), _origin(taker, here.type.list)
        add(path, "takes_item", tool=tool, value=value, theirs=".".join(theirs), ours=".".join(ours))
    elif _origins(taker, here.shape) != _origins(giver, there.shape):
        add(
            path, "takes_lists", tool=tool, value=value, theirs=_said(giver, there.shape), ours=_said(taker, here.shape)
        )
    else:
        return True
    return False


def _near(tool: str, value: str, giver: Declared) -> str | None:
    near = closest(value, giver.file.values)
    return f"{tool}.{near}" if near is not None else None


def _kind(each: Declared, name: str) -> str:
    return "date" if each.file.values[name].type == "date" else each.source.values[name].type.kind


def _plain_unit(unit: str | None) -> object:
    """Conversions that one tool declares are none of the other's business: 萬元 is not 百萬元 here."""
    return unit if unit in (None, "%") else parse_unit(unit, {})[0]


def _origin(each: Declared, a_list: str) -> Named:
    return each.file.lists[a_list].from_ or each.draft.id, a_list


def _origins(each: Declared, shape: Shape) -> list[Named]:
    return [_origin(each, index.list) for index in shape]


def _said(each: Declared, shape: Shape) -> object:
    return ", ".join(".".join(origin) for origin in _origins(each, shape)) or Phrase("no_list")


# ---------------------------------------------------------------- the order of tools


def _order(sound: dict[str, dict[str, Named]], known: Mapping[str, Declared]) -> tuple[str, ...]:
    """Those that give before those that take. A ring is a problem of one of its tools; that link is then left out."""
    givers = {tool: dict.fromkeys(giver for giver, _ in takes.values()) for tool, takes in sound.items()}
    while True:
        try:
            return tuple(TopologicalSorter(givers).static_order())
        except CycleError as error:
            circle: list[str] = error.args[1][:0:-1]
            turn = circle.index(min(circle, key=lambda tool: known[tool].draft.number))
            ring = circle[turn:] + circle[:turn]
            taker, giver = ring[0], ring[1 % len(ring)]
            links = [name for name, (from_, _) in sound[taker].items() if from_ == giver]
            told = " → ".join([*ring, ring[0]])
            known[taker].findings.add(("values", links[0], "takes"), "takes_ring", ring=told)
            del givers[taker][giver]
            for name in links:
                del sound[taker][name]


# ---------------------------------------------------------------- what a page says of it


def _taken(taker: Declared, name: str, giver: Declared, value: str, takes: Mapping[str, Mapping[str, Taken]]) -> Taken:
    draft, label = giver.draft, giver.file.values[value].label
    before = takes[draft.id].get(value)
    table = giver.source.values[value].table if before is None else before.untouched
    untouched = _at_rest(giver, value, table)
    return Taken(draft.id, value, draft.slug, draft.file.short, label, _step(giver, value), untouched)


def _at_rest(giver: Declared, value: str, table: Figure | Table) -> Figure | Table:
    """Defaults and facts at each item. Rows that learners add have none: there are no such rows yet."""
    lists = {name: a.items for name, a in giver.source.lists.items()}
    items = [lists[index.list] for index in giver.source.values[value].shape]
    if table is None or None in items:
        return None
    what = giver.allowed.get(value)
    ids = {name: tuple(each or ()) for name, each in lists.items()}

    def laid(at: tuple[str, ...], rest: list[dict[str, str] | None]) -> Figure | Table:
        if rest:
            return {item: laid((*at, item), rest[1:]) for item in rest[0] or ()}
        figure = figure_at(table, at)
        return figure if figure is None or what is None or fits(figure, what, ids) else None

    return laid((), items)


def _step(giver: Declared, value: str) -> int | None:
    """The first step that shows the value itself, else its list."""
    shape = giver.source.values[value].shape
    for names in ({value}, {shape[0].list} if shape else set[str]()):
        for number, step in enumerate(giver.file.steps):
            if names & {*step.show}:
                return number + 1
    return None
