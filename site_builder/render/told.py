"""Figures in texts: a catalog in; the same with every `{example.value}` as the figure that a page shows, out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ..catalog import Catalog, Tool
from ..catalog.braces import filled
from ..catalog.home import Home
from ..catalog.ideas import Idea
from ..catalog.mentions import Mention, mention
from ..catalog.path import LearningPath
from ..catalog.prose import is_live
from ..catalog.reading import Reading
from ..catalog.story import Story
from ..catalog.texts import rewritten
from ..located_yaml import DataPath
from ..words import Words
from .figures import Scene, scene_of, with_unit
from .text import heading

_FIRM = "\N{NO-BREAK SPACE}"
_BRACE = "&#123;"  # in a live text, where the page would take a brace for the beginning of a value


def told(catalog: Catalog, words: Words) -> Catalog:
    """What stays in braces are values of live texts, which the page keeps up to date."""
    tools = {tool.id: tool for tool in catalog.tools}

    @cache
    def scene(tool_id: str, example: str) -> Scene:
        yes, no = words.text("calculator.script.yes"), words.text("calculator.script.no")
        return scene_of(tools[tool_id], tools[tool_id].examples[example], yes, no)

    def figure(name: str, own: Tool | None) -> str:
        found = mention(name, tools, own)
        return _shown(scene(found.tool.id, found.example), found, words)

    def of_tool(tool: Tool) -> Tool:
        def change(path: DataPath, text: str) -> str:
            live = is_live(path)
            own = _whose(tool, path, tools)

            def put(name: str) -> str:
                return f"{{{name}}}" if live and "." not in name else figure(name, own)

            return filled(text, put, _BRACE if live else "{")

        file = rewritten(tool.file, change)
        examples = {name: replace(each, text=file.examples[name].text) for name, each in tool.examples.items()}
        return replace(tool, file=file, examples=examples)

    def elsewhere(path: DataPath, text: str) -> str:
        return filled(text, lambda name: figure(name, None))

    def story(of: Story) -> Story:
        return replace(of, file=rewritten(of.file, elsewhere))

    def home(of: Home) -> Home:
        return replace(of, file=rewritten(of.file, elsewhere), text=elsewhere((), of.text))

    def idea(of: Idea) -> Idea:
        return replace(of, text=elsewhere((), of.text))

    def learning(of: LearningPath) -> LearningPath:
        """What its lights say is kept up to date by the plan's page; the braces stay."""
        file = rewritten(of.file, lambda path, text: text if is_live(path) else elsewhere(path, text))
        return replace(of, file=file)

    def reading(of: Reading) -> Reading:
        return Reading(
            of.glossary and replace(of.glossary, file=rewritten(of.glossary.file, elsewhere)),
            of.sources and replace(of.sources, file=rewritten(of.sources.file, elsewhere)),
            of.roles and replace(of.roles, file=rewritten(of.roles.file, elsewhere)),
            tuple(map(idea, of.ideas)),
            of.final and replace(of.final, file=rewritten(of.final.file, elsewhere)),
        )

    return replace(
        catalog,
        tools=tuple(map(of_tool, catalog.tools)),
        stories=tuple(map(story, catalog.stories)),
        home=home(catalog.home),
        reading=reading(catalog.reading),
        path=catalog.path and learning(catalog.path),
    )


def _whose(tool: Tool, path: DataPath, tools: dict[str, Tool]) -> Tool:
    """The tool that wrote the text: of a list from elsewhere, the one that declares it."""
    match path:
        case ("lists", str() as name, *_) if tool.located is not None and tool.located.node(path) is None:
            return tools.get(tool.file.lists[name].from_ or "", tool)
        case _:
            return tool


def _shown(scene: Scene, found: Mention, words: Words) -> str:
    """As Markdown, in which no sign of the figure means anything."""
    if found.light:
        return words.text(f"calculator.script.light_{scene.light(found.name, found.key)}")
    text = with_unit(scene.tool, found.name, scene.shown(found.name, found.key))
    return _FIRM.join(heading(part) for part in text.split(_FIRM))  # a heading has plain spaces
