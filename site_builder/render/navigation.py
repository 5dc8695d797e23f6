"""The navigation over the pages: the catalog and words in, what `nav` is in MkDocs' settings out."""

from __future__ import annotations

from ..catalog import Catalog
from ..words import Words
from .role_sheet import roles_of
from .text import escaped
from .wall import has_wall


def navigation(catalog: Catalog, words: Words) -> list[object]:
    """Titles (as HTML, because themes put them there as they stand) and paths."""
    reading = catalog.reading
    roles = roles_of(catalog, reading.roles) if reading.roles is not None else ()

    def part(name: str, index: str | None, pages: list[object]) -> list[object]:
        title = escaped(words.text(f"page.nav.{name}"))
        return [{title: [index, *pages] if index else pages}] if pages else []

    def page(name: str, path: str) -> object:
        return {escaped(words.text(f"page.nav.{name}")): path}

    ideas: list[object] = [{escaped(idea.file.title): f"ideas/{idea.slug}.md"} for idea in reading.ideas]
    tools: list[object] = [{escaped(tool.file.short): f"tools/{tool.slug}.md"} for tool in catalog.tools]
    stories: list[object] = [{escaped(story.file.title): f"stories/{story.slug}.md"} for story in catalog.stories]
    people: list[object] = [{escaped(f"{role.id} {role.item.label}"): f"{role.address}.md"} for role in roles]
    study: list[object] = []
    if (learning := catalog.path) is not None:
        study = [
            {escaped(f"{number} {module.title}"): f"path/{module.id}.md"}
            for number, module in enumerate(learning.file.modules)
        ]
        if learning.file.plan is not None:
            study.append({escaped(learning.file.plan.title): "plan.md"})
        if any(module.bring for module in learning.file.modules):
            study.append(page("bring", "path/bring.md"))
    if (final := reading.final) is not None:
        study.append({escaped(final.file.title): "quiz.md"})
        if final.file.certificate is not None:
            study.append({escaped(final.file.certificate.title): "certificate.md"})
    if has_wall(catalog):
        study.append(page("wall", "wall.md"))
    return [
        page("home", "index.md"),
        *part("path", "path/index.md" if learning is not None else None, study),
        *part("ideas", "ideas/index.md", ideas),
        *part("tools", None, tools),
        *part("stories", "stories/index.md", stories),
        page("case", "case-file.md"),
        *part("roles", "roles/index.md", people),
        *([page("glossary", "glossary.md")] if reading.glossary is not None else []),
        *([page("sources", "sources.md")] if reading.sources is not None else []),
    ]
