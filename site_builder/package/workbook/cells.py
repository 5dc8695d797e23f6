"""The cells that people see: fields with what may be typed in them, figures, names of items, colours of lights."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...formula.program import look_up
from ...formula.targets.excel import COLOURS
from ...formula.targets.excel_blocks import Block, reference
from ...formula.targets.excel_code import text as quoted
from ...render.figures import is_percent, is_trimmed, places_of
from .allowed import Area, allow
from .book import FIELD, TEXT, Book, all_of

_LIGHTS = {"red": "#f6d5ce", "amber": "#f9e6b8", "green": "#d7e8d3", "unknown": "#ececec"}


def cell(book: Book, sheet: Worksheet, name: str, row: int, column: int, at: tuple[int, ...]) -> None:
    """What people see of a figure at its own place: a field to type in, a figure, or a name."""
    decl = book.tool.program.values.get(name)
    if decl is None:
        block = book.plan.layout.lights[name]
        code = reference(block.sheet, sheet.get_name(), *block.cell(at))
        names = ",".join(quoted(book.word(f"colour.{colour}")).text for colour in COLOURS)
        formula = f'=IF({code}="","",CHOOSE({code}+1,{names}))'
        sheet.write_formula(row, column, formula, book.format(indent=1), book.results.shown(name, at))
        return
    if decl.role == "given":
        _field(book, sheet, name, row, column, at)
        if not decl.shape:
            allow(book, sheet, name, (row, column, row, column))
        return
    block = book.plan.layout.values[name]
    if block == book.plan.shown.get(name):
        formula = book.cells[block.sheet, row, column]
    else:
        formula = named_code(book, name, sheet.get_name(), at)
    sheet.write_formula(row, column, "=" + formula, figure_format(book, name), book.results.shown(name, at))


def named_code(book: Book, name: str, sheet: str, at: tuple[int, ...], own: Block | None = None) -> str:
    """The label of an item, or yes and no, from the cell with its number: the value's own, or its default's."""
    block, decl = own or book.plan.layout.values[name], book.tool.program.values[name]
    code = reference(block.sheet, sheet, *block.cell(at))
    if decl.type.kind == "truth":
        yes, no = (quoted(word).text for word in book.plan.layout.truths)
        return f'IF({code}="","",IF({code}=1,{yes},{no}))'
    if decl.type.kind == "item":
        labels = all_of(book.plan.layout.choices[decl.type.list], sheet)
        return f'IF({code}="","",INDEX({labels},{code}))'
    return f'IF({code}="","",{code})'


def _field(book: Book, sheet: Worksheet, name: str, row: int, column: int, at: tuple[int, ...]) -> None:
    """Typed figures, else the default, which a learner may type over; nothing on rows to grow into."""
    decl = book.tool.program.values[name]
    # A formula that is edited in a cell for texts becomes its own text.
    kind = {} if decl.formula is not None and not is_number(book, name) else number_format(book, name)
    form = book.format(**kind, **FIELD, **_aligned(book, name))
    ids = book.plan.layout.ids(book.tool.program, decl.shape, at)
    if None in ids:
        sheet.write_blank(row, column, None, form)
        return
    figure = look_up(book.given.typed.get(name), ids)
    if figure is None:
        figure = look_up(decl.table, ids)
    if figure is None and decl.formula is not None:
        default = book.plan.layout.defaults[name]
        formula = named_code(book, name, sheet.get_name(), at, default)
        sheet.write_formula(row, column, "=" + formula, form, book.results.shown(name, at))
    elif figure is None:
        sheet.write_blank(row, column, None, form)
    elif decl.type.kind == "item":
        sheet.write_string(row, column, book.results.choice(decl.type.list, str(figure)), form)
    elif decl.type.kind == "truth":
        sheet.write_string(row, column, book.plan.layout.truths[0 if figure else 1], form)
    elif isinstance(figure, str):
        sheet.write_string(row, column, figure, form)
    else:
        sheet.write_number(row, column, float(figure), form)


def colour(book: Book, sheet: Worksheet, area: Area) -> None:
    """Cells with the word of a light take its colour."""
    for state, fill in _LIGHTS.items():
        rule = {"type": "cell", "criteria": "==", "value": quoted(book.word(f"colour.{state}")).text}
        form = book.book.add_format({"bg_color": fill, "bold": state in ("red", "amber")})
        sheet.conditional_format(*area, {**rule, "format": form})


def figure_format(book: Book, name: str, **looks: Any) -> Any:
    form = number_format(book, name) if is_number(book, name) else {}
    return book.format(**(form | _aligned(book, name) | looks))


def is_number(book: Book, name: str) -> bool:
    decl = book.tool.program.values.get(name)
    return decl is not None and decl.type.kind == "number"


def _aligned(book: Book, name: str) -> dict[str, Any]:
    """What is no number keeps clear of the number beside it; texts have as many lines as they need."""
    if is_number(book, name):
        return {}
    decl = book.tool.program.values.get(name)
    return {"indent": 1, "text_wrap": decl is not None and decl.type.kind == "text"}


def number_format(book: Book, name: str) -> dict[str, str]:
    if not is_number(book, name):
        return TEXT
    places, trimmed = places_of(book.tool, name), is_trimmed(book.tool, name)
    if is_percent(book.tool, name):
        return {"num_format": f"0.{'0' * max(1, places)}%" if trimmed or places else "0%"}
    return {"num_format": "General" if trimmed else "#,##0" + ("." + "0" * places if places else "")}
