"""What a tool's steps, charts, results and texts refer to: ids that exist, of the shape that is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..formula.source import Source
from ..formula.tree import Shape
from ..problem import Problem, closest
from .declare import read_shape
from .findings import Findings, Path
from .tool_file import Bars, ChartFile, Heat, Quadrant, Radar, ToolFile

_PLACEHOLDER = re.compile(r"\{([^{}\s]+)\}")


def placeholders(text: str) -> Iterator[str]:
    """The ids in `{…}` of a text."""
    return (match[1] for match in _PLACEHOLDER.finditer(text))


def check_references(file: ToolFile, source: Source, findings: Findings) -> None:
    shown = [*file.values, *file.lights, *file.charts, *file.lists]
    for number, step in enumerate(file.steps):
        for position, name in enumerate(step.show):
            if name not in shown:
                path: Path = ("steps", number, "show", position)
                findings.add(path, "unknown_shown", near=closest(name, shown), name=name)
    _results(file, source, findings)
    for name, chart in file.charts.items():
        _chart(chart, ("charts", name), source, findings)
    for path, text in _texts(file):
        for match in _PLACEHOLDER.finditer(text):
            name, span = match[1], findings.located.inside(path, match.start(1), match.end(1))
            if name not in source.values:
                near = closest(name, source.values)
                findings.problems.append(Problem(span, "unknown_placeholder", {"name": name}, near))
            elif source.values[name].shape and source.values[name].sound:
                findings.problems.append(Problem(span, "placeholder_varies", {"name": name}))


def _results(file: ToolFile, source: Source, findings: Findings) -> None:
    scalars = [name for name, value in source.values.items() if not value.shape]
    scalars += [name for name, light in source.lights.items() if not light.shape]
    for position, name in enumerate(file.results):
        if name not in scalars:
            findings.add(("results", position), "result_not_single", near=closest(name, scalars), name=name)


def _texts(file: ToolFile) -> Iterator[tuple[Path, str]]:
    for name, light in file.lights.items():
        if light.for_ is not None:
            continue  # a light for each item speaks of that item; its texts hold no figures
        if isinstance(light.says, str):
            yield ("lights", name, "says"), light.says
        else:
            for colour, text in light.says.items():
                yield ("lights", name, "says", colour), text
        if light.advice is not None:
            yield ("lights", name, "advice"), light.advice
    for number, step in enumerate(file.steps):
        if step.text is not None:
            yield ("steps", number, "text"), step.text


def _chart(chart: ChartFile, path: Path, source: Source, findings: Findings) -> None:
    match chart:
        case Quadrant():
            shape = read_shape(chart.for_, source.lists, (*path, "for"), findings)
            _figures([(("x",), chart.x), (("y",), chart.y), (("size",), chart.size)], shape, path, source, findings)
        case Bars():
            shape = read_shape(chart.for_, source.lists, (*path, "for"), findings)
            _figures(
                [(("bars", position), name) for position, name in enumerate(chart.bars)], shape, path, source, findings
            )
        case Radar():
            said = [chart.for_] if chart.each is None else [chart.each, chart.for_]
            shape = read_shape(said, source.lists, (*path, "for"), findings)
            _figures([(("value",), chart.value)], shape, path, source, findings)
        case Heat():
            shape = read_shape([chart.rows, chart.columns], source.lists, (*path, "rows"), findings)
            _figures([(("value",), chart.value)], shape, path, source, findings)


def _figures(
    named: Iterable[tuple[Path, str | None]], shape: Shape, path: Path, source: Source, findings: Findings
) -> None:
    for at, name in named:
        if name is None:
            continue
        value = source.values.get(name)
        if value is None:
            findings.add((*path, *at), "unknown_value", near=closest(name, source.values), value=name)
        elif not value.sound:
            continue
        elif value.type.kind != "number":
            findings.add((*path, *at), "chart_of_numbers", name=name)
        elif set(value.shape) != set(shape):
            wanted = ", ".join(index.name for index in shape)
            findings.add((*path, *at), "chart_shape", name=name, wanted=wanted)
