"""Terms and sources in texts: HTML in; the same with links to glossary and sources out.

A term is linked where it first stands on a page; a source wherever it stands. One regular expression finds them all:
longer spellings before shorter ones, so that a term within a longer one is not taken, nor one within a word that only
holds its characters by chance (`not_in`). Chinese has no space between words, so nothing else tells where one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from ..catalog.reading import SOURCE, Reading
from .text import bare

_TAG_OR_TEXT = re.compile(r"<(/?)([a-zA-Z0-9]+)[^>]*>|[^<]+")
_LEFT_ALONE = frozenset(
    ("a", "button", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "label", "select")
)
_OWN_LINK = re.compile(r'<a href="(?:\.\./)?((?:glossary|sources)\.html#[\w-]+)"')
_LATIN = "A-Za-z0-9"
# In a calculator's markup: the tag right before a text in which a link may stand.
_MAY_HOLD_LINKS = re.compile(r'</?(?:p|li|b|strong|em|br)\b|<span class="[\w-]*__about"')


@dataclass(frozen=True)
class Marked:
    """What can be linked: its address from the top of the site, its name, and what it means, in plain words."""

    kind: str
    address: str
    name: str
    means: str


@dataclass(frozen=True)
class Index:
    """Everything that texts may name, by how it is written; `pattern` finds these and the words to be passed over."""

    pattern: re.Pattern[str] | None
    sources: re.Pattern[str] | None
    marked: dict[str, Marked]

    @cached_property
    def by_address(self) -> dict[str, Marked]:
        return {about.address: about for about in self.marked.values()}


def index_of(reading: Reading) -> Index:
    marked: dict[str, Marked] = {}
    passed: list[str] = []
    sources = reading.sources.by_id if reading.sources is not None else {}
    for name, source in sources.items():
        marked[name] = Marked("cite", f"sources.html#{name.lower()}", name, source.title)
    spellings: list[str] = []
    glossary = reading.glossary
    for term in glossary.file.terms if glossary is not None else ():
        assert glossary is not None
        names = {lang: name for name, lang in glossary.names(term)}
        other = names.get("en") or names.get("zh-Hant") or ""
        about = Marked("gloss", f"glossary.html#{term.id}", _together(term.term, other), bare(term.means))
        written = _with_capitals([term.term, *term.also])
        spellings += [name for name in written if marked.setdefault(name, about) is about]
        passed += _with_capitals(term.not_in)
    texts = _alternatives([*spellings, *passed])
    parts = [part for part in (texts, SOURCE.pattern if sources else "") if part]
    return Index(re.compile("|".join(parts)) if parts else None, SOURCE if sources else None, marked)


def _with_capitals(spellings: Iterable[str]) -> list[str]:
    """Each also as it stands at the beginning of a sentence."""
    return [form for each in spellings for form in dict.fromkeys((each, each[:1].upper() + each[1:]))]


def _together(term: str, other: str) -> str:
    gap = "\N{EM SPACE}" if term.isascii() else "\N{IDEOGRAPHIC SPACE}"
    return f"{term}{gap}{other}" if other else term


def _alternatives(spellings: Iterable[str]) -> str:
    """Spellings, the longest first, behind a look at the first character, which is most often none of theirs.

    Latin letters are taken as whole words only: within a word nothing of theirs is looked for.
    """
    known = sorted(set(spellings), key=lambda spelling: (-len(spelling), spelling))
    latin = [each for each in known if re.match(f"[{_LATIN}]", each)]
    others = [each for each in known if each not in latin]
    parts = [(f"(?<![{_LATIN}/])", latin), ("", others)]
    return "|".join(f"{before}(?=[{_first(some)}])(?:{'|'.join(map(_ended, some))})" for before, some in parts if some)


def _first(spellings: Iterable[str]) -> str:
    return "".join(sorted({re.escape(spelling[0]) for spelling in spellings}))


def _ended(spelling: str) -> str:
    after = f"(?![{_LATIN}/])" if re.search(f"[{_LATIN}]$", spelling) else ""
    return re.escape(spelling) + after


@dataclass
class Marker:
    """The texts of one page, in the order in which they stand there. `root` leads to the top of the site."""

    index: Index
    root: str
    seen: set[str] = field(default_factory=set)

    def mark(self, html: str) -> Markup:
        """Terms and sources in a piece of the page, but not in links, headings, buttons and code."""
        if self.index.pattern is None:
            return Markup(html)
        made: list[str] = []
        closed = ""  # the element that is left alone, while within it
        for found in _TAG_OR_TEXT.finditer(html):
            piece, name = found[0], found[2]
            if name is None:
                made.append(piece if closed else self.index.pattern.sub(self._put, piece))
                continue
            if not closed and not found[1] and name in _LEFT_ALONE:
                closed = name
                piece = self._linked_by_hand(piece)
            elif closed == name and found[1]:
                closed = ""
            made.append(piece)
        return Markup("".join(made))

    def mark_sources(self, html: str) -> Markup:
        """Sources only, in the texts of a calculator, whose fields and labels are left alone."""
        made: list[str] = []
        done = 0
        for found in self.index.sources.finditer(html) if self.index.sources is not None else ():
            opened = html.rfind("<", 0, found.start())
            closed = html.find(">", opened)
            if closed < found.start() and _MAY_HOLD_LINKS.match(html, opened):
                made += [html[done : found.start()], self._put(found)]
                done = found.end()
        return Markup("".join([*made, html[done:]]))

    def _linked_by_hand(self, tag: str) -> str:
        """An author's own link to a term or source tells what it means, too, and counts as its first place."""
        found = _OWN_LINK.match(tag)
        about = self.index.by_address.get(found[1]) if found else None
        if about is None:
            return tag
        self.seen.add(about.address)
        return f"{tag[:-1]}{_told(about)}>"

    def _put(self, found: re.Match[str]) -> str:
        written = found[0]
        about = self.index.marked.get(written)
        if about is None or (about.kind == "gloss" and about.address in self.seen):
            return written
        self.seen.add(about.address)
        return f'<a class="{about.kind}" href="{self.root}{about.address}"{_told(about)}>{written}</a>'


def _told(about: Marked) -> str:
    return f' data-name="{escape(about.name)}" data-means="{escape(about.means)}"'
