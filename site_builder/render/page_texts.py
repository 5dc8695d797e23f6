"""What a reader sees of a built page: its HTML in, texts by section out. The search is made of them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_PIECE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|template)\b.*?</(?P=raw)\s*>"
    r"""|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|<""",
    re.DOTALL | re.IGNORECASE,
)
_LOOKED_AT = re.compile(r"hidden|data-s")  # what decides, but for headings and inputs
_ATTRIBUTE = re.compile(r"""([^\s"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_CONTENT = re.compile(r"<article\b.*</article>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

_BLOCK = re.compile(
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header"
    "|hr|legend|li|main|mtext|nav|ol|optgroup|option|p|pre|section|select|summary|svg|table|tbody|td|text|tfoot|th|thead"
    "|tr|ul"
)
_HEADINGS = ("h1", "h2", "h3")
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_TYPED = frozenset(("", "text", "search", "date", "number", "url", "email", "tel"))  # inputs whose value is seen

_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WIDE = r"[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uff60]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\n\s*(?={_WIDE})")  # a line's end in the source; Chinese has no spaces
_TELLS = re.compile(r"\w\w|[\u3400-\u9fff]")


@dataclass(frozen=True)
class Section:
    """`lines`: the text of each block, each told once. `anchor` is empty before the first heading."""

    anchor: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageText:
    title: str
    sections: tuple[Section, ...]


def page_text(page: str) -> PageText:
    """`page` is the HTML of a page of the site.

    A section begins at a heading with an id, and at an element with an id and `data-section` (the section's name); the
    latter ends where the element ends. Left out is what is `hidden`, or marked `data-search-exclude`.
    """
    found = _CONTENT.search(page)
    reader = _Reader()
    for piece in _PIECE.finditer(found[0] if found else page):
        if piece["name"] is None:
            if piece["raw"] is None and piece[0] != "<" and not piece[0].startswith("<!--"):
                reader.text(piece[0])
        elif piece["end"]:
            reader.close(piece["name"].lower())
        else:
            reader.open(piece["name"].lower(), piece["rest"])
    title = _TITLE.search(page)
    return reader.page(_spaced(html.unescape(title[1])) if title else "")


@dataclass
class _Part:
    """A section while it is read."""

    anchor: str
    heading: str = ""
    lines: dict[str, None] = field(default_factory=dict)


class _Reader:
    def __init__(self) -> None:
        self.parts = [_Part("")]
        self.part = self.parts[0]
        self.title = ""
        self.open_tags: list[tuple[str, bool, _Part | None]] = []  # is it a block? which section to go back to?
        self.left_out: int | None = None  # how many tags were open before what is left out
        self.block: list[str] = []
        self.heading: str | None = None

    def open(self, name: str, rest: str) -> None:
        if self.left_out is None:
            known = _attributes(name, rest)
            if _BLOCK.fullmatch(name):
                self.end_block()
            if "hidden" in known or "data-search-exclude" in known or name in ("dialog", "noscript"):
                if not _VOID.fullmatch(name):
                    self.left_out = len(self.open_tags)
            else:
                self.begin(name, known)
                return
        if not _VOID.fullmatch(name) and not rest.endswith("/"):
            self.open_tags.append((name, False, None))

    def begin(self, name: str, known: dict[str, str]) -> None:
        back = None
        if name in _HEADINGS:
            self.heading = name
            if name != "h1" and known.get("id"):
                self.enter(_Part(known["id"]))
        elif known.get("data-section") and known.get("id"):
            back = self.part
            self.enter(_Part(known["id"], known["data-section"]))
        elif name == "input" and known.get("type", "") in _TYPED:
            self.line(_spaced(known.get("value") or known.get("placeholder") or ""))
        elif "aria-hidden" in known:  # a label before each figure of a column, shown on phones: a text of its own
            self.end_block()
        if not _VOID.fullmatch(name):
            self.open_tags.append((name, _BLOCK.fullmatch(name) is not None or "aria-hidden" in known, back))

    def enter(self, part: _Part) -> None:
        self.end_block()
        self.parts.append(part)
        self.part = part

    def close(self, name: str) -> None:
        if name not in (each for each, _, _ in reversed(self.open_tags)):
            return
        while self.open_tags:
            closed, is_block, back = self.open_tags.pop()
            if self.left_out is not None and len(self.open_tags) <= self.left_out:
                self.left_out = None
                if closed == name:
                    return
            if self.left_out is None and is_block:
                self.end_block()
            if back is not None:
                self.part = back
            if closed == name:
                return

    def text(self, text: str) -> None:
        if self.left_out is None:
            self.block.append(text)

    def end_block(self) -> None:
        said = _spaced(html.unescape("".join(self.block)))
        self.block = []
        heading, self.heading = self.heading, self.heading if not said else None
        if not said:
            return
        if heading == "h1" and not self.title:
            self.title = said
        elif heading in ("h2", "h3") and self.part.anchor and not self.part.heading:
            self.part.heading = said
        else:
            self.line(said)

    def line(self, said: str) -> None:
        if _TELLS.search(said):
            self.part.lines[said] = None

    def page(self, title: str) -> PageText:
        self.end_block()
        sections = [Section(part.anchor, part.heading, tuple(part.lines)) for part in self.parts]
        return PageText(self.title or title, tuple(each for each in sections if each.heading or each.lines))


def _attributes(name: str, rest: str) -> dict[str, str]:
    if name not in _HEADINGS and name != "input" and not _LOOKED_AT.search(rest):
        return {}
    return {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", _WRAPPED.sub("", _ZERO_WIDTH.sub("", text))).strip()
