"""JavaScript: a program in, the texts of script functions out: straight loops over typed columns.

Each text is one function expression, `function (kit) { … return compute; }`; `kit` is `browser/arithmetic.ts`.
`compute(sheet)` gives every figure; `compute(sheet, figures, names)` writes some of them anew (`order.reads` tells
which hang together). `reason(sheet, figures, value, at)`, loaded when asked, says why one is blank.
A column is row-major in the order of its value's lists; a blank is NaN, in texts null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from ..program import Figure, LightDecl, Program, Table, ValueDecl
from ..tree import Shape, Type, Typed
from .javascript_code import KIT, Names, literal, member
from .javascript_formula import Writer, never_blank
from .javascript_reasons import Explainer, can_fail


def compute_script(program: Program) -> str:
    """Deterministic: the same program gives the same text."""
    _, parts, calls = _steps(program)
    compute = _COMPUTE.replace("…", _indented("\n".join(calls)))
    return _function([*parts, compute], "compute")


def reason_script(program: Program) -> str:
    """For the figures of derived values, and of defaults that are formulas, where something can fail."""
    maker, _, _ = _steps(program)
    reasons = [maker.reason(value) for value in program.values.values() if value.formula and can_fail(value.formula)]
    return _function(["\n".join(["const reasons = {", *map(_indented, reasons), "};"]), _REASON], "reason")


def _steps(program: Program) -> tuple[_Maker, list[str], list[str]]:
    """A function for each step that needs one, and the call of each; the maker then knows what is never blank."""
    maker = _Maker(program, set(), Names())
    calls: list[str] = []
    parts: list[str] = []
    for step in program.order:
        match step.kind:
            case "value":
                part, call = maker.value(program.values[step.name])
                calls.append(_write("f", step.name, call))
            case "rows":
                part, call = maker.rows(step.name)
                calls.append(_write("counting", step.name, call))
                calls.append(f"{member('rows', step.name)} = positions({member('counting', step.name)});")
            case "light":
                part, call = maker.light(program.lights[step.name])
                calls.append(_write("lights", step.name, call))
        if part:
            parts.append(part)
    return maker, parts, calls


def _write(columns: str, name: str, call: str) -> str:
    """Names of lists, values and lights do not clash."""
    if call.endswith(_STEP):
        return f"write({columns}, {literal(name)}, {call.removesuffix(_STEP)});"
    return f"if (due({literal(name)})) {member(columns, name)} = {call};"


_STEP = "(f, sheet, rows)"


def _function(parts: list[str], result: str) -> str:
    code = "\n\n".join(parts)
    used = ", ".join(name for name in KIT if re.search(rf"(?<![.\w]){name}\(", code))
    whole = f'"use strict";\nconst {{ {used} }} = kit;\n\n{code}\n\nreturn {result};'
    return f"function (kit) {{\n{_indented(whole)}\n}}"


_COMPUTE = """\
// every figure: f by value, one column each; with `into` and `only` those of these names anew, in figures that stand
function compute(sheet, into = { values: {}, lights: {}, rows: {} }, only = null) {
  const { values: f, lights, rows: counting } = into, rows = {};
  function due(name) {
    return only === null || only.has(name);
  }
  function write(columns, name, step) {
    if (due(name)) columns[name] = step(f, sheet, rows);
  }
…
  return into;
}"""

_REASON = """\
// why the figure of a value at one position is blank
function reason(sheet, figures, value, at) {
  if (!Object.hasOwn(reasons, value)) return null;
  const rows = {};
  for (const list of Object.keys(figures.rows)) rows[list] = positions(figures.rows[list]);
  return reasons[value](figures.values, sheet, rows, ...at);
}"""


@dataclass(frozen=True)
class _Maker:
    """Writes a function for each step, in order. `sure` collects the values that have a figure at every position."""

    program: Program
    sure: set[str]
    names: Names

    def value(self, value: ValueDecl) -> tuple[str, str]:
        """The code that a value needs, and the expression that gives its column."""
        name, size = self.names.new(value.name), _size(value.shape, self.program)
        kind = "Texts" if value.type.kind == "text" else "Numbers"
        cells = member("sheet.typed", value.name) if value.role == "given" else "undefined"
        typed = f"typed{kind}({cells}, {size})"
        table = _table(value, self.program) if value.table is not None else ""
        if not _may_be_gone(value, self.program) and _complete(value.table, value.shape, self.program):
            self.sure.add(value.name)
        if value.formula is None:
            if not table:
                return "", typed
            code = "" if "sheet." in table else f"const {name} = {table};"
            standard = name if code else table
            return code, standard if value.role == "fixed" else f"typed{kind}({cells}, {size}, {standard})"
        if never_blank(value.formula, self.sure):
            self.sure.add(value.name)
        sources = [("typed", typed if value.role == "given" else ""), ("standard", table)]
        return self._column(value, name, value.formula, [source for source in sources if source[1]]), f"{name}{_STEP}"

    def _column(self, value: ValueDecl, name: str, formula: Typed, sources: list[tuple[str, str]]) -> str:
        """A figure of one of the sources (what was typed, the table), else the formula's."""
        writer = Writer(self.program, self.sure)
        text = value.type.kind == "text"
        same = next((k for k, index in enumerate(value.shape) if index in formula.shape), len(value.shape))
        same = 0 if sources else same  # the first lists, on which nothing depends: computed once and repeated
        shape = value.shape[same:]
        size = " * ".join(writer.size(index.list) for index in shape) or "1"
        writer.line(f"const out = new {'Array' if text else 'Float64Array'}({size});")
        for variable, code in sources:
            writer.line(f"const {variable} = {code};")
        with writer.every(shape, "return out;") as at:
            for variable, _ in sources:
                cell = f"{variable}[{at}]"
                there = f"{cell} !== null" if text else f"{cell} === {cell}"
                writer.line(f"if ({there}) {{ out[{at}] = {cell}; {writer.next} }}")
            writer.line(f"out[{at}] = {self._figure(writer, value, formula)};")
        times = " * ".join(writer.size(index.list) for index in value.shape[:same])
        writer.line(f"return tile{'Texts' if text else ''}(out, {times});" if same else "return out;")
        return f"function {writer.function(name)}"

    def _figure(self, writer: Writer, value: ValueDecl, formula: Typed) -> str:
        """The formula's figure in the declared unit; no infinities."""
        figure = writer.expression(formula)
        if value.type.kind != "number" or (value.factor == 1 and never_blank(formula, self.sure)):
            return figure
        return f"finite({figure})" if value.factor == 1 else f"finite(({figure}) / {literal(value.factor)})"

    def rows(self, name: str) -> tuple[str, str]:
        """1 for the rows of a grown list that lack no required value."""
        writer = Writer(self.program, self.sure)
        writer.line(f"const out = new Uint8Array({writer.size(name)}).fill(1);")
        for value in self.program.values.values():
            own = [index for index in value.shape if index.list == name]
            if not value.required or not own or value.name in self.sure:
                continue
            with writer.every(value.shape) as at:
                cell = f"{writer.column(value.name)}[{at}]"
                lacks = f"{cell} === null" if value.type.kind == "text" else f"{cell} !== {cell}"
                if not isinstance(value.required, bool):
                    lacks += f" && {writer.held(value.required)} !== 0"
                writer.line(f"if ({lacks}) {{ {' '.join(f'out[{writer.at(index)}] = 0;' for index in own)} }}")
        writer.line("return out;")
        function = self.names.new(f"counting_{name}")
        code = f"// the rows of {name} that lack no required value\nfunction {writer.function(function)}"
        return code, f"{function}{_STEP}"

    def light(self, light: LightDecl) -> tuple[str, str]:
        """3 red, 2 amber, 1 green, 0 unknown."""
        writer = Writer(self.program, self.sure)
        size = " * ".join(writer.size(index.list) for index in light.shape) or "1"
        writer.line(f"const out = new Uint8Array({size});")
        with writer.every(light.shape) as at:
            colour = "1"
            for code, rule in ((2, light.amber), (3, light.red)):
                if rule is not None:
                    holds = writer.held(rule)
                    colour = f"{holds} === 1 ? {code} : {holds} !== 0 ? 0 : {colour}"
            writer.line(f"out[{at}] = {colour};")
        writer.line("return out;")
        name = self.names.new(light.name)
        return f"function {writer.function(name)}", f"{name}{_STEP}"

    def reason(self, value: ValueDecl) -> str:
        """A method that says why the figure at one position is blank."""
        assert value.formula is not None
        writer = Explainer(self.program, self.sure)
        at = writer.given(value.shape)
        writer.why(value.formula)
        return writer.function(literal(value.name), *at) + ","


# ---------------------------------------------------------------- tables of constants


def _table(value: ValueDecl, program: Program) -> str:
    """A column of what an author wrote; laid out at run time where the rows of a grown list are among its lists."""
    text = value.type.kind == "text"
    blank = "null" if text else "NaN"
    grown_item = _may_be_gone(value, program)
    if not grown_item and all(program.lists[index.list].items is not None for index in value.shape):
        cells = [_constant(figure, value.type, program, blank) for figure in _cells(value.table, value.shape, program)]
        return f"[{', '.join(cells)}]" if text else f"Float64Array.of({', '.join(cells)})"
    ids = []
    for index in value.shape:
        items = program.lists[index.list].items
        ids.append(member("sheet.label", index.list) if items is None else literal(list(items)))
    rows = f", {member('sheet.label', value.type.list)}" if grown_item else ""
    laid = f"lay({_nested(value.table, value.type, program, blank)}, [{', '.join(ids)}], {blank}{rows})"
    return laid if text else f"Float64Array.from({laid})"


def _nested(table: Figure | Table, kind: Type, program: Program, blank: str) -> str:
    if isinstance(table, dict):
        parts = (f"{literal(item)}: {_nested(part, kind, program, blank)}" for item, part in table.items())
        return f"{{ {', '.join(parts)} }}"
    return _constant(table, kind, program, blank)


def _constant(figure: Figure, kind: Type, program: Program, blank: str) -> str:
    if figure is None:
        return blank
    if kind.kind == "item":
        items = program.lists[kind.list].items
        return literal(str(figure)) if items is None else str(items.index(figure)) if figure in items else blank
    return literal(figure)


def _cells(table: Figure | Table, shape: Shape, program: Program) -> list[Figure]:
    cells = []
    for items in product(*(program.lists[index.list].items or () for index in shape)):
        cell: Figure | Table = table
        for item in items:
            cell = cell.get(item) if isinstance(cell, dict) else cell
        cells.append(None if isinstance(cell, dict) else cell)
    return cells


def _may_be_gone(value: ValueDecl, program: Program) -> bool:
    """Whether a figure names a row of a grown list, which the learner may have removed."""
    return value.type.kind == "item" and program.lists[value.type.list].items is None


def _complete(table: Figure | Table, shape: Shape, program: Program) -> bool:
    """Whether a table has a figure at every position, for rows of grown lists too."""
    if not shape or not isinstance(table, dict):
        return table is not None and not isinstance(table, dict)
    items = program.lists[shape[0].list].items
    return items is not None and all(_complete(table.get(item), shape[1:], program) for item in items)


# ---------------------------------------------------------------- text


def _size(shape: Shape, program: Program) -> str:
    sizes = []
    for index in shape:
        items = program.lists[index.list].items
        sizes.append(member("sheet.count", index.list) if items is None else str(len(items)))
    return " * ".join(sizes) or "1"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
