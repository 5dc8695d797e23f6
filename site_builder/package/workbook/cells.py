"""The cells that people see: fields with what may be typed in them, figures, names of items, colours of lights."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...catalog.tool_file import ValueFile
from ...formula.program import look_up
from ...formula.targets.excel import COLOURS
from ...formula.targets.excel_blocks import Block, reference
from ...formula.targets.excel_code import text as quoted
from ...render.figures import is_percent, is_trimmed, places_of
from .book import FIELD, Book, all_of

_LIGHTS = {"red": "#f6d5ce", "amber": "#f9e6b8", "green": "#d7e8d3", "unknown": "#ececec"}
_LONGEST_PROMPT = 255  # in Excel


def cell(book: Book, sheet: Worksheet, name: str, row: int, column: int, at: tuple[int, ...]) -> None:
    """What people see of a figure at its own place: a field to type in, a figure, or a name."""
    decl = book.tool.program.values.get(name)
    if decl is None:
        block = book.plan.layout.lights[name]
        code = reference(block.sheet, sheet.get_name(), *block.cell(at))
        names = ",".join(quoted(book.word(f"colour.{colour}")).text for colour in COLOURS)
        sheet.write_formula(row, column, f'=IF({code}="","",CHOOSE({code}+1,{names}))', book.format())
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
    sheet.write_formula(row, column, "=" + formula, figure_format(book, name))


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
    form = book.format(**_number_format(book, name), **FIELD, text_wrap=_is_text(book, name))
    ids = book.plan.layout.ids(book.tool.program, decl.shape, at)
    if None in ids:
        sheet.write_blank(row, column, None, form)
        return
    figure = look_up(book.given.typed.get(name), ids)
    if figure is None:
        figure = look_up(decl.table, ids)
    if figure is None and decl.formula is not None:
        default = book.plan.layout.defaults[name]
        sheet.write_formula(row, column, "=" + named_code(book, name, sheet.get_name(), at, default), form)
    elif figure is None:
        sheet.write_blank(row, column, None, form)
    elif decl.type.kind == "item":
        sheet.write_string(row, column, _choice(book, decl.type.list, str(figure)), form)
    elif decl.type.kind == "truth":
        sheet.write_string(row, column, book.plan.layout.truths[0 if figure else 1], form)
    elif isinstance(figure, str):
        sheet.write_string(row, column, figure, form)
    else:
        sheet.write_number(row, column, float(figure), form)


def _choice(book: Book, list_name: str, item: str) -> str:
    """As the choice of that item is called."""
    file = book.tool.file.lists[list_name]
    if file.shown_as is not None and file.items is None:
        return str(look_up(book.given.typed.get(file.shown_as), [item]) or item)
    return file.items[item].label if file.items and item in file.items else item


Area = tuple[int, int, int, int]
"""Top, left, bottom, right."""


def allow(book: Book, sheet: Worksheet, name: str, area: Area) -> None:
    """What may be typed, refused with words; nothing for cells that repeat a field of another sheet."""
    decl = book.tool.program.values.get(name)
    if decl is None or decl.role != "given" or book.plan.shown[name].sheet != sheet.get_name():
        return
    rule: dict[str, Any] | None = None
    if decl.type.kind == "item":
        rule = {"validate": "list", "source": "=" + all_of(book.plan.layout.choices[decl.type.list], "")}
    elif decl.type.kind == "truth":
        rule = {"validate": "list", "source": list(book.plan.layout.truths)}
    elif decl.type.kind == "number":
        allowed = book.tool.allowed[name]
        scale = 100 if allowed.percent else 1
        low, high = (None if end is None else end / scale for end in (allowed.low, allowed.high))
        range_ = _range(book.tool.file.values[name], allowed.low, allowed.high)
        rule = {"validate": "integer" if allowed.whole else "decimal", **_between(low, high)}
        rule["error_message"] = book.word("refused", range=range_)[:_LONGEST_PROMPT]
    if rule is not None:
        sheet.data_validation(*area, {"ignore_blank": True, **rule})


def _between(low: float | None, high: float | None) -> dict[str, Any]:
    if low is not None and high is not None:
        return {"criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"criteria": ">=", "value": low}
    if high is not None:
        return {"criteria": "<=", "value": high}
    return {"criteria": "between", "minimum": -1e15, "maximum": 1e15}


def _range(value: ValueFile, low: float | None, high: float | None) -> str:
    ends = ["" if end is None else f"{end:g}" for end in (low, high)]
    return f"{ends[0]}–{ends[1]} {value.unit or ''}".strip()


def colour(book: Book, sheet: Worksheet, area: Area) -> None:
    """Cells with the word of a light take its colour."""
    for state, fill in _LIGHTS.items():
        rule = {"type": "cell", "criteria": "==", "value": quoted(book.word(f"colour.{state}")).text}
        form = book.book.add_format({"bg_color": fill, "bold": state in ("red", "amber")})
        sheet.conditional_format(*area, {**rule, "format": form})


def figure_format(book: Book, name: str) -> Any:
    return book.format(**_number_format(book, name), text_wrap=_is_text(book, name))


def _is_text(book: Book, name: str) -> bool:
    decl = book.tool.program.values.get(name)
    return decl is not None and decl.type.kind == "text"


def _number_format(book: Book, name: str) -> dict[str, str]:
    decl = book.tool.program.values.get(name)
    if decl is None or decl.type.kind != "number":
        return {}
    percent = is_percent(book.tool, name)
    if is_trimmed(book.tool, name):
        return {"num_format": "0.##%" if percent else "General"}
    places = places_of(book.tool, name)
    zeros = "." + "0" * places if places else ""
    return {"num_format": f"0{zeros}%" if percent else f"#,##0{zeros}"}
