"""The site for reading without a network: a built site in, the bytes of one zip out.

From disk a browser shows no folder's `index.html` and knows no top of a site, so links to folders and from the top are
written as links to files. Left out is what only a server or a search engine reads.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping

FOLDER = "armory"  # letters that every unpacking program knows
_LEFT_OUT = re.compile(
    r"404\.html|([a-z-]+/)?sitemap\.xml(\.gz)?|([a-z-]+/)?assets/javascripts/(lunr|workers)/.*|.*\.map"
)
_LINK = re.compile(r"""(<[a-zA-Z][^<>]*?\s(?:href|src)=)(?:"([^"]*)"|([^\s">]+))""")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name: the same site gives the same bytes
_FILE_MODE = 0o100644 << 16
_UNIX = 3


def offline(files: Mapping[str, bytes], readme: tuple[str, str]) -> bytes:
    """`files` of the site by path; `readme`: the name and the text of what is to be read first."""
    kept = {name: content for name, content in files.items() if not _LEFT_OUT.fullmatch(name)}
    pages = {name: _page(name, content, kept.keys()) for name, content in kept.items() if name.endswith(".html")}
    name, text = readme
    # Old editors on Windows know UTF-8 by its mark, and lines by both signs.
    packed = {**kept, **pages, name: text.replace("\n", "\r\n").encode("utf-8-sig")}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, content in sorted(packed.items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{path}", _DATE)
            entry.external_attr, entry.create_system = _FILE_MODE, _UNIX
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def _page(page: str, content: bytes, files: Collection[str]) -> bytes:
    def as_file(found: re.Match[str]) -> str:
        target = html.unescape(found[2] if found[2] is not None else found[3])
        return f'{found[1]}"{html.escape(_to_file(page, target, files))}"'

    return _LINK.sub(as_file, content.decode()).encode()


def _to_file(page: str, target: str, files: Collection[str]) -> str:
    """The link as it stands, unless it leads to a page's folder or begins at the top of the site."""
    path, mark, anchor = target.partition("#")
    if not path or ":" in path or path.startswith("//"):
        return target
    here = posixpath.dirname(page)
    there = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(here, path))
    index = posixpath.normpath(posixpath.join(there, "index.html"))
    led = index if index in files else there
    if led not in files or (led == there and not path.startswith("/")):
        return target
    return posixpath.relpath(led, here or ".") + mark + anchor
