"""Figures without a browser: a tool and a given file in, its figures as JSON, CSV or a table for people out."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Collection, Mapping
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .catalog.case_file import is_case, read_case
from .catalog.example import Example
from .catalog.findings import Findings
from .catalog.given_file import check_rules, each_figure, read_given
from .catalog.sheets import Sheet
from .catalog.tool import Tool
from .formula.given import Figures, Given
from .formula.program import Figure, Table
from .formula.targets.python import evaluate
from .given_csv import Cells, guarded, read_csv
from .given_json import read_json
from .located_yaml import Located
from .located_yaml import read as read_located
from .problem import Problem, Span
from .render.figures import BLANK, Scene, scene_of
from .words import Words


def compute(
    path: Path, shown: str, tool: Tool, others: Mapping[str, Tool] = MappingProxyType({}), known: Collection[str] = ()
) -> tuple[Sheet | None, list[Problem]]:
    """What a file gives (YAML, JSON or CSV by its ending) and what comes of it.

    The file holds the figures of this tool, or is a case file: under `tools` those of several, by tool. Then what the
    tool takes from `others` (by id) stands wherever nothing is typed. `known`: the ids of all tools there are.
    Whatever does not fit the tool, or breaks a `must` rule, is a problem with its place.
    """
    located: Located | Cells | None
    match path.suffix.lower():
        case ".csv":
            located, problems = read_csv(path, shown, tool)
        case ".json":
            located, problems = read_json(path, shown)
        case ".yml" | ".yaml":
            located, problems = read_located(path, shown)
        case other:
            return None, [Problem(Span(shown), "given_ending", {"found": other or path.name})]
    if located is None or problems:
        return None, problems
    findings = Findings(located)
    if is_case(located.data, tool):
        sheet = read_case(located.data, tool, {**others, tool.id: tool}, {*known, tool.id}, findings)
    else:
        given = read_given(tool.program, tool.allowed, located.data, (), findings, tool.start)
        sheet = Sheet(given, evaluate(tool.program, given))
        check_rules(tool.file.values, located.data, (), sheet.figures, findings)
    return (None, findings.problems) if findings.problems else (sheet, [])


# ---------------------------------------------------------------- writing


def as_json(tool: Tool, figures: Figures) -> str:
    """`{"tool", "values", "lights"}`; numbers unrounded, % values as ratios, a blank is null."""
    values = {name: _plain(table) for name, table in figures.values.items() if "." not in name}
    lights = {name: _plain(table) for name, table in figures.lights.items()}
    return json.dumps({"tool": tool.id, "values": values, "lights": lights}, ensure_ascii=False, indent=2) + "\n"


def as_table(tool: Tool, given: Given, figures: Figures, words: Words) -> str:
    """For people: single figures first, then a table for each list, then what has two lists and more."""
    shown = scene_of(
        tool,
        Example("", "", None, given, figures),
        yes=words.text("calculator.script.yes"),
        no=words.text("calculator.script.no"),
    )
    names = [name for name, value in tool.file.values.items() if value.fixed is None] + list(tool.file.lights)
    lines = [
        tool.file.title,
        "",
        *_columns([[_label(tool, name), _cell(shown, name, (), words)] for name in names if not shown.shape(name)]),
    ]
    for a_list in tool.program.lists:
        own = [name for name in names if tuple(index.list for index in shown.shape(name)) == (a_list,)]
        if own and shown.ids[a_list]:
            heads = [tool.file.lists[a_list].label, *(_label(tool, name) for name in own)]
            rows = [
                [shown.item(a_list, item), *(_cell(shown, name, (item,), words) for name in own)]
                for item in shown.ids[a_list]
            ]
            lines += ["", *_columns([heads, *rows])]
    for name in names:
        shape = shown.shape(name)
        if len(shape) > 1:
            keys = product(*(shown.ids[index.list] for index in shape))
            rows = [[*key, _cell(shown, name, key, words)] for key in keys]
            lines += ["", _label(tool, name), *_columns(rows)]
    return "\n".join(lines) + "\n"


def _label(tool: Tool, name: str) -> str:
    return tool.file.lights[name].label if name in tool.file.lights else tool.file.values[name].label


def _cell(shown: Scene, name: str, key: tuple[str, ...], words: Words) -> str:
    if name in shown.tool.file.lights:
        return words.text(f"calculator.script.light_{shown.light(name, key)}")
    unit = shown.tool.file.values[name].unit
    text = shown.shown(name, key)
    return text if unit in (None, "%") or text == BLANK else f"{text} {unit}"


def _columns(rows: list[list[str]]) -> list[str]:
    """Aligned by width on screen: a Chinese character takes two columns."""
    if not rows:
        return []
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def as_csv(tool: Tool, figures: Figures) -> str:
    """A line a figure: its id, its items, the figure."""
    depth = max([len(value.shape) for value in tool.program.values.values()], default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *(f"item{number + 1}" for number in range(depth)), "figure"])
    shown = {name: table for name, table in figures.values.items() if "." not in name}
    for name, table in [*shown.items(), *((f"lights.{name}", table) for name, table in figures.lights.items())]:
        for at, figure in each_figure(table):
            plain = _plain(figure)
            cell = "" if plain is None else str(plain).lower() if isinstance(plain, bool) else _cell_of(plain)
            writer.writerow([name, *at, *[""] * (depth - len(at)), cell])
    return out.getvalue()


def _cell_of(plain: Any) -> Any:
    return guarded(plain) if isinstance(plain, str) else plain


def _plain(table: Figure | Table) -> Any:
    if isinstance(table, dict):
        return {item: _plain(inner) for item, inner in table.items()}
    return int(table) if isinstance(table, float) and table.is_integer() and abs(table) < 2**53 else table
