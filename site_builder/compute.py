"""Figures without a browser: a tool and a given file in, its figures as JSON, CSV or a table for people out."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from .catalog.example import Example
from .catalog.findings import Findings
from .catalog.given_file import read_given
from .catalog.tool import Tool
from .formula.given import Figures, Given
from .formula.program import Figure, Table
from .formula.targets.python import evaluate
from .located_yaml import parse as parse_located
from .located_yaml import read as read_located
from .problem import Problem, Span, closest
from .render.figures import BLANK, Scene, scene_of
from .source_text import read_text
from .words import Words


def compute(path: Path, shown: str, tool: Tool) -> tuple[tuple[Given, Figures] | None, list[Problem]]:
    """What a file gives (YAML, JSON or CSV by its ending) and what comes of it.

    Whatever does not fit the tool, or breaks a `must` rule, is a problem with its place.
    """
    match path.suffix.lower():
        case ".csv":
            located, problems = _read_csv(path, shown, tool)
        case ".json":
            located, problems = _read_json(path, shown)
        case ".yml" | ".yaml":
            located, problems = read_located(path, shown)
        case other:
            return None, [Problem(Span(shown), "given_ending", {"found": other or path.name})]
    if located is None or problems:
        return None, problems
    findings = Findings(located)
    given = read_given(tool.program, tool.allowed, located.data, (), findings)
    if findings.problems:
        return None, findings.problems
    figures = evaluate(tool.program, given)
    broken = list(_broken_rules(tool, given, figures, findings))
    return (None, broken) if broken else ((given, figures), [])


def _broken_rules(tool: Tool, given: Given, figures: Figures, findings: Findings) -> Iterator[Problem]:
    """`must` rules between values that do not hold."""
    for name, value in tool.file.values.items():
        if value.must is None:
            continue
        for at, holds in _flat(figures.values[f"{name}.must"]):
            if holds is False:
                span = findings.located.span(_path_in_file(tool, name, at, given))
                yield Problem(span, "must_broken", {"value": name, "at": ", ".join(at) or "–", "says": value.must.says})


def _path_in_file(tool: Tool, name: str, at: tuple[str, ...], given: Given) -> tuple[str | int, ...]:
    shape = tool.program.values[name].shape
    if shape and shape[0].list in given.rows:
        return (shape[0].list, given.rows[shape[0].list].index(at[0]), name, *at[1:])
    return (name, *at)


# ---------------------------------------------------------------- reading JSON and CSV


def _read_json(path: Path, shown: str) -> tuple[Any, list[Problem]]:
    """JSON is YAML once its tabs are blanks; the JSON parser first, for its stricter word."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    try:
        json.loads(source.text)
    except json.JSONDecodeError as error:
        line = source.text.splitlines()[error.lineno - 1] if source.text.splitlines() else ""
        span = Span(shown, error.lineno, error.colno, error.colno + 1, line)
        return None, [Problem(span, "json_syntax", {"found": error.msg})]
    except RecursionError:
        return None, [Problem(Span(shown), "too_deep", {"most": "100"})]
    return parse_located(source.text.replace("\t", " "), shown)


@dataclass(frozen=True)
class _Cells:
    """A CSV file as located data: each figure's place is its line and column of text."""

    file: str
    data: dict[str, list[dict[str, Any]]]
    spans: dict[tuple[str | int, ...], Span] = field(default_factory=dict)

    def span(self, path: tuple[str | int, ...], key: bool = False) -> Span:
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, Span(self.file))

    def raw(self, path: tuple[str | int, ...]) -> None:
        return None

    def inside(self, path: tuple[str | int, ...], start: int, end: int) -> Span:
        return self.span(path)


def _read_csv(path: Path, shown: str, tool: Tool) -> tuple[Any, list[Problem]]:
    """One row a line: a column `id`, and columns named by value (`revenue`) or value and item (`rating.growth`)."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    lines = source.text.splitlines()
    table = list(csv.reader(io.StringIO(source.text)))
    heads = [head.strip().replace("[", ".").rstrip("]") for head in table[0]] if table else []
    a_list = _list_of(heads, tool)
    if a_list is None:
        known = sorted({name for name, each in tool.allowed.items() if each.shape})
        head = next((head for head in heads if head.partition(".")[0] not in ("id", *known)), "")
        near = closest(head.partition(".")[0], known)
        return None, [Problem(Span(shown, 1, 1, 2, lines[0] if lines else ""), "csv_heads", {"found": head}, near)]
    cells = _Cells(shown, {a_list: []})
    for number, row in enumerate(table[1:], 2):
        if any(cell.strip() for cell in row):
            text = lines[number - 1] if number <= len(lines) else ""
            _add_row(cells, a_list, heads, row, tool, Span(shown, number, 1, max(2, len(text) + 1), text))
    return cells, []


def _list_of(heads: list[str], tool: Tool) -> str | None:
    names = {head.partition(".")[0] for head in heads if head and head != "id"}
    for name, a_list in tool.program.lists.items():
        own = {value for value, each in tool.allowed.items() if each.shape and each.shape[0].list == name}
        if a_list.items is None and names and names <= own:
            return name
    return None


def _add_row(cells: _Cells, a_list: str, heads: list[str], row: list[str], tool: Tool, line: Span) -> None:
    made: dict[str, Any] = {}
    at = (a_list, len(cells.data[a_list]))
    cells.spans[at] = line
    column = 1
    for head, cell in zip(heads, row, strict=False):
        name, _, item = head.partition(".")
        span = Span(line.file, line.line, column, column + max(1, len(cell)), line.text)
        column += len(cell) + 1
        if name == "id":
            made["id"] = cell.strip()
        elif cell.strip():
            figure = _figure(cell, tool.allowed[name].type.kind)
            if item:
                made.setdefault(name, {})[item] = figure
            else:
                made[name] = figure
        cells.spans[(*at, name, item) if item else (*at, name)] = span
    made.setdefault("id", f"R{at[1] + 1}")
    cells.data[a_list].append(made)


def _figure(cell: str, kind: str) -> Any:
    text = unicodedata.normalize("NFKC", cell).strip()
    if kind == "truth":
        return {"true": True, "false": False}.get(text.lower(), cell)
    if kind != "number":
        return cell.strip()
    try:
        return float(text.replace(",", "").removesuffix("%"))
    except ValueError:
        return cell


# ---------------------------------------------------------------- writing


def as_json(tool: Tool, figures: Figures) -> str:
    """`{"tool", "values", "lights"}`; numbers unrounded, % values as ratios, a blank is null."""
    values = {name: _plain(table) for name, table in figures.values.items() if "." not in name}
    lights = {name: _plain(table) for name, table in figures.lights.items()}
    return json.dumps({"tool": tool.id, "values": values, "lights": lights}, ensure_ascii=False, indent=2) + "\n"


def as_table(tool: Tool, given: Given, figures: Figures, words: Words) -> str:
    """For people: single figures first, then a table for each list, then what has two lists and more."""
    shown = scene_of(
        tool, Example("", "", None, given, figures), yes=words.text("calculator.script.yes"), no=words.text("calculator.script.no")
    )
    names = [name for name, value in tool.file.values.items() if value.fixed is None] + list(tool.file.lights)
    lines = [tool.file.title, "", *_columns([[_label(tool, name), _cell(shown, name, (), words)] for name in names if not shown.shape(name)])]
    for a_list in tool.program.lists:
        own = [name for name in names if tuple(index.list for index in shown.shape(name)) == (a_list,)]
        if own and shown.ids[a_list]:
            heads = [tool.file.lists[a_list].label, *(_label(tool, name) for name in own)]
            rows = [[shown.item(a_list, item), *(_cell(shown, name, (item,), words) for name in own)] for item in shown.ids[a_list]]
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
    return ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


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
        for at, figure in _flat(table):
            plain = _plain(figure)
            cell = "" if plain is None else str(plain).lower() if isinstance(plain, bool) else _safe(plain)
            writer.writerow([name, *at, *[""] * (depth - len(at)), cell])
    return out.getvalue()


def _safe(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a quote before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _plain(table: Figure | Table) -> Any:
    if isinstance(table, dict):
        return {item: _plain(inner) for item, inner in table.items()}
    return int(table) if isinstance(table, float) and table.is_integer() and abs(table) < 2**53 else table


def _flat(table: Figure | Table, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Figure]]:
    if isinstance(table, dict):
        for item, inner in table.items():
            yield from _flat(inner, (*at, item))
    else:
        yield at, table
