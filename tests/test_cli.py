"""The commands: what they print and where, in which language, and with which exit status they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli

from .small_base import ROOT, TOOL, write_base


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small knowledge base, and the commands run inside it."""
    write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITE_BUILDER_LANG", raising=False)
    return tmp_path


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def spoil(base: Path, right: str, wrong: str) -> None:
    path = base / "tools" / "8-shop-visits.yml"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), "utf-8")


def codes(result: Result) -> list[str]:
    return [entry["code"] for entry in json.loads(result.stdout)]


# ------------------------------------------------------------------------------------------------ compute


@pytest.mark.parametrize("tool", ["account-tiering", "account_tiering"])
def test_compute_gives_the_figures_of_an_example(tool: str) -> None:
    result = run("-f", str(ROOT / "mkdocs.yml"), "compute", tool, "--example", "lanhe", "--format", "json")
    form = json.loads(result.stdout)
    assert result.exit_code == 0
    assert form["tool"] == "account_tiering"
    assert round(form["values"]["hhi"], 2) == 881.94
    assert form["values"]["recommended_tier"]["A1"] == "A"
    assert form["lights"]["top_heavy"] == "red"


def test_compute_gives_the_figures_of_the_scorecard(base: Path) -> None:
    result = run("-f", str(ROOT / "mkdocs.yml"), "compute", "kpi-scorecard", "--example", "lanhe", "--format", "json")
    values = json.loads(result.stdout)["values"]
    assert round(values["individual"]["AR"], 1) == 82.0
    assert round(values["final"]["AR"], 1) == 85.0
    assert values["overlap"]["SR"]["FR"] == 35


def test_compute_prints_only_figures_to_standard_output(base: Path) -> None:
    (base / "given.yml").write_text("shop: [{id: A, sales: 12}, {id: B}]\n", "utf-8")
    result = run("compute", "shop-visits", "--given", "given.yml", "--format", "json")
    assert json.loads(result.stdout)["values"]["total"] == 12
    assert "B" in result.stderr
    assert "門市" in result.stderr


def test_compute_prints_a_table_unless_told_otherwise(base: Path) -> None:
    result = run("compute", "shop-visits", "--example", "first")
    assert result.exit_code == 0
    assert result.stdout.startswith("巡店安排\n")
    assert "16.50 百萬元" in result.stdout


def test_compute_prints_csv(base: Path) -> None:
    lines = run("compute", "shop-visits", "--example", "first", "--format", "csv").stdout.splitlines()
    assert lines[0] == "id,item1,item2,figure"
    assert "total,,,16.5" in lines
    assert "lights.quiet,B,,amber" in lines


@pytest.mark.parametrize("options", [[], ["--example", "first", "--given", "given.yml"]])
def test_compute_takes_either_an_example_or_a_file(options: list[str], base: Path) -> None:
    result = run("compute", "shop-visits", *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--example" in result.stderr


@pytest.mark.parametrize(
    ("words", "found", "near"),
    [
        (["compute", "shop-visit", "--example", "first"], "shop-visit", "shop-visits"),
        (["compute", "shop-visits", "--example", "frist"], "frist", "first"),
    ],
)
def test_a_misspelt_tool_or_example_is_suggested(words: list[str], found: str, near: str, base: Path) -> None:
    result = run("--lang", "en", *words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"'{found}'" in result.stderr
    assert f"did you mean '{near}'?" in result.stderr


def test_an_unknown_tool_is_answered_with_those_there_are(base: Path) -> None:
    result = run("compute", "weather", "--example", "first")
    assert result.exit_code == 1
    assert "shop-visits" in result.stderr


def test_compute_with_a_wrong_file_tells_every_problem_and_prints_no_figures(base: Path) -> None:
    (base / "given.yml").write_text("shop: [{id: A, sales: viele}]\ntotal: 3\n", "utf-8")
    result = run("compute", "shop-visits", "--given", "given.yml", "--format", "json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "given.yml:1:23:" in result.stderr
    assert "given.yml:2:1:" in result.stderr


def test_compute_with_a_wrong_tool_tells_its_problems(base: Path) -> None:
    spoil(base, "formula: sum(sales over shop)", "formula: sum(sale over shop)")
    result = run("compute", "shop-visits", "--example", "first")
    assert result.exit_code == 1
    assert "tools/8-shop-visits.yml:" in result.stderr


def test_compute_does_not_read_the_other_tools(base: Path) -> None:
    (base / "tools" / "9-broken.yml").write_text("title: [", "utf-8")
    assert run("compute", "shop-visits", "--example", "first").exit_code == 0


def test_names_are_joined_as_the_site_writes_whatever_the_language_of_messages(base: Path) -> None:
    given = "shop: [{id: A, sales: 12, shop_name: 甲}, {id: B, sales: 13, shop_name: 乙}]\n"
    (base / "given.yml").write_text(given, "utf-8")
    for lang in ("zh-hant", "en"):
        result = run("--lang", lang, "compute", "shop-visits", "--given", "given.yml", "--format", "json")
        assert json.loads(result.stdout)["values"]["big_names"] == "甲、乙"


# ------------------------------------------------------------------------------------------------ check


def test_check_is_content_with_a_right_knowledge_base(base: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1" in result.stdout


def test_check_gives_editors_a_json_list(base: Path) -> None:
    spoil(base, "formula: sum(sales over shop)", "formula: sum(sale over shop)")
    result = run("check", "--format", "json", "--lang", "en")
    (entry,) = json.loads(result.stdout)
    line = next(n for n, text in enumerate(TOOL.splitlines(), 1) if "sum(sales over shop)" in text)
    column = TOOL.splitlines()[line - 1].index("sales over") + 1
    assert result.exit_code == 1
    assert result.stderr == ""
    assert entry["message"]
    assert {key: entry[key] for key in ("file", "line", "column", "endColumn", "code", "suggestion")} == {
        "file": "tools/8-shop-visits.yml",
        "line": line,
        "column": column,
        "endColumn": column + len("sale"),
        "code": "unknown_name",
        "suggestion": "sales",
    }
    assert entry.keys() == {"file", "line", "column", "endColumn", "code", "message", "cure", "suggestion"}


def test_check_tells_the_problems_of_every_file_at_once(base: Path) -> None:
    spoil(base, "formula: sum(sales over shop)", "formula: sum(sale over shop)")
    (base / "tools" / "9-half.yml").write_text("title: 半張", "utf-8")
    (base / "tools" / "10-none.yml").write_text("", "utf-8")
    (base / "tools" / "11-folder.yml").mkdir()
    (base / "content" / "stories" / "2-big5.yml").write_bytes("title: 我們的客戶".encode("big5"))
    (base / "content" / "index.md").write_text("沒有開頭", "utf-8")
    found = {entry["file"]: entry["code"] for entry in json.loads(run("check", "--format", "json").stdout)}
    assert found == {
        "content/index.md": "front_matter_missing",
        "content/stories/2-big5.yml": "other_encoding",
        "tools/10-none.yml": "empty_file",
        "tools/11-folder.yml": "is_directory",
        "tools/8-shop-visits.yml": "unknown_name",
        "tools/9-half.yml": "missing_keys",
    }


def test_check_builds_nothing(base: Path) -> None:
    run("check")
    assert not (base / "site").exists()


def test_a_folder_without_settings_is_told(base: Path) -> None:
    (base / "mkdocs.yml").unlink()
    for command in (["check"], ["build"], ["render", "--out", "tree"], ["serve"]):
        result = run(*command)
        assert result.exit_code == 1, command
        assert "mkdocs.yml" in result.stderr


def test_serve_waits_until_what_is_wrong_is_mended(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Path] = []
    monkeypatch.setattr("site_builder.cli.serve_site", lambda config_file, *_: served.append(config_file))
    tool = base / "tools" / "8-shop-visits.yml"
    right = tool.read_text("utf-8")
    tool.write_text(right.replace("sum(sales over", "sum(sale over"), "utf-8")
    waited: list[float] = []

    def mend(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            tool.write_text(right, "utf-8")

    monkeypatch.setattr("site_builder.live.time.sleep", mend)
    result = run("serve")
    assert result.exit_code == 0
    assert "8-shop-visits.yml:" in result.stderr
    assert "存檔，就會自動繼續" in result.stderr
    assert len(waited) == 2
    assert len(served) == 1


def test_another_settings_file_than_the_usual_one_is_taken(base: Path) -> None:
    (base / "mkdocs.yml").rename(base / "other.yml")
    assert run("check").exit_code == 1
    assert run("-f", "other.yml", "check").exit_code == 0


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("site_name: [a\n", "bracket_open"),
        ("site_name：小小\n", "mkdocs_says"),
        ("- a\n", "mkdocs_says"),
        ("site_name: 我們\n".encode("big5"), "other_encoding"),
    ],
)
def test_settings_that_cannot_be_read_are_told(settings: str | bytes, code: str, base: Path) -> None:
    (base / "mkdocs.yml").write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    result = run("check", "--format", "json")
    assert codes(result) == [code]
    assert result.exit_code == 1


def test_settings_may_hold_the_tags_of_mkdocs(base: Path) -> None:
    text = (base / "mkdocs.yml").read_text("utf-8")
    (base / "mkdocs.yml").write_text(text + "remote_name: !ENV [NOWHERE, origin]\n", "utf-8")
    assert run("check").exit_code == 0


# ------------------------------------------------------------------------------------------------ languages


@pytest.mark.parametrize(
    "words", [["--lang", "en", "check"], ["check", "--lang", "en"], ["--lang", "zh-hant", "check", "--lang", "en"]]
)
def test_messages_come_in_english_on_request(words: list[str], base: Path) -> None:
    spoil(base, "title: 巡店安排", "titel: 巡店安排")
    assert "did you mean 'title'?" in run(*words).stderr


def test_the_language_may_stand_in_the_environment(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(base, "title: 巡店安排", "titel: 巡店安排")
    monkeypatch.setenv("SITE_BUILDER_LANG", "en")
    assert "did you mean 'title'?" in run("check").stderr


def test_messages_come_in_traditional_chinese_by_default(base: Path) -> None:
    spoil(base, "title: 巡店安排", "titel: 巡店安排")
    result = run("check")
    assert "「title」" in result.stderr
    assert result.stderr.endswith("共 1 個問題\n")


def test_an_unknown_language_is_refused(base: Path) -> None:
    assert run("check", "--lang", "fr").exit_code == 2


# ------------------------------------------------------------------------------------------------ render and the rest


def test_render_refuses_a_folder_that_holds_something(base: Path) -> None:
    (base / "tree").mkdir()
    (base / "tree" / "mine.txt").write_text("x", "utf-8")
    result = run("render", "--out", "tree")
    assert result.exit_code == 1
    assert [path.name for path in (base / "tree").iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_written_is_told(base: Path) -> None:
    result = run("--lang", "en", "render", "--out", "mkdocs.yml/tree")
    assert result.exit_code == 1
    assert "mkdocs.yml/tree cannot be written" in result.stderr


def test_a_file_name_that_is_no_text_is_told_as_text(base: Path) -> None:
    name = bytes(base / "tools") + b"/9-\xff.yml"
    try:
        with open(name, "wb") as file:
            file.write(b"title: x\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    result = run("check", "--format", "json")
    assert {entry["file"] for entry in json.loads(result.stdout)} == {"tools/9-?.yml"}


def test_every_command_explains_itself(base: Path) -> None:
    assert isinstance(cli, click.Group)
    assert set(cli.commands) == {
        "build",
        "serve",
        "check",
        "render",
        "translated",
        "compute",
        "workbook",
        "package",
        "new",
        "schema",
    }
    for name in ("", *cli.commands):
        result = run(*name.split(), "--help")
        assert result.exit_code == 0
        assert "Usage" in result.stdout


def console(*words: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from site_builder.cli import main; main()", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False, **more)


def test_the_console_command_ends_with_the_status_of_what_it_found(base: Path) -> None:
    assert console("check", cwd=base).returncode == 0
    spoil(base, "title: 巡店安排", "titel: 巡店安排")
    result = console("check", cwd=base)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_an_error_of_our_own_is_told_in_one_line_and_is_no_problem_of_the_author(base: Path) -> None:
    code = "from site_builder.cli import main; main([None])"  # no shell can give such a word
    result = subprocess.run([sys.executable, "-c", code], cwd=base, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "Error: " in result.stderr


def test_a_workbook_is_written(base: Path) -> None:
    result = run("workbook", "shop-visits", "--example", "first", "--out", "out/visits.xlsx")
    assert (result.exit_code, (base / "out" / "visits.xlsx").read_bytes()[:2]) == (0, b"PK"), result.stderr
    assert run("workbook", "shop-visits", "--out", "empty.xlsx").exit_code == 0
    refused = run("workbook", "shop-visits", "--example", "nobody", "--out", "x.xlsx", "--lang", "en")
    assert refused.exit_code == 1 and "nobody" in refused.stderr
    assert not (base / "x.xlsx").exists()
