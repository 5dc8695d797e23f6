"""The documents: what they show is what happens."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.catalog import load_catalog
from site_builder.cli import cli

from .ids_page import ids_page

ROOT = Path(__file__).parent.parent


def _blocks(page: str, language: str) -> list[tuple[str, str]]:
    """(title, text) of the fenced blocks of a language on a page of docs/."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf'^```{language}(?: title="([^"]*)")?\n(.*?)^```', text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def first_tool(tmp_path: Path) -> Path:
    """A knowledge base that holds nothing but the tool of the first guide."""
    ((title, text),) = _blocks("writing-a-tool.md", "yaml")
    (tmp_path / "tools").mkdir()
    (tmp_path / title).write_text(text, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("---\ntitle: 首頁\nlead: 一句話。\n---\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 首頁\n", "utf-8")
    return tmp_path


def test_the_tool_of_the_first_guide_has_no_problems_and_its_commands_run(first_tool: Path) -> None:
    ((_, commands),) = _blocks("writing-a-tool.md", "sh")
    for command in commands.splitlines():
        words = shlex.split(command)
        assert words[0] == "site-builder"
        result = CliRunner().invoke(cli, ["-f", str(first_tool / "mkdocs.yml"), *words[1:]])
        assert result.exit_code == 0, result.output


def test_the_mistake_of_the_first_guide_is_told_as_it_says(first_tool: Path) -> None:
    path = first_tool / "tools" / "8-visit-hours.yml"
    text = path.read_text("utf-8").replace("where importance >= cut", "where importence >= cut")
    path.write_text(text, "utf-8")
    ((_, expected),) = _blocks("writing-a-tool.md", "text")
    result = CliRunner().invoke(cli, ["-f", str(first_tool / "mkdocs.yml"), "check"])
    said = expected.strip().split(": ", 1)[1]
    assert result.exit_code == 1
    assert said in result.output
    assert f"{text[: text.index('importence')].count(chr(10)) + 1}:" in result.output


def test_every_id_and_symbol_is_listed() -> None:
    catalog, problems = load_catalog(ROOT)
    assert catalog is not None, problems
    page, path = ids_page(catalog), ROOT / "docs" / "ids.md"
    if os.environ.get("ACCEPT"):
        path.write_text(page, "utf-8")
    assert path.read_text("utf-8") == page, "make accept writes it anew"


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name
)
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
