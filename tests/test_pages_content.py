"""The project's own content: long enough, short enough, complete, and nothing of it orphaned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.catalog import Catalog
from site_builder.catalog.reading import proses
from site_builder.catalog.texts import texts
from site_builder.render import Rendered
from site_builder.render.links import broken_links
from site_builder.render.source_uses import source_uses
from site_builder.render.text import bare
from site_builder.words import Words, load

from .project import project, project_pages

ROOT = Path(__file__).parents[1]
STORIES = sorted((ROOT / "content" / "stories").glob("*.yml"))
CHARACTER = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def words() -> Words:
    return load("zh-hant")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return project_pages()


@pytest.mark.parametrize("number", range(len(STORIES)), ids=[path.stem for path in STORIES])
def test_a_story_has_200_to_800_characters(number: int, catalog: Catalog) -> None:
    """Of what one reads as the story; why it leads to a tool is the tool's."""
    file = catalog.stories[number].file
    told = "".join(bare(text) for path, text in texts(file) if path[0] != "tools")
    assert 200 <= len(CHARACTER.findall(told)) <= 800


def test_there_are_ten_stories_and_each_leads_to_a_step_and_back(catalog: Catalog, rendered: Rendered) -> None:
    assert [story.file.case for story in catalog.stories] == [f"CASE-{number:02}" for number in range(1, 11)]
    for story in catalog.stories:
        page = str(rendered.files[f"stories/{story.slug}.md"])
        steps = re.findall(r'href="\.\./tools/([a-z-]+)\.html#(step-\d+)"', page)
        assert steps, f"{story.slug} leads into no step"
        for slug, anchor in steps:
            tool = str(rendered.files[f"tools/{slug}.md"])
            step = tool[tool.index(f'id="{anchor}"') :].split('<section class="step"')[0]
            assert f'href="../stories/{story.slug}.html"' in step, (slug, anchor)


def test_the_glossary_has_78_terms_in_three_languages(catalog: Catalog) -> None:
    glossary = catalog.reading.glossary
    assert glossary is not None
    assert len(glossary.file.terms) == 78
    assert not [term.id for term in glossary.file.terms if CHARACTER.search(term.english)]


def test_every_source_is_there_and_graded(catalog: Catalog) -> None:
    sources = catalog.reading.sources
    assert sources is not None
    assert list(sources.by_id) == [f"S{number}" for number in range(1, 61)]
    assert {source.reliability for source in sources.file.sources} >= {"article", "H", "M", "L"}
    assert sources.file.reading


def test_every_source_is_cited_somewhere(catalog: Catalog, words: Words) -> None:
    assert catalog.reading.sources is not None
    assert [name for name in catalog.reading.sources.by_id if not source_uses(catalog, words).get(name)] == []


def test_the_four_roles_have_pages_to_which_the_tools_contribute(catalog: Catalog, rendered: Rendered) -> None:
    for name in ("ad", "ar", "sr", "fr"):
        page = str(rendered.files[f"roles/{name}.md"])
        assert page.count('<div class="role-part">') >= 4
        assert 'class="day"' in page


def test_no_link_of_an_author_is_broken(catalog: Catalog, rendered: Rendered) -> None:
    found = broken_links(proses(catalog.tools, catalog.stories, catalog.home, catalog.reading), rendered.files)
    assert found == []


def test_no_figure_is_left_in_braces_on_a_page(rendered: Rendered) -> None:
    for path, text in rendered.files.items():
        if path.endswith(".md"):
            assert re.findall(r"\{[a-z_]+\.[a-z_]+", str(text)) == [], path
