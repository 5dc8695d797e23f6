"""An author's text in, safe HTML or plain text out: raw HTML stays text, and no link runs a script."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

LINK_SCHEMES = ("", "http", "https", "mailto")  # none: within the site
CHARACTERS_A_MINUTE, WORDS_A_MINUTE = 350, 200  # of somebody who reads to understand
TOP_HEADING = 3  # the page itself has the levels above

_CJK = "\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_INLINE = r"(?:a|code|em|span|strong)"
_CJK_BREAK = re.compile(rf"(?<=[{_CJK}])((?:</{_INLINE}>)*)\n((?:<{_INLINE}\b[^>]*>)*)(?=[{_CJK}])")
_PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_LINK_TAG = re.compile(r"</?a\b[^>]*>")
_BLANK_LINES = re.compile(r"\n\s*\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|])")


@lru_cache(maxsize=8192)  # many a text stands on several pages, and `serve` makes few anew
def markdown_html(text: str) -> Markup:
    """Markdown as HTML blocks, without a blank line, so that it can stand inside an HTML block of a Markdown page.

    Headings start at level 3. A line break between Chinese characters leaves no gap.
    """
    made = _markdown().reset().convert(_CONTROL.sub("", text))
    made = _PRE.sub(lambda code: code.group().rstrip().replace("\n", "&#10;"), made)
    made = _CJK_BREAK.sub(r"\1\2", made)
    return Markup(_BLANK_LINES.sub("\n", made).strip())


def markdown_line(text: str) -> Markup:
    """Markdown of one paragraph as HTML without the paragraph around it; of several, as `markdown_html`."""
    made = markdown_html(text)
    once = made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1
    return Markup(made[len("<p>") : -len("</p>")]) if once else made


def unlinked(made: Markup) -> Markup:
    """Without the links, where the text stands on another page than its own, or within a link."""
    return Markup(_LINK_TAG.sub("", made))


def bare(text: str) -> str:
    """Markdown as plain text of one line, for a page's description."""
    return plain(markdown_html(text).striptags())


def minutes(text: str) -> int:
    """How long it takes to read a text, at least one minute."""
    words = len(re.findall(r"[A-Za-z0-9.%]+", text))
    return max(1, round(len(re.findall(f"[{_CJK}]", text)) / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE))


@dataclass(frozen=True)
class Section:
    """What stands under a second-level heading, or (without a title) before the first. `text` is Markdown.

    `anchor` is what the heading ends with as `{ #anchor }`, or else counts the sections that have a title.
    """

    title: str
    text: str
    anchor: str = ""


def sections(text: str) -> list[Section]:
    """Markdown parted at its second-level headings; parts without any words are left out."""
    before, *parts = _HEADING.split(_CONTROL.sub("", text))
    titled = [
        Section(title, below, anchor or f"section-{number}")
        for number, (title, anchor, below) in enumerate(zip(parts[::3], parts[1::3], parts[2::3], strict=True), start=1)
    ]
    return [*([Section("", before)] if before.strip() else []), *titled]


_HEADING = re.compile(r"^##[ \t]+(.+?)(?:[ \t]*\{[ \t]*#([A-Za-z][A-Za-z0-9-]*)[ \t]*\}[ \t]*|[ \t#]*)$", re.MULTILINE)


def plain(text: object) -> str:
    """Text of one line, as it was written: no control characters; line breaks are spaces, or nothing within Chinese."""
    return " ".join(_CJK_BREAK.sub(r"\1\2", _CONTROL.sub("", str(text)).strip()).split())


def heading(text: object) -> Markup:
    """Plain text for a Markdown heading: every sign that Markdown or HTML would read is taken as a character."""
    return Markup(_MARKDOWN_SIGNS.sub(r"\\\1", html.escape(plain(text), quote=False)))


_BESIDE = re.compile(r"[\w-]+\.html")
_LEADS = re.compile(r'<a\b([^>]*?) href="([^"#][^"]*)"')


def outward(made: str) -> Markup:
    """HTML of a tool's page for one in another folder: what leads elsewhere opens in a tab of its own."""

    def lead(found: re.Match[str]) -> str:
        address = f"../tools/{found[2]}" if _BESIDE.match(found[2]) else found[2]
        return f'<a{found[1]} href="{address}" target="_blank" rel="noopener"'

    return Markup(_LEADS.sub(lead, made))


def front_matter(facts: Mapping[str, object]) -> Markup:
    """The head of a Markdown page: JSON texts are YAML too. MkDocs' themes put texts from here and from the navigation
    into HTML as they stand, so they are escaped here already."""
    lines = [f"{name}: {json.dumps(_escaped(fact), ensure_ascii=False)}" for name, fact in facts.items()]
    return Markup("\n".join(["---", *lines, "---"]))


def escaped(text: object) -> str:
    return html.escape(plain(text))


def _escaped(fact: object) -> object:
    match fact:
        case str():
            return escaped(fact)
        case Mapping():
            return {name: _escaped(part) for name, part in fact.items()}
        case list() | tuple():
            return [_escaped(part) for part in fact]
        case _:
            return fact


@cache
def _markdown() -> Markdown:
    """Takes longer to make than to use; `reset` forgets the link definitions of the text before."""
    return Markdown(extensions=["admonition", "sane_lists", "tables", _Safe()], output_format="html")


class _Safe(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")  # would hide the address in a way that no check of links can read
        md.treeprocessors.register(_Links(md), "safe_links", -1)


class _Links(Treeprocessor):
    """Runs last, over the finished tree."""

    def run(self, root: Element) -> None:
        for part in root.iter():
            match part.tag:
                case "a":
                    _mend_link(part)
                case "img":  # a picture would come from another host, or from nowhere
                    part.tag, part.text = "span", part.get("alt", "")
                    part.attrib.clear()
                case "h1" | "h2":
                    part.tag = f"h{TOP_HEADING}"


def _mend_link(link: Element) -> None:
    target = link.get("href", "")
    scheme = _scheme(target)
    if scheme not in LINK_SCHEMES:
        link.tag = "span"
        link.attrib.clear()
    elif scheme == "":
        path, mark, place = target.partition("#")
        link.set("href", re.sub(r"\.md$", ".html", path) + mark + place)


def _scheme(target: str) -> str | None:
    """As a browser reads it: white space and control characters are skipped, entities are read, a backslash is a slash.

    None where the link leads to another host without saying how, or cannot be read.
    """
    seen = re.sub(r"[\s\x00-\x1f]", "", html.unescape(target)).replace("\\", "/")
    try:
        parts = urlsplit(seen)
    except ValueError:
        return None
    return None if parts.netloc and not parts.scheme else parts.scheme.lower()
