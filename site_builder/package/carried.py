"""What of a built site goes along in a package, with links that lead somewhere wherever it is unpacked."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Mapping

_LEFT_OUT = re.compile(
    r"404\.html|([a-z-]+/)?sitemap\.xml(\.gz)?|([a-z-]+/)?assets/javascripts/(lunr|workers)/.*|.*\.map"
)
_LINK = re.compile(r"""(<[a-zA-Z][^<>]*?\s(?:href|src)=)(?:"([^"]*)"|([^\s">]+))""")
_ANCHOR = re.compile(r"""(<a\b[^<>]*?)\shref=(?:"([^"]*)"|([^\s">]+))""")


def carried(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without what only a server or a search engine reads. Not every reader of files shows a folder's `index.html` or
    knows the top of a site, so links to folders and from the top are written as links to files."""
    kept = {name: content for name, content in files.items() if not _LEFT_OUT.fullmatch(name)}
    return kept | {name: _page(name, content, kept.keys()) for name, content in kept.items() if _is_page(name)}


def unlinked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Links to pages that are not there become plain text; terms keep telling what they mean."""

    def page(name: str, content: bytes) -> bytes:
        def change(found: re.Match[str]) -> str:
            target = html.unescape(found[2] if found[2] is not None else found[3])
            if _leads_out(target) or _there(name, target) in files:
                return found[0]
            return f'{found[1]} tabindex="0"' if "data-means" in found[1] else found[1]

        return _ANCHOR.sub(change, content.decode()).encode()

    return {**files, **{name: page(name, content) for name, content in files.items() if _is_page(name)}}


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _page(page: str, content: bytes, files: Collection[str]) -> bytes:
    def as_file(found: re.Match[str]) -> str:
        target = html.unescape(found[2] if found[2] is not None else found[3])
        return f'{found[1]}"{html.escape(_to_file(page, target, files))}"'

    return _LINK.sub(as_file, content.decode()).encode()


def _to_file(page: str, target: str, files: Collection[str]) -> str:
    """The link as it stands, unless it leads to a page's folder or begins at the top of the site."""
    path, mark, anchor = target.partition("#")
    if _leads_out(target):
        return target
    there = _there(page, target)
    index = posixpath.normpath(posixpath.join(there, "index.html"))
    led = index if index in files else there
    if led not in files or (led == there and not path.startswith("/")):
        return target
    return posixpath.relpath(led, posixpath.dirname(page) or ".") + mark + anchor


def _leads_out(target: str) -> bool:
    path = target.partition("#")[0]
    return not path or ":" in path or path.startswith("//")


def _there(page: str, target: str) -> str:
    path = target.partition("#")[0]
    here = posixpath.dirname(page)
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(here, path))
