"""Calculators in somebody else's site: tools and words in; HTML for their pages, and the files it needs, out.

All that is ours stands in one folder of that site, `armory/`, and only pages with a calculator refer to it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Mapping

from ..catalog import Catalog, Tool
from ..resources import assets, templates
from ..words import Words
from . import calculator

FOLDER = "armory/"
SCRIPTS = ("armory", "blocks", "charts", "link", "more", "print", "sheets", "takes", "versions", "why", "workbook")
STYLES = ("calculator", "more", "blocks", "print", "guest")
OUR_REM = 20
"""Pixels of Material's `rem`, by which our styles are measured."""


def calculator_html(tool: Tool, words: Words, root: str, pages: Mapping[str, str]) -> str:
    """A tool's calculator with its styles and scripts. `root`: the way from its page to `FOLDER`.

    `pages`: the ways to the pages on which other tools stand, by slug.
    """
    givers = {slug: pages[slug] for slug in sorted(pages) if slug != tool.slug}
    data = {"tool": tool.slug, "version": tool.fingerprint, "pages": json.dumps(givers, ensure_ascii=False)}
    said = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    styles = [f'<link rel="stylesheet" href="{root}assets/{name}.css">' for name in ("calculator", "guest")]
    script = f'<script src="{root}assets/armory.js"{said}></script>'
    inside = calculator.fragment(tool, words, calculator.Around(root, givers))
    opening = '<div class="armory md-typeset" id="calculator">'
    return "\n".join([opening, *styles, script, inside.rstrip("\n"), "</div>"])


def guest_files(catalog: Catalog, words: Words, shown: Collection[str], rem: int) -> dict[str, str | bytes]:
    """By path in the site. `catalog` as `told` gives it; `shown`: slugs of the tools that stand on pages.

    Those that they take from come along. `rem`: pixels of the site's own `rem`.
    """
    tools = {tool.id: tool for tool in catalog.tools}
    taken = {giver for tool in catalog.tools if tool.slug in shown for giver in tool.upstream}
    files: dict[str, str | bytes] = {f"assets/{name}.js": (assets() / f"{name}.js").read_bytes() for name in SCRIPTS}
    for name in STYLES:
        style = (templates() / "theme" / "assets" / f"{name}.css").read_text("utf-8")
        files[f"assets/{name}.css"] = style if rem == OUR_REM else _measured(style, OUR_REM / rem)
    files["assets/words.js"] = calculator.words_script(words)
    for tool in catalog.tools:
        if tool.slug in shown or tool.id in taken:
            files |= {path: make() for path, make in calculator.scripts(tool, words, tools).items()}
    return {f"{FOLDER}{path}": content for path, content in files.items()}


def _measured(style: str, by: float) -> str:
    """With every `rem` in it as long as it is on our own pages."""
    return _REM.sub(lambda found: f"{round(float(found[1]) * by, 4):g}rem", style)


_REM = re.compile(r"(?<![\w.#-])(-?\d*\.?\d+)rem\b")
