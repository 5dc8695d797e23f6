"""Given files that are not YAML: the text of JSON or CSV in, data that know their places out, or problems."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .catalog.figures import Allowed
from .catalog.tool import Tool
from .located_yaml import Located
from .located_yaml import parse as parse_located
from .problem import Problem, Span, closest
from .source_text import SourceText, read_text


def read_json(path: Path, shown: str) -> tuple[Located | None, list[Problem]]:
    """JSON is YAML once its tabs are blanks; the JSON parser first, for its stricter word."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    if not source.text.strip():
        return None, [Problem(source.span(0, 0), "empty_file")]
    try:
        json.loads(source.text, parse_int=str)
    except json.JSONDecodeError as error:
        return None, [Problem(source.span(error.pos, error.pos + 1), "json_syntax", {"found": error.msg})]
    except RecursionError:
        return None, [Problem(Span(shown), "too_deep", {"most": "100"})]
    located, found = parse_located(_SURROGATES.sub(_one_character, source.text.replace("\t", " ")), shown)
    return located, [*problems, *found]


# A character beyond the first 65,536 is written as two escapes in JSON; an escaped backslash is none of them.
_SURROGATES = re.compile(r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def _one_character(found: re.Match[str]) -> str:
    return str(json.loads(f'"{found[0]}"')) if found[1] else found[0]


@dataclass(frozen=True)
class Cells:
    """A CSV file as located data: rows of one list. A figure's place is its line and the column of its cell."""

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

    def key_problems(self, path: tuple[str | int, ...]) -> list[Problem]:
        return []


@dataclass(frozen=True)
class _Line:
    """The cells of a row, and their places; a row that runs over several lines stands at its first."""

    cells: list[str]
    spans: list[Span]
    whole: Span


def read_csv(path: Path, shown: str, tool: Tool) -> tuple[Cells | None, list[Problem]]:
    """A row a line: a column `id`, and columns named by value (`revenue`) or value and item (`rating.growth`)."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    lines, found = _lines(source)
    problems += found
    if not lines:
        return None, problems or [Problem(source.span(0, 0), "empty_file")]
    heads = [_head(cell) for cell in lines[0].cells]
    a_list, found = _list_of(heads, lines[0], tool)
    problems += found
    if a_list is None:
        return None, problems
    cells = Cells(shown, {a_list: []})
    for line in lines[1:]:
        if any(cell.strip() and not head for head, cell in zip_longest(heads, line.cells, fillvalue="")):
            facts = {"found": len(line.cells), "expected": sum(1 for head in heads if head)}
            problems.append(Problem(line.whole, "csv_cells", facts))
        elif any(cell.strip() for cell in line.cells):
            _add_row(cells, a_list, heads, line, tool)
    return cells, problems


def _lines(source: SourceText) -> tuple[list[_Line], list[Problem]]:
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    lines: list[_Line] = []
    before = 0
    try:
        for cells in reader:
            lines.append(_placed(cells, source, source.starts[before]))
            before = reader.line_num
    except csv.Error as error:
        start = source.starts[min(before, len(source.starts) - 1)]
        if "unexpected end" in str(error):
            return [], [Problem(source.span(start, start), "quote_open", {"mark": '"'})]
        return [], [Problem(source.span(start, start), "csv_line", {"reason": str(error)})]
    return lines, []


def _placed(cells: list[str], source: SourceText, start: int) -> _Line:
    """`start`: where the line begins in the text."""
    text = source.span(start, start).text
    quoted, ends = False, []
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            ends.append(at)
    begins = [0, *(end + 1 for end in ends)]
    spans = [source.span(start + begin, start + end) for begin, end in zip(begins, [*ends, len(text)], strict=True)]
    whole = source.span(start, start + len(text))
    return _Line(cells, [*spans, *[whole] * len(cells)][: len(cells)], whole)


def _head(cell: str) -> str:
    """`rating.growth`, also written `rating[growth]`."""
    return unicodedata.normalize("NFKC", cell).strip().replace("[", ".").rstrip("]")


def _list_of(heads: list[str], first: _Line, tool: Tool) -> tuple[str | None, list[Problem]]:
    """The list that most columns are for; columns that are not for it are problems."""
    lists = [name for name, each in tool.program.lists.items() if each.items is None]
    own = {
        name: {value for value, each in tool.allowed.items() if each.shape and each.shape[0].list == name}
        for name in lists
    }
    names = [head.partition(".")[0] for head in heads]
    a_list = max(lists, key=lambda name: sum(each in own[name] for each in names), default=None)
    known = own[a_list] if a_list is not None else set()
    problems, seen = [], dict[str, Span]()
    for head, name, span in zip(heads, names, first.spans, strict=True):
        if head and head in seen:
            facts = {"key": head, "line": seen[head].line, "column": seen[head].column}
            problems.append(Problem(span, "duplicate_key", facts))
        elif head not in ("id", "") and name not in known:
            problems.append(Problem(span, "csv_heads", {"found": head}, closest(name, known)))
        seen[head] = span
    return (None, problems) if problems else (a_list, [])


def _add_row(cells: Cells, a_list: str, heads: list[str], line: _Line, tool: Tool) -> None:
    row: dict[str, Any] = {}
    at = (a_list, len(cells.data[a_list]))
    cells.spans[at] = line.whole
    for head, cell, span in zip(heads, line.cells, line.spans, strict=False):
        name, _, item = head.partition(".")
        cells.spans[(*at, name, item) if item else (*at, name)] = span
        if head == "id":
            row["id"] = cell.strip()
        elif head and cell.strip():
            figure = _figure(cell.strip(), tool.allowed[name])
            if item:
                row.setdefault(name, {})[item] = figure
            else:
                row[name] = figure
    row["id"] = row.get("id") or f"R{at[1] + 1}"
    cells.data[a_list].append(row)


def _figure(cell: str, what: Allowed) -> Any:
    """A number, also with full-width digits, thousands or, where it is one, a percent sign; a truth; else the text."""
    plain = unicodedata.normalize("NFKC", cell)
    match what.type.kind:
        case "truth":
            return {"true": True, "false": False}.get(plain.lower(), cell)
        case "number":
            number = plain.removesuffix("%").rstrip() if what.percent else plain
            return float(number.replace(",", "")) if _NUMBER.fullmatch(number) else cell
        case _:
            return cell


_NUMBER = re.compile(r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?|[-+]?\.[0-9]+")
