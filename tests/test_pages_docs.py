"""The guide to writing content: its files make a knowledge base without problems, its figures are what pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.build import check
from site_builder.catalog import Catalog
from site_builder.catalog.braces import filled
from site_builder.catalog.mentions import mention
from site_builder.catalog.sheets import sheets_of
from site_builder.formula.given import Given
from site_builder.render import render
from site_builder.render.text import bare
from site_builder.render.told import told
from site_builder.report import as_text
from site_builder.words import load

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "writing-content.md").read_text("utf-8")
TOOL = ROOT / "docs" / "writing-a-tool.md"
WORDS = load("zh-hant")
SEATS = """\
  seat: {label: 席位, items: {buyer: {label: 採購}, user: {label: 使用者}}}
values:
  patience: {label: 耐心, for: seat, default: {buyer: 1, user: 2}, origin: illustrative, why: 示意。}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """What the guide shows, and the tool of the first guide, with the list that the guide's role is of."""
    files = {title: text for text, title in _shown()}
    match = re.search(r'^```yaml title="([^"]+)"\n(.*?)^```', TOOL.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert match is not None
    tool = match[2].replace("values:\n", SEATS, 1).replace("show: [cut,", "show: [patience, cut,", 1)
    files |= {match[1]: tool, "content/index.md": "---\ntitle: 首頁\nlead: 一句話。\n---\n"}
    files["mkdocs.yml"] = "site_name: 首頁\n"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def _shown() -> list[tuple[str, str]]:
    blocks = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```', GUIDE, re.DOTALL | re.MULTILINE)
    return [(text, title) for title, text in blocks]


def _checked(base: Path) -> Catalog:
    catalog, problems = check(base / "mkdocs.yml")
    assert catalog is not None, as_text(problems, WORDS)
    return catalog


def test_the_files_of_the_guide_have_no_problems_and_make_the_pages_it_names(base: Path) -> None:
    files = render(_checked(base), WORDS).files
    for name in (
        "stories/the-easy-visit",
        "ideas/time-and-people",
        "glossary",
        "sources",
        "roles/index",
        "roles/buyer",
    ):
        assert f"{name}.md" in files
    idea = str(files["ideas/time-and-people.md"])
    assert "{ #sums }" in idea and 'class="admonition note"' in idea
    assert 'href="../glossary.html#contact"' in idea and 'href="../sources.html#s1"' in idea
    assert "耐心" not in str(files["roles/buyer.md"])
    assert 'href="../stories/the-easy-visit.html"' in str(files["tools/visit-hours.md"])


def test_the_path_of_the_guide_has_its_pages_and_its_gates(base: Path) -> None:
    catalog = _checked(base)
    assert catalog.path is not None
    files = render(catalog, WORDS).files
    assert {"path/index.md", "path/hours.md", "path/promise.md", "path/bring.md", "plan.md"} <= files.keys()
    assert "../tools/visit-hours.html#step-1" in str(files["path/hours.md"])
    sheet, tools = catalog.path.sheet, {tool.id: tool for tool in (*catalog.tools, catalog.path.sheet)}
    three = catalog.tools[0].examples["three_people"].given
    typed = {"visit_hours": three, "path": Given({}, {"commitment_count": 0.0})}
    values = sheets_of(sheet, tools, typed)["path"].figures.values
    assert (values["two_listed"], values["promised"]) == (True, False)


def test_the_final_test_of_the_guide_has_its_pages(base: Path) -> None:
    files = render(_checked(base), WORDS).files
    assert 'data-quiz="visit_hours.share_of_time"' in str(files["quiz.md"])
    assert "已會把時間用在重要的人身上" in str(files["certificate.md"])


def test_a_gate_that_can_never_open_is_told_as_the_guide_says(base: Path) -> None:
    path = base / "content" / "path.yml"
    path.write_text(path.read_text("utf-8").replace("commitment_count >= 1", "commitment_count > 2"), "utf-8")
    _, problems = check(base / "mkdocs.yml")
    assert [(problem.code, problem.facts) for problem in problems] == [("gate_never_opens", {"name": "promised"})]


def test_a_figure_reads_as_the_guide_says(base: Path) -> None:
    rows = re.findall(r"^\| `(\{.+?\}+)` \| (.+?) \|$", GUIDE, re.MULTILINE)
    assert len(rows) == 6
    catalog = _checked(base)
    written = " / ".join(written for written, _ in rows)
    path = base / "content" / "index.md"
    path.write_text(f"---\ntitle: 首頁\nlead: 一句話。\nnote: '{written}'\n---\n", "utf-8")
    catalog = told(_checked(base), WORDS)
    assert bare(catalog.home.file.note or "").replace("\N{NO-BREAK SPACE}", " ") == " / ".join(read for _, read in rows)


def test_what_the_guide_says_of_a_tools_own_texts_holds(base: Path) -> None:
    tools = {tool.id: tool for tool in _checked(base).tools}
    (own,) = tools.values()
    assert mention("three_people.total", tools, own) == mention("visit_hours.three_people.total", tools, None)
    assert filled("{{x}} {y}", str.upper) == "{x} Y"


def test_the_mistake_of_the_guide_is_told_as_it_says(base: Path) -> None:
    match = re.search(r"^```text\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert match is not None
    path = base / "content" / "ideas" / "1-time-and-people.md"
    path.write_text(path.read_text("utf-8").replace("#step-1", "#step-9"), "utf-8")
    _, problems = check(base / "mkdocs.yml")
    assert as_text(problems, WORDS).startswith(match[1])
