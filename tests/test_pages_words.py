"""No word of the interface is left over: each key is asked for somewhere in code, templates or browser code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from site_builder.words import load

ROOT = Path(__file__).parents[1]
PREFIXES = ("", "page.", "calculator.page.", "calculator.script.", "calculator.more.")
PART = r"[A-Za-z0-9_.]+"  # what a placeholder may stand for


def _patterns() -> set[str]:
    """What the sources name: whole keys, and keys that are put together, as patterns."""
    found: set[str] = set()
    for path in (ROOT / "site_builder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = (re.escape(each.value) if isinstance(each, ast.Constant) else PART for each in node.values)
                found.add("".join(map(str, parts)))
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "section":
                found |= {re.escape(each.value) + r"\." + PART for each in node.args if isinstance(each, ast.Constant)}
    for path in (ROOT / "templates").rglob("*.j2"):
        text = path.read_text("utf-8")
        found |= {re.escape(each) for _, each in re.findall(r"""(["'])([\w.]+)\1""", text)}
        found |= {re.escape(each) + PART for each in re.findall(r"""["']([\w.]+[._])["']\s*~""", text)}
        found |= {PART + re.escape(each) for each in re.findall(r"""~\s*["']([._]\w+)["']""", text)}
    for path in (ROOT / "site_builder" / "browser").rglob("*.ts"):
        text = path.read_text("utf-8")
        found |= {re.escape(each) for _, each in re.findall(r"""(["'`])([\w.]+)\1""", text)}
        found |= {re.escape(each) for each in re.findall(r"\bwords\.(\w+)", text)}
        found |= {re.sub(r"\\?\$\\?\{[^}]*\}", PART, each) for each in re.findall(r"`([\w.]*\$\{[^}]*\}[\w.]*)`", text)}
    helpers = {re.escape(prefix) + PART for prefix in PREFIXES}  # they put a prefix before what is named elsewhere
    # What is put together of placeholders alone would name everything.
    found = {each for each in found - helpers if PART not in each or re.search("[a-z]", each.replace(PART, ""))}
    return {each for each in found if re.sub(r"[\\._-]", "", each.replace(PART, ""))}


def unused(keys: set[str]) -> list[str]:
    """Keys that no source names, behind any prefix that sources leave to a helper."""
    pattern = re.compile("|".join(sorted(_patterns(), key=len, reverse=True)))
    left = []
    for key in sorted(keys):
        names = {key.removeprefix(prefix) for prefix in PREFIXES if key.startswith(prefix)}
        if not any(pattern.fullmatch(name) for name in names):
            left.append(key)
    return left


def test_no_word_is_left_over() -> None:
    messages = load("zh-hant").messages
    elsewhere = ("function.", "problem.")  # test_formula_words.py and test_problems.py hold these to their codes
    assert unused({key for key in messages if not key.startswith(elsewhere)}) == []


def test_a_word_that_nobody_asks_for_is_found() -> None:
    assert unused({"page.nav.home", "page.no_such_thing", "calculator.script.nothing_like_it"}) == [
        "calculator.script.nothing_like_it",
        "page.no_such_thing",
    ]
