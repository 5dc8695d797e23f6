"""A case file, what a learner typed over several tools: located data in, a `Given` for each tool and problems out.

`{tools: {account-tiering: {…}, triangle-design: {…}}}`: under each tool's slug or id what a given file of it holds.
A file that a page saved says more: whose it is, earlier versions of the work, what was done on the path and in quizzes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from ..formula.given import Given
from ..problem import Problem, closest
from .compared import Version
from .findings import Findings, Path
from .given_file import check_rules, read_given, row_ids
from .sheets import Sheet, sheets_of
from .tool import Tool

FORMAT = 1
"""What `case` says in a file of this form; a later one may mean things that are not known here."""

KEYS = ("case", "name", "team", "date", "saved", "tools", "state", "versions", "quiz", "path")
"""What stands in a case file; only `tools` must."""


@dataclass(frozen=True)
class Section:
    """What the file holds for one tool, and where."""

    tool: Tool
    data: object
    path: Path


def is_case(data: object, tool: Tool) -> TypeGuard[dict[str, Any]]:
    """Whether a file holds several tools: it says `tools`, which is nothing of this tool's own."""
    own = {*tool.allowed, *tool.program.lists}
    return isinstance(data, dict) and "tools" in data and "tools" not in own


def read_case(
    data: dict[str, Any], tool: Tool, tools: Mapping[str, Tool], known: Collection[str], findings: Findings
) -> Sheet:
    """The sheet of one tool. `tools`: by id, all that it takes from; the sections of others are not read.

    `known`: the ids of all tools there are.
    """
    if str(data.get("case", FORMAT)) != str(FORMAT):
        findings.add(("case",), "case_format", found=data["case"], known=FORMAT)
    for key in data:
        if key not in KEYS:
            facts = {"key": key, "known": ", ".join(KEYS)}
            findings.problems.append(Problem(findings.located.span((key,), key=True), "unknown_key", facts))
    sections = _sections(data["tools"], tools, known, findings)
    typed = {tool_id: _given(section, sections, findings) for tool_id, section in sections.items()}
    sheets = sheets_of(tool, tools, typed, dict(_versions(data.get("versions"), tools, findings)))
    for tool_id, section in sections.items():
        if tool_id in sheets:
            rules = section.tool.file.values
            check_rules(rules, section.data, section.path, sheets[tool_id].figures, findings)
    return sheets[tool.id]


def _sections(
    inner: object, tools: Mapping[str, Tool], known: Collection[str], findings: Findings
) -> dict[str, Section]:
    if not isinstance(inner, dict):
        findings.add_no_mapping(("tools",), "given_not_a_mapping")
        return {}
    places: dict[str, Path] = {}
    for key in inner:
        tool_id, place = key.replace("-", "_"), ("tools", key)
        if tool_id not in known:
            slugs = sorted(each.replace("_", "-") for each in known)
            findings.add(place, "unknown_tool", key=True, near=closest(key, slugs), name=key, known=", ".join(slugs))
        elif tool_id in places:
            first = findings.located.span(places[tool_id], key=True)
            facts = {"key": key, "line": first.line, "column": first.column}
            findings.problems.append(Problem(findings.located.span(place, key=True), "duplicate_key", facts))
        else:
            places[tool_id] = place
    return {each: Section(tools[each], inner[place[-1]], place) for each, place in places.items() if each in tools}


def _given(section: Section, sections: Mapping[str, Section], findings: Findings) -> Given:
    """Figures may be given for the rows that another section has in a list that comes from its tool."""
    tool, known = section.tool, {}
    for name, imported in tool.imports.items():
        if imported.grown and imported.tool in sections:
            there = sections[imported.tool]
            known[name] = row_ids(there.data, name, there.tool.start)
    return read_given(tool.program, tool.allowed, section.data, section.path, findings, tool.start, known)


def _versions(inner: object, tools: Mapping[str, Tool], findings: Findings) -> Iterator[tuple[str, list[Version]]]:
    """By tool, in the order of the file; those of tools that are not needed are not read."""
    found: dict[str, list[Version]] = {}
    for at, each in enumerate(inner if isinstance(inner, list) else []):
        tool = tools.get(str(each.get("tool")).replace("-", "_")) if isinstance(each, dict) else None
        if tool is not None:
            path: Path = ("versions", at, "given")
            given = read_given(tool.program, tool.allowed, each.get("given"), path, findings, tool.start)
            version = Version(str(each.get("kind", "kept")), str(each.get("date") or ""), given)
            found.setdefault(tool.id, []).append(version)
    yield from found.items()
