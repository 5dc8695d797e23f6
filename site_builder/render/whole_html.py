"""Pieces of HTML that Markdown hands on as they are: marked in a page's text, and taken out before anything reads them.

Markdown and MkDocs go through HTML sign by sign, twice; of a calculator's that takes most of a page's time. Without the
extension the marks are comments, and the page is the same.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markupsafe import Markup

EXTENSION = __name__

_BEGIN, _END = "<!-- html -->", "<!-- /html -->"
_PIECE = re.compile(f"^{_BEGIN}\n(.*?)\n{_END}$", re.DOTALL | re.MULTILINE)


def whole(html: Markup) -> Markup:
    """One block element or several, without blank lines."""
    return Markup(f"{_BEGIN}\n{html.strip()}\n{_END}")


class WholeHtml(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After newlines are made alike (30), before all that reads HTML.
        md.preprocessors.register(_Pieces(md), "whole_html", 29)


class _Pieces(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _PIECE.sub(lambda found: self.md.htmlStash.store(found[1]), "\n".join(lines)).split("\n")


def makeExtension(**options: object) -> WholeHtml:
    return WholeHtml(**options)
