"""What an editor is given: schemas that agree with the models, and settings that leave others' settings alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from site_builder.cli import cli
from site_builder.editor.schemas import FILE_KINDS, FileKind, schemas
from site_builder.located_yaml import parse
from site_builder.words import LOCALES, Words, load

from .small_base import TOOL, write_base
from .test_problems import FOLDERS, complete

ROOT = Path(__file__).parent.parent
SCHEMAS = {locale: schemas(load(locale)) for locale in LOCALES}
OF = SCHEMAS["en"]
FILES = [(kind, path) for kind in FILE_KINDS for path in sorted(ROOT.glob(kind.files))]


def said_in(text: str, name: str) -> Any:
    """The data of an author's file; of a Markdown page, those between its two lines."""
    located, problems = parse(text.split("---\n")[1] if name.endswith(".md") else text, name)
    assert located is not None and problems == []
    return located.data


def faults(kind: str, data: object) -> list[str]:
    return [error.message for error in Draft7Validator(OF[kind]).iter_errors(data)]


# ---------------------------------------------------------------- schemas


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", [each.name for each in FILE_KINDS])
def test_a_schema_is_sound_and_every_key_in_it_is_explained(kind: str, locale: str) -> None:
    schema = SCHEMAS[locale][kind]
    Draft7Validator.check_schema(schema)
    assert schema["title"]
    for part in parts(schema):
        assert all(each.get("description") for each in part.get("properties", {}).values())


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for keyword, each in schema.items():
            yield from parts(each) if keyword != "if" else ()
    elif isinstance(schema, list):
        for each in schema:
            yield from parts(each)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_explained_that_is_not_there(locale: str) -> None:
    heard = set()

    class Heard(Words):
        def text(self, key: str, /, **facts: object) -> str:
            heard.add(key)
            return super().text(key, **facts)

    words = load(locale)
    schemas(Heard(words.locale, words.messages))
    assert {f"key.{name}" for name in words.section("key")} == heard


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda each: getattr(each, "name", ""))
def test_every_file_of_the_knowledge_base_passes(kind: FileKind, path: Path) -> None:
    assert faults(kind.name, said_in(path.read_text("utf-8"), path.name)) == []


def test_every_yaml_file_has_a_schema() -> None:
    known = {path for _, path in FILES} | set(ROOT.glob("content/*/translated.yml"))
    assert {*ROOT.glob("tools/**/*.yml"), *ROOT.glob("content/**/*.yml")} - known == set()
    assert {kind.name for kind, _ in FILES} == {kind.name for kind in FILE_KINDS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_file_is_refused_if_its_model_refuses_it(folder: Path, tmp_path: Path) -> None:
    for kind in FILE_KINDS:
        for path in [each for each in sorted(folder.glob(kind.files)) if each.is_file() and not kind.texts]:
            copy = tmp_path / path.name
            copy.write_bytes(path.read_bytes())
            if path.name.endswith(".part.yml"):
                complete(copy)
                copy = copy.with_name(copy.name.replace(".part.yml", ".yml"))
            text = copy.read_bytes().decode("utf-8", "replace")
            text = text.split("---\n")[1] if path.suffix == ".md" and text.count("---\n") > 1 else text
            located, _ = parse(text, path.name)
            if located is not None:
                assert bool(faults(kind.name, located.data)) == is_refused(kind, located.data), path


def is_refused(kind: FileKind, data: object) -> bool:
    try:
        TypeAdapter(kind.model).validate_python(data)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("shown_as: shop_name", "shown: shop_name", "'shown' was unexpected"),
        ("unit: 百萬元, min: 0, required", "units: 百萬元, min: 0, required", "'units' was unexpected"),
        ("bars: [sales, net]", "bars: [sales, net], x: sales", "'x' was unexpected"),
        ("kind: bars", "kind: bar", "'bar' is not one of ['quadrant', 'bars', "),
        ("kind: bars, ", "", "'kind' is a required property"),
        ("  net: {", "  Net: {", "'Net' does not match"),
        ("min: 0, max: 31", "min: none, max: 31", "'none' is not of type 'number'"),
        ("required: true", "required: 1", "1 is not of type 'boolean', 'string'"),
        ("label: 銷售, for: shop,", "label: 2024, for: shop,", "2024 is not of type 'string'"),
        ("why: 為什麼。", "why:", "None is not of type 'string'"),
        ("why: 為什麼。\n", "", "'why' is a required property"),
        ('show: "0"', "show: 0", "0 is not of type 'string'"),
    ],
)
def test_a_slip_is_refused_where_it_is(right: str, wrong: str, said: str) -> None:
    assert faults("tool", said_in(TOOL, "tool.yml")) == []
    assert right in TOOL
    found = faults("tool", said_in(TOOL.replace(right, wrong, 1), "tool.yml"))
    assert len(found) == 1 and said in found[0]


@pytest.mark.parametrize(
    "accepted",
    [
        "min: 0.5",
        "default: yes",
        "default: {formula: sales * 2}",
        "default: {A: 1, B: true}",
        "fixed: 2024-02-29",
        "for: [shop as a, shop as b]",
        "required: sales > 0",
        "source: [S1, S2]",
        "anchors: {fit: {1: 低, 5: 高}}",
    ],
)
def test_every_form_that_a_value_may_have_passes(accepted: str) -> None:
    tool = said_in(TOOL, "tool.yml")
    tool["values"]["net"] = said_in(f"label: 值\n{accepted}\n", "value.yml")
    assert faults("tool", tool) == []


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        ("values: {net: {label: Net, formula: {太多: too many}}}", True),
        ("values: {net: {label: Net, unit: m}}", False),
        ("steps: [{}, {title: A}]", True),
        ("steps: [{id: first, title: A}]", True),
        ("steps: [{show: [a]}]", False),
        ("emblem: [M4 4h40]", False),
        ("examples: {first: {given: {shop: [{id: A, shop_name: Alpha}]}, expect: {big_names: Alpha}}}", True),
    ],
)
def test_a_translation_holds_texts_only(text: str, is_sound: bool) -> None:
    assert (faults("tool-texts", said_in(text, "tool.yml")) == []) == is_sound


# ---------------------------------------------------------------- what is written


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["--lang", "en", "schema", *words], catch_exceptions=False)


def settings(base: Path) -> Any:
    return json.loads((base / ".vscode" / "settings.json").read_text("utf-8"))


def test_two_runs_write_the_same_bytes(base: Path) -> None:
    assert run().exit_code == 0
    first = {path: path.read_bytes() for path in (base / ".vscode").rglob("*.json")}
    assert run().exit_code == 0
    assert len(first) == len(FILE_KINDS) + 2
    assert {path: path.read_bytes() for path in (base / ".vscode").rglob("*.json")} == first


def test_every_schema_that_the_settings_name_is_there(base: Path) -> None:
    run()
    said = settings(base)["yaml.schemas"]
    assert said[".vscode/schemas/tool.json"] == "tools/*.yml"
    assert all((base / name).is_file() for name in said)
    assert not any(files.endswith(".md") for files in said.values())


def test_what_is_set_already_stays(base: Path) -> None:
    (base / ".vscode").mkdir()
    mine = {"editor.tabSize": 2, "yaml.schemaStore.enable": True, "yaml.schemas": {"mine.json": "data/*.yml"}}
    (base / ".vscode" / "settings.json").write_text(json.dumps(mine), "utf-8")
    (base / ".vscode" / "extensions.json").write_text('{"recommendations": ["ms-python.python"]}', "utf-8")
    assert run().exit_code == 0
    said = settings(base)
    assert {**said, "yaml.schemas": {"mine.json": said["yaml.schemas"]["mine.json"]}} == mine
    recommended = json.loads((base / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"]
    assert recommended == ["ms-python.python", "redhat.vscode-yaml"]


@pytest.mark.parametrize("text", [b"[]", b'{"yaml.schemas": []}', b"{,}", b'{"a": "\xff"}'])
def test_settings_that_are_not_understood_are_left_alone(base: Path, text: bytes) -> None:
    (base / ".vscode").mkdir()
    path = base / ".vscode" / "settings.json"
    path.write_bytes(text)
    result = run()
    assert result.exit_code == 1
    assert "put both together by hand" in result.stderr
    assert path.read_bytes() == text
    assert list((base / ".vscode").iterdir()) == [path]


def test_schemas_may_stand_elsewhere(base: Path) -> None:
    assert run("--out", "schemas").exit_code == 0
    assert (base / "schemas" / "tool.json").is_file()
    assert settings(base)["yaml.schemas"]["schemas/tool.json"] == "tools/*.yml"


def test_no_schemas_are_written_where_there_is_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 1
    assert list(tmp_path.iterdir()) == []
