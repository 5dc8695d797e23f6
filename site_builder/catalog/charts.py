"""What the charts of a tool draw: its file and declared values in, problems of ids, kinds and lists out.

A figure is for the lists that its chart runs over; it may be for the list of which one item is shown at a time as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from ..formula.source import Source
from ..formula.tree import Index, Shape
from ..problem import closest
from .declare import read_shape
from .findings import Findings, Path
from .tool_file import Bars, Calendar, ChartFile, Heat, Ladder, Mix, Quadrant, Radar, Stacked, ToolFile


@dataclass(frozen=True)
class Drawn:
    """A value that a chart draws. `along`: it must be for all lists of the chart, not only for some.

    `kind`: number, an item of the chart's list, or empty for anything.
    """

    at: Path
    name: str
    along: bool = True
    kind: str = "number"


def drawn(chart: ChartFile) -> Iterator[Drawn]:
    """Every value that a chart names, in the order of its keys."""
    match chart:
        case Quadrant():
            yield from _some(x=chart.x, y=chart.y, size=chart.size)
        case Bars():
            yield from (Drawn(("bars", at), name) for at, name in enumerate(chart.bars))
        case Radar():
            yield from _some(value=chart.value)
            yield from _some(along=False, target=chart.target)
        case Heat():
            yield from _some(value=chart.value)
        case Stacked():
            yield from (Drawn(("stack", at), name) for at, name in enumerate(chart.stack))
            yield from _some(along=False, target=chart.target)
        case Mix():
            yield from (Drawn(("bars", at), name) for at, name in enumerate(chart.bars))
            yield from _some(target=chart.target)
        case Calendar():
            yield from _some(times=chart.times, hours=chart.hours, start=chart.start)
        case Ladder():
            yield from _some(count=chart.count)
            yield from _some(kind="", detail=chart.detail)
            yield from _some(along=False, kind="item", here=chart.here)
        case _:
            assert_never(chart)


def _some(along: bool = True, kind: str = "number", **named: str | None) -> Iterator[Drawn]:
    return (Drawn((key,), name, along, kind) for key, name in named.items() if name is not None)


def check_charts(file: ToolFile, source: Source, findings: Findings) -> None:
    for name, chart in file.charts.items():
        path: Path = ("charts", name)
        before = len(findings.problems)
        shape = _lists(chart, source, path, findings)
        own = [chart.each] if isinstance(chart, Radar | Ladder) and chart.each is not None else []
        one = read_shape(own, source.lists, (*path, "each"), findings)
        if isinstance(chart, Ladder) and shape and source.lists[shape[0].list].items is None:
            findings.add((*path, "for"), "ladder_grows", list=shape[0].list)
        if len(findings.problems) > before:
            continue
        chosen = {*one, Index(file.each, file.each)} if file.each is not None else {*one}
        for each in drawn(chart):
            _figure(each, shape, chosen, path, source, findings)


def _lists(chart: ChartFile, source: Source, path: Path, findings: Findings) -> Shape:
    if not isinstance(chart, Heat):
        return read_shape(chart.for_, source.lists, (*path, "for"), findings)
    rows = read_shape(chart.rows, source.lists, (*path, "rows"), findings)
    return (*rows, *read_shape(chart.columns, source.lists, (*path, "columns"), findings))


def _figure(each: Drawn, shape: Shape, chosen: set[Index], path: Path, source: Source, findings: Findings) -> None:
    place, value = (*path, *each.at), source.values.get(each.name)
    if value is None:
        findings.add(place, "unknown_value", near=closest(each.name, source.values), value=each.name)
        return
    if not value.sound:
        return
    lists = set(value.shape)
    if each.kind == "number" and value.type.kind != "number":
        findings.add(place, "chart_of_numbers", name=each.name)
    elif each.kind == "item" and value.type.list != shape[0].list:
        findings.add(place, "chart_of_items", name=each.name, list=shape[0].list)
    elif each.kind == "item":
        if not lists <= chosen:
            findings.add(place, "chart_shape", name=each.name, wanted=", ".join(index.name for index in chosen) or "–")
    elif not lists <= {*shape, *chosen} or (each.along and not lists >= set(shape)):
        findings.add(place, "chart_shape", name=each.name, wanted=", ".join(index.name for index in shape))
