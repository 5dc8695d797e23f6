"""One tool: the file `tools/<number>-<slug>.yml` in, a checked `Tool` with its computed examples, or problems, out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..formula.assemble import Misfit, assemble
from ..formula.program import Program
from ..located_yaml import Located, read
from ..problem import Problem, closest
from .declare import declare
from .example import Example, read_example
from .figures import Allowed
from .findings import Findings
from .findings import Path as DataPath
from .read import numbered_name, read_model
from .references import check_references
from .tool_file import FormulaDefault, ToolFile


@dataclass(frozen=True)
class Tool:
    """A checked tool. `fingerprint` changes with what is typed and computed, not with prose or labels."""

    id: str
    slug: str
    number: int
    path: str
    file: ToolFile
    program: Program
    allowed: dict[str, Allowed] = field(repr=False)
    """What may be typed for each given value."""
    examples: dict[str, Example] = field(repr=False)
    fingerprint: str


def load_tool(path: Path, shown: str, separator: str = "、") -> tuple[Tool | None, list[Problem]]:
    """`shown` is the path as messages name it."""
    name, problems = numbered_name(shown)
    located, found = read(path, shown)
    problems += found
    if located is None:
        return None, problems
    file, found = read_model(located, ToolFile)
    problems += found
    if file is None or name is None or problems:
        return None, problems
    findings = Findings(located)
    tool = _checked(file, located, findings, separator, *name)
    return (None if findings.problems else tool), findings.problems


def _checked(file: ToolFile, located: Located, findings: Findings, separator: str, number: int, slug: str) -> Tool:
    source, allowed = declare(file, findings, separator)
    program, misfits = assemble(source)
    # With a name used twice, half of what refers to it is wrong as well, and says nothing new.
    if not any(problem.code == "name_twice" for problem in findings.problems):
        for misfit in _once(misfits, file, findings):
            findings.add_misfit(misfit, _formula_path(misfit, file))
        check_references(file, source, findings)
    examples: dict[str, Example] = {}
    if not findings.problems:
        examples = {name: read_example(name, file, program, allowed, findings) for name in file.examples}
    return Tool(
        slug.replace("-", "_"),
        slug,
        number,
        located.file,
        file,
        program,
        allowed,
        examples,
        _fingerprint(program, allowed),
    )


def _once(misfits: list[Misfit], file: ToolFile, findings: Findings) -> list[Misfit]:
    """A misspelt unit fits nothing: it is told where it stands, not wherever its value is used. Gives the others."""
    units = {name: value.unit for name, value in file.values.items() if value.unit is not None}
    uses = Counter(units.values())
    for name, unit in units.items():
        odd = [each for each in misfits if each.fault.code == "unit_mismatch" and _speaks_of(unit, each)]
        near = closest(unit, uses.keys() - {unit})
        if odd and near is not None and uses[unit] == 1 and unit not in file.units:
            findings.add(("values", name, "unit"), "unit_once", unit=unit, like=near)
            misfits = [each for each in misfits if each not in odd]
    return misfits


def _speaks_of(unit: str, misfit: Misfit) -> bool:
    return any(unit in re.split(r"[*/]", misfit.fault.facts[side]) for side in ("left", "right"))


def _formula_path(misfit: Misfit, file: ToolFile) -> DataPath:
    section, name, key = misfit.where
    if section == "values":
        value = file.values[name]
        if key == "must":
            return (section, name, "must", "rule")
        if key == "formula" and isinstance(value.default, FormulaDefault):
            return (section, name, "default", "formula")
    return (section, name, key)


def _fingerprint(program: Program, allowed: dict[str, Allowed]) -> str:
    lists = {name: replace(each, labels=None) for name, each in program.lists.items()}
    definition = (replace(program, lists=lists, separator=""), allowed)
    return hashlib.sha256(repr(definition).encode()).hexdigest()[:12]
