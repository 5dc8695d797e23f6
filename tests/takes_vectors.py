"""The vectors of `tests/conformance/takes/*.yml` and `compares/*.yml`: what tools take from each other and what kept
versions tell, the same in Python and on the page.

tools   by slug: lists and values as in a tool's YAML, cut short: items are ids alone, labels and what else a tool
        needs is made up here
cases:
  - says, of     what the case is for; the tool whose sheet is looked at
    given        what is typed, by tool, as in a case file
    versions     kept versions, as in a case file; none where nothing is said
    rows         the row ids of grown lists, in order
    expect       figures, or figures by item; null is blank
    unfit        what was not taken since it does not fit: [value, [items], figure]; nothing where nothing is said
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from site_builder.catalog import Tool
from site_builder.catalog.tools import load_tools

FOLDERS = [Path(__file__).parent / "conformance" / name for name in ("takes", "compares")]


@dataclass(frozen=True)
class Case:
    file: str
    says: str
    of: str
    given: dict[str, Any]
    versions: list[dict[str, Any]]
    rows: dict[str, list[str]]
    expect: dict[str, Any]
    unfit: list[list[Any]]

    @property
    def tools(self) -> dict[str, Tool]:
        """All tools of the file, by id."""
        return tools_of(self.file)

    @property
    def tool(self) -> Tool:
        return self.tools[self.of.replace("-", "_")]


def cases() -> Iterator[Case]:
    for path in (path for folder in FOLDERS for path in sorted(folder.glob("*.yml"))):
        for case in yaml.load(path.read_text("utf-8"), Loader=_Loader)["cases"]:
            yield Case(
                path.stem,
                case["says"],
                case["of"],
                case["given"],
                case.get("versions", []),
                case.get("rows", {}),
                case["expect"],
                case.get("unfit", []),
            )


@cache
def tools_of(file: str) -> dict[str, Tool]:
    path = next(each for folder in FOLDERS if (each := folder / f"{file}.yml").is_file())
    declared = yaml.load(path.read_text("utf-8"), Loader=_Loader)["tools"]
    with TemporaryDirectory() as folder:
        paths = []
        for number, (slug, said) in enumerate(declared.items()):
            path = Path(folder, f"{number + 1}-{slug}.yml")
            path.write_text(yaml.dump(whole(said), allow_unicode=True, sort_keys=False), "utf-8")
            paths.append((path, f"tools/{path.name}"))
        tools, problems = load_tools(paths)
    assert problems == [], problems
    return {tool.id: tool for tool in tools}


def whole(said: dict[str, Any]) -> dict[str, Any]:
    """A tool's file that shows everything it has; its result is a figure of its own."""
    lists = {name: _list(name, each) for name, each in said["lists"].items()}
    values = {name: {"label": name, **_sourced(each)} for name, each in said["values"].items()}
    values["made_up"] = {"label": "made up", "formula": "1"}
    texts = dict.fromkeys(("title", "short", "common_sense", "summary", "why", "how", "reading"), "試")
    return {
        **texts,
        "emblem": ["M4 24h40"],
        "lists": lists,
        "values": values,
        "steps": [{"title": "全部", "show": [*values]}],
        "results": ["made_up"],
        "examples": {"none": {"label": "無", "given": {}, "expect": {}}},
        "mistakes": [],
    }


def _list(name: str, said: dict[str, Any]) -> dict[str, Any]:
    items = {item: {"label": item} for item in said.get("items", [])}
    return {**said, **({"items": items} if items else {}), **({} if "from" in said else {"label": name})}


def _sourced(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "origin": "illustrative"} if {"default", "fixed"} & said.keys() else said


class _Loader(yaml.SafeLoader):
    """Dates stay texts, as in an author's file."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
