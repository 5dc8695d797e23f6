"""What a tool's steps, charts, results and texts refer to: ids that exist, of the shape that is needed."""

from __future__ import annotations

from collections.abc import Iterator

from ..formula.source import Source
from ..formula.tree import Index, Shape
from ..problem import Problem, closest
from .braces import braces
from .charts import check_charts
from .findings import Findings, Path
from .tool_file import ToolFile


def check_references(file: ToolFile, source: Source, findings: Findings) -> None:
    shown = [*file.values, *file.lights, *file.charts, *file.lists]
    names = [step.id for step in file.steps]
    for number, step in enumerate(file.steps):
        if step.id is not None and step.id in names[:number]:
            findings.add(("steps", number, "id"), "step_twice", name=step.id)
        for position, name in enumerate(step.show):
            if name not in shown:
                path: Path = ("steps", number, "show", position)
                findings.add(path, "unknown_shown", near=closest(name, shown), name=name)
    _each(file, source, findings)
    _results(file, source, findings)
    _printed(file, findings)
    check_charts(file, source, findings)
    for path, text in live_texts(file):
        here = _told_of(path, file, source)
        for brace in braces(text):
            name, span = brace.name, findings.located.inside(path, brace.start, brace.end)
            if "." in name:
                continue  # a figure of an example; the texts of all pages are checked together
            value = source.values.get(name)
            if value is None:
                near = closest(name, source.values)
                findings.problems.append(Problem(span, "unknown_placeholder", {"name": name}, near))
            elif value.sound and value.shape != here[: len(value.shape)]:
                findings.problems.append(Problem(span, "placeholder_varies", {"name": name}))


def _told_of(path: Path, file: ToolFile, source: Source) -> Shape:
    """What one item a text speaks of: what a light says, of the light's; a step's, of the one that is shown."""
    match path:
        case ("lights", str() as name, *_):
            return source.lights[name].shape
        case ("steps", int() as number, *_) if file.each is not None and not file.steps[number].overview:
            return (Index(file.each, file.each),)
        case _:
            return ()


def _one_at_a_time(file: ToolFile) -> tuple[Shape, ...]:
    """The shapes of what is a single figure on the page: no list at all, or the one whose items have a sheet each."""
    return ((),) if file.each is None else ((), (Index(file.each, file.each),))


def _each(file: ToolFile, source: Source, findings: Findings) -> None:
    if file.each is not None and file.each not in source.lists:
        findings.add(("each",), "unknown_list", near=closest(file.each, source.lists), name=file.each)
    elif file.each is not None and not any(
        value.shape and value.shape[0].list == file.each for value in source.values.values()
    ):
        findings.add(("each",), "each_of_nothing", list=file.each)
    for number, step in enumerate(file.steps):
        if step.overview and file.each is None:
            findings.add(("steps", number, "overview"), "overview_without_each", key=True)


def _results(file: ToolFile, source: Source, findings: Findings) -> None:
    """Single figures and lights, and those of the item that is shown."""
    shapes = _one_at_a_time(file)
    known = [name for name, value in source.values.items() if value.shape in shapes]
    known += [name for name, light in source.lights.items() if light.shape in shapes]
    for position, name in enumerate(file.results):
        if name not in known:
            findings.add(("results", position), "result_not_single", near=closest(name, known), name=name)


def _printed(file: ToolFile, findings: Findings) -> None:
    for key, named, known in (
        ("charts", file.print.charts or [], list(file.charts)),
        ("figures", file.print.figures, list(file.values)),
    ):
        for position, name in enumerate(named):
            if name not in known:
                findings.add(("print", key, position), "unknown_printed", near=closest(name, known), name=name)


def live_texts(file: ToolFile) -> Iterator[tuple[Path, str]]:
    """The texts in which `{value}` is a figure that the page keeps up to date."""
    for name, light in file.lights.items():
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
