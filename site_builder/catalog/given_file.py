"""What a learner or an example gives, as a file holds it: located data in, a `Given` and problems out.

`{account: [{id: A1, revenue: 96, rating: {white_space: 3}}], total_revenue: 480}`: a list that grows is a list of rows
with ids; a row holds the values that are for this list first. Anything else stands under the value's own id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from ..formula.given import Figures, Given
from ..formula.program import Figure, Program, Table
from ..problem import Problem, closest
from .figures import Allowed, read_table
from .findings import Findings, Path
from .tool_file import ToolFile, ValueFile

_ROW_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_]*$")

NOTHING = Given()

Ids = dict[str, tuple[str, ...] | None]


def read_given(
    program: Program,
    what: Mapping[str, Allowed],
    data: object,
    path: Path,
    findings: Findings,
    start: Given = NOTHING,
    known: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Given:
    """`what` says what each given value allows. Untrusted input: whatever does not fit is a problem, and left out.

    A grown list that the data do not name has the rows of `start`. `known`: rows of lists that another tool declares;
    figures may be given for them, but only rows that the data themselves name are given back.
    """
    if data is None:
        data = {}
    if not isinstance(data, dict):
        findings.add_no_mapping(path, "given_not_a_mapping")
        return Given()
    grown = [name for name, a_list in program.lists.items() if a_list.items is None]
    places = {name: (*path, name) for name in grown if name in data}
    others = {name: (*known.get(name, ()), *(start.rows.get(name, ()) if name not in places else ())) for name in grown}
    rows, ids, in_rows = _read_rows(program, what, data, places, others, findings)
    begun = {name: table for name, table in start.typed.items() if program.values[name].shape[0].list not in places}
    typed = {**begun, **in_rows}
    for key, inner in data.items():
        if key in places:
            continue
        if key not in what:
            _unknown(program, key, [*what, *grown], (*path, key), findings)
        elif key in in_rows:
            _given_twice(key, program.values[key].shape[0].list, data, path, findings)
        else:
            typed[key] = merged(begun.get(key), read_table(inner, what[key], ids, (*path, key), findings))
    return Given({name: rows.get(name, start.rows.get(name, ())) for name in grown}, typed)


def read_start(file: ToolFile, program: Program, what: Mapping[str, Allowed], findings: Findings) -> Given:
    """The rows that a new sheet starts with, as the tool's file has them."""
    data = {name: a_list.grows.rows for name, a_list in file.lists.items() if a_list.grows and a_list.grows.rows}
    places: dict[str, Path] = {name: ("lists", name, "grows", "rows") for name in data}
    rows, _, typed = _read_rows(program, what, data, places, {}, findings)
    return Given(rows, typed)


def row_ids(data: object, name: str, tool_start: Given) -> tuple[str, ...]:
    """The ids of the rows that a tool's data have in a list of its own, as far as they are ids."""
    rows = data.get(name) if isinstance(data, dict) else None
    if rows is None:
        return tool_start.rows.get(name, ())
    return (
        tuple(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row) if isinstance(rows, list) else ()
    )


def merged(under: Figure | Table, over: Figure | Table) -> Figure | Table:
    """A table with the figures of another one laid over it. What is blank covers nothing."""
    if not isinstance(over, dict):
        return under if over is None else over
    if not isinstance(under, dict):
        return over
    return under | {item: merged(under.get(item), inner) for item, inner in over.items()}


def check_rules(
    values: Mapping[str, ValueFile], data: object, path: Path, figures: Figures, findings: Findings
) -> None:
    """`must` rules between values that do not hold for `data`, which stand at `path`."""
    for name, value in values.items():
        if value.must is None:
            continue
        for at, holds in each_figure(figures.values[f"{name}.must"]):
            if holds is False:
                place = (*path, *_place(name, at, data))
                findings.add(place, "must_broken", value=name, at=", ".join(at) or "–", says=value.must.says)


def each_figure(table: Figure | Table, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Figure]]:
    """The single figures of a table, each with its items."""
    if isinstance(table, dict):
        for item, inner in table.items():
            yield from each_figure(inner, (*at, item))
    else:
        yield at, table


def _place(name: str, at: tuple[str, ...], data: object) -> Path:
    """Where a figure stands among given data: under its own id, or in the row with the id `at[0]`."""
    if isinstance(data, dict) and name not in data:
        for a_list, rows in data.items():
            for position, row in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(row, dict) and name in row and at and str(row.get("id")) == at[0]:
                    return (a_list, position, name, *at[1:])
    return (name, *at)


def _read_rows(
    program: Program,
    what: Mapping[str, Allowed],
    data: Mapping[str, object],
    places: Mapping[str, Path],
    others: Mapping[str, Sequence[str]],
    findings: Findings,
) -> tuple[dict[str, tuple[str, ...]], Ids, dict[str, Figure | Table]]:
    """The lists in `places`, whose rows stand in `data`: their row ids; the ids of all lists; what the rows hold.

    `others`: ids of rows that stand elsewhere.
    """
    rows = {name: _numbered(data[name], place, name, findings) for name, place in places.items()}
    own = {name: tuple(row_id for _, _, row_id in found) for name, found in rows.items()}
    ids: Ids = {
        name: a.items if a.items is not None else tuple(dict.fromkeys((*others.get(name, ()), *own.get(name, ()))))
        for name, a in program.lists.items()
    }
    typed: dict[str, Figure | Table] = {}
    for name, found in rows.items():
        for position, row, row_id in found:
            _read_row(program, what, row, name, row_id, ids, (*places[name], position), typed, findings)
    return own, ids, typed


def _numbered(given: object, path: Path, name: str, findings: Findings) -> list[tuple[int, dict[str, object], str]]:
    """The rows of a list, each with its position and its id."""
    if not isinstance(given, list):
        findings.add(path, "rows_not_a_list", list=name)
        return []
    rows: list[tuple[int, dict[str, object], str]] = []
    for position, row in enumerate(given):
        row_id = _row_id(row, (*path, position), name, {known for _, _, known in rows}, findings)
        if row_id is not None:
            rows.append((position, row, row_id))
    return rows


def _row_id(row: object, path: Path, name: str, taken: set[str], findings: Findings) -> str | None:
    if not isinstance(row, dict):
        findings.add_no_mapping(path, "row_not_a_mapping", list=name)
        return None
    row_id = "" if row.get("id") is None else str(row["id"])
    if not _ROW_ID.match(row_id):
        findings.add((*path, "id") if "id" in row else path, "row_needs_id", list=name, found=row_id)
        return None
    if row_id in taken:
        findings.add((*path, "id"), "row_id_twice", id=row_id, list=name)
        return None
    return row_id


def _read_row(
    program: Program,
    what: Mapping[str, Allowed],
    row: dict[str, object],
    name: str,
    row_id: str,
    ids: Ids,
    path: Path,
    typed: dict[str, Figure | Table],
    findings: Findings,
) -> None:
    own = {key: each for key, each in what.items() if each.shape and each.shape[0].list == name}
    for key, inner in row.items():
        if key == "id":
            continue
        if key not in own:
            _unknown(program, key, own, (*path, key), findings)
            continue
        rest = Allowed(**{**vars(own[key]), "shape": own[key].shape[1:]})
        table = typed.setdefault(key, {})
        assert isinstance(table, dict)
        table[row_id] = read_table(inner, rest, ids, (*path, key), findings)


def _given_twice(key: str, a_list: str, data: dict[str, object], path: Path, findings: Findings) -> None:
    """A value that stands in the rows of its list and again under its own id."""
    rows = data[a_list]
    assert isinstance(rows, list)
    position = next(i for i, row in enumerate(rows) if isinstance(row, dict) and key in row)
    first = findings.located.span((*path, a_list, position, key), key=True)
    facts = {"key": key, "line": first.line, "column": first.column}
    findings.problems.append(Problem(findings.located.span((*path, key), key=True), "duplicate_key", facts))


def _unknown(program: Program, key: object, known: Iterable[str], path: Path, findings: Findings) -> None:
    value = program.values.get(str(key))
    if value is not None and value.role != "given":
        findings.add(path, "not_typed", key=True, value=str(key))
    else:
        findings.add(path, "unknown_value", key=True, near=closest(str(key), known), value=str(key))
