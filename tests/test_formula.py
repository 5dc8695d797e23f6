"""The formula language: its functions, the code it becomes, and the reference page."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from site_builder.formula import functions
from site_builder.formula.assemble import assemble
from site_builder.formula.check import check
from site_builder.formula.functions.entry import Fold
from site_builder.formula.given import Given
from site_builder.formula.parse import parse
from site_builder.formula.program import Program
from site_builder.formula.source import ListSource, Source, ValueSource
from site_builder.formula.targets import python
from site_builder.formula.targets.javascript import steps_script
from site_builder.formula.targets.javascript_code import KIT, literal
from site_builder.formula.tree import PLAIN, TEXT, Index, Shape
from site_builder.words import LOCALES, load

from . import functions_page, javascript_target
from .functions_page import DEMO, MONTH
from .same import same

ROOT = Path(__file__).parents[1]


def program_of(formula: str, shape: Shape = (), source: Source = DEMO) -> Program:
    """One derived value `out` of the type that its formula has."""
    kind = check(parse(formula), source, shape).type
    kind = PLAIN if kind.kind == "number" and kind.unit is None else kind
    out = ValueSource(kind, shape, "derived", formula=formula)
    program, misfits = assemble(Source(source.lists, {**source.values, "out": out}))
    assert misfits == []
    return program


# ---------------------------------------------------------------- functions

EXAMPLES = [pytest.param(formula, result, id=formula) for entry in functions.ALL for formula, result in entry.examples]


@pytest.mark.parametrize(("formula", "result"), EXAMPLES)
def test_the_examples_of_a_function_hold_in_every_target(formula: str, result: Any) -> None:
    program = program_of(formula)
    assert same(python.evaluate(program, Given()).values["out"], result)
    assert same(javascript_target.evaluate(program, Given()).values["out"], result)


@pytest.mark.parametrize("entry", functions.ALL, ids=lambda entry: f"{entry.kind} {entry.name}")
def test_a_function_has_three_examples_that_use_it(entry: functions.Function) -> None:
    assert len(entry.examples) == 3
    for formula, _ in entry.examples:
        assert (entry.symbol or f"{entry.name}(") in formula


@pytest.mark.parametrize("locale", LOCALES)
def test_a_function_has_words_in_every_locale(locale: str) -> None:
    words = load(locale).section("function")
    for entry in functions.ALL:
        keys = ["scalar", entry.name] if entry.kind == "scalar" else ["over", entry.name]
        wanted = ["meaning", "sentence", *(["short"] if entry.kind != "scalar" else [])]
        for key in wanted:
            assert words.get(".".join([*keys, key])), (entry.name, key)
    named = {key.split(".")[1] for key in words if key.split(".")[0] in ("scalar", "over")}
    assert named == {entry.name for entry in functions.ALL}, "words of a function that is gone"


# ---------------------------------------------------------------- generated code


def test_generated_code_calls_only_what_the_kit_has() -> None:
    source = (ROOT / "site_builder/browser/arithmetic.ts").read_text("utf-8")
    listed = re.findall(r"\w+", source[source.index("export const kit = {") :].partition("}")[0])
    assert set(KIT) == set(listed) - {"export", "const", "kit"}
    for entry in functions.ALL:
        form = entry.javascript
        parts = [form.start, form.step, form.end] if isinstance(form, Fold) else [form]
        code = " ".join([*parts, entry.javascript_text, entry.reason])
        called = set(re.findall(r"(?<![.\w])([a-z]\w*)\(", code))
        assert called <= {*KIT, "if"}, entry.name


def test_generated_code_is_the_same_on_every_run() -> None:
    program = program_of("rank(sales over month) + sum(cost over month)", (MONTH,))
    assert steps_script(program) == steps_script(program_of("rank(sales over month) + sum(cost over month)", (MONTH,)))


def test_generated_code_is_loops_and_no_interpreter() -> None:
    script = steps_script(program_of("sales / sum(cost over month)", (MONTH,)))
    assert "for (let month" in script
    assert not re.search(r"\beval\b|\bFunction\(|=>", script)


def test_what_does_not_depend_on_the_loop_is_computed_once() -> None:
    script = steps_script(program_of("sales / sum(cost over month where cost > 2)", (MONTH,)))
    body = script[script.index("out(f,") :]
    assert re.findall(r"^ +", body, re.MULTILINE).count(" " * 10) == 0, "no loop inside another"
    assert body.index("sum +=") < body.index("out[")


HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u2029 ' \" \\ ${x} `"


def test_text_in_generated_code_cannot_leave_its_quotes() -> None:
    written = literal(HOSTILE)
    assert "<" not in written
    assert "\u2028" not in written
    assert "\u2029" not in written
    program, misfits = assemble(Source({}, {"out": ValueSource(TEXT, (), "fixed", HOSTILE)}))
    assert misfits == []
    assert "<" not in steps_script(program).replace("i < ", "")
    assert javascript_target.evaluate(program, Given()).values["out"] == HOSTILE


def test_labels_of_items_may_hold_any_text() -> None:
    lists = {"kind": ListSource({"a": HOSTILE, "b": "乙"})}
    program = program_of("join(kind)", source=Source(lists, {}, separator="\u2028</"))
    script = steps_script(program)
    assert "</" not in script
    assert javascript_target.evaluate(program, Given()).values["out"] == f"{HOSTILE}、乙"


@pytest.mark.parametrize(
    "name", ["class", "out", "f", "kit", "sheet", "rows", "reason", "compute", "divide", "i", "n", "k"]
)
def test_a_value_may_have_any_name(name: str) -> None:
    """Also one that JavaScript, or the generated code itself, needs."""
    row = Index("row", "row")
    values = {
        name: ValueSource(PLAIN, (row,), "given"),
        "constructor": ValueSource(PLAIN, (), "given", 2.0),
        "result": ValueSource(PLAIN, (row,), "derived", formula=f"{name} / sum({name} over row) * constructor"),
    }
    program, misfits = assemble(Source({"row": ListSource(None)}, values))
    assert misfits == []
    given = Given({"row": ("a", "b")}, {name: {"a": 1.0, "b": 3.0}})
    wanted = {"a": 0.5, "b": 1.5}
    assert python.evaluate(program, given).values["result"] == wanted
    assert javascript_target.evaluate(program, given).values["result"] == wanted


def test_a_list_may_be_called_like_a_part_of_the_code() -> None:
    lists = {"rows": ListSource(None), "typed": ListSource({"out": "一", "f": "二"})}
    values = {"amount": ValueSource(PLAIN, (Index("rows", "rows"), Index("typed", "typed")), "given")}
    program = program_of("sum(amount over rows, typed)", source=Source(lists, values))
    given = Given({"rows": ("a",)}, {"amount": {"a": {"out": 1.0, "f": 2.0}}})
    assert javascript_target.evaluate(program, given).values["out"] == 3.0


# ---------------------------------------------------------------- the reference page


def test_the_reference_page_has_every_function_as_its_entry_says() -> None:
    path = ROOT / "docs" / "formula-language.md"
    page, tables = path.read_text("utf-8"), functions_page.tables(load("en"))
    start, end = page.index(functions_page.START), page.index(functions_page.END) + len(functions_page.END)
    if os.environ.get("ACCEPT"):
        path.write_text(page[:start] + tables + page[end:], "utf-8")
    else:
        assert page[start:end] == tables, "run `make accept`"


def test_the_constants_and_meanings_of_the_reference_page_hold() -> None:
    page = (ROOT / "docs" / "formula-language.md").read_text("utf-8")
    said = re.findall(r"`([^`]+)` is (-?[\d.]+\d|\d+)\b", page[: page.index("## Functions")])
    assert len(said) >= 4
    for formula, result in said:
        if formula != "20%":
            assert same(python.evaluate(program_of(formula), Given()).values["out"], float(result)), formula
