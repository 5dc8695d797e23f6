"""The words of the interface stand in one catalogue per locale, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.words import LOCALES, load

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def test_every_locale_has_the_same_keys() -> None:
    first, *others = [set(load(locale).messages) for locale in LOCALES]
    assert all(keys == first for keys in others), [sorted(keys ^ first) for keys in others]


def test_every_locale_fills_the_same_facts_into_a_message() -> None:
    first, *others = [load(locale).messages for locale in LOCALES]
    for key, text in first.items():
        if key.startswith(("function.", "problem.")):
            continue  # a sentence may leave a fact unsaid that another language needs
        for other in others:
            assert set(PLACEHOLDER.findall(other[key])) == set(PLACEHOLDER.findall(text)), key


def _texts_in_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docstrings.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


# The functions' examples run on a list of months; the command's own help speaks both languages at once; the others hold
# characters to be recognised in what people write, none to be shown.
MAY_SPEAK = (
    "formula/functions/",
    "cli/__init__.py",
    "catalog/read.py",
    "render/text.py",
    "source_text.py",
    "model/typing.ts",
    "model/encoding.ts",
)


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "site_builder").rglob("*.py"))
        if not any(part in path.as_posix() for part in MAY_SPEAK)
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_python_speaks_chinese(path: Path) -> None:
    assert [text for text in _texts_in_python(path) if CHINESE.search(text)] == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "site_builder" / "browser").rglob("*.ts"))
        if not path.as_posix().endswith(MAY_SPEAK)
    ]
    + [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".j2", ".html", ".js")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_template_and_no_script_speaks_chinese(path: Path) -> None:
    assert CHINESE.findall(COMMENT.sub("", path.read_text("utf-8"))) == []


def test_nothing_but_the_tools_themselves_names_a_tool() -> None:
    slugs = [path.stem.partition("-")[2] for path in (ROOT / "tools").glob("*.yml")]
    names = [name for slug in slugs for name in (slug, slug.replace("-", "_"))]
    sources = [
        path
        for folder in ("site_builder", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".ts", ".j2", ".html", ".css", ".lark") and path.is_file()
    ]
    # A file name in a docstring's example is no dependence; code and markup are looked at without comments.
    for path in sources:
        text = path.read_text("utf-8")
        found = "\n".join(_texts_in_python(path)) if path.suffix == ".py" else COMMENT.sub("", text)
        assert not [name for name in names if name in found], path
