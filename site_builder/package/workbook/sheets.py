"""A plan written as a workbook: the overview, a sheet for each step, and the sheets that explain and compute."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ...catalog.tool_file import LightFile, ValueFile
from ...formula.given import Given
from ...formula.targets.excel_blocks import reference
from ...render.text import bare
from ...words import Words
from .book import ACCENT, FIELD, LINK, PAPER, QUIET, Book, address_of, all_of
from .pictures import Drawn, Pictures
from .plan import Plan, shape_of
from .steps import figure, write_step


def written(plan: Plan, given: Given, words: Words) -> tuple[bytes, list[Drawn], list[str]]:
    """The workbook; of its charts, which rows they draw; the names of its sheets in order."""
    book = Book(plan, given, words)
    data = book.sheet("charts")
    data.write_string(0, 0, book.word("charts_note"), book.format(font_color=QUIET))
    pictures = Pictures(plan, book.book, data, book.label, book.format, book.format(**FIELD))
    _overview(book)
    for step in plan.steps:
        write_step(book, pictures, step)
    _lists(book)
    _computed(book)
    _origins(book)
    for name, block in plan.layout.values.items():
        if "." not in name:  # every value by its id: `v_score` is where its figures stand
            book.book.define_name(f"v_{name}", "=" + all_of(block, ""))
    for sheet in book.sheets.values():
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    book.book.close()
    return book.out.getvalue(), pictures.drawn, list(book.sheets)


def _overview(book: Book) -> None:
    file, sheet = book.tool.file, book.sheet("overview")
    for column, width in enumerate((34, 16, 90)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, file.title, book.format(bold=True, font_size=20))
    sheet.write_string(1, 0, file.common_sense, book.format(font_color=ACCENT, font_size=13))
    sheet.merge_range(2, 0, 2, 2, bare(file.summary), book.format(text_wrap=True, valign="top"))
    sheet.set_row(2, 34)
    sheet.merge_range(3, 0, 3, 2, book.word("how"), book.format(text_wrap=True, valign="top", font_color=QUIET))
    sheet.set_row(3, 64)
    row = _headline(book, sheet, 5, "results")
    for name in file.results:
        row = _result(book, sheet, row, name)
    rest = [name for name in file.lights if not shape_of(book.tool, name) and name not in file.results]
    if rest:
        row = _headline(book, sheet, row + 1, "lights")
        for name in rest:
            row = _result(book, sheet, row, name)
    row = _headline(book, sheet, row + 1, "steps")
    for step in book.plan.steps:
        sheet.write_url(row, 0, address_of(step.name), book.format(**LINK), step.name)
        row += 1
    sheet.write_string(row + 1, 0, book.word("origin_note"), book.format(font_color=QUIET))


def _headline(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    form = book.format(bold=True, font_size=13, bottom=1, bottom_color=ACCENT)
    sheet.write_string(row, 0, book.word(key), form)
    return row + 1


def _result(book: Book, sheet: Worksheet, row: int, name: str) -> int:
    """A headline figure of the whole; of a list, where it stands."""
    sheet.write_string(row, 0, book.label(name))
    if not shape_of(book.tool, name):
        figure(book, sheet, row, name, wrap=True)
    elif (block := book.plan.shown.get(name)) is not None:
        sheet.write_url(row, 1, address_of(block.sheet), book.format(**LINK), "→")
    return row + 1


def _lists(book: Book) -> None:
    layout, sheet = book.plan.layout, book.sheet("lists")
    sheet.write_string(0, 0, book.word("lists_note"), book.format(font_color=QUIET))
    for name, a_list in book.tool.program.lists.items():
        file, labels, choices = book.tool.file.lists[name], layout.labels[name], layout.choices[name]
        sheet.write_string(labels.top - 1, labels.left, file.label, book.format(bold=True))
        for at in labels.positions():  # empty cells too: a page puts the ids of a learner's rows there
            sheet.write_blank(*labels.cell(at), None, book.format())
        for place, text in enumerate(a_list.labels or a_list.items or layout.rows.get(name, ())):
            sheet.write_string(*labels.cell((place,)), text)
        for at in choices.positions() if choices != labels else ():
            own = reference(labels.sheet, labels.sheet, *labels.cell(at))
            if file.shown_as is not None:
                block = layout.values[file.shown_as]
                text = reference(block.sheet, choices.sheet, *block.cell(at))
                own = f'IF({text}="",{own}&"",{text})'
            sheet.write_formula(*choices.cell(at), f'={own}&""')


def _computed(book: Book) -> None:
    """All that stands on no step: what is typed or the default, numbers of lights and items, helper cells."""
    for key in ("calc", "helpers"):
        book.sheet(key).write_string(0, 0, book.word(f"{key}_note"), book.format(font_color=QUIET))
    for column, owner in book.plan.layout.room.names:
        book.sheet("helpers").write_string(2, column, owner, book.format(font_color=QUIET))
    steps = {step.name for step in book.plan.steps}
    for (name, row, column), formula in book.cells.items():
        if name not in steps:
            book.sheets[name].write_formula(row, column, "=" + formula)


def _origins(book: Book) -> None:
    sheet, file = book.sheet("origins"), book.tool.file
    for column, (key, width) in enumerate((("what", 30), ("kind", 10), ("source", 14), ("why", 100))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, book.word(f"origins.{key}"), book.format(bold=True, bg_color=PAPER, bottom=1))
    owners: list[ValueFile | LightFile] = [*file.values.values(), *file.lights.values()]
    for row, owner in enumerate((each for each in owners if each.origin is not None), 1):
        sources = [owner.source] if isinstance(owner.source, str) else owner.source or []
        origin = book.words.text(f"page.origin.{owner.origin}")
        texts = (owner.label, origin, book.words.text("text.separator").join(sources), bare(owner.why or ""))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.format(text_wrap=column == 3))
    sheet.freeze_panes(1, 0)
