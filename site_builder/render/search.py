"""What the search knows: the pages of a built site and words in, a classic script out, loaded on first use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from ..kept import digest
from ..memory import Memory
from ..words import Words
from .page_texts import PageText, page_text
from .same_characters import same_characters
from .script_literal import literal

# Groups of results in the order in which they are shown: the name of each, and where its pages stand.
KINDS = (
    ("tools", re.compile(r"tools/(?!.*-worksheet\.html)")),
    ("stories", re.compile("stories/")),
    ("ideas", re.compile("ideas/")),
    ("glossary", re.compile(r"glossary\.html")),
    ("rest", re.compile("")),
)

_UNLISTED = '<meta name="robots" content="noindex">'  # such a page repeats what another one says


def search_script(pages: Mapping[str, str], words: Words, memory: Memory | None = None) -> str:
    """`pages` are the HTML texts of the site by path. `memory`: a page that is the same is not read again.

    `same`: groups of characters that are one to the search. A page: address, title, number of its kind, sections.
    A section: anchor, heading, and a text with a line for each block.
    """
    listed = {path: page for path, page in sorted(pages.items()) if path != "404.html" and _UNLISTED not in page}
    memory = memory or Memory()
    texts = {
        path: memory.of(f"search {path}", (digest([page.encode()]),), partial(page_text, page))
        for path, page in listed.items()
    }
    seen = [text for page in texts.values() for each in page.sections for text in (each.heading, *each.lines)]
    known = {
        "words": words.section("search") | {"gap": words.text("text.gap")},
        "kinds": [name for name, _ in KINDS],
        "same": same_characters([*seen, *(page.title for page in texts.values())]),
        "pages": [[path, page.title, _kind(path), _sections(page)] for path, page in texts.items()],
    }
    return f"finder.know({literal(known)});\n"


def _sections(page: PageText) -> list[list[str]]:
    return [[each.anchor, each.heading, "\n".join(each.lines)] for each in page.sections]


def _kind(path: str) -> int:
    return next(number for number, (_, pages) in enumerate(KINDS) if pages.match(path))
