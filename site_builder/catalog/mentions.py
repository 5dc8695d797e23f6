"""Figures that texts mention: what stands between braces in; a place in an example's figures, or a fault, out.

In a tool's own texts `example.value`, `example.value[item, item]` or `example.lights.light`; in all other texts, and
of other tools, the same with the tool's id before it: `tool.example.value`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..formula.program import Figure, Table
from ..problem import Problem, closest
from .braces import braces
from .prose import Prose
from .tool import Tool

Tools = Mapping[str, Tool]

_FORM = re.compile(r"(?P<names>[A-Za-z]\w*(?:\.[A-Za-z]\w*){1,3})(?:\[(?P<items>[^\[\]]+)\])?")
LIGHTS = "lights"


@dataclass(frozen=True)
class Mention:
    """One figure: of a value or, with `light`, of a light."""

    tool: Tool
    example: str
    name: str
    key: tuple[str, ...]
    light: bool


@dataclass
class _Fault(Exception):  # not frozen: Python writes its traceback into it
    """`start` and `end` are within what stands between the braces."""

    code: str
    start: int
    end: int
    facts: dict[str, object]
    near: str | None = None


def mention(name: str, tools: Tools, own: Tool | None) -> Mention:
    """What `name` means where `own` is the tool whose text it is. It was checked, so it means something."""
    return _read(name, tools, own)


def unknown_figures(prose: Prose, tools: Tools) -> list[Problem]:
    """Every `{…}` of a text that is no figure of an example (and, in a live text, no value either)."""
    problems = []
    for brace in braces(prose.text):
        if prose.live and "." not in brace.name:
            continue  # the tool's own loader has looked at it
        try:
            _read(brace.name, tools, prose.tool)
        except _Fault as fault:
            span = prose.place(brace.start + fault.start, brace.start + fault.end)
            problems.append(Problem(span, fault.code, fault.facts, fault.near))
    return problems


@dataclass(frozen=True)
class _Name:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _read(name: str, tools: Tools, own: Tool | None) -> Mention:
    found = _FORM.fullmatch(name)
    if found is None:
        raise _Fault("figure_form", 0, len(name), {"name": name})
    parts = [_Name(part[0], part.start()) for part in re.finditer(r"\w+", found["names"])]
    tool = own
    if own is None or _is_foreign(parts, own, tools):
        tool = tools.get(parts[0].text)
        if tool is None:
            facts = {"name": parts[0].text, "known": ", ".join(tools)}
            raise _fault("unknown_tool", parts[0], facts, closest(parts[0].text, tools))
        parts = parts[1:]
    assert tool is not None
    if len(parts) not in (2, 3) or (len(parts) == 3 and parts[1].text != LIGHTS):
        raise _Fault("figure_form", 0, len(name), {"name": name})
    example, value = parts[0], parts[-1]
    if example.text not in tool.examples:
        facts = {"name": example.text, "known": ", ".join(tool.examples)}
        raise _fault("unknown_example", example, facts, closest(example.text, tool.examples))
    figures, is_light = tool.examples[example.text].figures, len(parts) == 3
    known: Mapping[str, Figure | Table] = (
        figures.lights if is_light else {each: figures.values[each] for each in tool.file.values}
    )
    if value.text not in known:
        what = {"light" if is_light else "value": value.text}
        raise _fault("unknown_light" if is_light else "unknown_value", value, what, closest(value.text, known))
    key = _key(known[value.text], found, name)
    return Mention(tool, example.text, value.text, key, is_light)


def _is_foreign(parts: list[_Name], own: Tool, tools: Tools) -> bool:
    """Whether the first name is a tool's. An example of the tool itself goes before a tool of the same name."""
    if parts[0].text in own.examples:
        return False
    return parts[0].text in tools or len(parts) == 4 or (len(parts) == 3 and parts[1].text != LIGHTS)


def _key(table: Figure | Table, found: re.Match[str], name: str) -> tuple[str, ...]:
    """The items in brackets, each one there; as many as lead to one figure."""
    key: list[str] = []
    start = found.start("items")
    for each in re.finditer(r"[^,\s][^,]*", found["items"] or ""):
        item = _Name(each[0].strip(), start + each.start())
        if not isinstance(table, dict):
            raise _fault("too_many_keys", item, {"value": item.text}, None)
        if item.text not in table:
            facts = {"item": item.text, "list": found["names"].rpartition(".")[2]}
            raise _fault("unknown_item", item, facts, closest(item.text, table))
        table = table[item.text]
        key.append(item.text)
    if isinstance(table, dict):
        raise _Fault("expect_one_figure", 0, len(name), {"name": name})
    return tuple(key)


def _fault(code: str, name: _Name, facts: Mapping[str, object], near: str | None) -> _Fault:
    return _Fault(code, name.start, name.end, dict(facts), near)
