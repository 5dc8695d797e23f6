"""A tool as an empty form for paper: a tool and words in; places to write, with the guidance beside them, out.

Defaults are printed small, facts in full. Of what is worked out there is a place for what can be done by hand in a
few minutes; the rest is named, as what the page works out. Widths are in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil

from ..catalog import Tool
from ..catalog.tool_file import Quadrant, StepFile
from ..words import Words
from .blank_scene import ROW, blank_scene, open_defaults, rows_of
from .blocks import Block, Chart, Column, Fields, LightRows, Lights, TableBlock, blocks
from .by_hand import ByHand, room
from .cells import Cells
from .figures import Scene
from .guidance import Guidance, kind_of, unfilled
from .rules import Rules
from .worksheet_parts import (
    LANDSCAPE,
    PORTRAIT,
    Check,
    Cross,
    Entries,
    Entry,
    Grid,
    Head,
    Note,
    Part,
    Row,
    Span,
    Step,
    Worksheet,
    joined,
)

COLUMNS = 6  # of a matrix whose columns come and go
OPTIONS = 12  # a longer list is not written out to choose from

WIDTHS = {"number": 16, "scale": 14, "item": 21, "truth": 18, "date": 26, "text": 36, "long": 44, "light": 18}
NARROW = {"number": 14, "scale": 13, "item": 19, "truth": 13, "light": 19}  # in a matrix


def worksheet(tool: Tool, words: Words) -> Worksheet:
    scene = blank_scene(tool, words)
    cells, by_hand, waiting = Cells(scene, words), ByHand(scene, Rules(tool, words)), open_defaults(tool)
    form = _Form(tool, words, scene, cells, by_hand, Guidance(scene, words, cells, by_hand, waiting), waiting)
    steps = tuple(
        form.step(number, step, made)
        for number, (step, made) in enumerate(zip(tool.file.steps, blocks(tool), strict=True), start=1)
    )
    item = tool.file.lists[tool.file.each].label if tool.file.each else None
    widths = [part.width for step in steps for part in step.parts if isinstance(part, Grid)]
    results = tuple(form.result(name) for name in tool.file.results)
    return Worksheet(tool, item, steps, results, (scene.yes, scene.no), max(widths, default=0) > PORTRAIT)


@dataclass
class _Form:
    """Fills the sheet from its first step to its last: what was asked or explained before is not explained again."""

    tool: Tool
    words: Words
    scene: Scene
    cells: Cells
    by_hand: ByHand
    guidance: Guidance
    open: frozenset[str]
    asked: dict[str, int] = field(default_factory=dict)

    def step(self, number: int, step: StepFile, shown: list[Block]) -> Step:
        parts: list[Part] = []
        checks: list[Check] = []
        notes: list[Note] = []
        names: list[str] = []
        for block in shown:
            match block:
                case Fields():
                    kept = [name for name in block.values if self.by_hand.is_written(name)]
                    made = tuple(self._entry(name, block.sheet, number) for name in kept)
                    if parts and made and isinstance(parts[-1], Entries):
                        made = (*parts.pop().entries, *made)  # type: ignore[union-attr]
                    parts += [Entries(made)] if made else []
                    names += block.values
                case TableBlock():
                    parts += self._grids(block, number)
                    names += dict.fromkeys(column.value for column in block.columns)
                    notes += self.guidance.items_of(block.told)
                case Lights():
                    checks += map(self.guidance.check, block.names)
                case LightRows():
                    checks.append(self.guidance.check(block.name))
                case Chart():
                    chart = self.tool.file.charts[block.name]
                    parts += [self._cross(chart)] if isinstance(chart, Quadrant) else []
        lights = [name for name in names if name in self.tool.file.lights]
        values = [name for name in names if name not in self.tool.file.lights]
        anchors = [made for name in values if name not in self.asked for made in self.guidance.anchors(name)]
        for name in values:
            notes += self.guidance.notes(name) if self.by_hand.is_written(name) and name not in self.asked else []
            self.asked.setdefault(name, number)
        return Step(
            number,
            step.title,
            unfilled(step.text),
            any(getattr(block, "sheet", ()) for block in shown),
            tuple(joined(parts)),
            (*map(self.guidance.check, lights), *checks),
            tuple(notes),
            tuple(anchors),
            tuple(dict.fromkeys(self.cells.label(name) for name in values if not self.by_hand.is_written(name))),
        )

    def result(self, name: str) -> Entry:
        return self._entry(name, (), 0)

    # ------------------------------------------------------------ places to write

    def _head(self, name: str, number: int) -> Head:
        about = self.cells.about(name)
        mark = None
        if about.takes is not None:
            mark = self.words.text("page.worksheet.taken", tool=about.takes.short)
        elif about.origin is not None and about.role == "given":
            mark = self.words.text(f"calculator.page.origin_{about.origin}")
        again = self.asked.get(name)
        kind, derived = kind_of(self.cells, name), about.role == "derived"
        return Head(about.label, about.unit, mark, again if again != number else None, kind, derived)

    def _entry(self, name: str, sheet: tuple[str, ...], number: int) -> Entry:
        head = self._head(name, number)
        key = tuple(self._first(each) for each in sheet)
        options = self._options(name) if not head.derived else ()
        return Entry(head, self._printed(name, key), options)

    def _options(self, name: str) -> tuple[str, ...]:
        if kind_of(self.cells, name) == "truth":
            return (self.scene.yes, self.scene.no)
        if kind_of(self.cells, name) != "item":
            return ()
        of = self.tool.program.values[name].type.list
        items = self.tool.program.lists[of].items or ()
        return tuple(self.cells.label_of_item(of, item) for item in items) if len(items) <= OPTIONS else ()

    def _printed(self, name: str, key: tuple[str, ...]) -> str:
        """A default or a fact; nothing where it waits for what is typed, or is to be worked out."""
        if name in self.tool.file.lights or name in self.open or self.tool.program.values[name].role == "derived":
            return ""
        cell = self.cells.cell(name, key)
        return "" if cell.is_blank else cell.text

    def _first(self, list_name: str) -> str:
        """Of a list of which one item is shown: the one that is yet to come, or any of those that are always there."""
        return ROW if self.tool.program.lists[list_name].items is None else self.scene.ids[list_name][0]

    # ------------------------------------------------------------ tables

    def _grids(self, block: TableBlock, number: int) -> Iterator[Grid]:
        columns = [each for each in block.columns if self.by_hand.is_written(each.value)]
        list_name = block.row.list
        name = self.tool.file.lists[list_name].shown_as
        grown = self.tool.program.lists[list_name].items is None
        named = grown and any(each.value == name for each in columns)
        if named and len(columns) > 1:
            columns = [each for each in columns if each.value != name]
        elif named:
            columns = []
        if not columns and not named:
            return
        corner = self.tool.file.lists[list_name].label
        groups = self.scene.ids[block.group.list] if block.group else ("",)
        for group in groups:
            title = self.cells.label_of_item(block.group.list, group) if block.group else ""
            if block.choice:
                title = self.tool.file.lists[block.choice].label + self.words.text("calculator.page.colon")
            yield from self._chunks(block, columns, title, corner, group, number)

    def _chunks(
        self, block: TableBlock, columns: list[Column], title: str, corner: str, group: str, number: int
    ) -> Iterator[Grid]:
        """One table, or several under each other where its columns do not stand side by side on the paper."""
        rows = self._rows(block.row.list)
        first = max(40.0 if any(row.number for row in rows) else 0.0, _wide(row.label for row in rows))
        wide = [
            (column, item, self._width(column, block, number))
            for column in columns
            for item in ([column.item] if not column.repeats else [""] * COLUMNS)
        ]
        room = LANDSCAPE - first
        needed = sum(width for _, _, width in wide)
        # Tables of like widths, not one full and one with a single column.
        most = needed / max(1, ceil(needed / room)) + max((width for _, _, width in wide), default=0) / 2
        part: list[tuple[Column, str | None, float]] = []
        for each in [*wide, None]:
            if part and (each is None or sum(w for _, _, w in part) + each[2] > min(room, most)):
                yield self._grid(block, part, title, corner, group, rows, number, first)
                part = []
            part += [each] if each is not None else []
        if not wide:
            yield self._grid(block, [], title, corner, group, rows, number, 60.0)

    def _grid(
        self,
        block: TableBlock,
        part: list[tuple[Column, str | None, float]],
        title: str,
        corner: str,
        group: str,
        rows: list[Row],
        number: int,
        first: float,
    ) -> Grid:
        spans: list[Span] = []
        for column, item, _ in part:
            label = self.cells.label_of_item(block.across, item) if item and block.across else ""
            if item is None:
                spans.append(Span(self._head(column.value, number)))
            elif spans and spans[-1].items and spans[-1].head == self._head(column.value, number):
                spans[-1] = replace(spans[-1], items=(*spans[-1].items, label))
            else:
                spans.append(Span(self._head(column.value, number), (label,)))
        made = tuple(
            replace(row, cells=tuple(self._printed(c.value, self._key(c, i, group, row, block)) for c, i, _ in part))
            for row in rows
        )
        kinds = tuple(kind_of(self.cells, column.value) for column, _, _ in part)
        width = first + sum(w for _, _, w in part)
        return Grid(title, corner, tuple(spans), kinds, made, width, first)

    def _key(self, column: Column, item: str | None, group: str, row: Row, block: TableBlock) -> tuple[str, ...]:
        each = self._first(self.tool.file.each) if self.tool.file.each else ""
        places = {
            "each": each,
            "group": self._first(block.choice) if block.choice else group,
            "row": row.cells[0],
            "column": item or ROW,
        }
        return tuple(places[slot] for slot in column.slots)

    def _rows(self, list_name: str) -> list[Row]:
        """Until their cells are made, a row's only cell is its id."""
        ids, grown = rows_of(self.scene, list_name), ROW in self.scene.ids[list_name]
        return [
            Row(
                at if grown else None,
                "" if item == ROW else self.cells.label_of_item(list_name, item),
                (item,),
            )
            for at, item in enumerate(ids, start=1)
        ]

    def _width(self, column: Column, block: TableBlock, number: int) -> float:
        kind = kind_of(self.cells, column.value)
        if kind == "fact" or (kind == "long" and self.tool.file.values[column.value].default is not None):
            rows = self._rows(block.row.list)
            return min(78.0, _wide(self._printed(column.value, self._key(column, None, "", r, block)) for r in rows))
        narrow = column.item is not None or column.repeats
        return NARROW.get(kind, WIDTHS[kind]) if narrow else WIDTHS[kind]

    def _cross(self, chart: Quadrant) -> Cross:
        low, cut, high = (f"{each:g}" for each in (chart.low, chart.cut, chart.high))
        zones = chart.zones.model_dump()
        return Cross(chart.label, self.cells.label(chart.x), self.cells.label(chart.y), low, cut, high, zones)


def _wide(texts: Iterable[str]) -> float:
    """A column for them, in two or three lines where they are long."""
    longest = max((room(text) for text in texts), default=0)
    return float(max(20, min(46, longest * 1.75 + 4)) if longest < 60 else min(78, 30 + longest * 0.4))
