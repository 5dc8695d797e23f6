"""Every message: one folder with something wrong in it, and the exact text that its author is to read.

A folder of `tests/problems/` is a small project: `tools/`, `content/`, given files. Where a tool is wrong in a few
lines, `1-trial.part.yml` holds these alone, and the sections it lacks come from `rest_of_tool.yml`. A given file is
computed with the project's tool; `commands.txt` holds commands to run instead. ACCEPT=1 writes the expected texts anew
(`make accept`); people read them before they are committed.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel, Field, StringConstraints

from site_builder.build import record_translation
from site_builder.catalog import load_catalog
from site_builder.catalog.glossary import GlossaryFile
from site_builder.catalog.path_file import PathFile
from site_builder.catalog.read import FORMS, numbered_name, read_model
from site_builder.catalog.roles import RolesFile
from site_builder.catalog.sources import SourcesFile
from site_builder.catalog.story import StoryFile, load_story
from site_builder.catalog.tool_file import Part, ToolFile
from site_builder.catalog.tools import load_tools
from site_builder.cli import cli
from site_builder.locales import edit, locales_of
from site_builder.located_yaml import parse
from site_builder.own_pages import locale_folders
from site_builder.problem import Phrase, Problem, Span, closest
from site_builder.report import WIDEST, as_json, as_text, in_order
from site_builder.source_text import MOST_BYTES, MOST_IN_LINE
from site_builder.words import LOCALES, Words, load

REST = Path(__file__).parent / "problems" / "rest_of_tool.yml"
TRANSLATED = Path(__file__).parent / "translated_base"
PACKAGE = Path(__file__).parent.parent / "site_builder"
FOLDERS = sorted(path for path in (Path(__file__).parent / "problems").iterdir() if path.is_dir())
WORDS = {locale: load(locale) for locale in LOCALES}
EN = WORDS["en"]


# ---------------------------------------------------------------- one folder a message


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _giant(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # takes no room on the disk


def _wide(path: Path) -> None:
    path.write_text("title: " + "[" * MOST_IN_LINE + "\n", "utf-8")


# What cannot be kept in a repository is made for the test.
MADE: dict[str, Callable[[Path], None]] = {
    "unreadable": _link_to_itself,
    "not_a_file": lambda path: os.mkfifo(path),
    "file_too_big": _giant,
    "line_too_long": _wide,
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_mistake_is_told_in_these_words(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / folder.name
    _copy(folder, project)
    monkeypatch.chdir(project)
    commands = _commands(project)
    problems = [] if commands else _problems(project)
    for locale, words in WORDS.items():
        told = "".join(_said(command, locale, capsys) for command in commands) or as_text(problems, words)
        expected = folder / f"expected.{locale}.txt"
        if os.environ.get("ACCEPT"):
            expected.write_text(told, encoding="utf-8")
        assert told == expected.read_text(encoding="utf-8")
        assert re.search(f": {_any_facts(words.messages[f'problem.{folder.name}.what'])}$", told, re.MULTILINE)


def test_the_rest_of_a_tool_is_sound(tmp_path: Path) -> None:
    (tmp_path / "1-trial.part.yml").touch()
    complete(tmp_path / "1-trial.part.yml")
    assert load_tools([(tmp_path / "1-trial.yml", "tools/1-trial.yml")])[1] == []


def _copy(folder: Path, project: Path) -> None:
    """With a translation, `later` holds what is changed once that is recorded."""
    translated = (folder / "tools" / "en").is_dir() or any((folder / "content").glob("*/words.yml"))
    translated = translated or (folder / "content" / "en").is_dir()
    if translated:
        shutil.copytree(TRANSLATED, project)
    ignored = shutil.ignore_patterns("expected.*.txt", "later")
    shutil.copytree(folder, project, ignore=ignored, dirs_exist_ok=True)
    _complete_all(project)
    if translated:
        record_translation(project / "mkdocs.yml", "en", [])
    if (folder / "later").is_dir():
        shutil.copytree(folder / "later", project, dirs_exist_ok=True)
        _complete_all(project)
    if folder.name in MADE:
        stories = project / "content" / "stories"
        stories.mkdir(parents=True)
        MADE[folder.name](stories / "01-stone-buddha.yml")


def _complete_all(project: Path) -> None:
    for part in project.rglob("*.part.yml"):
        complete(part)


def complete(part: Path) -> None:
    """`1-trial.part.yml` becomes `1-trial.yml`, its own lines first, so that each keeps its number."""
    own = part.read_bytes()
    rest_file = REST.with_name("rest_of_translation.yml") if part.parent.name == "en" else REST
    rest = re.split(r"^(?=\w)", rest_file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    lacking = [section for section in rest if not re.search(rb"^" + section.split(":")[0].encode() + b":", own, re.M)]
    part.with_name(part.name.replace(".part", "")).write_bytes(own + "".join(lacking).encode())
    part.unlink()


def _commands(project: Path) -> list[str]:
    """What is run: what `commands.txt` says, or every given file is computed."""
    if (project / "commands.txt").exists():
        return (project / "commands.txt").read_text(encoding="utf-8").splitlines()
    return [f"compute trial --given {path.name}" for path in sorted(project.glob("given*"))]


def _said(command: str, locale: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of the mistake, without its progress."""
    with pytest.raises(SystemExit) as ended:
        cli(["--lang", locale, *shlex.split(command)])
    assert ended.value.code == 1
    return f"$ site-builder {command}\n{capsys.readouterr().err}"


def _problems(project: Path) -> list[Problem]:
    translations = sorted(locale_folders(project / "content"))
    if translations:
        locales, _ = locales_of(project, LOCALES[0], translations)
        return [each for locale in locales for each in edit(project / "mkdocs.yml", locale, locales[0])[1]]
    if (project / "content" / "index.md").exists():
        return load_catalog(project)[1]
    tools = sorted((project / "tools").glob("*.yml"))
    _, found = load_tools([(path, path.relative_to(project).as_posix()) for path in tools])
    for path in sorted((project / "content" / "stories").glob("*.yml")):
        found += load_story(path, path.relative_to(project).as_posix())[1]
    return found


def _any_facts(message: str) -> str:
    """A pattern for a message, whatever its facts are."""
    return re.sub(r"\\\{\w+\\\}", ".*", re.escape(message))


# ---------------------------------------------------------------- words and codes fit together

# Which argument of which call is a code.
CODE_AT = {"Problem": 1, "Fault": 1, "Mismatch": 1, "add": 1, "tell": 0, "stop": 0, "_told": 3, "_better": 2}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def _constants() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _told_codes() -> set[str]:
    """The codes that stand as text in a call; those chosen elsewhere are found by `_constants`."""
    told = set()
    for name, call in _calls():
        at = CODE_AT.get(name)
        if at is not None and len(call.args) > at:
            parts = call.args[at]
            choices = [parts.body, parts.orelse] if isinstance(parts, ast.IfExp) else [parts]
            told |= {each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return told


def _known_codes(words: Words) -> set[str]:
    return {key.partition(".")[0] for key in words.section("problem") if key.endswith(".what")}


def test_every_code_has_words() -> None:
    assert _told_codes() - _known_codes(EN) == set()


def test_all_words_have_a_code() -> None:
    built = re.compile(r"needs_\w+")  # from the kind of what was needed
    assert {code for code in _known_codes(EN) - _constants() if not built.fullmatch(code)} == set()


def test_every_code_has_a_folder() -> None:
    shown_elsewhere = {"not_accepted"}  # no model of ours has such a rule; see below
    assert _known_codes(EN) - shown_elsewhere == {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_the_same_messages_with_the_same_placeholders(locale: str) -> None:
    placeholders = re.compile(r"\{[a-z][a-z0-9_]*\}")
    mine, english = WORDS[locale].section("problem"), EN.section("problem")
    assert {key: {*placeholders.findall(text)} for key, text in mine.items()} == {
        key: {*placeholders.findall(text)} for key, text in english.items()
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_of_words_is_sound_yaml(locale: str) -> None:
    path = PACKAGE.parent / "templates" / "words" / f"{locale}.yml"
    assert parse(path.read_bytes(), path.name)[1] == []


def test_every_message_has_a_cure() -> None:
    section = EN.section("problem")
    assert {code for code in _known_codes(EN) if f"{code}.cure" not in section} == set()


def test_every_pattern_of_the_models_is_said_in_words() -> None:
    patterns = set(
        chain.from_iterable(map(_patterns, (ToolFile, StoryFile, GlossaryFile, RolesFile, SourcesFile, PathFile)))
    )
    assert patterns == FORMS.keys()
    assert {f"problem.terms.{form}" for form in FORMS.values()} <= EN.messages.keys()


def _patterns(kind: Any) -> Iterator[str]:
    """The patterns that a type asks for, in fields, keys and members."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for info in kind.model_fields.values():
            yield from (note.pattern for note in info.metadata if getattr(note, "pattern", None))
            yield from _patterns(info.annotation)
    for inner in get_args(kind):
        yield from [inner.pattern] if isinstance(inner, StringConstraints) and inner.pattern else _patterns(inner)


# ---------------------------------------------------------------- from models to problems


def _codes(text: str, model: type[BaseModel]) -> list[tuple[str, int]]:
    located, problems = parse(text, "a.yml")
    assert located is not None
    return [(each.code, each.span.line) for each in in_order([*problems, *read_model(located, model)[1]])]


class Inner(Part):
    name: str
    least: int | float | None = None


class Outer(Part):
    even: Annotated[int, Field(multiple_of=2)] = 2
    one: Inner | list[Inner] | str | None = None
    many: dict[str, Inner | bool] = Field(default_factory=dict)
    share: float = 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("even: 3", [("not_accepted", 1)]),
        ("share: 3", []),
        ("share: yes", [("wrong_type", 1)]),
        ("one: 3", [("text_unquoted", 1)]),
        ("one:\n  name: a\n  leats: 1", [("unknown_key", 3)]),
        ("one:\n  name: a\n  least: ２", [("number_as_text", 3)]),
        ("one:\n- name: a\n- nam: a", [("unknown_key", 3)]),
        ("many:\n  a:\n    name: 1\n  b: [1]\n  c: true", [("text_unquoted", 3), ("wrong_type", 4)]),
        ("many: {a: {}}", [("missing_key", 1)]),
        ("- a", [("wrong_type", 1)]),
        ("text", [("wrong_type", 1)]),
        ("even：2", [("full_width_colon", 1)]),
        ("even:2", [("no_space_after_colon", 1)]),
        ("<<: {even: 2}", [("unknown_key", 1)]),
    ],
)
def test_each_mistake_is_told_once(text: str, told: list[tuple[str, int]]) -> None:
    assert _codes(text, Outer) == told


def test_data_below_a_path_are_read_with_places_of_the_whole_file() -> None:
    located, _ = parse("deep:\n  - even: 4\n  - evn: 4\n", "a.yml")
    assert located is not None
    assert read_model(located, Outer, ("deep", 0)) == (Outer(even=4), [])
    model, problems = read_model(located, Outer, ("deep", 1))
    assert model is None
    assert [(each.code, each.span.line, each.span.column, each.near) for each in problems] == [
        ("unknown_key", 3, 5, "even")
    ]


def test_a_story_is_loaded_with_number_slug_and_places(tmp_path: Path) -> None:
    path = tmp_path / "01-stone-buddha.yml"
    path.write_text(
        "case: CASE-01\ntitle: 石佛\ndetail: 51%\nprinciple: 少錯\nquestions: [哪一件？]\n"
        "tools:\n  - {tool: kpi_scorecard, because: 許多小項}\nsources: [S1, S53]\n",
        encoding="utf-8",
    )
    story, problems = load_story(path, "content/stories/01-stone-buddha.yml")
    assert problems == []
    assert story is not None
    assert (story.number, story.slug, story.file.case, story.file.who) == (1, "stone-buddha", "CASE-01", None)
    assert story.located.span(("tools", 0, "tool")).column == 12


@pytest.mark.parametrize("name", ["tool.yml", "1_tool.yml", "1-Tool.yml", "1-tool.yaml", "1-.yml", "１-tool.yml"])
def test_a_file_name_without_number_and_slug_is_refused(name: str) -> None:
    assert [problem.code for problem in numbered_name(f"tools/{name}")[1]] == ["bad_file_name"]


# ---------------------------------------------------------------- the report

SPAN = Span("a.yml", 3, 5, 7, "名: 值值 x")


def test_the_caret_stands_under_wide_characters() -> None:
    told = as_text([Problem(Span("a.yml", 12, 4, 6, "名: 值值 x"), "empty_text")], EN)
    assert told.splitlines()[1:3] == ["  12 | 名: 值值 x", "     |     ^^^^"]


def test_combining_characters_take_no_column() -> None:
    told = as_text([Problem(Span("a.yml", 1, 4, 5, "e\u0301: x"), "empty_text")], EN)
    assert told.splitlines()[2] == "     |   ^"


def test_a_tab_and_what_would_steer_a_terminal_keep_one_column() -> None:
    told = as_text([Problem(Span("a.yml", 1, 4, 5, "\t\x1b[x"), "empty_text")], EN)
    assert told.splitlines()[1:3] == ["   1 |  ·[x", "     |    ^"]


@pytest.mark.parametrize("column", [1, 90, 250, 400])
def test_of_a_long_line_the_part_around_the_place_is_shown(column: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(400))
    _, source, caret, *_ = as_text([Problem(Span("a.yml", 1, column, column + 1, line), "empty_text")], EN).splitlines()
    assert line[column - 1] in source
    width = sum(1 if character in " |…1" else 2 for character in source.partition(line[column - 1])[0])
    assert caret.index("^") == width
    assert len(source) < WIDEST


def test_problems_are_sorted_and_each_is_told_once() -> None:
    first, second = Problem(Span("a.yml", 2), "tag"), Problem(Span("a.yml", 10), "tag")
    assert in_order([second, first, second]) == [first, second]


def test_what_was_written_is_never_read_as_a_placeholder() -> None:
    told = as_text([Problem(SPAN, "unknown_key", {"key": "{known}{0}{", "known": ("{key}",)})], EN)
    assert "unknown key '{known}{0}{'" in told
    assert "known here: {key}" in told


def test_a_long_or_broken_quotation_stays_one_line() -> None:
    told = as_text([Problem(SPAN, "no_colon", {"written": "a\nb\u202ec" + "d" * 200})], EN)
    assert told.splitlines()[0].startswith("a.yml:3:5: 'a b·cddd")
    assert "…' is on a line of its own" in told


def test_phrases_are_said_in_the_language_of_the_report() -> None:
    problem = Problem(
        SPAN, "wrong_type", {"expected": (Phrase("number"), Phrase("text")), "written": Phrase("written_list")}
    )
    assert "a number or a text was expected, but this is a list" in as_text([problem], EN)
    assert "這裡應該是數字或文字，寫的卻是列表" in as_text([problem], WORDS["zh-hant"])


def test_a_missing_message_or_fact_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        as_text([Problem(SPAN, "no_such_code")], EN)
    with pytest.raises(KeyError):
        as_text([Problem(SPAN, "unknown_key", {})], EN)


def test_editors_get_json() -> None:
    near = Problem(Span("a.yml", 14, 2, 4, "x"), "unknown_key", {"key": "鑰", "known": ("title", "who")}, "title")
    assert json.loads(as_json([near, Problem(Span("a.yml", 1, 1, 2, "x"), "tag")], EN)) == [
        {
            "file": "a.yml",
            "line": 1,
            "column": 1,
            "endColumn": 2,
            "code": "tag",
            "message": "tags that begin with ! are not used here",
            "cure": "delete the tag; if it is part of a text, put the text between single quotes",
            "suggestion": None,
        },
        {
            "file": "a.yml",
            "line": 14,
            "column": 2,
            "endColumn": 4,
            "code": "unknown_key",
            "message": "unknown key '鑰'",
            "cure": "known here: title or who",
            "suggestion": "title",
        },
    ]


def test_only_a_near_name_is_suggested() -> None:
    assert closest("weigth", ["weight", "rating"]) == "weight"
    assert closest("revenue", ["weight", "rating"]) is None
    assert closest("weight" * 100, ["weight"]) is None


def test_a_problem_can_be_raised_through_a_context() -> None:
    import contextlib

    @contextlib.contextmanager
    def context() -> Iterator[None]:
        yield

    problem = Problem(SPAN, "tag", {"a": [1]})
    with pytest.raises(Problem) as caught, context():
        raise problem
    assert caught.value is problem
    assert {problem} == {Problem(SPAN, "tag", {"a": [1]})}
