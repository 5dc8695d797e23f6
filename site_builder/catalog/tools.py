"""Tools that know of each other: the paths of their files in, checked tools or problems out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..memory import Memory
from ..problem import Problem, Span
from .draft import Declared, Draft, declared, read_draft, tool_id
from .edition import ORIGINAL, Edition, Tally
from .findings import Findings
from .imports import Shelf, with_imports
from .takes import check_takes, imports_of
from .tool import Tool, checked
from .tool_file import ToolFile

Paths = Sequence[tuple[Path, str]]
"""Where files stand, and how messages call them."""


def load_tools(
    files: Paths,
    separator: str = "、",
    more: Sequence[Draft] = (),
    edition: Edition = ORIGINAL,
    memory: Memory | None = None,
) -> tuple[list[Tool], list[Problem]]:
    """Every tool, by number. What is wrong in one is not told again in those that take from it.

    `more`: drafts that stand in no file of their own. `memory`: a tool is checked anew when its file or what others
    give it has changed.
    """
    drafts, problems, memory = list(more), list[Problem](), memory or Memory()
    for path, shown in files:
        draft, found = _draft(path, shown, edition, memory)
        problems += found
        drafts += [draft] if draft is not None else []
    unread = {id_of(path) for path, _ in files} - {draft.id for draft in drafts}
    tools, found = check_tools(drafts, unread, separator, memory)
    return sorted(tools, key=lambda tool: (tool.number, tool.slug)), problems + found


def _draft(path: Path, shown: str, edition: Edition, memory: Memory) -> tuple[Draft | None, list[Problem]]:
    """How far the translation is, is known again too."""
    tally, problems = Tally(), list[Problem]()

    def read() -> tuple[Draft, Tally] | None:
        draft, found = read_draft(path, shown, replace(edition, tally=tally))
        problems.extend(found)
        return None if draft is None else (draft, tally)

    draft, counted = memory.of(f"file {shown}", edition.made_from(path, shown), read) or (None, tally)
    edition.tally.add(counted)
    return draft, problems


def load_needed(wanted: str, files: Paths, separator: str = "、") -> tuple[list[Tool], list[Problem]]:
    """The tool with that id and those it takes something from, directly or through others; nothing else is read."""
    paths = {id_of(path): (path, shown) for path, shown in files}
    drafts: list[Draft] = []
    problems: list[Problem] = []
    ahead, seen = [wanted], {wanted}
    while ahead:
        draft, found = read_draft(*paths[ahead.pop(0)])
        problems += found
        if draft is not None:
            drafts.append(draft)
            following = [each for each in dict.fromkeys(needs(draft.file)) if each in paths and each not in seen]
            ahead += following
            seen.update(following)
    tools, found = check_tools(drafts, paths.keys() - {draft.id for draft in drafts}, separator)
    return tools, problems + found


def needs(file: ToolFile) -> Iterator[str]:
    """The ids of the tools that this one names."""
    yield from (each.from_ for each in file.lists.values() if each.from_ is not None)
    yield from (each.takes.partition(".")[0] for each in file.values.values() if each.takes is not None)


def id_of(path: Path) -> str:
    """The tool's id as its file's name has it, however broken the file is."""
    return tool_id(path.stem.partition("-")[2])


def check_tools(
    drafts: list[Draft], unread: set[str], separator: str, memory: Memory | None = None
) -> tuple[list[Tool], list[Problem]]:
    """First the lists that tools share, then what each declares, then what they take, then each for itself."""
    problems = _twice(drafts)
    shelf = Shelf({draft.id: draft for draft in drafts}, unread)
    known: dict[str, Declared] = {}
    for draft in shelf.drafts.values():
        findings = Findings(draft.located)
        file = with_imports(draft.id, shelf, findings)
        if file is None:  # what is for a list that is not there cannot be checked, and says nothing new
            problems += findings.problems
        else:
            known[draft.id] = declared(draft, file, findings, separator)
    takings = check_takes(known, shelf)
    tools, memory = [], memory or Memory()
    for name, each in known.items():
        others = (imports_of(each, shelf), takings.takes[name], takings.upstream(name))
        made_from = (separator, each.draft.located, each.file, *others)
        tool = memory.of(f"tool {name}", made_from, partial(checked, each, *others, memory))
        problems += each.findings.problems
        tools += [tool] if tool is not None else []
    return tools, problems


def _twice(drafts: list[Draft]) -> list[Problem]:
    seen: dict[object, Draft] = {}
    problems = []
    for draft in drafts:
        for key in (draft.number, draft.slug):
            if key in seen:
                facts = {"name": str(key), "other": seen[key].located.file}
                problems.append(Problem(Span(draft.located.file), "tool_twice", facts))
            seen[key] = draft
    return problems
