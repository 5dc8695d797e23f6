"""Links that lead nowhere: authors' texts and the rendered pages in, problems out; and the same of a built site."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import SplitResult, unquote, urlsplit

from ..catalog.prose import Prose
from ..problem import Problem, Span, closest

_INLINE = re.compile(r"\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\))?)>?(?:\s+[\"'][^)]*)?\)")
_DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")

_ID = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*"([^"]*)\"""")
_HEADING_ID = re.compile(r"^#+ .*\{ *#([\w-]+) *\}\s*$", re.MULTILINE)
_HREF = re.compile(r"""<(?:a|link)\b[^<>]*?\shref=(?:"([^"]*)"|([^\s">]+))""")
_SRC = re.compile(r"""<(?:script|img|iframe|source)\b[^<>]*?\ssrc=(?:"([^"]*)"|([^\s">]+))""")


def broken_links(
    proses: Iterable[Prose], files: Mapping[str, str | bytes], others: Collection[str] = ()
) -> list[Problem]:
    """`files` is the rendered tree; `others` are the paths of an author's own pages and pictures in it."""
    anchors = _Anchors({_as_page(path): text for path, text in files.items() if isinstance(text, str)}, _md_ids)
    known = {_as_page(path) for path in (*files, *others)}
    return [problem for prose in proses for problem in _broken(prose, known, anchors)]


def _broken(prose: Prose, known: Collection[str], anchors: _Anchors) -> Iterator[Problem]:
    for start, end, target in _targets(prose.text):
        path, mark, anchor = html.unescape(target).partition("#")
        page = _as_page(_joined(prose.page, unquote(path))) if path else prose.page
        if page not in known:
            facts = {"target": path, "page": page}
            yield Problem(
                prose.place(start, start + len(path)), "broken_link", facts, _nearest(page, known, prose.page)
            )
        elif mark and anchor and page in anchors and unquote(anchor) not in anchors[page]:
            facts = {"anchor": anchor, "page": page}
            near = closest(anchor, anchors[page])
            yield Problem(prose.place(end - len(anchor), end), "broken_anchor", facts, near)


def _targets(text: str) -> Iterator[tuple[int, int, str]]:
    """The links of a Markdown text that stay within the site, each with its place."""
    if "](" not in text and "]:" not in text:
        return
    code = [found.span() for found in _CODE.finditer(text)]
    for pattern in (_INLINE, _DEFINED):
        for found in pattern.finditer(text):
            target, start = found[1], found.start(1)
            parts = _split(target)
            inside = any(begin <= start < end for begin, end in code)
            if not inside and parts is not None and not parts.scheme and not parts.netloc:
                yield start, found.end(1), target


def _split(target: str) -> SplitResult | None:
    try:
        return urlsplit(target)
    except ValueError:
        return None


# ---------------------------------------------------------------- a built site


def broken_in_site(pages: Mapping[str, str], others: Collection[str]) -> list[Problem]:
    """`pages` are the HTML texts of a built site by path, `others` the paths of its other files."""
    anchors, known = _Anchors(pages, _html_ids), {*pages, *others}
    problems = []
    for page, text in pages.items():
        if page == "404.html":  # its links start at the top of whatever site it is put on
            continue
        for target in dict.fromkeys(_pointed(text)):
            path, mark, anchor = html.unescape(target).partition("#")
            parts = _split(path)
            if parts is None or parts.scheme or parts.netloc or path.startswith("/"):
                continue
            there = _joined(page, unquote(parts.path)) if parts.path else page
            if there not in known and f"{there}/index.html".lstrip("/") in known:
                there = f"{there}/index.html".lstrip("/")
            if there not in known:
                problems.append(Problem(Span(page), "broken_link", {"target": target, "page": there}))
            elif mark and anchor and there in anchors and unquote(anchor) not in anchors[there]:
                problems.append(Problem(Span(page), "broken_anchor", {"anchor": anchor, "page": there}))
    return problems


def _pointed(text: str) -> Iterator[str]:
    for pattern in (_HREF, _SRC):
        for found in pattern.finditer(text):
            yield found[1] if found[1] is not None else found[2]


# ---------------------------------------------------------------- pages and their anchors


class _Anchors:
    """The anchors of each page, looked for when they are first asked for."""

    def __init__(self, pages: Mapping[str, str], find: Callable[[str], Iterator[str]]) -> None:
        self.pages, self.find, self.found = pages, find, dict[str, frozenset[str]]()

    def __contains__(self, page: str) -> bool:
        return page in self.pages

    def __getitem__(self, page: str) -> frozenset[str]:
        if page not in self.found:
            self.found[page] = frozenset(self.find(self.pages[page]))
        return self.found[page]


def _md_ids(text: str) -> Iterator[str]:
    yield from _html_ids(text)
    yield from _HEADING_ID.findall(text)


def _html_ids(text: str) -> Iterator[str]:
    yield from (html.unescape(each) for each in _ID.findall(text))


def _as_page(path: str) -> str:
    return re.sub(r"\.md$", ".html", path)


def _joined(page: str, target: str) -> str:
    """A path from the top of the site; of a folder, its index."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
    return posixpath.join(path, "index.html").removeprefix("./") if target.endswith(("/", ".")) else path


def _nearest(page: str, known: Collection[str], here: str) -> str | None:
    """The page that was probably meant, as seen from `here`: one of that name elsewhere, or of a name like it."""
    kind = posixpath.splitext(page)[1]
    listed = (each for each in sorted(known, reverse=True) if not each.startswith("embed/"))  # which repeat tools
    names = {_stem(each): each for each in listed if each.endswith(kind)}
    near = closest(_stem(page), names)
    return posixpath.relpath(names[near], posixpath.dirname(here) or ".") if near else None


def _stem(page: str) -> str:
    return posixpath.splitext(posixpath.basename(page))[0]
