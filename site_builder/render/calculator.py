"""A tool's calculator: a tool and words in; markup with the first example's figures, a script, and formulas out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from jinja2 import Environment

from ..catalog import Tool
from ..formula.targets import javascript
from ..formula.targets.javascript_code import tight
from ..resources import assets
from ..words import Words
from .blocks import MOST_LIGHTS, Fields, LightRows, Lights, TableBlock, blocks
from .cells import Cells, symbol_html
from .charts import drawings
from .figures import Scene, scene_of
from .html_environment import html_environment
from .marks import definition
from .page_data import choices, later_words, other_examples, page_data, why_data
from .print_data import print_data
from .rules import Rules
from .script_literal import literal
from .text import markdown_html, markdown_line

DRAWING_SCRIPT = "charts.js"


@dataclass(frozen=True)
class Around:
    """Where a calculator stands. `root`: the way from its page to the folder that holds `assets/`.

    `pages`: the pages of other tools by slug, in a site of somebody else; None on our own, which has one for each tool,
    a case file and worksheets.
    """

    root: str = "../"
    pages: Mapping[str, str] | None = None

    @property
    def whole(self) -> bool:
        return self.pages is None

    def page_of(self, slug: str) -> str | None:
        return f"{slug}.html" if self.pages is None else self.pages.get(slug)


OUR_SITE = Around()


def fragment(tool: Tool, words: Words, around: Around = OUR_SITE) -> str:
    """The whole calculator as HTML without blank lines, and the tag of the tool's own script after it."""
    scene, data = _scene(tool, words), page_data(tool, words)
    steps = list(zip(tool.file.steps, blocks(tool), strict=True))
    return _page(
        "calculator",
        tool,
        words,
        scene,
        steps=steps,
        drawings=drawings(scene, data, assets() / DRAWING_SCRIPT),
        choices=choices(tool),
        many=MOST_LIGHTS,
        sources=_sources(tool),
        around=around,
    )


@dataclass(frozen=True)
class Source:
    """A tool that this one takes from, and what: labels of lists and values."""

    slug: str
    short: str
    step: int | None
    labels: list[str]


def _sources(tool: Tool) -> list[Source]:
    found: dict[str, Source] = {}
    for name, imported in tool.imports.items():
        if imported.grown:
            source = found.setdefault(imported.slug, Source(imported.slug, imported.short, None, []))
            source.labels.append(tool.file.lists[name].label or name)
    for taken in tool.takes.values():
        source = found.setdefault(taken.slug, Source(taken.slug, taken.short, taken.step, []))
        if taken.label not in source.labels:
            source.labels.append(taken.label)
    return list(found.values())


def script(tool: Tool, words: Words, tools: Mapping[str, Tool] | None = None) -> str:
    """The content of `assets/tools/<slug>.js`: the page data, and the tool's formulas as code. `tools`: all by id."""
    data, later = page_data(tool, words, tools), later_words(words)
    data["words"] = {key: word for key, word in data["words"].items() if key not in later}
    return f"armory.define({literal(data)}, {tight(javascript.steps_script(tool.program))});\n"


def scripts(tool: Tool, words: Words, tools: Mapping[str, Tool]) -> dict[str, Callable[[], str]]:
    """What makes each of a tool's scripts, by path in the tree. `tools`: all by id."""
    return {
        f"assets/tools/{tool.slug}.js": partial(script, tool, words, tools),
        f"assets/tools/{tool.slug}.examples.js": partial(examples_script, tool),
        f"assets/tools/{tool.slug}.why.js": partial(why_script, tool, words),
        f"assets/tools/{tool.slug}.marks.js": partial(marks_script, tool),
        f"assets/tools/{tool.slug}.print.js": partial(print_script, tool, words),
    }


def words_script(words: Words) -> str:
    """The content of `assets/words.js`, which a calculator's page loads when it needs more than the common words."""
    return f"armory.words({literal(later_words(words))});\n"


def examples_script(tool: Tool) -> str:
    """The content of `assets/tools/<slug>.examples.js`, which the page loads when another example is chosen."""
    return f"armory.examples({json.dumps(tool.slug)}, {literal(other_examples(tool))});\n"


def why_script(tool: Tool, words: Words) -> str:
    """The content of `assets/tools/<slug>.why.js`, which the page loads when a learner first asks why."""
    data, reason = literal(why_data(tool, words)), tight(javascript.reason_script(tool.program))
    return f"armory.explain({json.dumps(tool.slug)}, {data}, {reason});\n"


def marks_script(tool: Tool) -> str:
    """The content of `assets/tools/<slug>.marks.js`, which the page loads when a link is made or opened."""
    return f"(armory.definitions ??= {{}})[{json.dumps(tool.slug)}] = {literal(definition(tool))};\n"


def print_script(tool: Tool, words: Words) -> str:
    """The content of `assets/tools/<slug>.print.js`, which the page loads when a learner prints it on one page."""
    return f"armory.printable({json.dumps(tool.slug)}, {literal(print_data(tool, words))});\n"


def formulas(tool: Tool, words: Words) -> str:
    """Every formula, default and rule of a light in words, readable without a script."""
    return _page("formulas", tool, words, _scene(tool, words))


def _scene(tool: Tool, words: Words) -> Scene:
    first = next(iter(tool.examples.values()))
    return scene_of(tool, first, words.text("calculator.script.yes"), words.text("calculator.script.no"))


def _page(name: str, tool: Tool, words: Words, scene: Scene, **shown: Any) -> str:
    made = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            shown,
            tool=tool,
            scene=scene,
            cells=Cells(scene, words),
            rules=Rules(tool, words),
            word=lambda key, **facts: words.text(f"calculator.page.{key}", **facts),
            script_word=lambda key, **facts: words.text(f"calculator.script.{key}", **facts),
            gap=words.text("text.gap"),
            plus=words.text("text.plus"),
            star=words.text("text.star"),
        )
    )
    # No indentation and no blank lines: a Markdown builder takes it as one block of HTML.
    return "\n".join(line.strip() for line in made.splitlines() if line.strip()) + "\n"


@cache
def _environment() -> Environment:
    env = html_environment("calculator")
    env.filters |= {"markdown": markdown_html, "line": markdown_line, "symbol": symbol_html}
    env.tests |= {
        "fields": lambda block: isinstance(block, Fields),
        "table": lambda block: isinstance(block, TableBlock),
        "lights": lambda block: isinstance(block, Lights),
        "light_rows": lambda block: isinstance(block, LightRows),
    }
    return env
