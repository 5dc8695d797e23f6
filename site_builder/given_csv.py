"""Given files in CSV: their text in, data that know their places out, or problems. The page writes and reads the same.

A file is tables with an empty line between them. Rows of a list that grows, a line a row: `id`, and columns named by
value (`revenue`) or value and item (`rating.growth`). What is for no such list, a line a figure: `value,figure`, then
`total_revenue,480` or `weight.growth,10`. What starts with # is a remark: a line, or a column of such a name.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .catalog.figures import Allowed
from .catalog.tool import Tool
from .problem import Problem, Span, closest
from .source_text import SourceText, read_text

Place = tuple[str | int, ...]

_REMARK = "#"


@dataclass(frozen=True)
class Cells:
    """A CSV file as located data. A figure's place is its line and the column of its cell."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    spans: dict[Place, Span] = field(default_factory=dict)
    keys: dict[Place, Span] = field(default_factory=dict)

    def span(self, path: Place, key: bool = False) -> Span:
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, Span(self.file))

    def raw(self, path: Place) -> None:
        return None

    def inside(self, path: Place, start: int, end: int) -> Span:
        return self.span(path)

    def key_problems(self, path: Place) -> list[Problem]:
        return []


@dataclass(frozen=True)
class _Line:
    """The cells of a row, and their places; a row that runs over several lines stands at its first."""

    cells: list[str]
    spans: list[Span]
    whole: Span

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    @property
    def is_remark(self) -> bool:
        return bool(self.cells) and self.cells[0].lstrip().startswith(_REMARK)


def read_csv(path: Path, shown: str, tool: Tool) -> tuple[Cells | None, list[Problem]]:
    """The tables of a file. Without a column of ids rows are numbered: R1, R2 …"""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    lines, found = _lines(source)
    problems += found
    tables = _tables(lines, tool)
    if not tables:
        return None, problems or [Problem(source.span(0, 0), "empty_file")]
    cells = Cells(shown)
    for table in tables:
        problems += _read_figures(cells, table, tool) if _is_figures(table[0], tool) else _read_rows(cells, table, tool)
    return cells, problems


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets a quote before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text again that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


# Spreadsheets of East Asia take the wide signs for the narrow ones.
_FORMULA = re.compile("'*[=+@＝＋－＠\t\r\n-]")


# ---------------------------------------------------------------- lines and tables


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


def _tables(lines: list[_Line], tool: Tool) -> list[list[_Line]]:
    """A table goes on after an empty line, unless the next line is a head."""
    tables: list[list[_Line]] = []
    after_blank = True
    for line in lines:
        if not line.is_blank and not line.is_remark:
            if not tables or (after_blank and _is_head(line, tool)):
                tables.append([])
            tables[-1].append(line)
        after_blank = line.is_blank or (after_blank and line.is_remark)
    return tables


def _is_head(line: _Line, tool: Tool) -> bool:
    first = _head(line.cells[0])
    return _id_of(first, tool) is not None or _is_figures(line, tool)


def _is_figures(line: _Line, tool: Tool) -> bool:
    return [_head(cell) for cell in line.cells[:2]] == ["value", "figure"] and "value" not in tool.allowed


def _head(cell: str) -> str:
    """`rating.growth`, also written `rating[growth]`; all remarks have one head."""
    head = unicodedata.normalize("NFKC", cell).strip().replace("][", ".").replace("[", ".").rstrip("]")
    return _REMARK if head.startswith(_REMARK) else head


def _id_of(head: str, tool: Tool) -> str | None:
    """`id`, and `shop.id` where a table says which list it is about: the list, "" where it does not say."""
    a_list, _, last = head.rpartition(".")
    return a_list if last == "id" and (not a_list or a_list in tool.program.lists) else None


# ---------------------------------------------------------------- rows


def _read_rows(cells: Cells, table: list[_Line], tool: Tool) -> list[Problem]:
    heads = [_head(cell) for cell in table[0].cells]
    a_list, problems = _list_of(heads, table[0], tool)
    if a_list is None:
        return problems
    cells.data.setdefault(a_list, [])
    for line in table[1:]:
        if any(cell.strip() and not head for head, cell in zip_longest(heads, line.cells, fillvalue="")):
            facts = {"found": len(line.cells), "expected": sum(1 for head in heads if head)}
            problems.append(Problem(line.whole, "csv_cells", facts))
        else:
            problems += _add_row(cells, a_list, heads, line, tool)
    return problems


def _list_of(heads: list[str], first: _Line, tool: Tool) -> tuple[str | None, list[Problem]]:
    """The list that most columns are for; columns that are not for it are problems."""
    lists = [name for name, each in tool.program.lists.items() if each.items is None]
    own = {
        name: {value for value, each in tool.allowed.items() if each.shape and each.shape[0].list == name}
        for name in lists
    }
    names = [head.partition(".")[0] for head in heads]
    said = next((found for head in heads if (found := _id_of(head, tool)) in lists), None)
    a_list = said or max(lists, key=lambda name: sum(each in own[name] for each in names), default=None)
    known = own[a_list] if a_list is not None else set()
    problems, seen = [], dict[str, Span]()
    for head, name, span in zip(heads, names, first.spans, strict=True):
        if head in ("", _REMARK):
            continue
        if head in seen:
            problems.append(_twice(head, span, seen[head]))
        elif _id_of(head, tool) not in ("", a_list) and name not in known:
            problems.append(Problem(span, "csv_heads", {"found": head}, closest(name, known)))
        seen[head] = span
    return (None, problems) if problems else (a_list, [])


def _add_row(cells: Cells, a_list: str, heads: list[str], line: _Line, tool: Tool) -> list[Problem]:
    row: dict[str, Any] = {}
    at: Place = (a_list, len(cells.data[a_list]))
    cells.spans[at] = line.whole
    problems = []
    for head, cell, span in zip(heads, line.cells, line.spans, strict=False):
        if _id_of(head, tool) is not None:
            row["id"] = cell.strip()
            cells.spans[(*at, "id")] = span
        elif head not in ("", _REMARK):
            path = tuple(head.split("."))
            cells.spans[(*at, *path)] = span
            if cell.strip() and not _put(row, path, _figure(cell.strip(), tool.allowed[path[0]])):
                problems.append(_twice(head, span, cells.span((*at, *path[:-1]))))
    row["id"] = row.get("id") or f"R{int(at[1]) + 1}"
    cells.data[a_list].append(row)
    return problems


# ---------------------------------------------------------------- single figures


def _read_figures(cells: Cells, table: list[_Line], tool: Tool) -> list[Problem]:
    problems = []
    seen: dict[Place, Span] = {}
    for line in table[1:]:
        name, figure = ([*line.cells, ""])[:2]
        path: Place = tuple(_head(name).split("."))
        span = line.spans[min(1, len(line.spans) - 1)]
        if path in seen:
            problems.append(_twice(".".join(map(str, path)), line.spans[0], seen[path]))
            continue
        seen[path] = cells.keys[path] = line.spans[0]
        cells.keys.setdefault(path[:1], line.spans[0])
        cells.spans[path] = span
        what = tool.allowed.get(str(path[0]))
        if what is None:
            cells.data.setdefault(str(path[0]), figure)  # unknown, which is told with all else that does not fit
        elif figure.strip() and not _put(cells.data, path, _figure(figure.strip(), what)):
            problems.append(_twice(str(path[0]), line.spans[0], cells.span(path[:-1])))
    return problems


def _put(table: dict[str, Any], path: Place, figure: Any) -> bool:
    """Whether there was room: a figure for all items and one for a single item exclude each other."""
    for step in path[:-1]:
        table = table.setdefault(str(step), {})
        if not isinstance(table, dict):
            return False
    if path[-1] in table:
        return False
    table[str(path[-1])] = figure
    return True


def _twice(key: str, span: Span, first: Span) -> Problem:
    return Problem(span, "duplicate_key", {"key": key, "line": first.line, "column": first.column})


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
            return unguarded(cell)


_NUMBER = re.compile(r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?|[-+]?\.[0-9]+")
