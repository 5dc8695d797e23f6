"""What the page's script knows about a tool: labels, shapes, limits, examples. No formulas, no markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..catalog import Tool
from ..catalog.takes import Taken
from ..catalog.tool_file import ChartFile, ListFile, ValueFile
from ..formula.order import reads
from ..formula.tree import Shape
from ..words import Words
from . import text
from .blocks import TableBlock, blocks
from .figures import is_percent, is_trimmed, places_of
from .ingredients import made_from

_DRAWN = {"x", "y", "size", "bars", "value", "stack", "target", "times", "hours", "start", "count", "detail"}
"""Keys of charts under which ids of values stand."""


def page_data(tool: Tool, words: Words, tools: Mapping[str, Tool] | None = None) -> dict[str, Any]:
    """Plain data, the form of `browser/model/page_data.ts`. `tools`: all tools by id; some of them give to this one."""
    file = tool.file
    said = words.section("calculator.script") | later_words(words)
    said |= {f"must_{name}": text.plain(value.must.says) for name, value in file.values.items() if value.must}
    first = next(iter(file.examples), None)  # the path's sheet has none
    linked = _some(
        each=file.each,
        choices=choices(tool) or None,
        takes={name: _taken(taken) for name, taken in tool.takes.items()} or None,
        compares=_compares(tool) or None,
        givers=givers(tool, tools or {}) or None,
    )
    return linked | {
        "tool": tool.slug,
        "version": tool.fingerprint,
        "lists": {name: _list(tool, name, a_list) for name, a_list in file.lists.items()},
        "values": {name: _value(tool, name, value) for name, value in file.values.items()},
        "lights": {name: _light(tool, name) for name in file.lights},
        "charts": {name: _chart(chart) for name, chart in file.charts.items()},
        "results": file.results,
        "examples": {
            name: {"label": example.label} | ({"given": example.given} if name == first else {})
            for name, example in file.examples.items()
        },
        "words": said,
    }


def other_examples(tool: Tool) -> dict[str, Any]:
    """What all examples but the first give: the page loads it when one of them is chosen."""
    return {name: example.given for name, example in list(tool.file.examples.items())[1:]}


def choices(tool: Tool) -> list[str]:
    """The lists of which the page shows one item at a time."""
    own = (block.choice for step in blocks(tool) for block in step if isinstance(block, TableBlock) and block.choice)
    return list(dict.fromkeys([*([tool.file.each] if tool.file.each else []), *own]))


def givers(tool: Tool, tools: Mapping[str, Tool]) -> list[str]:
    """The slugs of the tools whose rows or figures this one needs, through others too, in the order of computing."""
    found: dict[str, None] = {}

    def walk(each: Tool) -> None:
        needed = [(imported.tool, imported.slug) for imported in each.imports.values() if imported.grown]
        for giver, slug in [*needed, *((taken.tool, taken.slug) for taken in each.takes.values())]:
            if slug not in seen:
                seen.add(slug)
                if giver in tools:
                    walk(tools[giver])
                found[slug] = None

    seen = {tool.slug}
    walk(tool)
    return list(found)


def _compares(tool: Tool) -> dict[str, Any]:
    rules = {name: value.compares for name, value in tool.file.values.items() if value.compares is not None}
    return {name: rule.model_dump(exclude_none=True) for name, rule in rules.items()}


def _taken(taken: Taken) -> dict[str, Any]:
    return {"tool": taken.slug, "short": taken.short, "value": taken.value, "label": taken.label} | _some(
        step=taken.step, untouched=taken.untouched
    )


def later_words(words: Words) -> dict[str, str]:
    """The words of rare occasions, which come in a script of their own, the same for all tools."""
    signs = words.section("text")
    return words.section("calculator.more") | {key: signs[key] for key in ("bracketed", "colon", "gap")}


def why_data(tool: Tool, words: Words) -> dict[str, Any]:
    """What is needed only once a learner asks why: the form of `browser/model/page_data.ts`, `WhyData`."""
    said = words.section("calculator.why")
    said |= {f"reason_{name}": reason for name, reason in words.section("calculator.reason").items()}
    program, file = tool.program, tool.file
    made = {name: made_from(decl) for name, decl in program.values.items() if "." not in name}
    made |= {name: made_from(decl) for name, decl in program.lights.items()}
    labels = {name: value.label for name, value in file.values.items()}
    labels |= {name: light.label for name, light in file.lights.items()}
    return {
        "labels": labels,
        "made": {name: parts for name, parts in made.items() if parts},
        "reads": reads(program),
        "words": said,
    }


def prefix_of(tool: Tool, list_name: str) -> str:
    """What the ids of new rows start with: A1, A2 … No item or other list is called so."""
    taken = {item for a_list in tool.file.lists.values() for item in a_list.items or {}}
    others = [name for name, a_list in tool.file.lists.items() if a_list.grows and name < list_name]
    for length in range(1, len(list_name) + 1):
        prefix = list_name[:length].upper().rstrip("_")
        if any(re.fullmatch(rf"{prefix}\d+", item) for item in taken):
            continue
        if not any(prefix_of(tool, other) == prefix for other in others):
            return prefix
    return f"{list_name}_"


def _list(tool: Tool, name: str, a_list: ListFile) -> dict[str, Any]:
    made: dict[str, Any] = {"label": a_list.label}
    if a_list.items is not None:
        made["items"] = [
            {"id": item, "label": facts.label} | _some(short=facts.symbol) for item, facts in a_list.items.items()
        ]
    if a_list.grows is not None:
        grows = a_list.grows
        made["grows"] = {"start": grows.start, "most": grows.most, "prefix": prefix_of(tool, name), "rows": grows.rows}
        if imported := tool.imports.get(name):
            # Rows added here are called otherwise than those of its own tool and those added in a third one.
            made["grows"] |= {"start": 0, "prefix": f"{prefix_of(tool, name)}{tool.number}_"}
            made["from"] = imported.slug
        elif name in tool.elsewhere:
            made["grows"]["elsewhere"] = tool.elsewhere[name]
    return made | _some(shown_as=a_list.shown_as)


def _value(tool: Tool, name: str, value: ValueFile) -> dict[str, Any]:
    decl = tool.program.values[name]
    low, _, high = (value.scale or "").partition("-")
    number = "whole" if value.type == "whole" or value.scale else "number"
    kind = "date" if value.type == "date" else number if decl.type.kind == "number" else decl.type.kind
    names = {a_list.shown_as for a_list in tool.file.lists.values()}
    return {
        "for": _shape(decl.shape),
        "kind": kind,
        "role": decl.role,
        "places": places_of(tool, name),
    } | _some(
        label=value.label if name in _named(tool) else None,
        of=decl.type.list or None,
        unit=value.unit,
        figure=tool.figure_forms.get(name),
        percent=is_percent(tool, name) or None,
        trimmed=is_trimmed(tool, name) or None,
        min=value.min,
        max=value.max,
        step=value.step,
        scale=[int(low), int(high)] if value.scale else None,
        required=True if value.required is True else None,
        must=value.must is not None or None,
        default=value.default is not None or None,
        long=(kind == "text" and decl.role == "given" and name not in names) or None,
    )


def _light(tool: Tool, name: str) -> dict[str, Any]:
    decl = tool.program.lights[name]
    label = tool.file.lights[name].label if name in _named(tool) else None
    return {"for": _shape(decl.shape)} | _some(label=label)


def _named(tool: Tool) -> set[str]:
    """What the script itself names: fields, headline results, whatever a chart draws. The rest is named in the page."""
    drawn = [chart.model_dump(include=_DRAWN).values() for chart in tool.file.charts.values()]
    names = [name for facts in drawn for fact in facts for name in (fact if isinstance(fact, list) else [fact])]
    typed = (name for name, value in tool.program.values.items() if value.role == "given")
    return {*tool.file.results, *typed, *(name for name in names if name is not None)}


def _chart(chart: ChartFile) -> dict[str, Any]:
    return chart.model_dump(by_alias=True, exclude={"note"}, exclude_none=True)


def _shape(shape: Shape) -> list[list[str]]:
    return [[index.name, index.list] for index in shape]


def _some(**facts: object) -> dict[str, object]:
    return {name: fact for name, fact in facts.items() if fact is not None}
