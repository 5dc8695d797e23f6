"""A plan written as a workbook: the overview, a sheet for each step, and the sheets that explain and compute."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from ...formula.targets.excel import COLOURS
from ...formula.targets.excel_blocks import Cell, reference
from ...render.text import bare
from .book import ACCENT, FIELD, LINK, PAPER, QUIET, Book, address_of, all_of
from .chart_data import ChartData, Drawn
from .heights import Heights
from .origins import write_origins
from .plan import MARK_ROW, named, shape_of
from .results import Result
from .steps import figure, write_step

LONGEST_FOOTER = 80  # of 255 in Excel, each & of which is two
_WIDTHS = {0: 34, 1: 20, 2: 90}


HIDDEN = ("charts", "lists", "calc", "helpers")


def written(book: Book) -> tuple[bytes, list[Drawn], list[str]]:
    """The workbook; of its charts, which rows they draw; the names of its sheets in order."""
    data = book.sheet("charts")
    data.write_string(0, 0, book.word("charts_note"), book.format(font_color=QUIET))
    charts = ChartData(book, data)
    _names(book)
    _overview(book)
    for step in book.plan.steps:
        write_step(book, charts, step)
    _lists(book)
    _computed(book)
    write_origins(book)
    title = book.tool.file.title[:LONGEST_FOOTER].replace("&", "&&")
    for sheet in book.sheets.values():
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 1 if sheet is book.sheet("overview") else 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L{title}&C&A&R&P / &N")
    for key in HIDDEN:
        book.sheet(key).hide()
    book.book.close()
    return book.out.getvalue(), charts.drawn, list(book.sheets)


def _names(book: Book) -> None:
    """Every value, light and list by its id: `v_score` is where its figures stand, down a column or in a table."""
    layout = book.plan.layout
    blocks = {named("v", name): block for name, block in layout.values.items() if "." not in name}
    blocks |= {named("light", name): block for name, block in layout.lights.items()}
    blocks |= {named("list", name): block for name, block in layout.choices.items()}
    for name, block in blocks.items():
        book.book.define_name(name, "=" + all_of(block, ""))


def _overview(book: Book) -> None:
    file, sheet = book.tool.file, book.sheet("overview")
    heights = Heights(_WIDTHS, 0)
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, file.title, book.format(bold=True, font_size=20))
    heights.at_least(0, 32)
    sheet.write_string(1, 0, file.common_sense, book.format(font_color=ACCENT, font_size=13))
    heights.at_least(1, 24)
    for row, said in ((2, bare(file.summary)), (4, book.word("how"))):
        sheet.merge_range(row, 0, row, 2, said, book.format(text_wrap=True, valign="top"))
        heights.text(row, 0, said, 3)
    mark = book.format(bold=True, font_color=ACCENT)
    if book.mark:
        sheet.write_string(MARK_ROW, 0, book.mark, mark)
    else:
        sheet.write_blank(MARK_ROW, 0, None, mark)
    sheet.write_string(5, 0, book.word("key.field"), book.format(**FIELD | {"locked": True}))
    sheet.write_string(5, 1, book.word("key.formula"), book.format(border=1, border_color=PAPER))
    lights = book.words.text("text.separator").join(book.results.colours[colour] for colour in COLOURS[::-1])
    sheet.write_string(5, 2, book.word("key.lights", lights=lights), book.format(indent=1))
    row = _headline(book, sheet, 7, "results")
    for name in file.results:
        row = _result(book, sheet, row, name, heights)
    rest = [name for name in file.lights if not shape_of(book.tool, name) and name not in file.results]
    if rest:
        row = _headline(book, sheet, row + 1, "lights")
        for name in rest:
            row = _result(book, sheet, row, name, heights)
    row = _headline(book, sheet, row + 1, "steps")
    for step in book.plan.steps:
        sheet.write_url(row, 0, address_of(step.name), book.format(**LINK), step.name)
        row += 1
    sheet.write_url(row, 0, address_of(book.plan.names["origins"]), book.format(**LINK), book.plan.names["origins"])
    for place, said in enumerate((book.word("origin_note"), book.word("hidden", sheets=_hidden(book))), row + 2):
        sheet.merge_range(place, 0, place, 2, said, book.format(font_color=QUIET, text_wrap=True, valign="top"))
        heights.text(place, 0, said, 3)
    heights.write(sheet)


def _hidden(book: Book) -> str:
    return book.words.text("text.separator").join(book.plan.names[key] for key in HIDDEN)


def _headline(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    form = book.format(bold=True, font_size=13, bottom=1, bottom_color=ACCENT)
    sheet.write_string(row, 0, book.word(key), form)
    return row + 1


def _result(book: Book, sheet: Worksheet, row: int, name: str, heights: Heights) -> int:
    """A headline figure of the whole; of a list, where it stands."""
    label = book.label(name)
    sheet.write_string(row, 0, label, book.format(text_wrap=True))
    heights.text(row, 0, label)
    if not shape_of(book.tool, name):
        figure(book, sheet, row, name, heights)
    elif (block := book.plan.shown.get(name)) is not None:
        sheet.write_url(row, 1, address_of(block.sheet), book.format(**LINK), f"→ {block.sheet}")
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
            sheet.write_formula(*choices.cell(at), f'={own}&""', None, book.results.item(name, at[0]))


def _computed(book: Book) -> None:
    """All that stands on no step: what is typed or the default, numbers of lights and items, helper cells."""
    for key in ("calc", "helpers"):
        book.sheet(key).write_string(0, 0, book.word(f"{key}_note"), book.format(font_color=QUIET))
    for column, owner in book.plan.layout.room.names:
        book.sheet("helpers").write_string(2, column, owner, book.format(font_color=QUIET))
    steps = {step.name for step in book.plan.steps}
    known = dict(_known(book))
    for (name, row, column), formula in book.cells.items():
        if name not in steps:
            result = known.get((name, row, column), "")
            book.sheets[name].write_formula(row, column, "=" + formula, None, result)


def _known(book: Book) -> Iterator[tuple[Cell, Result]]:
    """What figures and lights come to. Helper cells are computed by whoever opens the workbook."""
    layout = book.plan.layout
    for name, block in (*layout.values.items(), *layout.lights.items()):
        for at in block.positions():
            yield (block.sheet, *block.cell(at)), book.results.coded(name, at)
