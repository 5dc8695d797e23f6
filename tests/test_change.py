"""What would change it? The search of the page against the exhaustive one, on the tools and on random programs.

FUZZ=2000 tries as many random programs, with other ones on every run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from site_builder import words
from site_builder.catalog import Tool
from site_builder.formula.assemble import assemble
from site_builder.formula.given import Given
from site_builder.formula.order import reads
from site_builder.formula.program import Figure, LightDecl, Program, Table, ValueDecl
from site_builder.formula.source import Source
from site_builder.formula.targets.javascript import steps_script
from site_builder.formula.targets.python import evaluate
from site_builder.render.page_data import page_data

from . import javascript_target
from .project import project_tool
from .random_programs import programs
from .smallest_change import Key, Limits, Told, Tried, Way, comes_and_goes, limits_of, try_all

ROOT = Path(__file__).parents[1]
FUZZ = int(os.environ.get("FUZZ", 0))

# ---------------------------------------------------------------- the page's search

_RUN = """
let data, reads, program;
function find(job) {
  const { sheet, ids, asked, effort } = JSON.parse(job);
  for (const [name, cells] of Object.entries(sheet.typed)) {
    if (!["text", "date"].includes(data.values[name].kind)) {
      sheet.typed[name] = Float64Array.from(cells, (x) => x === null ? NaN : x);
    }
  }
  const before = JSON.stringify(sheet), figures = program.compute(sheet), stood = JSON.stringify(figures);
  const found = search({ data, ids, sheet, figures }, program, reads, asked, effort);
  if (JSON.stringify(sheet) !== before || JSON.stringify(figures) !== stood) throw new Error("the scene was changed");
  return JSON.stringify(found);
}
"""


@cache
def _bundle() -> str:
    with tempfile.TemporaryDirectory() as folder:
        entry, out = Path(folder, "entry.ts"), Path(folder, "search.js")
        source = (javascript_target.BROWSER / "change" / "search.ts").as_uri()
        entry.write_text(f'import {{ search }} from "{source}";\nObject.assign(globalThis, {{ search }});\n', "utf-8")
        deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or "deno"
        command = [deno, "bundle", "--quiet", "--no-remote", "--platform", "browser", "--format", "iife"]
        environment = os.environ | {"DENO_NO_UPDATE_CHECK": "1"}
        command += ["--output", str(out), str(entry)]
        subprocess.run(command, cwd=javascript_target.BROWSER, env=environment, check=True)
        return out.read_text("utf-8")


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval("const performance = { now: Date.now };\n" + javascript_target.kit() + _bundle() + _RUN)
    return engine


def _load(program: Program, data: dict[str, Any]) -> None:
    _engine().eval(f"data = {json.dumps(data)}; reads = {json.dumps(reads(program))};")
    _engine().eval(f"program = programOf({steps_script(program)});")


def _search(program: Program, given: Given, name: str, at: Key, every: bool) -> dict[str, Any] | None:
    ids = javascript_target._ids(program, given)
    shape = program.values[name].shape if name in program.values else program.lights[name].shape
    places = [ids[index.list].index(item) for index, item in zip(shape, at, strict=True)]
    job = {
        "sheet": javascript_target._sheet(program, given),
        "ids": ids,
        "asked": {"name": name, "at": places},
        "effort": {"every": every},
    }
    found = json.loads(str(_engine().call("find", json.dumps(job))))
    return None if found is None else _named(program, ids, found)


def _named(program: Program, ids: dict[str, list[str]], found: dict[str, Any]) -> dict[str, Any]:
    def way(it: dict[str, Any] | None) -> Way | None:
        if it is None:
            return None
        shape = program.values[it["value"]].shape
        key = tuple(ids[index.list][place] for index, place in zip(shape, it["at"], strict=True))
        return Way(it["value"], key, it["kind"], it["now"], it["to"], it["size"], it["state"])

    told = {
        direction: Told(tuple(filter(None, map(way, one["shown"]))), way(one["least"]))
        for direction, one in found["told"].items()
    }
    return {**found, "told": told}


# ---------------------------------------------------------------- the tools


@cache
def _tool(slug: str) -> Tool:
    return project_tool(slug)


def _few(given: Given, count: int) -> Given:
    """With the first rows of every list."""
    return replace(given, rows={name: rows[:count] for name, rows in given.rows.items()})


@pytest.mark.parametrize(
    ("slug", "example", "rows", "name", "at"),
    [
        pytest.param("account-tiering", "lanhe", 2, "recommended_tier", ("A2",), marks=pytest.mark.whole),
        pytest.param("account-tiering", "newcomer", 2, "recommended_tier", ("K2",), marks=pytest.mark.whole),
        pytest.param("account-tiering", "lanhe", 1, "recommended_tier", ("A1",), marks=pytest.mark.whole),
        pytest.param("account-tiering", "lanhe", 3, "top_heavy", (), marks=pytest.mark.whole),
        ("kpi-scorecard", None, 1, "perspectives_balanced", ("customer",)),
        pytest.param("kpi-scorecard", None, 1, "team_aligned", (), marks=pytest.mark.whole),
        pytest.param("triangle-design", None, 2, "scored_stage", ("A3",), marks=pytest.mark.whole),
        ("triangle-design", None, 2, "single_threaded", ("A3",)),
        ("triangle-design", None, 1, "blind_spots", ("A3",)),
    ],
)
def test_the_search_finds_what_trying_everything_finds(
    slug: str, example: str | None, rows: int, name: str, at: Key
) -> None:
    tool = _tool(slug)
    program = tool.program
    sheet = _few(tool.examples[example or next(iter(tool.examples))].given, rows)
    _load(program, page_data(tool, words.load("en")))
    tried = try_all(program, limits_of(tool), sheet, name, at, narrow=True)
    _hold(tried, _search(program, sheet, name, at, every=True))
    found = _search(program, sheet, name, at, every=False)
    _hold(tried, found) if name.endswith(("_tier", "_stage")) else _hold_quick(tried, found)


def _movable(program: Program, sheet: Given) -> list[tuple[str, Key]]:
    """Lights and items of fixed lists that are not blank, each once."""
    figures = evaluate(program, sheet)
    found = []
    decls: dict[str, ValueDecl | LightDecl] = {**program.values, **program.lights}
    for name, decl in decls.items():
        if name in program.values:
            value = program.values[name]
            if value.role != "derived" or value.type.kind != "item" or program.lists[value.type.list].items is None:
                continue
        ids = javascript_target._ids(program, sheet)
        for key in product(*(ids[index.list] for index in decl.shape)):
            figure = _at((figures.lights if name in program.lights else figures.values)[name], key)
            if figure not in (None, "unknown"):
                found.append((name, key))
                break
    return found


def _at(table: Figure | Table, key: Key) -> Figure:
    for item in key:
        table = table.get(item) if isinstance(table, dict) else table
    return None if isinstance(table, dict) else table


def _hold(tried: Tried | None, found: dict[str, Any] | None) -> None:
    if tried is None or found is None:
        assert tried is None and found is None
        return
    assert found["state"] == tried.now
    assert found["whole"]
    assert found["told"] == tried.told


# ---------------------------------------------------------------- random programs

LIMITS = (
    Limits(),
    Limits(-5, 10, 0.5),
    Limits(0, 10),
    Limits(0, 4, whole=True),
    Limits(low=0),
    Limits(low=0, step=1),
    Limits(whole=True),
    Limits(-1e7, 1e7, 3),
)


@pytest.mark.whole
@settings(
    max_examples=FUZZ or 6,
    derandomize=not FUZZ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(programs(), st.lists(st.integers(0, len(LIMITS) - 1), min_size=20, max_size=20))
def test_random_programs(drawn: tuple[Source, list[Given]], choice: list[int]) -> None:
    source, sets = drawn
    program, misfits = assemble(source)
    assume(not misfits)
    sheet = _few(sets[0], 2)
    limits = _limits(program, sheet, choice)
    _load(program, _data(program, limits))
    for name, at in _movable(program, sheet)[:3]:
        tried = try_all(program, limits, sheet, name, at)
        event("stays" if tried is None or not any(told.least for told in tried.told.values()) else "moves")
        _hold(tried, _search(program, sheet, name, at, every=True))
        _hold_quick(tried, _search(program, sheet, name, at, every=False))


def _hold_quick(tried: Tried | None, found: dict[str, Any] | None) -> None:
    """Each change that is told is true and the nearest step does not make it; what is overlooked comes and goes."""
    assert tried is not None and found is not None
    for direction, told in found["told"].items():
        for way in told.shown:
            side = next(side for side in tried.sides[way.value, way.key] if way.to in [to for to, _ in side])
            at = [to for to, _ in side].index(way.to)
            assert side[at][1] == way.state
            before = side[at - 1][1] if at else tried.now
            assert before is None or (before >= tried.now if direction == "first" else before <= tried.now)
    assert found["told"] == tried.told or comes_and_goes(tried)


def _limits(program: Program, sheet: Given, choice: list[int]) -> dict[str, Limits]:
    """Drawn for each value, as far as its present figures are permitted."""
    figures = evaluate(program, sheet)
    found = {}
    for number, value in enumerate(program.values.values()):
        limits = LIMITS[choice[number % len(choice)]]
        cells = list(_cells(figures.values[value.name]))
        fits = all(
            limits.low <= cell <= limits.high and not (limits.whole and cell != int(cell))
            for cell in cells
            if isinstance(cell, float)
        )
        found[value.name] = limits if fits else Limits()
    return found


def _cells(table: Figure | Table) -> list[Figure]:
    return [cell for part in table.values() for cell in _cells(part)] if isinstance(table, dict) else [table]


def _data(program: Program, limits: dict[str, Limits]) -> dict[str, Any]:
    """Of the page's data what the search reads."""

    def facts(name: str) -> dict[str, Any]:
        limit = limits[name]
        whole = {"kind": "whole"} if limit.whole else {}
        ends = {"min": limit.low, "max": limit.high}
        return (
            whole
            | {key: end for key, end in ends.items() if abs(end) < float("inf")}
            | ({"step": limit.step} if limit.step is not None else {})
        )

    return {
        "lists": {
            name: {"items": [{"id": item} for item in a.items]} if a.items is not None else {"grows": {}}
            for name, a in program.lists.items()
        },
        "values": {
            name: {
                "for": [[index.name, index.list] for index in value.shape],
                "kind": value.type.kind,
                "role": value.role,
                "of": value.type.list,
            }
            | (facts(name) if value.type.kind == "number" else {})
            for name, value in program.values.items()
            if "." not in name
        },
        "lights": {
            name: {"for": [[index.name, index.list] for index in light.shape]} for name, light in program.lights.items()
        },
    }
