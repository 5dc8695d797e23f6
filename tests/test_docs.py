"""The documents: what they show is what happens."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.catalog.errors import choices
from site_builder.catalog.tool_file import ToolFile
from site_builder.cli import cli

from .ids_page import ids_page
from .keys_page import keys_page
from .portal_base import write_portal_base
from .project import project

ROOT = Path(__file__).parent.parent


def _blocks(page: str, language: str) -> list[tuple[str, str]]:
    """(title, text) of the fenced blocks of a language on a page of docs/."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf'^```{language}(?: title="([^"]*)")?\n(.*?)^```', text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base that holds nothing but what stands in the first guide."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tools").mkdir()
    for title, text in _blocks("writing-a-tool.md", "yaml") + _blocks("writing-a-tool.md", "svg"):
        (tmp_path / title).write_text(text, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("---\ntitle: 首頁\nlead: 一句話。\n---\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 首頁\n", "utf-8")
    return tmp_path


def test_the_tools_of_the_first_guide_have_no_problems_and_its_commands_run(guide: Path) -> None:
    for command in "".join(text for _, text in _blocks("writing-a-tool.md", "sh")).splitlines():
        words = shlex.split(command)
        assert words[0] == "site-builder"
        result = CliRunner().invoke(cli, ["-f", str(guide / "mkdocs.yml"), *words[1:]])
        assert result.exit_code == 0, result.output
        assert not result.stderr


def test_the_second_tool_of_the_first_guide_takes_from_the_first(guide: Path) -> None:
    words = ["compute", "visit-plan", "--given", "case.yml", "--format", "json"]
    result = CliRunner().invoke(cli, ["-f", str(guide / "mkdocs.yml"), *words])
    values = json.loads(result.output)["values"]
    assert values["hours_now"] == {"P1": 12, "P2": 6}
    assert values["to_add"] == {"P1": None, "P2": 8}
    assert values["to_add_in_all"] == 8


def test_the_guide_names_every_kind_of_chart(guide: Path) -> None:
    page = (ROOT / "docs" / "writing-a-tool.md").read_text("utf-8")
    kinds = choices(ToolFile.model_fields["charts"].annotation.__args__[1])  # type: ignore[union-attr]
    assert [kind for kind in kinds if f"| `{kind}` |" not in page] == []
    assert len(kinds) == 8


def test_the_mistake_of_the_first_guide_is_told_as_it_says(guide: Path) -> None:
    path = guide / "tools" / "8-visit-hours.yml"
    text = path.read_text("utf-8").replace("where importance >= cut", "where importence >= cut")
    path.write_text(text, "utf-8")
    ((_, expected),) = _blocks("writing-a-tool.md", "text")
    result = CliRunner().invoke(cli, ["-f", str(guide / "mkdocs.yml"), "check"])
    said = expected.strip().split(": ", 1)[1]
    assert result.exit_code == 1
    assert said in result.output
    assert f"{text[: text.index('importence')].count(chr(10)) + 1}:" in result.output


def test_the_commands_of_the_editor_guide_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = "".join(text for _, text in _blocks("editor.md", "sh") + _blocks("translating.md", "sh")[:1])
    for command in commands.splitlines():
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            result = CliRunner().invoke(cli, words[1:])
            assert result.exit_code == 0, (command, result.output)
    ((_, line),) = _blocks("editor.md", "yaml")
    assert (tmp_path / "my-tools" / "tools" / line.split("=")[1].strip()).is_file()


def test_every_id_and_symbol_is_listed() -> None:
    page, path = ids_page(project()), ROOT / "docs" / "ids.md"
    if os.environ.get("ACCEPT"):
        path.write_text(page, "utf-8")
    assert path.read_text("utf-8") == page, "make accept writes it anew"


def test_every_key_of_every_file_is_listed() -> None:
    page, path = keys_page(), ROOT / "docs" / "keys.md"
    if os.environ.get("ACCEPT"):
        path.write_text(page, "utf-8")
    assert path.read_text("utf-8") == page, "make accept writes it anew"


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name
)
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)  # no examples
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.whole
def test_the_commands_of_the_portal_guide_make_courses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a small knowledge base, whose tool and way stand for those that the guide names."""
    write_portal_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = "".join(text for _, text in _blocks("course-portals.md", "sh")).splitlines()
    assert len(commands) == 4
    for command in commands:
        words = shlex.split(command.replace("account-tiering", "visit-log").replace("executive", "short"))
        result = CliRunner().invoke(cli, [word for word in words[1:] if word not in ("--locale", "en")])
        assert result.exit_code == 0, result.output
        assert Path(words[words.index("--out") + 1]).stat().st_size > 100_000


@pytest.fixture
def guest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site of the plugin's guide, made by its first command and from its files."""
    made, *_ = _blocks("plugin.md", "sh")
    monkeypatch.chdir(tmp_path)
    _run_mkdocs(made[1])
    site = tmp_path / "my-site"
    (site / "tools").mkdir()
    page = (ROOT / "docs" / "plugin.md").read_text("utf-8")
    for fence, title, text in re.findall(r'^(`{3,})\w+ title="([^"]*)"\n(.*?)^\1$', page, re.DOTALL | re.MULTILINE):
        assert fence
        (site / title).write_text(text, "utf-8")
    monkeypatch.chdir(site)
    return site


def _run_mkdocs(command: str) -> None:
    words = shlex.split(command)
    assert words[0] == "mkdocs"
    done = subprocess.run([sys.executable, "-m", *words, "--quiet"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_plugin_guide_ends_with_calculators_in_its_pages(guest: Path) -> None:
    _, build, check = (text for _, text in _blocks("plugin.md", "sh"))
    result = CliRunner().invoke(cli, shlex.split(check)[1:])
    assert result.exit_code == 0, result.output
    _run_mkdocs(build)
    for name in ("visits", "again"):
        assert 'data-calculator="visit-hours"' in (guest / "site" / name / "index.html").read_text("utf-8")


def test_the_mistake_of_the_plugin_guide_is_told_as_it_says(guest: Path) -> None:
    page = guest / "docs" / "visits.md"
    page.write_text(page.read_text("utf-8").replace("visit-hours", "visit-hour"), "utf-8")
    ((_, expected),) = _blocks("plugin.md", "text")
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, result.stderr) == (1, expected)
