"""The tables of functions in `docs/formula-language.md`, from the functions' entries and the catalogue of words."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.formula import functions
from site_builder.formula.check import check
from site_builder.formula.functions import demo
from site_builder.formula.parse import parse
from site_builder.formula.source import ListSource, Source, ValueSource
from site_builder.formula.tree import PLAIN, Index
from site_builder.words import Words

MONTH = Index("month", "month")
DEMO = Source(
    {name: ListSource(items) for name, items in demo.LISTS.items()},
    {
        "sales": ValueSource(PLAIN, (MONTH,), "fixed", {**demo.SALES}),
        "cost": ValueSource(PLAIN, (MONTH,), "fixed", {**demo.COST}),
    },
)
"""What the examples run on."""

START, END = "<!-- functions: made by `make accept` -->", "<!-- end of functions -->"


def tables(words: Words) -> str:
    operators = [entry for entry in functions.scalars.values() if entry.symbol]
    plain = [entry for entry in functions.scalars.values() if not entry.symbol]
    parts = [
        *_table("Operators, loosest first", operators, words, "scalar"),
        *_table("Functions of figures", plain, words, "scalar"),
        *_table("Aggregates: over lists, each with `where`", functions.aggregates.values(), words, "over"),
    ]
    return "\n".join([START, *parts, "", END])


def _table(title: str, entries: Iterable[functions.Function], words: Words, section: str) -> list[str]:
    rows = ["", f"### {title}", "", "| write | means | examples |", "|---|---|---|"]
    for entry in entries:
        examples = "<br>".join(f"`{formula}` → {_result(formula, result)}" for formula, result in entry.examples)
        meaning = words.text(f"function.{section}.{entry.name}.meaning")
        rows.append(f"| `{_signature(entry)}` | {meaning} | {examples} |")
    return rows


def _signature(entry: functions.Function) -> str:
    if entry.symbol:
        return f"{entry.symbol} x".replace("- x", "-x") if entry.most == 1 else f"x {entry.symbol} y"
    names = ["x", "y", "z"][: entry.least]
    optional = "".join(f"[, {name}]" for name in ["x", "y", "z"][entry.least : entry.most or entry.least])
    more = ", …" if entry.most is None else ""
    if entry.kind == "scalar":
        return f"{entry.name}({', '.join(names)}{optional}{more})"
    return f"{entry.name}({', '.join(names)}{optional}{more} over list)"


def _result(formula: str, result: object) -> str:
    match result:
        case None:
            return "blank"
        case bool():
            return str(result).lower()
        case float():
            return f"{result:g}"
    return f"`{result}`" if check(parse(formula), DEMO, ()).type.kind == "item" else f'"{result}"'
