"""Somebody else's MkDocs site with calculators in its pages: tools and pages in; HTML, files or problems out."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from .catalog import Catalog, Tool, load_tools_alone
from .macros import Macro, filled, marked
from .package import workbook_scripts
from .problem import Problem, closest
from .render.guest import FOLDER, calculator_html, guest_files
from .render.told import told
from .source_text import read_text
from .words import Words


@dataclass(frozen=True)
class GuestPage:
    """A page as Markdown made it, with marks where calculators are to stand. `url`: its address in the site."""

    url: str
    html: str
    macros: Sequence[Macro]

    @property
    def standing(self) -> list[Macro]:
        """Those that are no code."""
        found: list[Macro] = []

        def keep(macro: Macro) -> str:
            found.append(macro)
            return ""

        filled(self.html, self.macros, keep)
        return found

    @property
    def as_written(self) -> str:
        return filled(self.html, self.macros, lambda macro: f"<p>{html.escape(macro.written, quote=False)}</p>")


Way = Callable[[str, str], str]
"""A path of the site as a link of the page with that address says it: `way(path, url)`."""


def check_pages(pages: Sequence[GuestPage], catalog: Catalog) -> list[Problem]:
    return [problem for page in pages for problem in _misplaced(page.standing, catalog)]


def with_calculators(pages: Sequence[GuestPage], catalog: Catalog, words: Words, way: Way) -> Iterator[tuple[str, str]]:
    """The HTML of the pages by address. There are no problems."""
    tools = {tool.slug: tool for tool in told(catalog, words).tools}
    places = _places(pages)
    for page in pages:
        root, others = way(FOLDER, page.url), {slug: way(url, page.url) for slug, url in places.items()}
        put = partial(_calculator, tools=tools, words=words, root=root, others=others)
        yield page.url, filled(page.html, page.macros, put)


def _calculator(macro: Macro, tools: Mapping[str, Tool], words: Words, root: str, others: Mapping[str, str]) -> str:
    return calculator_html(tools[_slug(macro)], words, root, others)


def files_for(
    pages: Sequence[GuestPage], catalog: Catalog, words: Words, rem: int, whole: bool = True
) -> dict[str, str | bytes]:
    """By path in the site. `rem`: pixels of the site's own. Not `whole`: without workbooks that have to be made."""
    places = _places(pages)
    if not places:
        return {}
    shown = replace(catalog, tools=tuple(tool for tool in catalog.tools if tool.slug in places))
    workbooks = {f"{FOLDER}{path}": content for path, content in workbook_scripts(shown, words, whole).items()}
    return guest_files(told(catalog, words), words, places, rem) | workbooks


def check_guest(root: Path, docs: Path, tools: Path, words: Words) -> tuple[Catalog | None, list[Problem]]:
    """The tools, and what pages ask for as far as it can be told before Markdown has read them."""
    catalog, problems = load_tools_alone(tools, root, words.text("text.separator"))
    if catalog is None:
        return None, problems
    for path in sorted(docs.rglob("*.md")) if docs.is_dir() else ():
        source, found = read_text(path, path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path))
        problems += found
        if source is not None:
            macros = marked(source.text, source.file)[1]
            problems += _misplaced([macro for macro in macros if not macro.indented], catalog)
    return catalog, problems


def _misplaced(macros: Sequence[Macro], catalog: Catalog) -> Iterator[Problem]:
    known = [tool.slug for tool in catalog.tools]
    for at, macro in enumerate(macros):
        if _slug(macro) not in known:
            facts = {"name": macro.name, "known": ", ".join(known) or "–"}
            yield Problem(macro.span, "unknown_tool", facts, closest(_slug(macro), known))
        elif at > 0:
            yield Problem(macro.span, "calculator_twice", {"first": macros[0].name, "line": macros[0].span.line})


def _places(pages: Sequence[GuestPage]) -> Mapping[str, str]:
    """By slug the address of the first page on which a tool stands."""
    found: dict[str, str] = {}
    for page in pages:
        for macro in page.standing:
            found.setdefault(_slug(macro), page.url)
    return found


def _slug(macro: Macro) -> str:
    """In formulas a tool's name has underscores, in addresses hyphens; here it may be called by either."""
    return macro.name.replace("_", "-")
