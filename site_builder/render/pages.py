"""The pages of the site: the catalog and words in, Markdown texts by path out, and the navigation over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..catalog import Catalog
from ..catalog.story import Story
from ..catalog.tool import Tool
from ..resources import templates
from ..words import Words
from . import text

Pages = dict[str, str]


@dataclass(frozen=True)
class _Use:
    """A tool a story leads to, and where on the tool's page: a step of its calculator, or the calculator."""

    tool: Tool
    step: str | None
    anchor: str
    because: str


def pages(catalog: Catalog, words: Words, calculator: Callable[[Tool], str], formulas: Callable[[Tool], str]) -> Pages:
    """Every page by its path in the rendered tree. `calculator` and `formulas` give HTML without blank lines."""
    show = partial(_page, _environment(words), home=catalog.home)
    made = {
        "index.md": show(
            "home", tools=catalog.tools, stories=catalog.stories, sections=text.sections(catalog.home.text)
        )
    }
    for tool in catalog.tools:
        made[f"tools/{tool.slug}.md"] = show(
            "tool",
            tool=tool,
            stories=[story for story in catalog.stories if any(use.tool == tool.id for use in story.file.tools)],
            calculator=Markup(calculator(tool)),
            formulas=Markup(formulas(tool)),
        )
    if catalog.stories:
        made["stories/index.md"] = show("stories", stories=catalog.stories)
    for story in catalog.stories:
        made[f"stories/{story.slug}.md"] = show("story", story=story, uses=_uses(story, catalog))
    return made


def navigation(catalog: Catalog, words: Words) -> list[object]:
    """What `nav` is in MkDocs' settings: titles (as HTML, because themes put them there as they stand) and paths."""
    title = partial(_title, words)
    made: list[object] = [{title("page.nav.home"): "index.md"}]
    tools = [{text.escaped(tool.file.short): f"tools/{tool.slug}.md"} for tool in catalog.tools]
    stories = [{text.escaped(story.file.title): f"stories/{story.slug}.md"} for story in catalog.stories]
    if tools:
        made.append({title("page.nav.tools"): tools})
    if stories:
        made.append({title("page.nav.stories"): ["stories/index.md", *stories]})
    return made


def _uses(story: Story, catalog: Catalog) -> list[_Use]:
    by_id = {tool.id: tool for tool in catalog.tools}
    made = []
    for use in story.file.tools:
        if tool := by_id.get(use.tool):
            steps = [step.title for step in tool.file.steps]
            anchor = f"step-{steps.index(use.step) + 1}" if use.step in steps else "calculator"
            made.append(_Use(tool, use.step, anchor, use.because))
    return made


def _title(words: Words, key: str) -> str:
    return text.escaped(words.text(key))


def _environment(words: Words) -> Environment:
    env = Environment(
        loader=FileSystemLoader(templates() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "bare": text.bare,
        "front_matter": text.front_matter,
        "heading": text.heading,
        "line": text.markdown_line,
        "markdown": text.markdown_html,
        "plain": text.plain,
    }
    env.globals |= {
        "word": lambda key, **facts: words.text(f"page.{key}", **facts),
        "separator": words.text("text.separator"),
    }
    return env


def _page(env: Environment, name: str, **shown: object) -> str:
    return env.get_template(f"{name}.md.j2").render(shown)
