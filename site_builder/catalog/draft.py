"""A tool's file on its way: the file in, a draft of the right shape out; then its lists, values and lights declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..formula.source import Source
from ..located_yaml import Located
from ..problem import Problem
from .declare import declare
from .edition import ORIGINAL, Edition, read_edition
from .figures import Allowed
from .findings import Findings
from .read import numbered_name, read_model
from .tool_file import ToolFile


@dataclass(frozen=True)
class Draft:
    """A tool's file that has the right shape; what it says is not checked yet. `located.file` names it in messages."""

    id: str
    slug: str
    number: int
    file: ToolFile
    located: Located = field(repr=False, compare=False)


def read_draft(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Draft | None, list[Problem]]:
    """`shown` is the path as messages name it."""
    name, problems = numbered_name(shown)
    located, found = read_edition(path, shown, ToolFile, edition)
    problems += found
    if located is None:
        return None, problems
    file, found = read_model(located, ToolFile)
    problems += found
    if file is None or name is None or problems:
        return None, problems
    number, slug = name
    return Draft(tool_id(slug), slug, number, file, located), []


def tool_id(slug: str) -> str:
    """In formulas a tool's name has underscores, in addresses hyphens."""
    return slug.replace("-", "_")


@dataclass(frozen=True)
class Declared:
    """A draft whose lists, values and lights are known; `file` has its imported lists written in."""

    draft: Draft
    file: ToolFile
    source: Source
    allowed: dict[str, Allowed]
    findings: Findings


def declared(draft: Draft, file: ToolFile, findings: Findings, separator: str) -> Declared:
    """`file` is the draft's own with its imported lists written in."""
    return Declared(draft, file, *declare(file, findings, separator), findings)
