"""A knowledge base in one language: files of the original in, the same located data with translated texts out.

The *original* is read as it stands. A *derived* edition changes each text by a rule. Any other edition lies over the
original: `tools/<locale>/…` and `content/<locale>/…` hold texts only, at the same keys as the original's files.
Whatever reads located data afterwards knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel

from ..located_yaml import Branch, DataPath, Leaf, Located, Node, Row, read
from ..problem import Problem, Span
from ..source_text import SourceText, read_text
from .laying import Laying, lay_over
from .leaves import Found, Kind, leaves, quoted, requoted
from .originals import BODY, Marks, mark, name_of


@dataclass
class Tally:
    """How far a translation is: texts that need one, and those that have one which is not outdated."""

    needed: int = 0
    done: int = 0
    marks: Marks = field(default_factory=dict)
    """Of what is translated, as the original says it now."""

    def add(self, more: Tally) -> None:
        self.needed += more.needed
        self.done += more.done
        for file, texts in more.marks.items():
            self.marks.setdefault(file, {}).update(texts)


@dataclass(frozen=True)
class Edition:
    """`change` derives a text from the original's; without it, files of the locale lie over the original."""

    locale: str = ""
    change: Callable[[str], str] | None = None
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """As they were at the time of translating."""
    tally: Tally = field(default_factory=Tally)
    recording: bool = False
    """Only to see what is translated: nothing is told of what is not."""

    @property
    def is_laid_over(self) -> bool:
        return self.locale != "" and self.change is None

    def made_from(self, path: Path, shown: str) -> tuple[object, ...]:
        """What the data of a file in this edition rest on. The same gives the same."""
        over = read_text(*translation_of(path, shown, self.locale))[0] if self.is_laid_over else self.change
        return self.locale, self.recording, read_text(path, shown)[0], over, self.marks.get(shown)


ORIGINAL = Edition()


def read_edition(
    path: Path, shown: str, model: type[BaseModel], edition: Edition
) -> tuple[Located | None, list[Problem]]:
    """The data of the file at `path`, called `shown` in problems; a translated text has its place in the other file."""
    located, problems = read(path, shown)
    if located is None or problems:
        return located, problems
    return translated(located, model, edition, lambda: read(*translation_of(path, shown, edition.locale)))


def translated(
    located: Located,
    model: type[BaseModel],
    edition: Edition,
    read_over: Callable[[], tuple[Located | None, list[Problem]]],
) -> tuple[Located, list[Problem]]:
    """`read_over` reads the file that lies over this one, where there is to be one."""
    if edition.change is not None:
        return Located(located.source, _changed(located, model, edition.change)), []
    if not edition.is_laid_over:
        return located, []
    found = {each.path: each for each in leaves(located.root, model)}
    needed = sum(each.needed for each in found.values())
    edition.tally.needed += needed
    over, problems = read_over()
    if over is None:
        wanted = needed > 0 and not edition.recording
        return located, [_absent(each, located.file, edition.locale, needed) for each in problems] if wanted else []
    if problems:
        return located, problems
    laying = Laying(located, over, found, edition.marks.get(located.file, {}), edition.locale)
    root = lay_over(laying)
    edition.tally.done += laying.done
    edition.tally.marks.setdefault(located.file, {}).update(laying.marks)
    return Located(located.source, root), [] if edition.recording else laying.problems


def translated_text(source: SourceText, path: Path, edition: Edition) -> tuple[SourceText, list[Problem]]:
    """A drawing of an author; a whole file of the locale stands in its place. `path` is where the original stands."""
    if edition.change is not None:
        return SourceText(source.file, edition.change(source.text)), []
    if not edition.is_laid_over or source.text.isascii():
        return source, []
    edition.tally.needed += 1
    over, problems = read_text(*translation_of(path, source.file, edition.locale))
    if over is None or problems:
        return source, [] if edition.recording else [_absent(each, source.file, edition.locale, 1) for each in problems]
    return over, check_mark(BODY, source.text, source.span(0, 1), over.span(0, 1), source.file, edition)


def check_mark(path: DataPath, text: str, original: Span, place: Span, file: str, edition: Edition) -> list[Problem]:
    """Of a text that is translated: whether the original has changed since. Both places are told."""
    name, now = name_of(path), mark(text)
    then = edition.marks.get(file, {}).get(name)
    edition.tally.marks.setdefault(file, {})[name] = now
    if then == now:
        edition.tally.done += 1
    if then == now or edition.recording:
        return []
    code = "translation_unrecorded" if then is None else "translation_outdated"
    facts = {"locale": edition.locale, "file": file, "line": original.line, "count": 1}
    return [Problem(place, code, facts)]


def translation_of(path: Path, shown: str, locale: str) -> tuple[Path, str]:
    """Where the translation of a file stands: `tools/1-x.yml` → `tools/en/1-x.yml`, `content/stories/…` →
    `content/en/stories/…`."""
    top, _, below = shown.partition("/")
    above = path
    for _ in below.split("/"):
        above = above.parent
    return above / locale / below, f"{top}/{locale}/{below}"


def _absent(problem: Problem, file: str, locale: str, count: int) -> Problem:
    """A file that is not there is a translation that is missing, whatever else may be wrong with it."""
    if problem.code not in ("no_file", "empty_file"):
        return problem
    return Problem(problem.span, "translation_no_file", {"original": file, "locale": locale, "count": count})


# ---------------------------------------------------------------- a derived edition


def _changed(located: Located, model: type[BaseModel], change: Callable[[str], str]) -> Node:
    by_path = {found.path: found for found in leaves(located.root, model)}
    return _rebuilt(located.root, (), by_path, change)


def _rebuilt(node: Node, path: DataPath, found: Mapping[DataPath, Found], change: Callable[[str], str]) -> Node:
    known = found.get(path)
    match node:
        case Leaf() if known is not None and known.kind is Kind.FORMULA:
            text = requoted(node.text, {each: change(each) for each in quoted(node.text)})
            return replace(node, value=text, text=text)
        case Leaf() if known is not None:
            text = change(node.text)
            return replace(node, value=text, text=text)
        case Branch():
            inside = {key: _rebuilt(each, (*path, key), found, change) for key, each in node.values.items()}
            return replace(node, values=inside)
        case Row():
            if known is not None:  # a list of texts
                return replace(node, items=[_changed_leaf(each, change) for each in node.items])
            return replace(
                node, items=[_rebuilt(each, (*path, at), found, change) for at, each in enumerate(node.items)]
            )
        case _:
            return node


def _changed_leaf(node: Node, change: Callable[[str], str]) -> Node:
    if not isinstance(node, Leaf):
        return node
    text = change(node.text)
    return replace(node, value=text, text=text)
