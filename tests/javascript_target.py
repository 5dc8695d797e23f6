"""Runs the generated JavaScript of a program in V8, with figures in and out as the Python evaluator has them."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from site_builder.formula.given import Figures, Given
from site_builder.formula.program import Figure, Program, Table
from site_builder.formula.targets.javascript import reason_script, steps_script
from site_builder.formula.targets.javascript_code import tight
from site_builder.formula.tree import Shape, Type

BROWSER = Path(__file__).parents[1] / "site_builder" / "browser"

# What a page does before and after: typed figures into columns, columns into plain lists.
_RUN = """
// JSON has no infinities; none may come out, so one is told as text.
function plain(cells) {
  return Array.from(cells, (x) => typeof x !== "number" || Number.isFinite(x) ? x : x !== x ? null : String(x));
}
function prepare({ sheet, texts }) {
  for (const [name, cells] of Object.entries(sheet.typed)) {
    if (!texts.includes(name)) sheet.typed[name] = Float64Array.from(cells, (x) => x === null ? NaN : x);
  }
  return sheet;
}
function reasons(program, sheet, figures, derived) {
  const found = [];
  for (const [name, sizes] of Object.entries(derived)) {
    figures.values[name].forEach((x, i) => {
      if (x === x && x !== null) return;
      const at = [];
      for (const size of [...sizes].reverse()) { at.unshift(i % size); i = Math.floor(i / size); }
      found.push([name, at, program.reason(sheet, figures, name, at)]);
    });
  }
  return found;
}
function run(program, job) {
  const { derived, ...rest } = JSON.parse(job), sheet = prepare(rest), figures = program.compute(sheet);
  return told(program, sheet, figures, derived);
}
// As the page does: after the first sheet only what hangs on a column of which a cell is another.
function rerun(program, jobs) {
  let before;
  return JSON.stringify(JSON.parse(jobs).map(({ derived, ...rest }) => {
    const sheet = prepare(rest), typed = Object.entries(sheet.typed);
    const other = typed.filter(([name, cells]) => cells.some((x, i) => !Object.is(x, before?.sheet.typed[name][i])));
    const figures = before
      ? program.recompute(sheet, before.figures, other.map(([name]) => name))
      : program.compute(sheet);
    before = { sheet, figures };
    return JSON.parse(told(program, sheet, figures, derived));
  }));
}
function told(program, sheet, figures, derived) {
  const columns = (of) => Object.fromEntries(Object.entries(of).map(([name, cells]) => [name, plain(cells)]));
  const { values, lights, rows } = figures;
  const out = { values: columns(values), lights: columns(lights), rows: columns(rows) };
  return JSON.stringify({ ...out, reasons: reasons(program, sheet, figures, derived) });
}
function call_kit(name, cases) {
  const results = JSON.parse(cases).map((args) => kit[name](...args.map((x) => x === null ? NaN : x)));
  return JSON.stringify(results.map((x) => x instanceof Float64Array ? [...x] : x));
}
"""
_COLOURS = ("unknown", "green", "amber", "red")


def evaluate(program: Program, given: Given) -> Figures:
    """The same as the Python evaluator's `evaluate`, by the generated script."""
    (figures,) = evaluate_all(program, [given])
    return figures


def evaluate_all(program: Program, sets: list[Given]) -> list[Figures]:
    steps, reason = tight(steps_script(program)), tight(reason_script(program))
    _engine().eval(f"program = {{ ...programOf({steps}), reason: ({reason})(kit) }}")
    return [_evaluate(program, given) for given in sets]


def reevaluate(program: Program, sets: list[Given]) -> list[Figures]:
    """The same, each from the figures of the one before; all have the same rows."""
    jobs = json.dumps([_job(program, given) for given in sets])
    _engine().eval(f"program = {{ ...programOf({tight(steps_script(program))}), reason: () => null }}")
    found = json.loads(str(_engine().call("rerun_program", jobs)))
    return [_figures(program, _ids(program, given), out) for given, out in zip(sets, found, strict=True)]


def _evaluate(program: Program, given: Given) -> Figures:
    job = json.dumps(_job(program, given))
    return _figures(program, _ids(program, given), json.loads(_engine().call("run_program", job)))


def _job(program: Program, given: Given) -> dict[str, Any]:
    sheet = _sheet(program, given)
    derived = {
        value.name: [sheet["count"][index.list] for index in value.shape]
        for value in program.values.values()
        if value.formula is not None
    }
    texts = [value.name for value in program.values.values() if value.type.kind == "text"]
    return {"sheet": sheet, "texts": texts, "derived": derived}


def kit_call(name: str, cases: str) -> str:
    """A function of the kit, called for each list of arguments; JSON in and out, null for a blank."""
    return str(_engine().call("call_kit", name, cases))


@cache
def kit() -> str:
    """What runs generated code, as a classic script: `arithmetic.ts` as `kit`, `programOf` of `model/program.ts`."""
    with tempfile.TemporaryDirectory() as folder:
        entry, out = Path(folder, "entry.ts"), Path(folder, "kit.js")
        parts = [("* as kit", "arithmetic.ts"), ("{ programOf }", "model/program.ts")]
        imports = "".join(f'import {names} from "{(BROWSER / path).as_uri()}";\n' for names, path in parts)
        entry.write_text(f"{imports}Object.assign(globalThis, {{ kit, programOf }});\n", "utf-8")
        deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or "deno"
        command = [deno, "bundle", "--quiet", "--no-remote", "--platform", "browser", "--format", "iife"]
        environment = os.environ | {"DENO_NO_UPDATE_CHECK": "1"}
        subprocess.run([*command, "--output", str(out), str(entry)], cwd=BROWSER, env=environment, check=True)
        return out.read_text("utf-8")


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    atexit.register(engine.close)  # left to the garbage collector at the end, it waits for ever
    engine.eval(f"let program;\n{kit()}\n{_RUN}\nfunction run_program(job) {{ return run(program, job); }}")
    engine.eval("function rerun_program(jobs) { return rerun(program, jobs); }")
    return engine


# ---------------------------------------------------------------- in


def _ids(program: Program, given: Given) -> dict[str, list[str]]:
    return {
        name: list(a.items) if a.items is not None else list(given.rows.get(name, ()))
        for name, a in program.lists.items()
    }


def _sheet(program: Program, given: Given) -> dict[str, Any]:
    ids = _ids(program, given)
    typed = {
        value.name: [
            _held(_cell(given.typed.get(value.name), place), value.type, ids) for place in _places(value.shape, ids)
        ]
        for value in program.values.values()
        if value.role == "given"
    }
    labels = {name: list(a.labels) if a.labels is not None else ids[name] for name, a in program.lists.items()}
    return {"count": {name: len(all_ids) for name, all_ids in ids.items()}, "label": labels, "typed": typed}


def _places(shape: Shape, ids: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    return product(*(ids[index.list] for index in shape))


def _cell(table: Figure | Table, place: tuple[str, ...]) -> Figure:
    for item in place:
        table = table.get(item) if isinstance(table, dict) else table
    return None if isinstance(table, dict) else table


def _held(figure: Figure, kind: Type, ids: dict[str, list[str]]) -> float | str | None:
    if figure is None or kind.kind == "text":
        return figure
    if kind.kind == "item":
        return ids[kind.list].index(str(figure)) if figure in ids[kind.list] else None
    assert not isinstance(figure, str)
    return float(figure)


# ---------------------------------------------------------------- out


def _figures(program: Program, ids: dict[str, list[str]], out: dict[str, Any]) -> Figures:
    def shown(cell: Any, kind: Type) -> Figure:
        if cell is None or kind.kind in ("number", "text"):
            return cell  # type: ignore[no-any-return]
        return bool(cell) if kind.kind == "truth" else ids[kind.list][int(cell)]

    return Figures(
        values={
            name: _nested(value.shape, ids, [shown(cell, value.type) for cell in out["values"][name]])
            for name, value in program.values.items()
        },
        lights={
            name: _nested(light.shape, ids, [_COLOURS[code] for code in out["lights"][name]])
            for name, light in program.lights.items()
        },
        left_out={
            name: tuple(row for row, counts in zip(ids[name], out["rows"][name], strict=True) if not counts)
            for name, a_list in program.lists.items()
            if a_list.items is None
        },
        reasons={(name, tuple(at)): reason for name, at, reason in out["reasons"] if reason is not None},
    )


def _nested(shape: Shape, ids: dict[str, list[str]], column: list[Any]) -> Figure | Table:
    if not shape:
        (cell,) = column
        return cell  # type: ignore[no-any-return]
    items = ids[shape[0].list]
    size = len(column) // len(items) if items else 0
    return {item: _nested(shape[1:], ids, column[i * size : (i + 1) * size]) for i, item in enumerate(items)}
