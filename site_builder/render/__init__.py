"""The catalog in, every file of the plain tree out: pages as Markdown, scripts, and the navigation over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..catalog import Catalog
from ..catalog.tool import Tool
from ..memory import Memory
from ..resources import assets
from ..words import Words
from . import calculator
from .embed import Place, embed_files
from .page_data import givers
from .pages import navigation, pages_later, worksheet_page
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


@dataclass(frozen=True)
class Later:
    """A file that is made when it is wanted. What was made from equal things is equal."""

    made_from: object
    make: Callable[[], str | bytes] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Plan:
    """As `Rendered`, before most of it is made: whoever shows one page at a time makes no others."""

    files: dict[str, str | bytes | Later]
    nav: list[object]

    def rendered(self) -> Rendered:
        made = {path: each.make() if isinstance(each, Later) else each for path, each in self.files.items()}
        return Rendered(made, self.nav)


def render_alone(catalog: Catalog, words: Words, tool: Tool, memory: Memory | None = None) -> Rendered:
    """One tool's page, bare, and all scripts: what a course about it is made of."""
    whole, page = plan(catalog, words, alone=tool, memory=memory), f"tools/{tool.slug}.md"
    wanted = {path: each for path, each in whole.files.items() if path == page or not path.endswith((".md", ".html"))}
    return Plan(wanted, [page]).rendered()


def render(catalog: Catalog, words: Words, place: Place = NOWHERE, memory: Memory | None = None) -> Rendered:
    """The same catalog, words and place give the same bytes."""
    return plan(catalog, words, place, memory=memory).rendered()


def plan(
    catalog: Catalog, words: Words, place: Place = NOWHERE, alone: Tool | None = None, memory: Memory | None = None
) -> Plan:
    """`alone`: a tool whose page stands without the site.

    `memory`: what a tool alone gives is made anew when the tool, or one that it takes from, has changed.
    """
    checked, catalog, memory = catalog, told(catalog, words), memory or Memory()
    tools = {tool.id: tool for tool in catalog.tools}
    rest_on = {
        tool.id: (words, before, repr(tool.file), tool.elsewhere, repr(catalog.home.file), givers(tool, tools))
        for before, tool in zip(checked.tools, catalog.tools, strict=True)
    }

    def of_tool(name: str, tool: Tool, make: Callable[[], str]) -> str:
        return memory.of(name, rest_on[tool.id], make)

    def fragment(tool: Tool) -> str:
        return of_tool(f"calculator of {tool.id}", tool, partial(calculator.fragment, tool, words))

    def formulas(tool: Tool) -> str:
        return of_tool(f"formulas of {tool.id}", tool, partial(calculator.formulas, tool, words))

    files: dict[str, str | bytes | Later] = {
        f"assets/{path.name}": path.read_bytes() for path in sorted(assets().glob("*.js"))
    }
    files["assets/words.js"] = calculator.words_script(words)
    for tool in catalog.tools:
        own = calculator.scripts(tool, words, tools)
        own[f"tools/{tool.slug}-worksheet.md"] = partial(worksheet_page, tool, catalog, words)
        for path, make in own.items():
            files[path] = Later(rest_on[tool.id], partial(of_tool, path, tool, make))
    of_all: dict[str, Callable[[], str | bytes]] = {
        "assets/case-facts.js": partial(_case_facts, catalog, words),
        "assets/quiz-facts.js": partial(quiz_script, catalog, words),
        **pages_later(catalog, words, fragment, formulas, alone.id if alone else None),
        **embed_files(catalog, words, fragment, place, (assets() / "embed.js").read_bytes()),
    }
    if catalog.path is not None:
        of_all["assets/path-data.js"] = partial(path_script, catalog, words)
    if has_wall(catalog):
        of_all["assets/wall-facts.js"] = partial(wall_script, catalog, words)
    anything = object()  # what was made from all there was then is as new
    return Plan(files | {path: Later(anything, make) for path, make in of_all.items()}, navigation(catalog, words))


def _case_facts(catalog: Catalog, words: Words) -> str:
    """What the case file's page knows: the tools, and what its script says."""
    tools = [{"slug": tool.slug, "short": tool.file.short} for tool in catalog.tools]
    said = words.section("case_file") | {"colon": words.text("text.colon")}
    return f"armory.caseFacts = {literal({'tools': tools, 'words': said})};\n"
