"""The self-study path: `content/path.yml` in, a `LearningPath` whose sheet is checked like a tool's, or problems, out.

The sheet takes its figures from the tools. What it knows of the learner beside them are `FACTS`, which the page fills.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..formula.intervals import Range
from ..formula.tree import Index, Type
from ..located_yaml import Located
from ..memory import Memory
from ..problem import Problem, closest
from .braces import braces
from .draft import Draft
from .edition import ORIGINAL, Edition, read_edition
from .findings import Findings
from .findings import Path as DataPath
from .limits import taken_ranges, tool_ranges
from .path_file import ModuleFile, PathFile, PlanFile
from .read import read_model
from .tool import Tool
from .tool_file import StepFile, ToolFile

SHEET = "path"
"""The id of the sheet among the tools: no tool can be called so."""

FACTS: Mapping[str, Type] = {
    "final_score": Type("number"),
    "agreement_count": Type("number"),
    "commitment_count": Type("number"),
    "plan_item": Type("item"),
}
"""What the page fills in: the final test's best share, how many modules have an agreement and a commitment, and the
item that the plan is about."""


@dataclass(frozen=True)
class PathDraft:
    """The file, of the right shape; and its sheet as a tool's draft, to be checked among the tools."""

    file: PathFile
    located: Located = field(repr=False, compare=False)

    @property
    def sheet(self) -> Draft:
        return Draft(SHEET, SHEET, -1, _as_tool(self.file), self.located)


@dataclass(frozen=True)
class LearningPath:
    file: PathFile
    sheet: Tool
    located: Located = field(repr=False, compare=False)


def load_path(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[PathDraft | None, list[Problem]]:
    located, problems = read_edition(path, shown, PathFile, edition)
    if located is None:
        return None, problems
    file, found = read_model(located, PathFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    return PathDraft(file, located), []


def _as_tool(file: PathFile) -> ToolFile:
    """What a tool's checks look at. Its one step shows what the pages show, so that what is left over is found."""
    plan = file.plan
    shown = [*gate_values(file), *(name for _, _, name in missing_figures(file))]
    if plan is not None:
        shown += [plan.name, *plan.checks, *(name for part in plan.parts for name in part.show)]
    own = {*file.values, *file.lights}
    step = StepFile(title=file.title, show=[name for name in dict.fromkeys(shown) if name in own])
    return ToolFile.model_construct(
        title=file.title,
        short=file.title,
        common_sense="",
        summary="",
        emblem=[],
        why="",
        how="",
        reading="",
        units={},
        each=None,
        lists=file.lists,
        values=file.values,
        lights=file.lights,
        charts={},
        steps=[step],
        results=[],
        examples={},
        mistakes=[],
        quiz={},
    )


def gate_values(file: PathFile) -> Iterator[str]:
    for module in file.modules:
        yield from (need.value for need in module.gate)


def missing_figures(file: PathFile) -> Iterator[tuple[DataPath, tuple[int, int], str]]:
    """The `{value}` of the sentences that say what is missing: where, from and to which character, the name."""
    for at, module in enumerate(file.modules):
        for number, need in enumerate(module.gate):
            for brace in braces(need.missing):
                path = ("modules", at, "gate", number, "missing")
                yield path, (brace.start, brace.end), brace.name


# ---------------------------------------------------------------- what the file names


def check_path(
    draft: PathDraft, sheet: Tool | None, tools: Sequence[Tool], memory: Memory | None = None
) -> list[Problem]:
    """What a path says of tools, modules and its own values; of the sheet only where it is sound."""
    findings = Findings(draft.located)
    _modules(draft.file, tools, findings)
    _ways(draft.file, findings)
    if sheet is not None:
        _facts(sheet, draft.file, findings)
        _gates(draft.file, sheet, findings)
        if draft.file.plan is not None:
            _plan(draft.file.plan, sheet, tools, findings)
        if not findings.problems:
            _openable(draft.file, sheet, tools, findings, memory or Memory())
    return findings.problems


def _openable(file: PathFile, sheet: Tool, tools: Sequence[Tool], findings: Findings, memory: Memory) -> None:
    """A gate that no figures at all can open. Nothing is said where that cannot be seen."""
    count = len(file.modules)
    facts = {"final_score": Range(0, 1, True), "agreement_count": Range(0, count), "commitment_count": Range(0, count)}
    known = {name: found for name, found in facts.items() if name in file.values}
    found = tool_ranges(sheet, {**taken_ranges(sheet, tools, memory), **known}).values
    for at, module in enumerate(file.modules):
        for number, need in enumerate(module.gate):
            if not found[need.value].may_hold:
                findings.add(("modules", at, "gate", number, "value"), "gate_never_opens", name=need.value)


def _modules(file: PathFile, tools: Sequence[Tool], findings: Findings) -> None:
    by_id = {tool.id: tool for tool in tools}
    ids = [module.id for module in file.modules]
    for at, module in enumerate(file.modules):
        path: DataPath = ("modules", at)
        if module.id in ids[:at] or module.id in RESERVED:
            findings.add((*path, "id"), "module_twice", name=module.id)
        if module.alone + module.together == 0:
            findings.add(path, "module_without_minutes", name=module.id)
        if module.tool is None:
            if module.steps:
                findings.add((*path, "steps"), "steps_without_tool", key=True)
        elif _is_tool(module.tool, (*path, "tool"), by_id, findings):
            _steps(module, by_id[module.tool], path, findings)
    _sum(file.minutes, sum(module.alone + module.together for module in file.modules), ("minutes",), findings)


RESERVED = ("index", "bring")
"""Pages that stand beside those of modules."""


def _is_tool(name: str, path: DataPath, tools: Mapping[str, Tool], findings: Findings) -> bool:
    if name not in tools:
        findings.add(path, "unknown_tool", near=closest(name, tools), name=name, known=", ".join(tools) or "–")
    return name in tools


def _steps(module: ModuleFile, tool: Tool, path: DataPath, findings: Findings) -> None:
    for number, name in enumerate(module.steps):
        if name not in tool.step_numbers:
            near = closest(name, tool.step_numbers)
            findings.add((*path, "steps", number), "unknown_step", near=near, step=name, tool=tool.id)


def _ways(file: PathFile, findings: Findings) -> None:
    ids = [module.id for module in file.modules]
    for name, way in file.ways.items():
        before = -1
        for number, stop in enumerate(way.stops):
            path: DataPath = ("ways", name, "stops", number, "module")
            if stop.module not in ids:
                findings.add(path, "unknown_module", near=closest(stop.module, ids), name=stop.module)
                continue
            if ids.index(stop.module) <= before:
                findings.add(path, "stop_order", name=stop.module)
            before = max(before, ids.index(stop.module))
        _sum(way.minutes, sum(stop.minutes for stop in way.stops), ("ways", name, "minutes"), findings)


def _sum(said: int, found: int, path: DataPath, findings: Findings) -> None:
    if said != found:
        findings.add(path, "minutes_differ", near=str(found), said=said, found=found)


def _facts(sheet: Tool, file: PathFile, findings: Findings) -> None:
    """Nobody types into a path: what is given must be taken, or be a fact that the page fills."""
    for name, value in file.values.items():
        decl = sheet.program.values[name]
        if decl.role != "given" or value.takes is not None:
            continue
        if name not in FACTS:
            findings.add(
                ("values", name), "unknown_fact", key=True, near=closest(name, FACTS), name=name, known=", ".join(FACTS)
            )
        elif decl.type.kind != FACTS[name].kind or decl.shape or (name == "plan_item" and not _is_of_plan(decl, file)):
            findings.add(("values", name), "fact_form", key=True, name=name)


def _is_of_plan(decl: object, file: PathFile) -> bool:
    kind = getattr(decl, "type", None)
    return isinstance(kind, Type) and file.plan is not None and kind.list == file.plan.list_


def _gates(file: PathFile, sheet: Tool, findings: Findings) -> None:
    values = sheet.program.values
    known = [name for name in file.values if values[name].type.kind == "truth" and not values[name].shape]
    for at, module in enumerate(file.modules):
        for number, need in enumerate(module.gate):
            if need.value not in known:
                path: DataPath = ("modules", at, "gate", number, "value")
                findings.add(path, "gate_no_truth", near=closest(need.value, known), name=need.value)
    single = [name for name in file.values if not values[name].shape]
    for path, (start, end), name in missing_figures(file):
        if name not in single:
            code = "placeholder_varies" if name in file.values else "unknown_placeholder"
            near = None if name in file.values else closest(name, single)
            span = findings.located.inside(path, start, end)
            findings.problems.append(Problem(span, code, {"name": name}, near))


def _plan(plan: PlanFile, sheet: Tool, tools: Sequence[Tool], findings: Findings) -> None:
    file, program = sheet.file, sheet.program
    by_id = {tool.id: tool for tool in tools}
    path: DataPath = ("plan",)
    grown = [name for name, a_list in program.lists.items() if a_list.items is None]
    if plan.list_ not in grown:
        findings.add((*path, "list"), "no_grown_list", near=closest(plan.list_, grown), list=plan.list_)
        return
    here = (Index(plan.list_, plan.list_),)
    texts = [name for name in file.values if program.values[name].type.kind == "text"]
    names = [name for name in texts if program.values[name].shape == here]
    if plan.name not in names:
        findings.add((*path, "name"), "shown_as_text", near=closest(plan.name, names), value=plan.name, list=plan.list_)
    known = [*file.values, *file.lights]
    for at, part in enumerate(plan.parts):
        if part.tool is not None:
            _is_tool(part.tool, (*path, "parts", at, "tool"), by_id, findings)
        for number, name in enumerate(part.show):
            place = (*path, "parts", at, "show", number)
            if name not in known:
                findings.add(place, "unknown_shown", near=closest(name, known), name=name)
            elif name in program.values and len([i for i in program.values[name].shape if i not in here]) > 1:
                findings.add(place, "plan_shape", name=name)
    for number, name in enumerate(plan.checks):
        if name not in file.lights:
            near = closest(name, file.lights)
            findings.add((*path, "checks", number), "unknown_light", near=near, light=name)
        elif program.lights[name].shape not in ((), here):
            findings.add((*path, "checks", number), "plan_shape", name=name)
