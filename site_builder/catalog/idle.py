"""What of tools can never come about: checked tools in, a problem for each light, item, condition or chart in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..formula.assemble import Misfit, Where
from ..formula.given import Figures
from ..formula.idle import Ladder, idle, ladders, never, within
from ..formula.intervals import Range, Ranges
from ..formula.parse import parse
from ..formula.program import Figure, Program, Table
from ..formula.targets.python import evaluate
from ..formula.tree import Aggregate, Apply, Constant, Read, Typed, walk
from ..memory import Memory
from ..problem import Problem
from .charts import drawn
from .findings import Findings, Path
from .limits import tool_ranges
from .tool import Tool, formula_path
from .tool_file import FormulaDefault


def check_idle(tools: Sequence[Tool], memory: Memory | None = None) -> list[Problem]:
    """Figures are whatever can be typed; where that cannot tell, nothing is said.

    `memory`: what was said of a tool is said again while it is the same.
    """
    memory = memory or Memory()
    return [each for tool in tools for each in memory.found(f"idle {tool.id}", (tool,), partial(_idle, tool))]


def _idle(tool: Tool) -> list[Problem]:
    if tool.located is None:
        return []
    findings = Findings(tool.located)
    found = tool_ranges(tool)
    _formulas(tool, found, findings)
    # A light may guard against one item too many in a list that only its author can make longer.
    _lights(tool, tool_ranges(tool, open_counts=True), findings)
    _ladders(tool, found, findings)
    _defaults(tool, found, findings)
    _charts(tool, findings)
    return list(findings.problems)


def _formulas(tool: Tool, found: Ranges, findings: Findings) -> None:
    for where, text, typed in _written(tool):
        path = formula_path(where, tool.file)
        faults = list(idle(parse(text), typed, found.of))
        for fault in faults:
            findings.add_misfit(Misfit(where, fault), path)
        if found.of(typed).is_never and not faults and not _reads_nothing(typed, found):
            findings.add(path, "always_blank", name=where[1])


def _written(tool: Tool) -> Iterator[tuple[Where, str, Typed]]:
    """Where each formula stands, its text and its tree."""
    values, lights = tool.program.values, tool.program.lights
    for name, value in tool.file.values.items():
        default = value.default.formula if isinstance(value.default, FormulaDefault) else None
        rule = value.must.rule if value.must is not None else None
        needed = value.required if isinstance(value.required, str) else None
        for key, text, own in (
            ("formula", value.formula or default, name),
            ("must", rule, f"{name}.must"),
            ("required", needed, f"{name}.required"),
        ):
            typed = values[own].formula if text is not None else None
            if text is not None and typed is not None:
                yield ("values", name, key), text, typed
    for name, light in tool.file.lights.items():
        for key, text, typed in (("red", light.red, lights[name].red), ("amber", light.amber, lights[name].amber)):
            if text is not None and typed is not None:
                yield ("lights", name, key), text, typed


def _reads_nothing(typed: Typed, found: Ranges) -> bool:
    """Whether a value that it reads is blank always: told there, it is not told again."""
    return any(isinstance(node, Read) and found.values[node.value].is_never for node in walk(typed))


def _lights(tool: Tool, found: Ranges, findings: Findings) -> None:
    for name, light in tool.program.lights.items():
        if light.red is not None and never(light.red, found.of):
            findings.add(("lights", name, "red"), "light_never", name=name)
        if light.amber is None:
            continue
        if never(light.amber, found.of):
            findings.add(("lights", name, "amber"), "light_never", name=name)
        elif light.red is not None and within(light.amber, light.red, found.of):
            findings.add(("lights", name, "amber"), "light_covered", name=name)


# ---------------------------------------------------------------- ladders of items


def _ladders(tool: Tool, found: Ranges, findings: Findings) -> None:
    asked = {part.value for _, _, typed in _written(tool) for node in walk(typed) for part in _asked(node)}
    for (section, name, _), _, typed in _written(tool):
        for node, ladder in ladders(typed):
            value = tool.program.values[ladder.read.value]
            items = tool.program.lists[value.shape[0].list].items or ()
            limits = _limits(value.table, items)
            if limits is not None:
                what = found.of(ladder.bound.what).scaled(1 / ladder.read.factor)
                whole = section == "values" and node == typed and name not in asked
                _steps(ladder, limits, what, whole, tool, findings)


def _steps(ladder: Ladder, limits: dict[str, float], what: Range, whole: bool, tool: Tool, findings: Findings) -> None:
    """`whole`: nobody reckons with there being no item."""
    name = ladder.read.value
    key = "fixed" if tool.file.values[name].fixed is not None else "default"
    path: Path = ("values", name, key)
    before: dict[str, float] = {}
    for item, limit in limits.items():
        covering = next((each for each, earlier in before.items() if ladder.covers(earlier, limit)), None)
        if ladder.too_far(limit, what):
            findings.add((*path, item), "item_too_far", item=item, value=name)
        elif covering is not None:
            findings.add((*path, item), "item_covered", item=item, earlier=covering)
        before[item] = limit
    if whole and ladder.has_gap([*limits.values()], what):
        findings.add((*path, [*limits][-1]), "item_gap", value=name)


def _limits(table: Figure | Table, items: Sequence[str]) -> dict[str, float] | None:
    """A number for each item, in the order of the items."""
    if not isinstance(table, dict) or not items:
        return None
    found = {item: table.get(item) for item in items}
    numbers = {item: each for item, each in found.items() if isinstance(each, float)}
    return numbers if len(numbers) == len(items) else None


def _asked(node: Typed) -> Iterator[Read]:
    """Values of which is asked whether they are there."""
    if isinstance(node, Apply) and node.function in ("is_blank", "otherwise"):
        yield from (part for part in walk(node.args[0]) if isinstance(part, Read))


# ---------------------------------------------------------------- what stands there at first


def _defaults(tool: Tool, found: Ranges, findings: Findings) -> None:
    for name, value in tool.file.values.items():
        what, declared = tool.allowed.get(name), tool.program.values[name]
        if what is None or not isinstance(value.default, FormulaDefault) or declared.formula is None:
            continue
        can = found.of(declared.formula).scaled((100 if what.percent else 1) / declared.factor)
        above = what.high is not None and can.low > what.high
        if not can.is_never and (above or (what.low is not None and can.high < what.low)):
            findings.add(("values", name, "default", "formula"), "default_outside", name=name)
    fresh = evaluate(tool.program, tool.start)
    for name, light in tool.program.lights.items():
        for colour, rule in (("red", light.red), ("amber", light.amber)):
            if rule is None or colour not in _held(fresh.lights[name]):
                continue
            for added, wanted in _sums(rule, tool.program):
                at = "fixed" if tool.file.values[added].fixed is not None else "default"
                findings.add(("values", added, at), "defaults_off", key=True, value=added, wanted=wanted, light=name)


def _sums(rule: Typed, program: Program) -> Iterator[tuple[str, str]]:
    """Values whose figures are written in the file and have to add up, and to what: `sum(weight over …) <> 100`."""
    for node in walk(rule):
        match node:
            case Apply("differs", (Read() | Aggregate() as added, Constant(value=float() as wanted, percent=percent))):
                formula = program.values[added.value].formula if isinstance(added, Read) else added
                match formula:
                    case Aggregate("sum", (Read(value=name),), where=None) if isinstance(
                        program.values[name].table, dict
                    ):
                        yield name, f"{wanted * 100:g}%" if percent else f"{wanted:g}"


def _held(table: Figure | Table) -> set[Figure]:
    return set().union(*map(_held, table.values())) if isinstance(table, dict) else {table}


def _charts(tool: Tool, findings: Findings) -> None:
    """A chart is drawn for each example: a value that is blank in all of them is never seen."""
    figures: list[Figures] = [example.figures for example in tool.examples.values()]
    for name, chart in tool.file.charts.items():
        for each in drawn(chart):
            if figures and all(_held(one.values[each.name]) <= {None} for one in figures):
                findings.add(("charts", name, *each.at), "chart_blank", name=each.name)
