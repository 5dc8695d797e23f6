"""Links of the built site: within pages, between languages, and in sitemaps; all lead to a page that is there."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from site_builder.render.links import broken_in_site

from .findings import Finding

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_ALTERNATE = re.compile(r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)"')
_LOCATION = re.compile(r"<loc>(.*?)</loc>", re.DOTALL)


def broken(site: Path) -> list[Finding]:
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    texts = {path: (site / path).read_text("utf-8") for path in files if path.endswith((".html", "sitemap.xml"))}
    pages = {path: text for path, text in texts.items() if path.endswith(".html")}
    found = [
        Finding(problem.span.file, f"{problem.code}: {problem.facts}")
        for problem in broken_in_site(pages, [path for path in files if path not in pages])
    ]
    top = _top(pages)
    for page, text in pages.items():
        found += _languages(page, text, pages, top)
    for sitemap in texts.keys() - pages.keys():
        for each in _LOCATION.findall(texts[sitemap]):
            if _there(sitemap, html.unescape(each.strip()), top) not in pages:
                found.append(Finding(sitemap, f"lists {each.strip()}, which is not there"))
    return found


def _top(pages: Mapping[str, str]) -> str | None:
    """The address of the site, where it has one."""
    found = _CANONICAL.search(pages.get("index.html", ""))
    return html.unescape(found[1]).removesuffix("index.html") if found else None


def _languages(page: str, text: str, pages: Mapping[str, str], top: str | None) -> Iterator[Finding]:
    """A page names itself in each language, itself among them; and those pages name it."""
    for href in _CANONICAL.findall(text):
        if _there(page, html.unescape(href), top) != page:
            yield Finding(page, f"gives {href} as its own address")
    named = dict(_named(page, text, top))
    if named and page not in named.values():
        yield Finding(page, "does not name itself among its languages")
    for language, there in named.items():
        if there not in pages:
            yield Finding(page, f"in {language} is {there}, which is not there")
        elif page not in dict(_named(there, pages[there], top)).values():
            yield Finding(there, f"does not name {page}, by which it is named as {language}")


def _named(page: str, text: str, top: str | None) -> Iterator[tuple[str, str]]:
    for language, href in _ALTERNATE.findall(text):
        yield language, _there(page, html.unescape(href), top)


def _there(page: str, href: str, top: str | None) -> str:
    """The path, from the top of the site, of the page that a link leads to; the link itself where it leads out."""
    href = unquote(href.partition("#")[0])
    if top is not None and href.startswith(top):
        path = href.removeprefix(top)
    elif "://" in href:
        return href
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), href)) + ("/" if href.endswith("/") else "")
    return posixpath.join(path, "index.html") if path.endswith("/") or not path else path
