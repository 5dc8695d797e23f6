"""The real YAML files in, each with a knowledge base around it that is small enough to be checked thousands of times.

Of other tools only what the file names stands there. What is checked of the file itself is the same, and nothing is
wrong with it before it is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.build import check
from site_builder.catalog import Catalog, load_catalog
from site_builder.catalog.draft import read_draft
from site_builder.catalog.edition import Edition, translated
from site_builder.catalog.final_test import load_final_test
from site_builder.catalog.glossary import load_glossary
from site_builder.catalog.originals import read_marks
from site_builder.catalog.path import load_path
from site_builder.catalog.roles import load_roles
from site_builder.catalog.site_file import SiteFile
from site_builder.catalog.sources import load_sources
from site_builder.catalog.story import load_story
from site_builder.catalog.units import check_units
from site_builder.located_yaml import read
from site_builder.problem import Problem

from ..small_base import HOME, STORY, TOOL
from .skeleton import Named, skeletons, taker

ROOT = Path(__file__).parents[2]
ENGLISH = "en"
SITE = {"mkdocs.yml": "site_name: 試\nplugins: [site-builder]\n", "content/index.md": HOME}
SMALL = SITE | {"tools/8-shop-visits.yml": TOOL, "content/stories/1-umbrella.yml": STORY}

WEIGHTS = {"en/stories/": 0.3, "stories/": 0.5, "tools/en/": 0.4, "tools/": 1.2, "path.yml": 1.5}

Check = Callable[[Path], list[Problem]]
"""What is wrong in the knowledge base in that folder."""

Load = Callable[[Path, str, Edition], tuple[object, list[Problem]]]
LOADERS: dict[str, Load] = {
    "glossary.yml": load_glossary,
    "sources.yml": load_sources,
    "roles.yml": load_roles,
    "quiz.yml": load_final_test,
    "path.yml": load_path,
}


@dataclass(frozen=True)
class Target:
    """A real file. `around`: the other files of its base, by path."""

    file: str
    around: Mapping[str, str]
    check: Check

    @property
    def weight(self) -> float:
        """How often it is taken: stories are many and alike, most can go wrong in tools."""
        return next((weight for part, weight in WEIGHTS.items() if part in self.file), 1)

    @property
    def content(self) -> bytes:
        return (ROOT / self.file).read_bytes()


def targets() -> list[Target]:
    catalog, problems = load_catalog(ROOT)
    assert catalog is not None, problems
    return [*_originals(catalog), *_translations(catalog), *_settings(catalog)]


def _originals(catalog: Catalog) -> Iterator[Target]:
    for tool in catalog.tools:
        around = skeletons(catalog, Named().by(tool)) | {"tools/99-taker.yml": taker(catalog, tool)}
        if tool.file.picture is not None:
            around |= _read(f"tools/{tool.file.picture.file}")
        yield Target(tool.path, SITE | {file: text for file, text in around.items() if file != tool.path}, _whole)
    for story in catalog.stories:
        named = Named()
        for use in story.file.tools:
            named.steps[use.tool] |= {use.step} - {None}
        yield Target(story.located.file, SITE | skeletons(catalog, named), _whole)
    for name in ("glossary.yml", "sources.yml"):
        yield Target(f"content/{name}", SMALL, _whole)
    for name in ("roles.yml", "quiz.yml"):  # they ask for the very tools
        yield Target(f"content/{name}", {}, _loaded(f"content/{name}", LOADERS[name]))
    assert catalog.path is not None
    named = Named().by(catalog.path.sheet)
    for module in catalog.path.file.modules:
        named.steps[module.tool or ""] |= {*module.steps}
    pages = _read(*(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("content/ideas/*.md"))))
    ideas = {file: text.partition("\n---\n")[0] + "\n---\n試\n" for file, text in pages.items()}
    yield Target("content/path.yml", SITE | ideas | skeletons(catalog, named), _whole)


def _translations(catalog: Catalog) -> Iterator[Target]:
    """Of one file each: its original stands beside it."""
    marks, _ = read_marks(ROOT, ENGLISH)
    edition = Edition(ENGLISH, marks=marks)
    loads: dict[str, Load] = {tool.path: read_draft for tool in catalog.tools}
    loads |= {story.located.file: load_story for story in catalog.stories}
    loads |= {f"content/{name}": load for name, load in LOADERS.items()}
    for original, load in loads.items():
        top, _, below = original.partition("/")
        yield Target(f"{top}/{ENGLISH}/{below}", _read(original), _loaded(original, load, edition))


def _settings(catalog: Catalog) -> Iterator[Target]:
    yield Target("mkdocs.yml", {name: text for name, text in SMALL.items() if name != "mkdocs.yml"}, _whole)
    site, units, record = (f"content/{ENGLISH}/{name}.yml" for name in ("site", "units", "translated"))
    marks, _ = read_marks(ROOT, ENGLISH)

    def check_site(root: Path) -> list[Problem]:
        original, problems = read(root / "mkdocs.yml", "mkdocs.yml")
        assert original is not None, problems
        return translated(original, SiteFile, Edition(ENGLISH, marks=marks), lambda: read(root / site, site))[1]

    def check_table(root: Path) -> list[Problem]:
        located, problems = read(root / units, units)
        return problems if located is None else [*problems, *check_units(catalog, located)[1]]

    yield Target(site, _read("mkdocs.yml"), check_site)
    yield Target(units, {}, check_table)
    yield Target(record, {}, lambda root: read_marks(root, ENGLISH)[1])


def _read(*files: str) -> dict[str, str]:
    return {file: (ROOT / file).read_text("utf-8") for file in files}


def _whole(root: Path) -> list[Problem]:
    return check(root / "mkdocs.yml")[1]


def _loaded(original: str, load: Load, edition: Edition | None = None) -> Check:
    return lambda root: load(root / original, original, edition or Edition())[1]
