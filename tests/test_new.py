"""`site-builder new`: what it writes is whole, and nothing is written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from string import Template

import pytest
import yaml
from click.testing import CliRunner, Result

from site_builder.cli import cli
from site_builder.resources import templates
from site_builder.words import LOCALES

from .test_editor import faults, said_in
from .test_problems import TRANSLATED, complete

KINDS = ("tool my-sums", "story a-day-out", "path")


def run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--lang", lang, *words], catch_exceptions=False)


def new(*words: str, lang: str = "en") -> Result:
    result = run("new", *words, lang=lang)
    assert result.exit_code == 0, result.stderr
    return result


def assert_sound() -> None:
    result = run("check")
    assert result.exit_code == 0, result.stderr
    assert "no problems" in result.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=LOCALES)
def base(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh knowledge base in each language that there are samples in."""
    new("site", str(tmp_path / "base"), lang=request.param)
    monkeypatch.chdir(tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base in Chinese, with an English translation by hand."""
    shutil.copytree(TRANSLATED, tmp_path / "base")
    for part in sorted((tmp_path / "base").rglob("*.part.yml")):
        complete(part)
    monkeypatch.chdir(tmp_path / "base")
    assert run("translated", "en").exit_code == 0
    assert_sound()
    return tmp_path / "base"


# ---------------------------------------------------------------- what is written is whole


def test_a_new_site_passes_check_at_once(base: Path) -> None:
    assert_sound()
    assert [*files(base)] and all(text.endswith(b"\n") for text in files(base).values())


def test_what_is_added_passes_check(base: Path) -> None:
    for kind in KINDS:
        said = new(*kind.split()).stdout
        assert "wrote " in said
    assert {"tools/2-my-sums.yml", "content/stories/02-a-day-out.yml", "content/path.yml"} <= files(base).keys()
    assert "case: CASE-02" in (base / "content/stories/02-a-day-out.yml").read_text("utf-8")
    assert_sound()


@pytest.mark.whole
def test_what_is_added_is_translated_where_the_site_is(translated: Path) -> None:
    for kind in KINDS:
        new(*kind.split())
    for name in ("tools/{}2-my-sums.yml", "content/{}stories/01-a-day-out.yml", "content/{}path.yml"):
        assert {name.format(""), name.format("en/")} <= files(translated).keys()
    assert_sound()


@pytest.mark.whole
def test_what_was_not_recorded_before_is_not_recorded_on_the_way(translated: Path) -> None:
    (translated / "content" / "en" / "translated.yml").unlink()
    new("tool", "my-sums")
    record = (translated / "content" / "en" / "translated.yml").read_text("utf-8")
    assert [line for line in record.splitlines() if line.startswith('"')] == ['"tools/2-my-sums.yml":']


def test_a_site_in_simplified_chinese_gets_simplified_samples(base: Path) -> None:
    path = base / "mkdocs.yml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "- site-builder" not in line]
    path.write_text("\n".join(lines).replace("plugins:", "plugins:\n  - site-builder: {lang: zh-hans}"), "utf-8")
    new("tool", "my-sums")
    assert "title: 拜访里程" in (base / "tools" / "2-my-sums.yml").read_text("utf-8")
    assert_sound()


@pytest.mark.parametrize("lang", LOCALES)
def test_the_samples_are_what_an_editor_expects(lang: str) -> None:
    schema = {"tool": "tool", "story": "story", "path": "path"}
    facts = {"tool": "travel", "case": "CASE-01"}
    for name, kind in schema.items():
        for path, of in ((f"{name}.yml", kind), (f"texts/{name}.yml", f"{kind}-texts")):
            text = (templates() / "new" / lang / path).read_text("utf-8")
            assert faults(of, said_in(Template(text).substitute(facts), path)) == []


@pytest.mark.whole
def test_a_new_site_builds_with_its_theme(base: Path) -> None:
    new("path")
    assert run("build").exit_code == 0
    assert (base / "site" / "tools" / "travel.html").is_file()
    assert (base / "site" / "assets" / "logo.svg").is_file()
    page = (base / "site" / "index.html").read_text("utf-8")
    assert "armory.css" in page and "the-long-way.html" in page


# ---------------------------------------------------------------- another language


@pytest.mark.whole
def test_a_language_without_words_gets_all_that_check_asks_for(translated: Path) -> None:
    said = new("locale", "fr").stdout
    assert "- site-builder: {lang: zh-hant, locales: [en, fr]}" in said
    assert_sound()
    path = translated / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("locales: [en]", "locales: [en, fr]"), "utf-8")
    problems = json.loads(run("check", "--format", "json").stdout)
    assert {(each["file"], each["code"]) for each in problems} == {
        ("tools/fr/1-trial.yml", "translation_no_file"),
        ("content/fr/index.md", "translation_no_file"),
        ("content/fr/site.yml", "translation_unrecorded"),
    }
    assert "locale:\n  name: fr\n" in (translated / "content/fr/words.yml").read_text("utf-8")
    assert "百萬元" in (translated / "content/fr/units.yml").read_text("utf-8")


def test_a_language_with_words_gets_none_of_its_own(base: Path) -> None:
    other = "en" if "- site-builder #" in (base / "mkdocs.yml").read_text("utf-8") else "zh-hant"
    new("locale", other)
    assert [name for name in files(base) if name.startswith(f"content/{other}/")] == [f"content/{other}/site.yml"]
    written = yaml.safe_load((base / "content" / other / "site.yml").read_text("utf-8"))
    assert len(written["theme"]["palette"]) == 3


@pytest.mark.whole
def test_a_derived_language_needs_nothing_but_its_line(translated: Path) -> None:
    before = files(translated)
    assert "locales: [en, zh-hans]" in new("locale", "zh-hans").stdout
    assert files(translated) == before


# ---------------------------------------------------------------- nothing is written over


@pytest.mark.parametrize(
    "kind", ["tool travel", "tool Travel", "tool path", "story the-long-way", "story 路", "locale zh-hant!"]
)
def test_a_name_that_is_taken_or_wrong_is_refused(base: Path, kind: str) -> None:
    before = files(base)
    result = run("new", *kind.split())
    assert result.exit_code == 1
    assert "is already there" in result.stderr or "cannot be used as a name" in result.stderr
    assert files(base) == before


def test_a_path_or_a_language_is_made_once(base: Path) -> None:
    for kind in (["path"], ["locale", "fr"]):
        new(*kind)
        before = files(base)
        assert run("new", *kind).exit_code == 1
        assert files(base) == before


@pytest.mark.whole
def test_a_translation_that_is_there_is_not_written_over(translated: Path) -> None:
    (translated / "tools" / "en" / "2-my-sums.yml").write_text("title: Mine\n", "utf-8")
    assert run("new", "tool", "my-sums").exit_code == 1
    assert not (translated / "tools" / "2-my-sums.yml").exists()


def test_a_new_site_takes_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    new("site", str(tmp_path / "empty"))
    before = files(tmp_path)
    result = run("new", "site", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "not an empty folder" in result.stderr
    assert run("new", "site", str(tmp_path / "empty" / "mkdocs.yml")).exit_code == 1
    assert files(tmp_path) == before


def test_a_story_needs_a_tool_to_lead_to(base: Path) -> None:
    (base / "tools" / "1-travel.yml").unlink()
    assert run("new", "story", "a-day-out").exit_code == 1
    assert run("new", "path").exit_code == 1


def test_outside_a_knowledge_base_there_is_nothing_to_add_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "tool", "my-sums")
    assert result.exit_code == 1
    assert "no mkdocs.yml" in result.stderr
