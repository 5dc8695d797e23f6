"""The kinds of page that the site has, and one page of each; so that a kind nobody looks at is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LOCALES = {"zh-hant": "", "zh-hans": "zh-hans/", "en": "en/"}
"""Where each language stands."""

# A kind: which paths are of it, and the page that stands for it where the site has that one.
_KINDS = {
    "home": (r"index\.html", ""),
    "tool": (r"tools/[^/]+(?<!-worksheet)\.html", "tools/account-tiering.html"),
    "worksheet": (r"tools/[^/]+-worksheet\.html", "tools/account-tiering-worksheet.html"),
    "stories": (r"stories/index\.html", ""),
    "story": (r"stories/(?!index\.)[^/]+\.html", "stories/stone-buddha.html"),
    "ideas": (r"ideas/index\.html", ""),
    "idea": (r"ideas/(?!index\.)[^/]+\.html", ""),
    "glossary": (r"glossary\.html", ""),
    "sources": (r"sources\.html", ""),
    "roles": (r"roles/index\.html", ""),
    "role": (r"roles/(?!index\.)[^/]+\.html", ""),
    "path": (r"path/index\.html", ""),
    "bring": (r"path/bring\.html", ""),
    "module": (r"path/(?!index\.|bring\.)[^/]+\.html", "path/tiering.html"),
    "plan": (r"plan\.html", ""),
    "quiz": (r"quiz\.html", ""),
    "certificate": (r"certificate\.html", ""),
    "case-file": (r"case-file\.html", ""),
    "wall": (r"wall\.html", ""),
    "embed": (r"embed/[^/]+\.html", "embed/account-tiering.html"),
    "missing": (r"404\.html", ""),
}
NAMES = tuple(_KINDS)


@dataclass(frozen=True)
class Kind:
    """`page` is its path from the top of the site, in `locale`."""

    name: str
    locale: str
    page: str


def pages_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def without_kind(pages: Iterable[str]) -> list[str]:
    """Pages that are of no kind known here."""
    return [page for page in pages if kind_of(page) is None]


def kind_of(page: str) -> str | None:
    inner = _inner(page)[1]
    return next((name for name, (pattern, _) in _KINDS.items() if re.fullmatch(pattern, inner)), None)


def kinds(pages: Iterable[str], names: Iterable[str] = NAMES, locales: Iterable[str] = tuple(LOCALES)) -> list[Kind]:
    """One page for each of the kinds in each of the languages, where there is one."""
    pages, names, found = sorted(pages), tuple(names), []
    for locale in locales:
        own = {inner: page for page in pages for where, inner in [_inner(page)] if where == locale}
        for name in names:
            pattern, named = _KINDS[name]
            inner = named if named in own else next((each for each in own if re.fullmatch(pattern, each)), None)
            if inner is not None:
                found.append(Kind(name, locale, own[inner]))
    return found


def _inner(page: str) -> tuple[str, str]:
    """The language of a page, and its path within that."""
    folder, _, rest = page.partition("/")
    return (folder, rest) if folder in LOCALES else ("zh-hant", page)


def is_unlisted(text: str) -> bool:
    """Whether a page asks search engines not to list it."""
    return '<meta name="robots" content="noindex">' in text
