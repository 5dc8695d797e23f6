"""Located data and a pydantic model in; the model out, or its errors as problems with places and cures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..located_yaml import Branch, DataPath, Located
from ..problem import Phrase, Problem, Span, closest
from .errors import Flaw, aliases, choices, flaws
from .mistyped import mistyped
from .tangles import tangles

Model = TypeVar("Model", bound=BaseModel)


def read_model(located: Located, model: type[Model], at: DataPath = ()) -> tuple[Model | None, list[Problem]]:
    """The data at `at` as a model, or every way in which they are not one."""
    data: Any = located.data
    for part in at:
        data = data[part]
    try:
        read = model.model_validate(data)
        tangled = tangles(located, at)
        return (None if tangled else read), tangled
    except ValidationError as error:
        found = flaws(error, model, at)
    problems = [(flaw, problem) for flaw in found for problem in _problems(located, flaw)]
    # A misspelt key is told once, not also as one that is missing.
    misspelt = {(flaw.path[:-1], problem.near) for flaw, problem in problems if problem.code == "unknown_key"}
    return None, _missing_at_once(
        problem
        for flaw, problem in problems
        if problem.code != "missing_key" or (flaw.path[:-1], problem.facts["key"]) not in misspelt
    )


def _missing_at_once(problems: Iterable[Problem]) -> list[Problem]:
    """Several keys that one mapping lacks, most likely since the file was cut, are one problem."""
    told: list[Problem] = []
    missing: dict[Span, list[str]] = {}
    for problem in problems:
        if problem.code != "missing_key":
            told.append(problem)
        else:
            missing.setdefault(problem.span, []).append(problem.facts["key"])
    told += [Problem(span, "missing_key", {"key": keys[0]}) for span, keys in missing.items() if len(keys) == 1]
    told += [
        Problem(span, "missing_keys", {"keys": ", ".join(keys)}) for span, keys in missing.items() if len(keys) > 1
    ]
    return told


def numbered_name(shown: str, ending: str = ".yml") -> tuple[tuple[int, str] | None, list[Problem]]:
    """The number and the slug in a file's name: `1-account-tiering.yml` → (1, "account-tiering")."""
    name = PurePosixPath(shown).name
    found = _FILE_NAME.fullmatch(name.removesuffix(ending)) if name.endswith(ending) else None
    if found:
        return (int(found["number"]), found["slug"]), []
    return None, [Problem(Span(shown), "bad_file_name", {"name": name, "ending": ending})]


_FILE_NAME = re.compile(r"(?P<number>[0-9]{1,4})-(?P<slug>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)")


# ---------------------------------------------------------------- one function per kind of flaw


def _problems(located: Located, flaw: Flaw) -> list[Problem]:
    if flaw.rule in _BY_TYPE:
        return [_BY_TYPE[flaw.rule](located, flaw)]
    if flaw.rule.endswith("_type"):
        return mistyped(located, flaw)
    return [Problem(_span(located, flaw), "not_accepted", {"written": _written(located, flaw), "rule": flaw.rule})]


def _unknown_key(located: Located, flaw: Flaw) -> Problem:
    key, known = str(flaw.path[-1]), tuple(aliases(flaw.owner)) if flaw.owner else ()
    there = located.node(flaw.path[:-1])
    free = [name for name in known if not (isinstance(there, Branch) and name in there.values)]
    return Problem(located.span(flaw.path, key=True), "unknown_key", {"key": key, "known": known}, _meant(key, free))


def _missing_key(located: Located, flaw: Flaw) -> Problem:
    return _missing(located, flaw.path[:-1], str(flaw.path[-1]))


def _missing_kind(located: Located, flaw: Flaw) -> Problem:
    return _missing(located, flaw.path, flaw.limits["discriminator"].strip("'"))


def _missing(located: Located, path: DataPath, key: str) -> Problem:
    """The problem at the key of the mapping that lacks a key; at the beginning of a list's item or of the file."""
    span = located.span(path, key=True)
    if not path or isinstance(path[-1], int):
        span = located.span(path)
        span = replace(span, end=span.column + 1)
    return Problem(span, "missing_key", {"key": key})


def _unknown_kind(located: Located, flaw: Flaw) -> Problem:
    path = (*flaw.path, flaw.limits["discriminator"].strip("'"))
    known, written = choices(flaw.wanted), located.raw(path) or ""
    return Problem(located.span(path), "not_one_of", {"written": written, "known": known}, _meant(written, known))


def _not_one_of(located: Located, flaw: Flaw) -> Problem:
    written, known = _written(located, flaw), choices(flaw.wanted)
    facts = {"written": written, "known": known}
    return Problem(_span(located, flaw), "not_one_of", facts, _meant(written, known))


def _bad_form(located: Located, flaw: Flaw) -> Problem:
    """A text that does not fit a pattern, with the nearest text that does."""
    written, pattern = _written(located, flaw), flaw.limits["pattern"]
    comma = _WIDE_COMMA.search(written)
    if comma and flaw.path and isinstance(flaw.path[-1], int):  # `[a，b]` is a list of one
        span = located.inside(flaw.path, comma.start(), comma.end())
        return Problem(span, "full_width_mark", {"mark": comma[0], "better": ","})
    tried = (change(unicodedata.normalize("NFKC", written).strip()) for change in _REPAIRS)
    near = next((text for text in tried if re.search(pattern, text)), None)
    facts = {"written": written, "form": Phrase(FORMS.get(pattern, "form_other"), {"pattern": pattern})}
    return Problem(_span(located, flaw), "bad_form", facts, near)


FORMS = {
    r"^[a-z][a-z0-9_]*$": "form_id",
    r"^[A-Za-z0-9][A-Za-z0-9_]*$": "form_item_id",
    r"^[MmLlHhVvCcSsQqTtAaZz0-9 .,\-]+$": "form_path_data",
    r"^\d+-\d+$": "form_scale",
    r"^0(\.0+)?$": "form_show",
    r"^CASE-\d\d$": "form_case",
    r"^[a-z0-9][a-z0-9-]*\.svg$": "form_picture",
    r"^S\d+$": "form_source",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "form_slug",
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": "form_of_tool",
}
"""The patterns of the models, and the terms that say in words what they ask for."""

_WIDE_COMMA = re.compile("[，、；]")

_REPAIRS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.strip("\"'“”‘’「」『』"),
    str.upper,
    lambda text: re.sub(r"\s*[–—~～至到]\s*", "-", text),
    lambda text: re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_"),
    lambda text: re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_"),
    lambda text: re.sub(r"^CASE\D*(\d)$", r"CASE-0\1", text.upper()),
    lambda text: re.sub(r"^CASE\D*(\d\d)$", r"CASE-\1", text.upper()),
)


def _out_of_range(located: Located, flaw: Flaw) -> Problem:
    name, limit = next((name, limit) for name, limit in flaw.limits.items())
    facts = {"found": _written(located, flaw), "range": Phrase(f"limit_{name}", {"limit": limit})}
    return Problem(_span(located, flaw), "out_of_range", facts)


def _too_few(located: Located, flaw: Flaw) -> Problem:
    return Problem(located.span(flaw.path, key=True), "too_few", {"least": flaw.limits["min_length"]})


def _empty_text(located: Located, flaw: Flaw) -> Problem:
    return Problem(_span(located, flaw), "empty_text")


_BY_TYPE: dict[str, Callable[[Located, Flaw], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _missing_kind,
    "union_tag_invalid": _unknown_kind,
    "literal_error": _not_one_of,
    "string_pattern_mismatch": _bad_form,
    "string_too_short": _empty_text,
    "too_short": _too_few,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
}


def _span(located: Located, flaw: Flaw) -> Span:
    return located.span(flaw.path, key=flaw.in_key)


def _written(located: Located, flaw: Flaw) -> str:
    return str(flaw.path[-1]) if flaw.in_key else located.raw(flaw.path) or ""


def _meant(written: str, known: Iterable[str]) -> str | None:
    """What was meant by a word: without full-width letters, quotes, capitals and hyphens, or else what is nearest."""
    names = list(known)
    plain = unicodedata.normalize("NFKC", written).strip(" \"'“”‘’「」").lower()
    return next((name for name in (plain, plain.replace("-", "_")) if name in names), None) or closest(plain, names)
