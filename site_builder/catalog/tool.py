"""One tool: what it declares in, a checked `Tool` with its computed examples, or problems, out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ..formula.assemble import Misfit, Where, assemble
from ..formula.given import Given
from ..formula.program import Program
from ..formula.wordless import wordless
from ..located_yaml import Located
from ..memory import Memory
from ..problem import closest
from .draft import Declared
from .example import Example, read_example
from .figures import Allowed
from .findings import Findings
from .findings import Path as DataPath
from .given_file import NOTHING, read_start
from .quiz import read_quiz
from .references import check_references
from .takes import Imported, Taken
from .tool_file import FormulaDefault, ToolFile


@dataclass(frozen=True)
class Tool:
    """A checked tool. `fingerprint` changes with what is typed and computed, not with prose or labels.

    `file` has the lists of other tools written in. `upstream`: the ids of the tools whose figures it takes, through
    others too, in the order in which to compute them.
    """

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
    located: Located | None = field(default=None, repr=False, compare=False)
    imports: dict[str, Imported] = field(default_factory=dict)
    takes: dict[str, Taken] = field(default_factory=dict)
    upstream: tuple[str, ...] = ()
    start: Given = field(default_factory=Given, repr=False)
    """What the rows hold that grown lists start with."""
    worked: dict[str, Example] = field(default_factory=dict, repr=False)
    """What the questions of kind `number` compute from the numbers that stand there at first, by id."""
    elsewhere: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict, repr=False, compare=False)
    """By list and row: marks of what its texts are in the site's other languages (`catalog/start_texts.py`)."""
    figure_forms: dict[str, str] = field(default_factory=dict)
    """By value: its figure with its unit, such as "CNY {figure} m", where that does not simply stand behind."""

    @property
    def step_numbers(self) -> dict[str, int]:
        """The numbers of the steps, from 1, by their ids."""
        return {step.id: number for number, step in enumerate(self.file.steps, start=1) if step.id is not None}


def checked(
    each: Declared,
    imports: dict[str, Imported],
    takes: dict[str, Taken],
    upstream: tuple[str, ...],
    memory: Memory | None = None,
) -> Tool | None:
    """The tool; None once anything is wrong, which its findings then tell.

    `memory`: where only other texts have changed, examples and questions are not computed again.
    """
    draft, file, findings, allowed = each.draft, each.file, each.findings, each.allowed
    program, misfits = assemble(each.source)
    # With a name used twice, half of what refers to it is wrong as well, and says nothing new.
    if not any(problem.code == "name_twice" for problem in findings.problems):
        for misfit in _once(misfits, file, findings):
            findings.add_misfit(misfit, formula_path(misfit.where, file))
        check_references(file, each.source, findings)
    start = NOTHING
    examples: dict[str, Example] = {}
    worked: dict[str, Example] = {}
    if not findings.problems:
        start = read_start(file, program, allowed, findings)
        memory = memory or Memory()
        rests_on = (program, allowed, start, file.values)

        def read_examples() -> dict[str, Example] | None:
            read = {name: read_example(name, file, program, allowed, start, findings) for name in file.examples}
            return None if findings.problems else read

        def work() -> dict[str, Example] | None:
            read = read_quiz(file, program, allowed, start, findings)
            return None if findings.problems else read

        right = memory.of(f"examples of {draft.id}", (*rests_on, file.examples), read_examples)
        answered = memory.of(f"questions of {draft.id}", (*rests_on, file.quiz), work)
        examples, worked = right or {}, answered or {}
    if findings.problems:
        return None
    return Tool(
        id=draft.id,
        slug=draft.slug,
        number=draft.number,
        path=draft.located.file,
        file=file,
        program=program,
        allowed=allowed,
        examples=examples,
        fingerprint=_fingerprint(program, allowed, takes),
        located=draft.located,
        imports=imports,
        takes=takes,
        upstream=upstream,
        start=start,
        worked=worked,
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


def formula_path(where: Where, file: ToolFile) -> DataPath:
    """Where in the file a formula's text stands."""
    section, name, key = where
    if section == "values":
        value = file.values[name]
        if key == "must":
            return (section, name, "must", "rule")
        if key == "formula" and isinstance(value.default, FormulaDefault):
            return (section, name, "default", "formula")
    return (section, name, key)


def _fingerprint(program: Program, allowed: dict[str, Allowed], takes: dict[str, Taken]) -> str:
    definition: tuple[object, ...] = (replace(program, separator=""), allowed)
    if takes:
        definition = (*definition, {name: (taken.tool, taken.value) for name, taken in takes.items()})
    return hashlib.sha256(repr(wordless(definition)).encode()).hexdigest()[:12]
