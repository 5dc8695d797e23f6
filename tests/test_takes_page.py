"""What tools take from each other on the page: the vectors that hold Python hold the page's own code, in V8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from site_builder import words
from site_builder.catalog import Tool
from site_builder.formula.targets.javascript import steps_script
from site_builder.render.page_data import page_data
from site_builder.resources import assets

from . import takes_vectors
from .same import same
from .takes_vectors import Case

# As `view/origins.ts` does it: the work in every tool, what comes of it under this one's, and this one computed.
_RUN = """
function look(of, order, cases, versions) {
  const givers = {};
  for (const slug of order) {
    if (cases[slug] === undefined && slug !== of) continue;
    givers[slug] = { ...tools[slug], work: armory.readGiven(tools[slug].data, cases[slug] ?? {}).work };
  }
  const own = givers[of];
  for (const slug of tools[of].data.givers ?? []) {
    givers[slug] ??= { ...tools[slug], work: armory.readGiven(tools[slug].data, {}).work };
  }
  const { under, misfits } = armory.taken(own, givers, armory.readVersions(versions));
  const { ids, figures } = armory.sceneOf(own, under);
  const values = Object.fromEntries(Object.entries(figures.values).map(([name, column]) =>
    [name, Array.from(column, (x) => typeof x === "number" && Number.isNaN(x) ? null : x)]));
  return JSON.stringify({ ids, values, misfits });
}
"""


@pytest.mark.parametrize("case", [*takes_vectors.cases()], ids=lambda case: f"{case.file}: {case.says}")
def test_a_vector_holds_on_the_page(case: Case) -> None:
    found = json.loads(
        str(_engine(case.file).call("look", case.tool.slug, _slugs(case), _plain(case.given), case.versions))
    )
    assert {name: found["ids"][name] for name in case.rows} == case.rows
    figures = {name: _nested(case.tool, name, found) for name in case.expect}
    assert same(figures, case.expect), figures
    unfit = {f"{each['value']} {each['key']}": each["figure"] for each in found["misfits"]}
    assert same(unfit, {f"{value} {'/'.join(at)}": figure for value, at, figure in case.unfit})


@cache
def _engine(file: str) -> MiniRacer:
    engine = MiniRacer()
    for bundle in ("armory.js", "takes.js"):
        engine.eval((assets() / bundle).read_text("utf-8"))
    engine.eval("const tools = {};" + _RUN)
    tools = takes_vectors.tools_of(file)
    for tool in tools.values():
        data = json.dumps(page_data(tool, words.load("en"), tools), ensure_ascii=False)
        program = f"armory.programOf({steps_script(tool.program)})"
        engine.eval(f"tools[{json.dumps(tool.slug)}] = {{ data: {data}, program: {program} }}")
    return engine


def _slugs(case: Case) -> list[str]:
    return [tool.slug for tool in case.tools.values()]


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """JSON, as it is kept in the browser."""
    return dict(json.loads(json.dumps(given)))


def _nested(tool: Tool, name: str, found: dict[str, Any]) -> Any:
    """A column of the page as figures by item id, with items and truths as they are written."""
    decl = tool.program.values[name]
    column: Iterator[Any] = iter(found["values"][name])
    if not decl.shape:
        return _read(tool, name, next(column), found)
    table: dict[str, Any] = {}
    for key in product(*(found["ids"][index.list] for index in decl.shape)):
        inner = table
        for item in key[:-1]:
            inner = inner.setdefault(item, {})
        inner[key[-1]] = _read(tool, name, next(column), found)
    return table


def _read(tool: Tool, name: str, figure: Any, found: dict[str, Any]) -> Any:
    kind = tool.program.values[name].type
    if figure is None:
        return None
    if kind.kind == "truth":
        return bool(figure)
    return found["ids"][kind.list][int(figure)] if kind.kind == "item" else figure
