"""JavaScript: a program in, the texts of script functions out: straight loops over typed columns.

Each text is one function expression of `kit` in `browser/arithmetic.ts`. `steps_script` gives, in order and by name,
what makes the column of each value, of each light, of which rows count; `browser/model/program.ts` runs it.
`reason_script`, loaded when asked, gives `reason(sheet, figures, value, at)`, which says why a figure is blank.
A column is row-major in the order of its value's lists; a blank is NaN, in texts null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from ..program import Figure, LightDecl, Program, Table, ValueDecl
from ..tree import Shape, Type, Typed
from .javascript_code import KIT, key, literal, member
from .javascript_formula import Writer, never_blank
from .javascript_reasons import Explainer, can_fail


def steps_script(program: Program) -> str:
    """Deterministic: the same program gives the same text."""
    _, steps = _steps(program)
    return _function(["\n".join(["return {", *map(_indented, steps), "};"])])


def reason_script(program: Program) -> str:
    """For the figures of derived values, and of defaults that are formulas, where something can fail."""
    maker, _ = _steps(program)
    reasons = [maker.reason(value) for value in program.values.values() if value.formula and can_fail(value.formula)]
    return _function(["\n".join(["const reasons = {", *map(_indented, reasons), "};"]), _REASON])


def _steps(program: Program) -> tuple[_Maker, list[str]]:
    """A property for each step; the maker then knows what is never blank."""
    maker = _Maker(program, set())
    steps: list[str] = []
    for step in program.order:
        match step.kind:
            case "value":
                steps.append(maker.value(program.values[step.name]))
            case "rows":
                steps.append(maker.rows(step.name))
            case "light":
                steps.append(maker.light(program.lights[step.name]))
    return maker, [f"{step}," for step in steps]


def _function(parts: list[str]) -> str:
    code = "\n\n".join(parts)
    used = ", ".join(name for name in KIT if re.search(rf"(?<![.\w]){name}\(", code))
    whole = f'"use strict";\nconst {{ {used} }} = kit;\n\n{code}'
    return f"function (kit) {{\n{_indented(whole)}\n}}"


_REASON = """\
// why the figure of a value at one position is blank
function reason(sheet, figures, value, at) {
  if (!Object.hasOwn(reasons, value)) return null;
  const rows = {};
  for (const list of Object.keys(figures.rows)) rows[list] = positions(figures.rows[list]);
  return reasons[value](figures.values, sheet, rows, ...at);
}

return reason;"""


@dataclass(frozen=True)
class _Maker:
    """Writes each step, in order. `sure` collects the values that have a figure at every position."""

    program: Program
    sure: set[str]

    def value(self, value: ValueDecl) -> str:
        """What an author wrote in every place, or null, where what is typed goes before it; else the function."""
        name, typed = key(value.name), member("sheet.typed", value.name) if value.role == "given" else ""
        table = _table(value, self.program) if value.table is not None or (not typed and value.formula is None) else ""
        if not _may_be_gone(value, self.program) and _complete(value.table, value.shape, self.program):
            self.sure.add(value.name)
        if value.formula is not None:
            if never_blank(value.formula, self.sure):
                self.sure.add(value.name)
            sources = [("typed", typed), ("standard", table)]
            return self._column(value, value.formula, [source for source in sources if source[1]])
        if "sheet." not in table:
            return f"{name}: {table or 'null'}"
        if typed:
            return f"{name}(f, sheet) {{ return typedOr({typed}, {table}); }}"
        column = table if value.type.kind == "text" else f"Float64Array.from({table})"
        return f"{name}(f, sheet) {{ return {column}; }}"

    def _column(self, value: ValueDecl, formula: Typed, sources: list[tuple[str, str]]) -> str:
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
        return writer.function(key(value.name))

    def _figure(self, writer: Writer, value: ValueDecl, formula: Typed) -> str:
        """The formula's figure in the declared unit; no infinities."""
        figure = writer.expression(formula)
        if value.type.kind != "number" or (value.factor == 1 and never_blank(formula, self.sure)):
            return figure
        return f"finite({figure})" if value.factor == 1 else f"finite(({figure}) / {literal(value.factor)})"

    def rows(self, name: str) -> str:
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
        return f"// the rows of {name} that lack no required value\n{writer.function(key(name))}"

    def light(self, light: LightDecl) -> str:
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
        return writer.function(key(light.name))

    def reason(self, value: ValueDecl) -> str:
        """A method that says why the figure at one position is blank."""
        assert value.formula is not None
        writer = Explainer(self.program, self.sure)
        at = writer.given(value.shape)
        writer.why(value.formula)
        return writer.function(literal(value.name), *at) + ","


# ---------------------------------------------------------------- tables of constants


def _table(value: ValueDecl, program: Program) -> str:
    """What an author wrote, in order; laid out at run time where the rows of a grown list are among its lists."""
    blank = "null" if value.type.kind == "text" else "NaN"
    grown_item = _may_be_gone(value, program)
    if not grown_item and all(program.lists[index.list].items is not None for index in value.shape):
        cells = [_constant(figure, value.type, program, blank) for figure in _cells(value.table, value.shape, program)]
        return f"[{', '.join(cells)}]"
    ids = []
    for index in value.shape:
        items = program.lists[index.list].items
        ids.append(member("sheet.label", index.list) if items is None else literal(list(items)))
    rows = f", {member('sheet.label', value.type.list)}" if grown_item else ""
    return f"lay({_nested(value.table, value.type, program, blank)}, [{', '.join(ids)}], {blank}{rows})"


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


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
