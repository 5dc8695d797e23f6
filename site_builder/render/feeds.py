"""How the tools feed each other: tools and what they give in; what is said of it, and two drawings' places, out.

The wide drawing has the tools on the diagonal of a square. What a tool gives stands in its row, what it takes in its
column, so that a line goes from the giver along its row to a plate with what is given, and down or up to the taker:
no two texts can meet, however many tools there are. The tall drawing, for phones, has one tool below the other, each
with what it takes, and beside them a line from each giver down or up to its takers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..catalog import Catalog, Feed, Tool
from ..words import Words
from .text import plain
from .widths import wrap

WIDE, MOST_WIDE = 1120, 8  # more tools than these have no room beside each other
TALL = 350
_TEXT, _LINE = 13, 18
_NODE, _PLATE = 92, 8  # the height of a tool; what a plate has around its text


Say = Callable[..., str]
"""A word of the page with its facts, below `feeds`."""


@dataclass(frozen=True)
class Given:
    """`labels`: what is given, lists first."""

    giver: Tool
    taker: Tool
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A tool, or a plate with what is given."""

    x: float
    y: float
    width: float
    height: float
    text: Text
    tool: Tool | None = None


@dataclass(frozen=True)
class Layout:
    kind: str
    width: float
    height: float
    lines: tuple[str, ...]  # path data
    heads: tuple[str, ...]
    nodes: tuple[Place, ...]
    plates: tuple[Place, ...]


def given(feeds: Sequence[Feed]) -> tuple[Given, ...]:
    """What each feed hands over, in labels. A text by which a list goes comes with the list and is not told again."""
    made = []
    for feed in feeds:
        lists = [feed.giver.file.lists[name] for name in feed.lists]
        names = {a_list.shown_as for a_list in lists}
        values = [feed.giver.file.values[fed.there].label for fed in feed.values if fed.there not in names]
        labels = dict.fromkeys(plain(label) for label in [*(a_list.label for a_list in lists), *values])
        made.append(Given(feed.giver, feed.taker, tuple(labels)))
    return tuple(made)


def layouts(tools: Sequence[Tool], gifts: Sequence[Given], say: Say) -> tuple[Layout, ...]:
    """The wide drawing where there is room for it, and the tall one."""
    if not gifts:
        return ()
    tall = _tall(tools, gifts, say)
    return (_wide(tools, gifts, say), tall) if len(tools) <= MOST_WIDE else (tall,)


@dataclass(frozen=True)
class Feeds:
    """What pages show: what is given, and the drawings of it."""

    gifts: tuple[Given, ...]
    layouts: tuple[Layout, ...]

    def to(self, tool: Tool) -> list[Given]:
        return [gift for gift in self.gifts if gift.taker.id == tool.id]

    def by(self, tool: Tool) -> list[Given]:
        return [gift for gift in self.gifts if gift.giver.id == tool.id]


def feeds_of(catalog: Catalog, words: Words) -> Feeds:
    gifts = given(catalog.feeds)
    return Feeds(gifts, layouts(catalog.tools, gifts, lambda key, **facts: words.text(f"page.feeds.{key}", **facts)))


# ---------------------------------------------------------------- wide


def _wide(tools: Sequence[Tool], gifts: Sequence[Given], say: Say) -> Layout:
    step = WIDE / len(tools)
    room = step - 2 * _PLATE - 18
    texts = {(gift.giver.id, gift.taker.id): _told(gift, say, room) for gift in gifts}
    number = {tool.id: at for at, tool in enumerate(tools)}
    tops, heights, y = [], [], 6.0
    for tool in tools:
        lines = max((len(told) for (giver, _), told in texts.items() if giver == tool.id), default=0)
        heights.append(max(_NODE, lines * _LINE + 2 * _PLATE) + 14)
        tops.append(y)
        y += heights[-1]
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    nodes, plates, drawn, heads = [], [], [], []
    for at, tool in enumerate(tools):
        nodes.append(_node(tool, at * step + 6, middles[at] - _NODE / 2, step - 12))
    reach: dict[tuple[int, int], list[int]] = {}  # by row and direction, the columns; by column and direction, the rows
    fall: dict[tuple[int, int], list[int]] = {}
    for (giver, taker), told in texts.items():
        row, column = number[giver], number[taker]
        side = 1 if column > row else -1
        reach.setdefault((row, side), []).append(column)
        fall.setdefault((column, side), []).append(row)
        height = len(told) * _LINE + 2 * _PLATE
        plates.append(_plate(column * step + 6, middles[row] - height / 2, step - 12, height, told))
    for (row, side), columns in reach.items():
        far = max(columns) if side > 0 else min(columns)
        drawn.append(f"M{_n((row + 0.5) * step + side * (step / 2 - 6))} {_n(middles[row])}H{_n((far + 0.5) * step)}")
    for (column, side), rows in fall.items():
        far, end = min(rows) if side > 0 else max(rows), middles[column] - side * (_NODE / 2 + 2)
        drawn.append(f"M{_n((column + 0.5) * step)} {_n(middles[far])}V{_n(end)}")
        heads.append(f"M{_n((column + 0.5) * step)} {_n(end)}l-5 {-9 * side}h10z")
    return Layout("wide", WIDE, y, tuple(drawn), tuple(dict.fromkeys(heads)), tuple(nodes), tuple(plates))


def _told(gift: Given, say: Say, room: float) -> tuple[str, ...]:
    """At most three lines; what does not fit is counted."""
    for kept in range(len(gift.labels), 0, -1):
        lines = wrap(_labels(gift, kept, say), _TEXT, room, gift.labels)
        if len(lines) <= 3 or kept == 1:
            return lines
    return ()


def _labels(gift: Given, kept: int, say: Say) -> str:
    said, left = say("between").join(gift.labels[:kept]), len(gift.labels) - kept
    return say("more", labels=said, count=len(gift.labels)) if left else said


def _node(tool: Tool, x: float, y: float, width: float) -> Place:
    lines = wrap(plain(tool.file.short), 15, width - 8)
    return Place(x, y, width, _NODE, Text(x + width / 2, y + _NODE - 12 - (len(lines) - 1) * 17, lines), tool)


def _plate(x: float, y: float, width: float, height: float, lines: tuple[str, ...]) -> Place:
    return Place(x, y, width, height, Text(x + width / 2, y + _PLATE + _LINE - 5, lines))


# ---------------------------------------------------------------- tall


def _tall(tools: Sequence[Tool], gifts: Sequence[Given], say: Say) -> Layout:
    number = {tool.id: at for at, tool in enumerate(tools)}
    takers = {
        at: [number[gift.taker.id] for gift in gifts if gift.giver.id == tool.id] for at, tool in enumerate(tools)
    }
    lanes = _lanes(takers)
    left = 22.0 + 16 * max(lanes.values(), default=0) + 18
    width = TALL - left - 6
    nodes, plates, tops, y = [], [], [], 6.0
    for tool in tools:
        name = wrap(plain(tool.file.short), 16, width - 78)
        nodes.append(Place(left, y, width, 62, Text(left + 66, y + 37 - (len(name) - 1) * 9, name), tool))
        tops.append(y)
        y += 62
        taken = [line for gift in gifts if gift.taker.id == tool.id for line in _taken(gift, say, width - 16)]
        if taken:
            height = len(taken) * _LINE + 12
            plates.append(Place(left, y, width, height, Text(left + 8, y + _LINE, tuple(taken))))
            y += height
        y += 16
    lines, heads = [], []
    for at, lane in lanes.items():
        # Lines leave a tool above its middle and reach it below, so that none lies on another.
        x, out = left - 20 - 16 * lane, tops[at] + 18
        into = [tops[taker] + 44 for taker in takers[at]]
        ends = [min(out, *into), max(out, *into)]
        lines.append(f"M{_n(left)} {_n(out)}H{_n(x)}M{_n(x)} {_n(ends[0])}V{_n(ends[1])}")
        lines += [f"M{_n(x)} {_n(y)}H{_n(left - 3)}" for y in into]
        heads += [f"M{_n(left - 2)} {_n(y)}l-9 -5v10z" for y in into]
    return Layout("tall", TALL, y, tuple(lines), tuple(dict.fromkeys(heads)), tuple(nodes), tuple(plates))


def _taken(gift: Given, say: Say, room: float) -> tuple[str, ...]:
    said = _labels(gift, min(4, len(gift.labels)), say)
    return wrap(say("taken", tool=plain(gift.giver.file.short), labels=said), _TEXT, room, gift.labels)


def _lanes(takers: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """A lane for each giver: the innermost one that no line beside it has. Short lines lie inside long ones."""
    wanted = [(giver, min(giver, *each), max(giver, *each)) for giver, each in takers.items() if each]
    lanes: dict[int, int] = {}
    held: list[list[tuple[int, int]]] = []
    for giver, first, last in sorted(wanted, key=lambda each: (each[2] - each[1], each[0])):
        free = (lane for lane, spans in enumerate(held) if all(last < a or b < first for a, b in spans))
        lane = next(free, len(held))
        held += [[]] if lane == len(held) else []
        held[lane].append((first, last))
        lanes[giver] = lane
    return lanes


def _n(x: float) -> str:
    return f"{x:.1f}".removesuffix(".0")
