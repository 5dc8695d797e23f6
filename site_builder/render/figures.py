"""One example's figures as text, by value and item ids. The script on the page writes them by the same rules.

A figure is shown half away from zero on its decimal with 15 significant digits (1.005 to two places is 1.01), with
thousands separators; a blank is a dash. `tests/conformance/display.yml` holds both implementations to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from ..catalog import Tool
from ..catalog.example import Example
from ..catalog.units import FIGURE
from ..formula.program import Figure, Table, look_up
from ..formula.tree import Shape

BLANK = "–"
TRIMMED = 4  # at most so many decimals of a figure that is shown as it was written
Key = tuple[str, ...]
"""Item ids in the order of a shape; () for a single figure."""

_SEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Scene:
    """A tool with one example's figures. `yes` and `no` are how truths are shown."""

    tool: Tool
    example: Example
    ids: dict[str, tuple[str, ...]]
    yes: str
    no: str

    @property
    def names(self) -> set[str]:
        """The texts that items are shown as."""
        return {a_list.shown_as for a_list in self.tool.file.lists.values() if a_list.shown_as}

    def held(self, name: str, key: Key) -> Figure:
        return look_up(self.example.figures.values.get(name), key)

    def typed(self, name: str, key: Key) -> Figure:
        return look_up(self.example.given.typed.get(name), key)

    def light(self, name: str, key: Key) -> str:
        return str(look_up(self.example.figures.lights.get(name), key) or "unknown")

    def shape(self, name: str) -> Shape:
        program = self.tool.program
        return program.values[name].shape if name in program.values else program.lights[name].shape

    def shown(self, name: str, key: Key) -> str:
        """The figure as one reads it."""
        return self.text_of(name, self.held(name, key))

    def text_of(self, name: str, figure: Figure | Table) -> str:
        """Any held figure of a value, as one reads it."""
        match figure:
            case None | "":
                return BLANK
            case bool() as truth:
                return self.yes if truth else self.no
            case str() as text:
                kind = self.tool.program.values[name].type
                return self.item(kind.list, text) if kind.kind == "item" else text
            case dict():
                return BLANK
            case number:
                percent = is_percent(self.tool, name)
                text = number_text(self.tool, name, number * 100 if percent else number)
                return text + "%" if percent else text

    def typed_form(self, name: str, key: Key) -> str:
        """The figure as one would type it: what stands in a field. A default is rounded as it is shown."""
        match self.held(name, key):
            case None:
                return ""
            case bool() as truth:
                return "yes" if truth else "no"
            case str() as text:
                return text
            case number:
                number = number * 100 if is_percent(self.tool, name) else number
                if self.typed(name, key) is None:
                    return number_text(self.tool, name, number).replace(",", "")
                return plain_number(number)

    def item(self, list_name: str, item: str, short: bool = False) -> str:
        """An item's label: the text that `shown_as` names, else the label of a fixed item, else the row's id."""
        a_list = self.tool.file.lists[list_name]
        if a_list.shown_as is not None:
            text = self.held(a_list.shown_as, (item,))
            if isinstance(text, str) and text:
                return text
        if a_list.items is None:
            return item
        return item_short(self.tool, list_name, item) if short else a_list.items[item].label


def scene_of(tool: Tool, example: Example, yes: str, no: str) -> Scene:
    ids = {
        name: each.items if each.items is not None else example.given.rows[name]
        for name, each in tool.program.lists.items()
    }
    return Scene(tool, example, ids, yes, no)


def item_short(tool: Tool, list_name: str, item: str) -> str:
    """For the axes of charts."""
    items = tool.file.lists[list_name].items
    assert items is not None
    return items[item].symbol or items[item].label


def is_percent(tool: Tool, name: str) -> bool:
    return tool.file.values[name].unit == "%"


def sides_of(tool: Tool, name: str) -> tuple[str, str]:
    """What the unit puts before and behind a figure of the value, and keeps on its line. A percentage has its own."""
    unit = tool.file.values[name].unit
    if unit is None or is_percent(tool, name):
        return "", ""
    before, _, behind = (
        tool.figure_forms.get(name, f"{FIGURE} {unit}").replace(" ", "\N{NO-BREAK SPACE}").partition(FIGURE)
    )
    return before, behind


def with_unit(tool: Tool, name: str, figure: str) -> str:
    """The figure as one reads it where it stands alone. A blank has no unit."""
    before, behind = sides_of(tool, name)
    return figure if figure == BLANK else f"{before}{figure}{behind}"


def places_of(tool: Tool, name: str) -> int:
    """Decimals to show: as the author says, else 0 for whole numbers, 1 for percentages, 2 for other numbers."""
    value = tool.file.values[name]
    if value.show is not None:
        return len(value.show.partition(".")[2])
    if value.type == "whole" or value.scale is not None:
        return 0
    return 1 if value.unit == "%" else 2


def is_trimmed(tool: Tool, name: str) -> bool:
    """What people typed, and facts, are shown as they were written unless the author says how."""
    return tool.file.values[name].show is None and tool.program.values[name].role != "derived"


def number_text(tool: Tool, name: str, number: float) -> str:
    if is_trimmed(tool, name):
        return decimal(number, TRIMMED).rstrip("0").rstrip(".")
    return decimal(number, places_of(tool, name))


def decimal(number: float, places: int) -> str:
    rounded = _SEEN.create_decimal(Decimal(number)).quantize(Decimal(1).scaleb(-places), context=_WIDE)
    text = f"{rounded:,f}"
    return text.removeprefix("-") if rounded == 0 else text


def plain_number(number: float) -> str:
    """Its digits (at most 15), no separators, no zeros at the end."""
    if number == 0:
        return "0"
    text = f"{_SEEN.create_decimal(Decimal(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
