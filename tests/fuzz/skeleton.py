"""Checked tools in, files of them out that hold only what others name: lists, values as if typed, steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from site_builder.catalog import Catalog, Tool

FRAME = {
    **dict.fromkeys(("title", "short", "common_sense", "summary", "why", "how", "reading"), "試"),
    "emblem": ["M4 4h40"],
    "results": ["plain"],
    "examples": {"none": {"label": "空", "given": {}, "expect": {}}},
    "mistakes": [],
}


@dataclass
class Named:
    """What is named of each tool, by its id."""

    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lists: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    steps: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def by(self, tool: Tool) -> Named:
        """With what a tool, or the path's sheet, has from others."""
        for taken in tool.takes.values():
            self.values[taken.tool].add(taken.value)
        for name, imported in tool.imports.items():
            self.lists[imported.tool].add(name)
        return self


def skeletons(catalog: Catalog, named: Named) -> dict[str, str]:
    """The files of all tools of which anything is named, by path. Fills `named` with what these need of each other."""
    before = -1
    while before != (before := sum(map(len, named.lists.values()))):
        for tool in catalog.tools:
            for name in _lists(tool, named):
                if name in tool.imports:
                    named.lists[tool.imports[name].tool].add(name)
    return {tool.path: _file(tool, named) for tool in catalog.tools if _is_named(tool, named)}


def taker(catalog: Catalog, giver: Tool) -> str:
    """A tool that takes from `giver` all that the other tools and the path take from it."""
    assert catalog.path is not None
    takers = [*catalog.tools, catalog.path.sheet]
    names = {each.value for tool in takers for each in tool.takes.values() if each.tool == giver.id}
    lists = {name for tool in takers for name, each in tool.imports.items() if each.tool == giver.id}
    values = {name: _value(giver, name) | {"takes": f"{giver.id}.{name}"} for name in sorted(names)}
    for name in names:
        lists |= _lists_of(giver, name)
    imports = {name: {"from": giver.imports[name].tool if name in giver.imports else giver.id} for name in lists}
    values |= {f"at_{name}": {"label": "試", "for": name} for name in lists}
    return _written(dict(sorted(imports.items())), values, [])


def _is_named(tool: Tool, named: Named) -> bool:
    return any(tool.id in each and each[tool.id] for each in (named.values, named.lists)) or tool.id in named.steps


def _file(tool: Tool, named: Named) -> str:
    lists = {name: _list(tool, name) for name in sorted(_lists(tool, named))}
    names = {*named.values[tool.id], *(each["shown_as"] for each in lists.values() if "shown_as" in each)}
    return _written(lists, {name: _value(tool, name) for name in sorted(names)}, sorted(named.steps[tool.id]))


def _written(lists: dict[str, Any], values: dict[str, Any], ids: Iterable[str]) -> str:
    values = {"plain": {"label": "試"}, **values}
    steps = [{"title": "試", "show": list(values)}, *({"id": name, "title": "試", "show": ["plain"]} for name in ids)]
    return yaml.safe_dump(
        {**FRAME, "lists": lists, "values": values, "steps": steps}, allow_unicode=True, sort_keys=False
    )


def _lists(tool: Tool, named: Named) -> set[str]:
    """Those that are named, and those of what is."""
    found = set(named.lists[tool.id])
    return found.union(*(_lists_of(tool, name) for name in named.values[tool.id]))


def _lists_of(tool: Tool, name: str) -> set[str]:
    value = tool.program.values[name]
    return {*(index.list for index in value.shape), *([value.type.list] if value.type.list else [])}


def _list(tool: Tool, name: str) -> dict[str, Any]:
    written: dict[str, Any] = tool.located.data["lists"][name]  # type: ignore[index,call-overload,union-attr]
    kept = {key: each for key, each in written.items() if key != "grows"}
    return kept | ({"grows": {"start": 1}} if "grows" in written else {})


def _value(tool: Tool, name: str) -> dict[str, Any]:
    """As if it were typed."""
    written, kind = tool.file.values[name], tool.program.values[name].type
    found: dict[str, Any] = {"label": "試", "for": written.for_, "unit": written.unit}
    match kind.kind:
        case "item":
            found["of"] = kind.list
        case "truth" | "text":
            found["type"] = kind.kind
    return {key: each for key, each in found.items() if each is not None}
