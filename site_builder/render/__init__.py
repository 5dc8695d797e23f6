"""The catalog in, every file of the plain tree out: pages as Markdown, scripts, and the navigation over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ..catalog import Catalog
from ..catalog.tool import Tool
from ..memory import Memory
from ..resources import assets
from ..words import Words
from . import calculator
from .embed import Place, embed_files
from .page_data import givers
from .pages import navigation, pages, worksheet_page
from .path_pages import path_script
from .questions import quiz_script
from .script_literal import literal
from .told import told
from .wall import has_wall, wall_script

NOWHERE = Place()


@dataclass(frozen=True)
class Rendered:
    """`files` by path in the tree. `nav` is what MkDocs' setting of that name holds."""

    files: dict[str, str | bytes]
    nav: list[object]


def render_alone(catalog: Catalog, words: Words, tool: Tool, memory: Memory | None = None) -> Rendered:
    """One tool's page, bare, and all scripts: what a course about it is made of."""
    rendered = render(catalog, words, alone=tool, memory=memory)
    page = f"tools/{tool.slug}.md"
    scripts = {path: content for path, content in rendered.files.items() if not path.endswith((".md", ".html"))}
    return Rendered({page: rendered.files[page], **scripts}, [page])


def render(
    catalog: Catalog,
    words: Words,
    place: Place = NOWHERE,
    alone: Tool | None = None,
    memory: Memory | None = None,
) -> Rendered:
    """The same catalog, words and place give the same bytes. `alone`: a tool whose page stands without the site.

    `memory`: what a tool alone gives is made anew when the tool, or one that it takes from, has changed.
    """
    checked, catalog, memory = catalog, told(catalog, words), memory or Memory()
    files: dict[str, str | bytes] = {f"assets/{path.name}": path.read_bytes() for path in sorted(assets().glob("*.js"))}
    tools = {tool.id: tool for tool in catalog.tools}
    parts = {
        tool.id: memory.of(
            f"parts of {tool.id}",
            (words, before, repr(tool.file), tool.elsewhere, repr(catalog.home.file), givers(tool, tools)),
            partial(_parts, tool, words, tools, catalog),
        )
        for before, tool in zip(checked.tools, catalog.tools, strict=True)
    }
    for each in parts.values():
        files |= each.scripts
    files["assets/case-facts.js"] = _case_facts(catalog, words)
    files["assets/quiz-facts.js"] = quiz_script(catalog, words)
    files["assets/words.js"] = calculator.words_script(words)
    if catalog.path is not None:
        files["assets/path-data.js"] = path_script(catalog, words)
    if has_wall(catalog):
        files["assets/wall-facts.js"] = wall_script(catalog, words)
    files |= pages(
        catalog,
        words,
        calculator=lambda tool: parts[tool.id].calculator,
        formulas=lambda tool: parts[tool.id].formulas,
        alone=alone.id if alone else None,
    )
    files |= {f"tools/{tool.slug}-worksheet.md": parts[tool.id].worksheet for tool in catalog.tools}
    bundle = (assets() / "embed.js").read_bytes()
    files |= embed_files(catalog, words, lambda tool: parts[tool.id].calculator, place, bundle)
    return Rendered(files, navigation(catalog, words))


@dataclass(frozen=True)
class _Parts:
    """What is made of one tool alone: scripts by path, HTML of the calculator and of its formulas, a page."""

    scripts: dict[str, str]
    calculator: str
    formulas: str
    worksheet: str


def _parts(tool: Tool, words: Words, tools: Mapping[str, Tool], catalog: Catalog) -> _Parts:
    return _Parts(
        calculator.scripts(tool, words, tools),
        calculator.fragment(tool, words),
        calculator.formulas(tool, words),
        worksheet_page(tool, catalog, words),
    )


def _case_facts(catalog: Catalog, words: Words) -> str:
    """What the case file's page knows: the tools, and what its script says."""
    tools = [{"slug": tool.slug, "short": tool.file.short} for tool in catalog.tools]
    said = words.section("case_file") | {"colon": words.text("text.colon")}
    return f"armory.caseFacts = {literal({'tools': tools, 'words': said})};\n"
