"""A tool's questions: their file in, the figures of those that are worked out, or problems, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import floor

from ..formula.given import Figures, Given
from ..formula.order import slice_of
from ..formula.program import Figure, Program, Table
from ..formula.targets.python import evaluate
from ..problem import Problem, closest
from .braces import braces
from .example import Example
from .figures import Allowed, figure_at, read_figure
from .findings import Findings, Path
from .given_file import check_rules, merged, read_given
from .quiz_file import ChoiceQuestion, DrawFile, NumberQuestion, QuestionFile, SeveralQuestion
from .texts import texts
from .tool_file import ToolFile

PARTS = ("why", "how", "calculator", "reading", "mistakes")
"""What a question can send one back to, beside a step: the parts of a tool's page."""

_FIGURE = re.compile(r"([a-z][a-z0-9_]*)(?:\[([^\[\]]+)\])?")
_CORNERS = 10  # draws of which every combination of lowest and highest is tried; more are not

Place = tuple[str, tuple[str, ...]]
"""A value and the items of one of its figures."""


def read_quiz(
    tool: ToolFile, program: Program, what: Mapping[str, Allowed], start: Given, findings: Findings
) -> dict[str, Example]:
    """What the questions of kind `number` compute at first, by id."""
    worked: dict[str, Example] = {}
    for name, question in tool.quiz.items():
        path: Path = ("quiz", name)
        _options(question, path, findings)
        if isinstance(question, NumberQuestion):
            worked[name] = _worked(name, question, tool, program, what, start, findings)
        else:
            _no_figures(question, path, findings)
        known = [*PARTS, *(step.id for step in tool.steps if step.id is not None)]
        if question.reread is not None and question.reread not in known:
            near = closest(question.reread, known)
            findings.add((*path, "reread"), "unknown_reread", near=near, name=question.reread, known=", ".join(known))
    return worked


def place_of(written: str) -> Place:
    """`share[A1]` → ("share", ("A1",)). It was checked."""
    found = _FIGURE.fullmatch(written)
    assert found is not None
    return found[1], tuple(item.strip() for item in found[2].split(",")) if found[2] else ()


def steps_of(draw: DrawFile) -> int:
    """How many numbers it is drawn from."""
    return floor((draw.to - draw.from_) / draw.step + 1e-9) + 1


# ---------------------------------------------------------------- options


def _options(question: QuestionFile, path: Path, findings: Findings) -> None:
    """An answer that is no option; a wrong option that says nothing."""
    match question:
        case ChoiceQuestion():
            right, places = [question.answer], [(*path, "answer")]
        case SeveralQuestion():
            right = question.answer
            places = [(*path, "answer", at) for at in range(len(right))]
        case _:
            return
    for name, place in zip(right, places, strict=True):
        if name not in question.choices:
            findings.add(place, "unknown_choice", near=closest(name, question.choices), name=name)
    for name, option in question.choices.items():
        if name not in right and option.says is None:
            findings.add((*path, "choices", name), "option_says", key=True, name=name)


def _no_figures(question: QuestionFile, path: Path, findings: Findings) -> None:
    """Only a question that computes has figures of its own."""
    for name, start, end, place in _mentioned(question, path):
        span = findings.located.inside(place, start, end)
        findings.problems.append(Problem(span, "figure_form", {"name": name}))


def _mentioned(question: QuestionFile, path: Path) -> Iterator[tuple[str, int, int, Path]]:
    """The `{value[item]}` of its texts: what stands between the braces, from and to which character, in which text."""
    for place, text in texts(question, path):
        for brace in braces(text):
            if "." not in brace.name:
                yield brace.name, brace.start, brace.end, place


# ---------------------------------------------------------------- questions that are worked out


def _worked(
    name: str,
    question: NumberQuestion,
    tool: ToolFile,
    program: Program,
    what: Mapping[str, Allowed],
    start: Given,
    findings: Findings,
) -> Example:
    path: Path = ("quiz", name)
    before = len(findings.problems)
    given = read_given(program, what, question.given, (*path, "given"), findings, start)
    figures = evaluate(program, given)
    check_rules(tool.values, question.given, (*path, "given"), figures, findings)
    example = Example(name, name, None, given, figures)
    if len(findings.problems) > before:
        return example
    for mention, begin, end, place in _mentioned(question, path):
        _figure(mention, figures, place, begin, findings, end)
    answer = _figure(question.answer, figures, (*path, "answer"), 0, findings)
    if answer is not None and not _is_number(figures, answer):
        findings.add((*path, "answer"), "answer_no_number", name=question.answer)
    for at, trap in enumerate(question.traps):
        found = _figure(trap.value, figures, (*path, "traps", at, "value"), 0, findings)
        if found is not None and not _is_number(figures, found):
            findings.add((*path, "traps", at, "value"), "answer_no_number", name=trap.value)
    draws = {
        key: _draw(key, draw, what, given, (*path, "draws", key), findings) for key, draw in question.draws.items()
    }
    if len(findings.problems) == before and answer is not None:
        _corners(draws, question, answer, tool, program, given, path, findings)
    return example


def _is_number(figures: Figures, place: Place) -> bool:
    figure = figure_at(figures.values[place[0]], place[1])
    return isinstance(figure, int | float) and not isinstance(figure, bool)


def _figure(
    written: str, figures: Figures, path: Path, start: int, findings: Findings, end: int | None = None
) -> Place | None:
    """The one figure that is meant, or None with a problem at that part of the text."""
    span = findings.located.inside(path, start, len(written) if end is None else end)

    def refuse(code: str, near: str | None = None, **facts: object) -> None:
        findings.problems.append(Problem(span, code, facts, near))

    found = _FIGURE.fullmatch(written)
    if found is None:
        refuse("figure_form", name=written)
        return None
    name, items = place_of(written)
    if name not in figures.values:
        refuse("unknown_value", closest(name, figures.values), value=name)
        return None
    table: Figure | Table = figures.values[name]
    for item in items:
        if not isinstance(table, dict) or item not in table:
            known = table if isinstance(table, dict) else {}
            refuse("unknown_item", closest(item, known), item=item, list=name)
            return None
        table = table[item]
    if isinstance(table, dict):
        refuse("expect_one_figure", name=written)
        return None
    return name, items


def _draw(
    key: str, draw: DrawFile, what: Mapping[str, Allowed], given: Given, path: Path, findings: Findings
) -> tuple[Place, tuple[float, float]] | None:
    """What is drawn, with the lowest and highest held figure."""
    found = _FIGURE.fullmatch(key)
    place = place_of(key) if found is not None else (key, ())
    typed = figure_at(given.typed.get(place[0]), place[1])
    if isinstance(typed, bool) or not isinstance(typed, int | float):
        findings.add(path, "draw_not_given", key=True, name=key)
        return None
    if draw.to <= draw.from_:
        findings.add((*path, "to"), "draw_range")
        return None
    value = what[place[0]]
    ends = [
        read_figure(end, value, {}, (*path, name), findings) for end, name in ((draw.from_, "from"), (draw.to, "to"))
    ]
    if value.whole and draw.step != int(draw.step):
        findings.add((*path, "step"), "not_whole", found=str(draw.step))
    low, high = (end if isinstance(end, int | float) else 0.0 for end in ends)
    return place, (low, high)


def _corners(
    draws: Mapping[str, tuple[Place, tuple[float, float]] | None],
    question: NumberQuestion,
    answer: Place,
    tool: ToolFile,
    program: Program,
    given: Given,
    path: Path,
    findings: Findings,
) -> None:
    """With the lowest and the highest numbers there must be an answer, and no rule between values be broken."""
    drawn = [draw for draw in draws.values() if draw is not None]
    rules = [f"{name}.must" for name, value in tool.values.items() if value.must is not None]
    asked = slice_of(program, (answer[0], *rules))
    for corner in product((0, 1), repeat=len(drawn)) if len(drawn) <= _CORNERS else ():
        picked = [(place, ends[at]) for (place, ends), at in zip(drawn, corner, strict=True)]
        figures = evaluate(asked, with_figures(given, picked))
        said = ", ".join(
            f"{key} = {draw.to if at else draw.from_:g}"
            for (key, draw), at in zip(question.draws.items(), corner, strict=True)
        )
        if not _is_number(figures, answer):
            findings.add((*path, "draws"), "draw_blank", key=True, name=question.answer, numbers=said)
            return
        broken = next((rule for rule in rules if not _holds(figures.values[rule])), None)
        if broken is not None:
            value = broken.removesuffix(".must")
            findings.add((*path, "draws"), "draw_breaks", key=True, value=value, numbers=said)
            return


def _holds(table: Figure | Table) -> bool:
    return all(map(_holds, table.values())) if isinstance(table, dict) else table is not False


def with_figures(given: Given, picked: Sequence[tuple[Place, float]]) -> Given:
    """Given figures with others at some places; held figures."""
    typed = dict(given.typed)
    for (name, items), figure in picked:
        over: Figure | Table = figure
        for item in reversed(items):
            over = {item: over}
        typed[name] = merged(typed.get(name), over)
    return Given(given.rows, typed)
