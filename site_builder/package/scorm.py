"""A course for a portal that speaks SCORM 1.2 or SCORM 2004 (4th edition): a built site in, the bytes of one zip out.

The portal opens `index.html`, which holds the connection (`browser/portal_main.ts`); the site stands below `site/` in a
frame of it. What the portal and the browser keep goes by `Course.id`, so a course that is packed anew must keep it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..catalog import Catalog
from ..catalog.tool import Tool
from ..render.html_environment import html_environment
from ..render.script_literal import literal
from ..words import Words
from .archive import archive
from .carried import carried, unlinked

Standard = Literal["scorm12", "scorm2004"]
Keep = Literal["local", "portal"]

LAUNCH = "index.html"
SITE = "site"
WARN_ABOVE = 50_000_000
"""Bytes: portals often take no larger file."""


@dataclass(frozen=True)
class Course:
    """`tool`: the only one that the course is about; `way`: one of the path's, by id; `mastery` in percent."""

    standard: Standard
    id: str
    title: str
    keep: Keep = "local"
    mastery: int = 80
    tool: Tool | None = None
    way: str | None = None

    @property
    def first(self) -> str:
        return f"tools/{self.tool.slug}.html" if self.tool else "path/index.html" if self.way else "index.html"


def course_id(*said: str) -> str:
    """An id that stays the same as long as what is `said` of a course does, and is fit for XML and for storage."""
    return "armory-" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def is_course_id(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]{0,59}", text) is not None


def package(course: Course, files: Mapping[str, bytes], catalog: Catalog, words: Words) -> bytes:
    """`files` of the built site by path; `catalog` as it was rendered, in the language of `words`."""
    site = {
        path: content for path, content in carried(files).items() if not path.startswith(("embed/", "assets/embed"))
    }
    if course.tool is not None:
        site = unlinked(_needed(site, course.tool))
    packed = {f"{SITE}/{path}": content for path, content in site.items()}
    env = html_environment("package")
    shown: dict[str, object] = {"title": course.title, "keep": course.keep, "lang": words.text("locale.lang")}
    shown |= {"path": "assets/path-data.js" in site, "word": lambda key: words.text(f"portal.{key}")}
    packed[LAUNCH] = env.get_template("launch.html.j2").render(shown).encode()
    packed["course.js"] = _facts(course, site, catalog, words).encode()
    manifest = {"id": course.id, "title": course.title, "launch": LAUNCH, "files": sorted(packed)}
    packed["imsmanifest.xml"] = env.get_template(f"{course.standard}.xml.j2").render(manifest).encode()
    return archive(packed)


def _facts(course: Course, site: Mapping[str, bytes], catalog: Catalog, words: Words) -> str:
    tools = [course.tool] if course.tool else catalog.tools
    facts = {
        "id": course.id,
        "standard": course.standard,
        "keep": course.keep,
        "mastery": course.mastery,
        "tool": course.tool.slug if course.tool else None,
        "way": course.way,
        "tools": [
            {"slug": tool.slug, "id": tool.id, "short": tool.file.short, "questions": len(tool.file.quiz)}
            for tool in tools
        ],
        "first": course.first,
        "pages": sorted(path for path in site if path.endswith(".html")),
        "words": words.section("portal.script"),
    }
    return f"armory.course({literal(facts)});\n"


_ALWAYS = {
    f"assets/{name}" for name in ("words.js", "charts.js", "quiz-facts.js", "path-data.js", "portal.js", "portal.css")
}
"""What scripts put together the name of, or only the launch page names."""


def _needed(site: Mapping[str, bytes], tool: Tool) -> dict[str, bytes]:
    """The tool's page, what was rendered for it, and of all other files in `assets/` those that any of these name."""
    page, own = f"tools/{tool.slug}.html", (f"assets/tools/{tool.slug}.", f"assets/workbooks/{tool.slug}.")
    rest = {path for path in site if path.startswith("assets/")}
    found = {page} | {path for path in rest if path in _ALWAYS or path.startswith(own)}
    fresh = found
    while fresh:
        rest -= fresh
        said = "\n".join(site[path].decode() for path in fresh if path.endswith((".html", ".js", ".css")))
        fresh = {path for path in rest if path.rpartition("/")[2] in said}
        found |= fresh
    return {path: site[path] for path in found}
