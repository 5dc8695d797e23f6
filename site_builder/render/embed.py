"""Tools in frames of other sites: a bare page for each, what `embed.js` knows of the site, and oEmbed.

The catalog, words and where the site stands in; files by path out.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urljoin

from markupsafe import Markup

from ..catalog import Catalog
from ..catalog.tool import Tool
from ..words import Words
from . import text
from .page_environment import page_environment
from .script_literal import literal
from .terms import Marker, index_of

WIDE, HIGH = 720, 640
"""Pixels of a frame before it is known how high its page is."""


@dataclass(frozen=True)
class Place:
    """Where a locale's pages stand: `url` of the site's top ("" where nobody knows), `folder` below it.

    `folders`: those of all locales of the site, by name.
    """

    url: str = ""
    folder: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """As a browser that starts elsewhere needs it."""
        return urljoin(self.url, self.folder + path)


def embed_files(
    catalog: Catalog, words: Words, calculator: Callable[[Tool], str], place: Place, bundle: bytes
) -> dict[str, Callable[[], str | bytes]]:
    """What makes each file. `calculator` gives HTML without blank lines. `bundle` is the code of `assets/embed.js`."""
    template, index = page_environment(words).get_template("embed.md.j2"), index_of(catalog.reading)

    def page(tool: Tool) -> str:
        shown = {"tool": tool, "calculator": Markup(calculator(tool)), "leading": {}, "marker": Marker(index, "../")}
        return template.render(shown)

    files: dict[str, Callable[[], str | bytes]] = {
        "assets/embed.js": lambda: _script(catalog, words, place) + bundle + b"}\n"
    }
    for tool in catalog.tools:
        files[f"embed/{tool.slug}.md"] = partial(page, tool)
        if place.url:
            files[f"embed/{tool.slug}.json"] = partial(_oembed, tool, catalog, place)
    return files


def _script(catalog: Catalog, words: Words, place: Place) -> bytes:
    """The head of a block in which the bundle stands, so that it leaves no name in the page of others."""
    facts = {
        "tools": {tool.slug: text.plain(tool.file.title) for tool in catalog.tools},
        "title": text.plain(catalog.home.file.title),
        "locale": words.locale,
        "up": "../" * place.folder.count("/"),
        "folders": {words.locale: place.folder, **place.folders},
        "open": words.text("page.embed.open", title="{title}"),
    }
    return f"{{const embedFacts = {literal(facts)};\n".encode()


def _oembed(tool: Tool, catalog: Catalog, place: Place) -> str:
    """What a consumer of oEmbed 1.0 asks for, as a file that stands ready."""
    title = text.plain(tool.file.title)
    facts = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": text.plain(catalog.home.file.title),
        "provider_url": place.address(""),
        "html": frame(place.address(f"embed/{tool.slug}.html"), title),
        "width": WIDE,
        "height": HIGH,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def frame(address: str, title: str) -> str:
    """A plain frame, for pages that take no script."""
    about = f'src="{html.escape(address)}" title="{html.escape(title)}"'
    return f'<iframe {about} width="100%" height="{HIGH}" style="border:0" loading="lazy"></iframe>'
