"""The self-study path's pages and what their script knows: the catalog and words in; pages and one script out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..catalog import Catalog, LearningPath
from ..catalog.path_file import ModuleFile
from ..catalog.tool import Tool
from ..formula.targets import javascript
from ..formula.targets.javascript_code import tight
from ..words import Words
from . import text
from .page_data import page_data
from .path_route import HEIGHT, WIDTH, Station, route
from .script_literal import literal

Show = Callable[[str, str, Callable[[], dict[str, object]]], tuple[str, Callable[[], str]]]


@dataclass(frozen=True)
class Stop:
    """A module as its page and the path's show it. `steps`: number and title of the tool's steps."""

    number: int
    file: ModuleFile
    tool: Tool | None
    steps: tuple[tuple[int, str], ...]
    needs: tuple[str, ...]
    """What each condition of the gate asks, plain."""
    station: Station

    @property
    def minutes(self) -> int:
        return self.file.alone + self.file.together


def path_pages(catalog: Catalog, show: Show) -> Iterator[tuple[str, Callable[[], str]]]:
    """None where there is no path."""
    learning = catalog.path
    if learning is None:
        return
    stops = _stops(catalog, learning)
    alone, all_minutes = sum(stop.file.alone for stop in stops), learning.file.minutes
    brought = [(stop, each) for stop in stops for each in stop.file.bring]
    known = {"path": learning.file, "stops": stops, "brought": brought, "size": (WIDTH, HEIGHT)}
    share = round(100 * alone / all_minutes) if all_minutes else 0

    def shown(**more: object) -> Callable[[], dict[str, object]]:
        return lambda: {**known, **more}

    yield show("path/index.md", "path", shown(share=share, hours=divmod(all_minutes, 60)))
    if brought:
        yield show("path/bring.md", "path_bring", shown())
    for at, stop in enumerate(stops):
        after = stops[at + 1] if at + 1 < len(stops) else None
        yield show(f"path/{stop.file.id}.md", "path_module", shown(stop=stop, after=after))
    if learning.file.plan is not None:
        tools = {tool.id: tool for tool in catalog.tools}
        yield show("plan.md", "plan", shown(plan=learning.file.plan, tools=tools))


def _stops(catalog: Catalog, learning: LearningPath) -> tuple[Stop, ...]:
    modules = learning.file.modules
    made = []
    for number, (module, station) in enumerate(zip(modules, route(len(modules)), strict=True)):
        tool = catalog.tool(module.tool) if module.tool is not None else None
        numbers = [tool.step_numbers[name] for name in module.steps] if tool is not None else []
        steps = tuple((number, tool.file.steps[number - 1].title) for number in numbers) if tool is not None else ()
        needs = tuple(learning.file.values[need.value].label for need in module.gate)
        made.append(Stop(number, module, tool, steps, needs, station))
    return tuple(made)


def path_script(catalog: Catalog, words: Words) -> str:
    """The content of `assets/path-data.js`: what the script of these pages knows, and the sheet's formulas."""
    learning = catalog.path
    assert learning is not None
    program = tight(javascript.steps_script(learning.sheet.program))
    return f"armory.path({literal(path_data(catalog, learning, words))}, {program});\n"


def path_data(catalog: Catalog, learning: LearningPath, words: Words) -> dict[str, Any]:
    """Plain data, the form of `browser/model/path_data.ts`."""
    file, slugs = learning.file, {tool.id: tool.slug for tool in catalog.tools}
    sheet = page_data(learning.sheet, words, {tool.id: tool for tool in (*catalog.tools, learning.sheet)})
    said = words.section("page.path.script")
    sheet["words"] = said | {key: words.text(f"calculator.script.{key}") for key in ("yes", "no")}
    signs = words.section("text")
    sheet["words"] |= {key: signs[key] for key in ("separator", "bracketed")}
    made: dict[str, Any] = {
        "sheet": sheet,
        "labels": {name: value.label for name, value in file.values.items()},
        "lights": {
            name: {
                "label": text.plain(light.label),
                "says": {"": light.says} if isinstance(light.says, str) else light.says,
                "advice": text.bare(light.advice) if light.advice else "",
            }
            for name, light in file.lights.items()
        },
        "tools": [{"slug": tool.slug, "short": tool.file.short} for tool in catalog.tools],
        "modules": [_module(module, slugs) for module in file.modules],
        "ways": {
            name: {
                "title": way.title,
                "stops": [{"module": stop.module, "minutes": stop.minutes} for stop in way.stops],
            }
            for name, way in file.ways.items()
        },
    }
    if (plan := file.plan) is not None:
        parts = [{"title": part.title, "tool": slugs.get(part.tool or ""), "show": part.show} for part in plan.parts]
        made["plan"] = {"list": plan.list_, "name": plan.name, "parts": parts, "checks": plan.checks}
    return made


def _module(module: ModuleFile, slugs: dict[str, str]) -> dict[str, Any]:
    return {
        "id": module.id,
        "title": module.title,
        "alone": module.alone,
        "together": module.together,
        "tool": slugs.get(module.tool or ""),
        "gate": [{"value": need.value, "missing": need.missing} for need in module.gate],
        "agreement": module.agreement.title if module.agreement is not None else None,
    }
