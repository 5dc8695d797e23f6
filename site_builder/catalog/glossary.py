"""The glossary: `content/glossary.yml` in, a `Glossary`, or problems, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ..located_yaml import DataPath, Located
from ..problem import Problem, closest
from .edition import ORIGINAL, Edition, read_edition
from .leaves import Kind
from .part import Name, Part, Text
from .read import read_model

TermId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Spellings = Annotated[list[Text], Kind.OWN_LIST]


class TermFile(Part):
    """A term in the site's language; `means` is Markdown, the other texts are plain."""

    id: TermId = Field(description="Its anchor on the page, such as white-space.")
    term: Text
    simplified: Name
    english: Name
    means: Text
    also: Spellings = Field(default_factory=list, description="Other spellings and names that are found in texts too.")
    see: list[TermId] = Field(default_factory=list)
    not_in: Spellings = Field(default_factory=list, description="Longer words that hold its characters by chance.")


class GroupFile(Part):
    title: Text
    from_: TermId = Field(alias="from", description="The term before which the group's heading stands.")


class GlossaryFile(Part):
    """Texts of the page's head are plain but for `intro`."""

    title: Text | None = None
    description: Text | None = None
    lead: Text | None = None
    intro: Text | None = None
    groups: list[GroupFile] = Field(default_factory=list)
    terms: list[TermFile] = Field(min_length=1)


@dataclass(frozen=True)
class Group:
    """Terms that stand together; the first ones may have no title."""

    title: str | None
    terms: tuple[TermFile, ...]


@dataclass(frozen=True)
class Glossary:
    """`originals`: the terms by their ids as the original has them, whatever language this is: `locale`, "" there."""

    file: GlossaryFile
    located: Located = field(repr=False, compare=False)
    originals: dict[str, str] = field(default_factory=dict)
    locale: str = ""

    def names(self, term: TermFile) -> list[tuple[str, str]]:
        """What it is called in the other languages, each with the language's tag."""
        names = {term.simplified: "zh-Hans", self.originals.get(term.id, term.term): "zh-Hant", term.english: "en"}
        ordered = sorted(names.items(), key=lambda each: ("zh-Hant", "zh-Hans", "en").index(each[1]))
        others = [(name, lang) for name, lang in ordered if lang.lower() != self.locale]
        return [(name, lang) for name, lang in others if name.lower() != term.term.lower()]

    @cached_property
    def by_id(self) -> dict[str, TermFile]:
        return {term.id: term for term in self.file.terms}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        titles = {group.from_: group.title for group in self.file.groups}
        made: list[tuple[str | None, list[TermFile]]] = []
        for term in self.file.terms:
            if term.id in titles or not made:
                made.append((titles.get(term.id), []))
            made[-1][1].append(term)
        return tuple(Group(title, tuple(terms)) for title, terms in made)


def load_glossary(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Glossary | None, list[Problem]]:
    """The glossary at `path`, called `shown` in problems."""
    located, problems = read_edition(path, shown, GlossaryFile, edition)
    if located is None:
        return None, problems
    file, found = read_model(located, GlossaryFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    problems = [*_twice(file, located), *_unknown(file, located)]
    return (None if problems else Glossary(file, located, _originals(path, file, edition), edition.locale)), problems


def _originals(path: Path, file: GlossaryFile, edition: Edition) -> dict[str, str]:
    original = file
    if edition.locale:
        located, _ = read_edition(path, path.name, GlossaryFile, ORIGINAL)
        original = (read_model(located, GlossaryFile)[0] if located is not None else None) or file
    return {term.id: term.term for term in original.terms}


def _twice(file: GlossaryFile, located: Located) -> Iterator[Problem]:
    """Two terms of one id, or one spelling that would lead to two terms."""
    seen: dict[str, str] = {}
    for at, term in enumerate(file.terms):
        names: list[tuple[DataPath, str]] = [(("terms", at, "id"), term.id), (("terms", at, "term"), term.term)]
        names += [(("terms", at, "also", number), name) for number, name in enumerate(term.also)]
        for path, name in names:
            if name in seen and not (seen[name] == term.id and path[2] != "id"):
                yield Problem(located.span(path), "term_twice", {"name": name, "other": seen[name]})
            seen.setdefault(name, term.id)


def _unknown(file: GlossaryFile, located: Located) -> Iterator[Problem]:
    ids = [term.id for term in file.terms]
    named: list[tuple[DataPath, str]] = [
        (("terms", at, "see", number), name) for at, t in enumerate(file.terms) for number, name in enumerate(t.see)
    ]
    for path, name in [*named, *((("groups", at, "from"), group.from_) for at, group in enumerate(file.groups))]:
        if name not in ids:
            yield Problem(located.span(path), "unknown_term", {"name": name}, closest(name, ids))
