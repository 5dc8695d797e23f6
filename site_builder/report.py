"""Problems in; text for people or JSON for editors out, in the words of a locale."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from .problem import Phrase, Problem, Span
from .words import Words

WIDEST = 100
"""Columns of a source line that are shown; of a longer one, what stands around the place."""
LONGEST_QUOTE = 60


def as_text(problems: Iterable[Problem], words: Words) -> str:
    """The problems in the order of their places, each with its line, a caret and a cure; then how many there are."""
    ordered = in_order(problems)
    count = words.text(f"problem.report.{'one' if len(ordered) == 1 else 'many'}", count=len(ordered))
    return "\n\n".join([*(_entry(problem, words) for problem in ordered), count]) + "\n"


def entries(problems: Iterable[Problem], words: Words) -> list[tuple[str, list[str]]]:
    """For each problem its place and what is wrong, in one line; then its line with the caret, and the cure."""
    told = (_entry(problem, words).split("\n") for problem in in_order(problems))
    return [(head, more) for head, *more in told]


def as_json(problems: Iterable[Problem], words: Words) -> str:
    """A JSON list of {file, line, column, endColumn, code, message, cure, suggestion}; the last two may be null."""
    entries = [
        {
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "endColumn": problem.span.end,
            "code": problem.code,
            "message": what(problem, words),
            "cure": cure(problem, words),
            "suggestion": problem.near,
        }
        for problem in in_order(problems)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, each said once."""
    ordered: list[Problem] = []
    for problem in sorted(problems, key=lambda problem: problem.order):
        if problem not in ordered[-20:]:
            ordered.append(problem)
    return ordered


def what(problem: Problem, words: Words) -> str:
    """What is wrong, in one line."""
    return _say(f"problem.{problem.code}.what", problem, words)


def cure(problem: Problem, words: Words) -> str | None:
    """What to do about it, in one line; None where the message has no cure of its own."""
    key = f"problem.{problem.code}.cure"
    return _say(key, problem, words) if key in words else None


def _entry(problem: Problem, words: Words) -> str:
    span = problem.span
    lines = [f"{_visible(span.file)}:{span.line}:{span.column}: {what(problem, words)}"]
    if span.text.strip():
        lines += _source(span)
    if problem.near is not None:
        lines.append("  " + words.text("problem.report.did_you_mean", near=_worded(problem.near, words)))
    elif (advice := cure(problem, words)) is not None:
        lines.append("  " + advice)
    return "\n".join(lines)


def _say(key: str, problem: Problem, words: Words) -> str:
    return words.text(key, **{name: _worded(fact, words) for name, fact in problem.facts.items()})


def _worded(fact: Any, words: Words) -> str:
    match fact:
        case Phrase():
            facts = {name: _worded(inner, words) for name, inner in fact.facts.items()}
            return words.text(f"problem.terms.{fact.name}", **facts)
        case tuple() | list():
            *most, last = [_worded(part, words) for part in fact] or [""]
            if not most:
                return last
            ending = "or" if any(isinstance(part, Phrase) for part in fact) else "or_name"
            return words.text(f"problem.report.{ending}", most=words.text("problem.report.comma").join(most), last=last)
        case _:
            text = _visible(" ".join(str(fact).split())[: LONGEST_QUOTE + 1])
            return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _source(span: Span) -> list[str]:
    """The line and the caret under the span. A wide character takes two columns of a terminal, a combining one none."""
    line, first, last = span.text, span.column - 1, span.end - 1
    if len(line) > WIDEST or _width(line) > WIDEST:
        cut = max(0, first - WIDEST // 4)
        shown = [*accumulate(map(_columns, line[cut : cut + WIDEST]))]
        end = cut + bisect_right(shown, WIDEST)
        before, after = "…" if cut else "", "…" if end < len(line) else ""
        line, first, last = before + line[cut:end] + after, first - cut + len(before), last - cut + len(before)
    number = f"{span.line:>4}"
    caret = "^" * max(1, _width(line[first:last]))
    return [f"{number} | {_visible(line)}", f"{' ' * len(number)} | {' ' * _width(line[:first])}{caret}"]


def _visible(text: str) -> str:
    """Text that does nothing to a terminal: a character that is not shown becomes a point, a tab one blank."""
    return "".join(" " if c == "\t" else "·" if unicodedata.category(c) in _HIDDEN else c for c in text)


def _width(text: str) -> int:
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
