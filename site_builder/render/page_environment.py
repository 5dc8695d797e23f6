"""What the templates of pages may ask for: words, and filters that turn authors' texts into HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..catalog.story import Story
from ..words import Words
from . import text
from .html_environment import html_environment
from .terms import Marker
from .whole_html import whole


@lru_cache(maxsize=8)
def page_environment(words: Words) -> Environment:
    env = html_environment("pages")
    env.filters |= {
        "bare": text.bare,
        "cited": _cited,
        "front_matter": text.front_matter,
        "heading": text.heading,
        "line": text.markdown_line,
        "markdown": text.markdown_html,
        "marked": _marked,
        "outward": text.outward,
        "plain": text.plain,
        "prose": _prose,
        "prose_line": _prose_line,
        "steps": _steps,
        "tight": _tight,
        "unlinked": text.unlinked,
        "whole": whole,
    }
    env.globals |= {
        "word": lambda key, **facts: words.text(f"page.{key}", **facts),
        "separator": words.text("text.separator"),
        "gap": words.text("text.gap"),
        "text_word": lambda key, **facts: words.text(f"text.{key}", **facts),
    }
    return env


# ---------------------------------------------------------------- filters; some know the page they stand on


def _tight(html: str) -> Markup:
    """Without blank lines, at which a Markdown builder may take a block of HTML to end."""
    return Markup("\n".join(line for line in html.splitlines() if line.strip()))


@pass_context
def _marked(context: Context, made: Markup) -> Markup:
    """HTML with its terms and sources linked."""
    marker: Marker = context["marker"]
    return marker.mark(made)


@pass_context
def _prose(context: Context, said: str) -> Markup:
    """Markdown as HTML blocks, with its terms and sources linked."""
    marker: Marker = context["marker"]
    return marker.mark(text.markdown_html(said))


@pass_context
def _prose_line(context: Context, said: str) -> Markup:
    marker: Marker = context["marker"]
    return marker.mark(text.markdown_line(said))


@pass_context
def _cited(context: Context, made: Markup) -> Markup:
    """HTML of a calculator with its sources linked."""
    marker: Marker = context["marker"]
    return marker.mark_sources(made)


@pass_context
def _steps(context: Context, calculator: Markup, told: Callable[[list[Story]], str] | None) -> Markup:
    """A calculator with terms in the texts of its steps, and with what is told of the stories that lead to each."""
    marker: Marker = context["marker"]

    def put(found: re.Match[str]) -> str:
        head, number, said = found.groups()
        stories = context["leading"].get(int(number))
        lines = [head, str(marker.mark(said or "")), str(told(stories)) if told and stories else ""]
        return "\n".join(line.strip() for line in lines if line.strip()) + "\n"

    return Markup(_STEP.sub(put, calculator))


_STEP = re.compile(
    r'(<section class="step[^>]* id="step-(\d+)"[^>]*>\n<h3\b.*?</h3>\n)(<div class="step__text">.*?</div>\n?)?',
    re.DOTALL,
)
