"""The catalog in, every file of the plain tree out: pages as Markdown, scripts, and the navigation over them."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalog import Catalog
from ..catalog.tool import Tool
from ..resources import assets
from ..words import Words
from . import calculator
from .embed import Place, embed_files
from .pages import navigation, pages, worksheet_pages
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


def render_alone(catalog: Catalog, words: Words, tool: Tool) -> Rendered:
    """One tool's page, bare, and all scripts: what a course about it is made of."""
    rendered = render(catalog, words, alone=tool)
    page = f"tools/{tool.slug}.md"
    scripts = {path: content for path, content in rendered.files.items() if not path.endswith((".md", ".html"))}
    return Rendered({page: rendered.files[page], **scripts}, [page])


def render(catalog: Catalog, words: Words, place: Place = NOWHERE, alone: Tool | None = None) -> Rendered:
    """The same catalog, words and place give the same bytes. `alone`: a tool whose page stands without the site."""
    catalog = told(catalog, words)
    files: dict[str, str | bytes] = {f"assets/{path.name}": path.read_bytes() for path in sorted(assets().glob("*.js"))}
    tools = {tool.id: tool for tool in catalog.tools}
    for tool in catalog.tools:
        files |= calculator.scripts(tool, words, tools)
    files["assets/case-facts.js"] = _case_facts(catalog, words)
    files["assets/quiz-facts.js"] = quiz_script(catalog, words)
    files["assets/words.js"] = calculator.words_script(words)
    if catalog.path is not None:
        files["assets/path-data.js"] = path_script(catalog, words)
    if has_wall(catalog):
        files["assets/wall-facts.js"] = wall_script(catalog, words)
    fragments = {tool.id: calculator.fragment(tool, words) for tool in catalog.tools}
    files |= pages(
        catalog,
        words,
        calculator=lambda tool: fragments[tool.id],
        formulas=lambda tool: calculator.formulas(tool, words),
        alone=alone.id if alone else None,
    )
    files |= worksheet_pages(catalog, words)
    bundle = (assets() / "embed.js").read_bytes()
    files |= embed_files(catalog, words, lambda tool: fragments[tool.id], place, bundle)
    return Rendered(files, navigation(catalog, words))


def _case_facts(catalog: Catalog, words: Words) -> str:
    """What the case file's page knows: the tools, and what its script says."""
    tools = [{"slug": tool.slug, "short": tool.file.short} for tool in catalog.tools]
    said = words.section("case_file") | {"colon": words.text("text.colon")}
    return f"armory.caseFacts = {literal({'tools': tools, 'words': said})};\n"
