"""The languages of a site: a knowledge base and a locale's name in; words, catalog and settings, or problems, out.

The *root* locale is the original's. Every other one is derived from it by a rule in its words (`templates/words/`), or
lies over it in files of its own: `tools/<locale>/`, `content/<locale>/`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .catalog import Catalog, load_catalog
from .catalog.edition import ORIGINAL, Edition, Tally, translated
from .catalog.originals import RECORD, Marks, read_marks, written
from .catalog.site_file import SiteFile
from .catalog.start_texts import start_texts
from .catalog.units import UNITS, Unit, check_units, units_of, with_units
from .chinese import Converter
from .located_yaml import read
from .memory import Memory
from .own_pages import WORDS, translated_files
from .problem import Problem, Span, closest
from .words import Words, load, locales_with_words, unsaid

SITE = "site.yml"


@dataclass(frozen=True)
class Locale:
    """`folder` is where its pages stand in the site: "" for the root's, else "en/" and the like."""

    name: str
    words: Words
    folder: str

    @property
    def label(self) -> str:
        return self.words.text("locale.name")

    @property
    def lang(self) -> str:
        return self.words.text("locale.lang")

    @property
    def theme(self) -> str:
        """What Material calls its own words of the language."""
        return self.words.text("locale.theme")


@dataclass(frozen=True)
class Edited:
    """A knowledge base in one locale. `settings`: what `mkdocs.yml` says, with its texts translated.

    `own`: by path, the author's own pages (or where they stand) and other files that go into the site as they are.
    """

    locale: Locale
    catalog: Catalog
    settings: Mapping[str, Any]
    own: Mapping[str, str | Path]


def locales_of(root: Path, first: str, others: Sequence[str]) -> tuple[list[Locale], list[Problem]]:
    """The root locale and the others, in their order."""
    found, problems = [], []
    for name in dict.fromkeys([first, *others]):
        words = words_of(root, name)
        if words is None:
            facts = {"name": name, "known": ", ".join(locales_with_words())}
            problems.append(Problem(Span("mkdocs.yml"), "unknown_locale", facts, closest(name, locales_with_words())))
        else:
            found.append(Locale(name, words, "" if name == first else f"{name}/"))
    return found, problems


def words_of(root: Path, name: str) -> Words | None:
    own = root / "content" / name / WORDS
    if name in locales_with_words():
        return load(name)
    return load(name, own) if own.is_file() else None


def edit(
    config_file: Path, locale: Locale, first: Locale, tally: Tally | None = None, memory: Memory | None = None
) -> tuple[Edited | None, list[Problem]]:
    """Everything in that locale, checked. Problems of the original are told too. `tally` is filled."""
    root = config_file.parent
    edition, problems = edition_of(root, locale, first)
    edition = replace(edition, tally=tally or Tally())
    separator = locale.words.text("text.separator")
    catalog, found = load_catalog(root, separator, edition, memory)
    problems += found
    settings, found = _settings(config_file, edition)
    problems += found
    own, found = translated_files(root / "content", edition)
    problems += found
    if edition.is_laid_over:
        problems += _left_over(root, locale.name)
        problems += _missing_words(root, locale)
    if catalog is not None:
        catalog, found = _with_units(root, catalog, edition)
        problems += found
    if catalog is None or problems:
        return None, sorted(problems, key=lambda problem: problem.order)
    return Edited(locale, catalog, settings, own), []


def with_start_texts(root: Path, edited: Edited, locales: Sequence[Locale]) -> Edited:
    """Knows what authors' texts that come into a learner's work are in the other languages of the site."""
    others = [each for each in locales if each.name != edited.locale.name]
    editions = [replace(edition_of(root, each, locales[0])[0], recording=True) for each in others]
    tools = tuple(replace(tool, elsewhere=start_texts(root, tool, editions)) for tool in edited.catalog.tools)
    return replace(edited, catalog=replace(edited.catalog, tools=tools))


def edition_of(root: Path, locale: Locale, first: Locale) -> tuple[Edition, list[Problem]]:
    if locale.name == first.name:
        return ORIGINAL, []
    messages = locale.words.messages
    if messages.get("derived.from") == first.name:
        corrections = locale.words.section("derived.corrections") | _pairs_of_terms(root)
        return Edition(locale.name, Converter(messages["derived.rule"], corrections)), []
    marks, problems = read_marks(root, locale.name)
    return Edition(locale.name, marks=marks), problems


@dataclass(frozen=True)
class Recorded:
    """The text of the record, and how many texts were not in it before, or are taken as up to date again."""

    text: str
    fresh: int = 0
    again: int = 0


def record(
    config_file: Path, locale: Locale, first: Locale, files: Sequence[str], only: Collection[str] | None = None
) -> tuple[Recorded, list[Problem]]:
    """What `content/<locale>/translated.yml` says from now on.

    Texts that are not in it yet are recorded as translated. Outdated ones stay so but in `files`, the originals whose
    translations have been looked through. `only`: what is recorded of other originals than these stays as it is.
    """
    root = config_file.parent
    edition, problems = edition_of(root, locale, first)
    edition = replace(edition, recording=True)
    load_catalog(root, locale.words.text("text.separator"), edition)
    _settings(config_file, edition)
    translated_files(root / "content", edition)
    now, then = edition.tally.marks, edition.marks
    unknown = [name for name in files if name not in now]
    for name in unknown:
        near = closest(name, now)
        problems.append(Problem(Span(name), "translation_not_of", {"file": name, "locale": locale.name}, near))
    fresh = again = 0
    marks: Marks = {} if only is None else {file: dict(texts) for file, texts in then.items()}
    for file, texts in now.items():
        if only is not None and file not in only:
            continue
        known = then.get(file, {})
        fresh += sum(path not in known for path in texts)
        again += sum(known.get(path, mark) != mark for path, mark in texts.items()) if file in files else 0
        marks[file] = {path: mark if file in files else known.get(path, mark) for path, mark in texts.items()}
    return Recorded(written(marks, locale.name), fresh, again), problems


def _pairs_of_terms(root: Path) -> dict[str, str]:
    """The glossary's terms as its author wants them converted."""
    path = root / "content" / "glossary.yml"
    located = read(path, "content/glossary.yml")[0] if path.is_file() else None
    data = located.data if located is not None else None
    terms = data.get("terms") if isinstance(data, dict) else None
    pairs = {}
    for term in terms if isinstance(terms, list) else ():
        if isinstance(term, dict) and isinstance(term.get("term"), str) and isinstance(term.get("simplified"), str):
            pairs[str(term["term"])] = str(term["simplified"])
    return pairs


def _settings(config_file: Path, edition: Edition) -> tuple[Mapping[str, Any], list[Problem]]:
    """The texts of `mkdocs.yml`. What else is wrong with it is for MkDocs to say."""
    located, problems = read(config_file, config_file.name)
    if located is None or not edition.locale:
        return {}, []
    over = Path(config_file.parent, "content", edition.locale, SITE)
    shown = f"content/{edition.locale}/{SITE}"
    located, problems = translated(located, SiteFile, edition, lambda: read(over, shown))
    data = located.data
    return (data if isinstance(data, dict) else {}), problems


def _with_units(root: Path, catalog: Catalog, edition: Edition) -> tuple[Catalog, list[Problem]]:
    change = edition.change
    if change is not None:
        return with_units(catalog, lambda unit: Unit(change(unit))), []
    if not edition.is_laid_over:
        return catalog, []
    path, shown = root / "content" / edition.locale / UNITS, f"content/{edition.locale}/{UNITS}"
    if not path.exists() and not units_of(catalog):
        return catalog, []
    located, problems = read(path, shown)
    if located is None:
        return catalog, problems
    table, found = check_units(catalog, located)
    return with_units(catalog, lambda unit: table.get(unit, Unit(unit))), [*problems, *found]


def _left_over(root: Path, locale: str) -> Iterator[Problem]:
    """Files of a locale that no file of the original stands behind."""
    for top in ("tools", "content"):
        folder = root / top / locale
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            of_its_own = name.startswith(".") or (top == "content" and name in (SITE, UNITS, WORDS, RECORD))
            if path.is_file() and not of_its_own and not (root / top / name).is_file():
                span = Span(f"{top}/{locale}/{name}")
                yield Problem(span, "translation_no_original", {"original": f"{top}/{name}"})


def _missing_words(root: Path, locale: Locale) -> Iterator[Problem]:
    missing = unsaid(locale.name, root / "content" / locale.name / WORDS)
    if missing:
        shown = f"content/{locale.name}/{WORDS}"
        facts = {"first": missing[0], "locale": locale.name}
        yield Problem(Span(shown), "words_missing", facts)
