"""A plan written as a workbook: cells, formats, notes, checks of what is typed, protection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ...catalog import Tool
from ...catalog.tool_file import LightFile, ValueFile
from ...formula.given import Given
from ...formula.program import Figure, Table
from ...formula.targets.excel import COLOURS, formulas
from ...formula.targets.excel_blocks import Block, reference
from ...formula.targets.excel_code import text as quoted
from ...formula.targets.words import Naming, sentence
from ...render import figures as shown_as
from ...render.text import bare
from ...words import Words
from .pictures import Pictures
from .plan import TITLE_ROWS, Area, Fields, Grid, Marks, Picture, Plan, StepSheet, axes, is_grown, shape_of

_DAY = datetime(2000, 1, 1)  # the same workbook from the same input
_INK, _PAPER, _FIELD, _ACCENT, _QUIET = "#22201c", "#f4efe4", "#fff9e6", "#a8321f", "#6b655a"
_LIGHTS = {"red": "#f6d5ce", "amber": "#f9e6b8", "green": "#d7e8d3", "unknown": "#ececec"}
_NOTE_WIDTH = 360
_LONGEST_PROMPT = 255
_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass
class Sheets:
    """Writes one workbook."""

    plan: Plan
    given: Given
    words: Words

    def bytes(self) -> bytes:
        """The workbook; afterwards `pictures` tells what its charts draw."""
        out = BytesIO()
        self.book = xlsxwriter.Workbook(
            out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties({"title": self.tool.file.title, "created": _DAY})
        self.book.set_calc_mode("auto")
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.cells = formulas(self.tool.program, self.plan.layout)
        sheets = {name: self.book.add_worksheet(name) for name in self._names()}
        self.sheets: Mapping[str, Worksheet] = sheets
        edge = {"border": 1, "border_color": "#d8cfb8", "bg_color": _FIELD, "locked": False}
        data = sheets[self.plan.names["charts"]]
        data.write_string(0, 0, self.word("charts_note"), self.format(font_color=_QUIET))
        self.pictures = Pictures(self.plan, self.book, data, self._label, self.format, self.format(**edge))
        self._overview()
        for step in self.plan.steps:
            self._step(step)
        self._lists()
        self._computed()
        self._origins()
        self._named()
        for sheet in sheets.values():
            sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
            sheet.hide_gridlines(2)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
        self.book.close()
        return out.getvalue()

    @property
    def tool(self) -> Tool:
        return self.plan.tool

    def word(self, key: str, **facts: object) -> str:
        return self.words.text(f"workbook.{key}", **facts)

    def _names(self) -> Iterator[str]:
        names = self.plan.names
        yield names["overview"]
        yield from (step.name for step in self.plan.steps)
        yield from (names[key] for key in ("origins", "charts", "lists", "calc", "helpers"))

    def format(self, **facts: Any) -> Any:
        key = tuple(sorted(facts.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_color": _INK, "valign": "vcenter", **facts})
        return self.formats[key]

    # ------------------------------------------------------------ sheets

    def _overview(self) -> None:
        file, sheet = self.tool.file, self.sheets[self.plan.names["overview"]]
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 90)
        sheet.write_string(0, 0, file.title, self.format(bold=True, font_size=20))
        sheet.write_string(1, 0, file.common_sense, self.format(font_color=_ACCENT, font_size=13))
        sheet.merge_range(2, 0, 2, 2, bare(file.summary), self.format(text_wrap=True, valign="top"))
        sheet.set_row(2, 34)
        sheet.merge_range(3, 0, 3, 2, self.word("how"), self.format(text_wrap=True, valign="top", font_color=_QUIET))
        sheet.set_row(3, 64)
        row = self._headline(sheet, 5, self.word("results"))
        for name in file.results:
            row = self._result(sheet, row, name)
        whole = [name for name in file.lights if not shape_of(self.tool, name)]
        rest = [name for name in whole if name not in file.results]
        if rest:
            row = self._headline(sheet, row + 1, self.word("lights"))
            for name in rest:
                row = self._result(sheet, row, name)
        row = self._headline(sheet, row + 1, self.word("steps"))
        for step in self.plan.steps:
            link = self.format(font_color=_ACCENT, underline=1)
            sheet.write_url(row, 0, f"internal:'{step.name.replace(chr(39), chr(39) * 2)}'!A1", link, step.name)
            row += 1
        sheet.write_string(row + 1, 0, self.word("origin_note"), self.format(font_color=_QUIET))

    def _headline(self, sheet: Worksheet, row: int, title: str) -> int:
        sheet.write_string(row, 0, title, self.format(bold=True, font_size=13, bottom=1, bottom_color=_ACCENT))
        return row + 1

    def _result(self, sheet: Worksheet, row: int, name: str) -> int:
        """A headline figure of the whole; of a list, where it stands."""
        label = self._label(name)
        sheet.write_string(row, 0, label)
        if shape_of(self.tool, name):
            block = self.plan.shown.get(name)
            if block is not None:
                place = f"internal:'{block.sheet.replace(chr(39), chr(39) * 2)}'!A1"
                sheet.write_url(row, 1, place, self.format(font_color=_ACCENT, underline=1), "→")
            return row + 1
        block = self.plan.shown.get(name)
        if block is not None:
            cell = reference(block.sheet, sheet.get_name(), *block.cell(()))
            sheet.write_formula(row, 1, f'=IF({cell}="","",{cell})', self._figure_format(name))
        else:
            self._cell(sheet, name, row, 1, ())
        if name in self.tool.file.lights:
            self._coloured(sheet, row, 1, row, 1)
            sheet.write_formula(row, 2, f"={self._says(name, sheet.get_name())}", self.format(text_wrap=True))
        return row + 1

    def _step(self, step: StepSheet) -> None:
        sheet = self.sheets[step.name]
        sheet.write_string(0, 0, step.title, self.format(bold=True, font_size=16))
        if step.text:
            sheet.merge_range(1, 0, 1, 9, bare(step.text), self.format(text_wrap=True, valign="top", font_color=_QUIET))
            sheet.set_row(1, 48)
        back = self.plan.names["overview"]
        sheet.write_url(2, 0, f"internal:'{back}'!A1", self.format(font_color=_ACCENT, underline=1), self.word("back"))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 60, 12)
        for column, width in self._widths(step):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(TITLE_ROWS, 1)
        for area in step.areas:
            self._area(sheet, area)

    def _widths(self, step: StepSheet) -> Iterator[tuple[int, int]]:
        """Columns that hold texts or names are wide."""
        wide: dict[int, int] = {}
        for area in step.areas:
            for column in area.columns if isinstance(area, Grid) else ():
                width = self._width(column.name)
                for place in range(column.left, column.left + column.width):
                    wide[place] = max(wide.get(place, 0), width)
            for name in area.names if isinstance(area, Fields) else ():
                wide[1] = max(wide.get(1, 0), self._width(name))
        yield from wide.items()

    def _width(self, name: str) -> int:
        decl = self.tool.program.values.get(name)
        if decl is None or decl.type.kind == "truth" or (decl.type.kind == "number"):
            return 12
        if decl.type.kind == "item":
            return 16
        return 30 if decl.role == "derived" else 24

    def _area(self, sheet: Worksheet, area: Area) -> None:
        match area:
            case Fields():
                for place, name in enumerate(area.names):
                    self._field(sheet, area.top + place, name)
            case Marks():
                for place, name in enumerate(area.names):
                    self._mark(sheet, area.top + place, name)
            case Grid():
                self._grid(sheet, area)
            case Picture():
                chart = self.tool.file.charts[area.name]
                sheet.write_string(area.top, 0, chart.label, self.format(bold=True))
                self.pictures.draw(sheet, area)

    def _field(self, sheet: Worksheet, row: int, name: str) -> None:
        value = self.tool.file.values[name]
        sheet.write_string(row, 0, value.label)
        if note := self._note(name):
            sheet.write_comment(row, 0, note, {"x_scale": 2.4, "y_scale": 1.6})
        own = self.plan.shown[name]
        if (own.sheet, own.top) == (sheet.get_name(), row):
            self._cell(sheet, name, row, 1, ())
        else:
            cell = reference(own.sheet, sheet.get_name(), *own.cell(()))
            sheet.write_formula(row, 1, f'=IF({cell}="","",{cell})', self._figure_format(name))
        sheet.write_string(row, 2, value.unit or "", self.format(font_color=_QUIET))

    def _mark(self, sheet: Worksheet, row: int, name: str) -> None:
        sheet.write_string(row, 0, self._label(name))
        own = self.plan.shown[name]
        if (own.sheet, own.top) == (sheet.get_name(), row):
            self._cell(sheet, name, row, 1, ())
        else:
            sheet.write_formula(row, 1, "=" + reference(own.sheet, sheet.get_name(), *own.cell(())), self.format())
        self._coloured(sheet, row, 1, row, 1)
        sheet.write_formula(row, 2, "=" + self._says(name, sheet.get_name()))

    def _grid(self, sheet: Worksheet, grid: Grid) -> None:
        head = self.format(bold=True, text_wrap=True, bg_color=_PAPER, bottom=1, bottom_color=_QUIET)
        self._row_labels(sheet, grid, head)
        for column in grid.columns:
            shape = shape_of(self.tool, column.name)
            across = [axis for axis in axes(self.tool, shape)[1]]
            own = self.plan.shown[column.name]
            title = self._label(column.name)
            if column.width > 1:
                sheet.merge_range(grid.top, column.left, grid.top, column.left + column.width - 1, title, head)
            else:
                sheet.write_string(grid.top, column.left, title, head)
            if note := self._note(column.name):
                sheet.write_comment(grid.top, column.left, note, {"x_scale": 2.4, "y_scale": 2})
            self._second_heads(sheet, grid, column.name, column.left, across, head)
            last = 0
            for at in own.positions():
                row, place = grid.first + own.flat(at, own.down), column.left + own.flat(at, own.across)
                last = max(last, row)
                if column.again:
                    cell = reference(own.sheet, sheet.get_name(), *own.cell(at))
                    sheet.write_formula(row, place, f'=IF({cell}="","",{cell})', self._figure_format(column.name))
                else:
                    self._cell(sheet, column.name, row, place, at)
            if column.name in self.tool.file.lights:
                self._coloured(sheet, grid.first, column.left, last, column.left + column.width - 1)
            self._validated(sheet, column.name, grid.first, column.left, last, column.left + column.width - 1)

    def _row_labels(self, sheet: Worksheet, grid: Grid, head: Any) -> None:
        layout = self.plan.layout
        grown = [index for index in grid.down if is_grown(self.tool, index)]
        shift = 1 if grown else 0
        for place, index in enumerate(grid.down):
            label = self.tool.file.lists[index.list].label
            sheet.write_string(grid.top, place, label, head)
            sheet.write_blank(grid.top + 1, place, None, head)
        if grown:
            sheet.write_string(grid.top, len(grid.down), "#", head)
            sheet.write_blank(grid.top + 1, len(grid.down), None, head)
        block = Block("", grid.first, 0, tuple(layout.sizes[i.list] for i in grid.down), tuple(range(len(grid.down))))
        for at in block.positions():
            row = block.cell(at)[0]
            for place, (index, position) in enumerate(zip(grid.down, at, strict=True)):
                names = layout.choices[index.list]
                cell = reference(names.sheet, sheet.get_name(), *names.cell((position,)))
                sheet.write_formula(row, place, f'=IF({cell}="","",{cell})', self.format())
            if shift:
                position = at[grid.down.index(grown[0])]
                ids = layout.labels[grown[0].list]
                cell = reference(ids.sheet, sheet.get_name(), *ids.cell((position,)))
                sheet.write_formula(row, len(grid.down), f'=IF({cell}="","",{cell})', self.format(font_color=_QUIET))

    def _second_heads(self, sheet: Worksheet, grid: Grid, name: str, left: int, across: list[int], head: Any) -> None:
        value = self.tool.file.values.get(name)
        if not across:
            sheet.write_string(grid.top + 1, left, (value.unit or "") if value else "", head)
            return
        index = shape_of(self.tool, name)[across[0]]
        names = self.plan.layout.choices[index.list]
        anchors = value.anchors if value is not None else None
        items = list(self.tool.program.lists[index.list].items or ())
        for position in range(self.plan.layout.sizes[index.list]):
            cell = reference(names.sheet, sheet.get_name(), *names.cell((position,)))
            sheet.write_formula(grid.top + 1, left + position, f'=IF({cell}="","",{cell})', head)
            if anchors and position < len(items) and items[position] in anchors:
                steps = anchors[items[position]].items()
                note = "\n".join(f"{step}: {bare(said)}" for step, said in steps)
                sheet.write_comment(grid.top + 1, left + position, note, {"x_scale": 2.6, "y_scale": 2.4})

    # ------------------------------------------------------------ cells

    def _cell(self, sheet: Worksheet, name: str, row: int, column: int, at: tuple[int, ...]) -> None:
        """What people see of a figure at its own place: a field to type in, a figure, or a name."""
        decl = self.tool.program.values.get(name)
        if decl is None:
            block = self.plan.layout.lights[name]
            code = reference(block.sheet, sheet.get_name(), *block.cell(at))
            names = ",".join(quoted(self.word(f"colour.{colour}")).text for colour in COLOURS)
            sheet.write_formula(row, column, f'=IF({code}="","",CHOOSE({code}+1,{names}))', self.format())
            return
        if decl.role == "given":
            self._input(sheet, name, row, column, at)
            if not decl.shape:
                self._validated(sheet, name, row, column, row, column)
            return
        block = self.plan.layout.values[name]
        if block == self.plan.shown.get(name):
            sheet.write_formula(row, column, "=" + self.cells[block.sheet, row, column], self._figure_format(name))
            return
        sheet.write_formula(row, column, "=" + self._named_code(name, sheet.get_name(), at), self._figure_format(name))

    def _named_code(self, name: str, sheet: str, at: tuple[int, ...], own: Block | None = None) -> str:
        """The label of an item, or yes and no, from the cell with its number: the value's own, or its default's."""
        block, decl = own or self.plan.layout.values[name], self.tool.program.values[name]
        code = reference(block.sheet, sheet, *block.cell(at))
        if decl.type.kind == "truth":
            yes, no = (quoted(word).text for word in self.plan.layout.truths)
            return f'IF({code}="","",IF({code}=1,{yes},{no}))'
        if decl.type.kind == "item":
            choices = self.plan.layout.choices[decl.type.list]
            last = (choices.top + choices.height - 1, choices.left)
            labels = reference(choices.sheet, sheet, choices.top, choices.left, last)
            return f'IF({code}="","",INDEX({labels},{code}))'
        return f'IF({code}="","",{code})'

    def _input(self, sheet: Worksheet, name: str, row: int, column: int, at: tuple[int, ...]) -> None:
        """Typed figures, else the default, which a learner may type over; nothing on rows to grow into."""
        decl, form = self.tool.program.values[name], self._input_format(name)
        ids = self._ids(name, at)
        figure = _looked_up(self.given.typed.get(name), ids) if ids is not None else None
        if figure is None and ids is not None:
            figure = _looked_up(decl.table, ids)
        if figure is None and ids is not None and decl.formula is not None:
            default = self.plan.layout.defaults[name]
            sheet.write_formula(row, column, "=" + self._named_code(name, sheet.get_name(), at, default), form)
        elif figure is None:
            sheet.write_blank(row, column, None, form)
        elif decl.type.kind == "item":
            sheet.write_string(row, column, self._item(decl.type.list, str(figure)), form)
        elif decl.type.kind == "truth":
            sheet.write_string(row, column, self.plan.layout.truths[0 if figure else 1], form)
        elif isinstance(figure, str):
            sheet.write_string(row, column, figure, form)
        else:
            sheet.write_number(row, column, float(figure), form)

    def _item(self, list_name: str, item: str) -> str:
        """As the choice of that item is called."""
        file = self.tool.file.lists[list_name]
        if file.shown_as is not None and file.items is None:
            name = _looked_up(self.given.typed.get(file.shown_as), [item])
            return str(name) if name else item
        return file.items[item].label if file.items and item in file.items else item

    def _ids(self, name: str, at: tuple[int, ...]) -> list[str] | None:
        found = []
        for index, position in zip(self.tool.program.values[name].shape, at, strict=True):
            items = self.tool.program.lists[index.list].items or self.plan.layout.rows.get(index.list, ())
            if position >= len(items):
                return None
            found.append(items[position])
        return found

    def _validated(self, sheet: Worksheet, name: str, top: int, left: int, bottom: int, right: int) -> None:
        """What may be typed, refused with words."""
        decl = self.tool.program.values.get(name)
        if decl is None or decl.role != "given" or self.plan.shown[name].sheet != sheet.get_name():
            return
        value = self.tool.file.values[name]
        rule: dict[str, Any] | None = None
        if decl.type.kind == "item":
            block = self.plan.layout.choices[decl.type.list]
            last = (block.top + block.height - 1, block.left)
            rule = {"validate": "list", "source": "=" + reference(block.sheet, "", block.top, block.left, last)}
        elif decl.type.kind == "truth":
            rule = {"validate": "list", "source": list(self.plan.layout.truths)}
        elif decl.type.kind == "number":
            allowed = self.tool.allowed[name]
            scale = 100 if allowed.percent else 1
            low, high = (None if end is None else end / scale for end in (allowed.low, allowed.high))
            rule = {"validate": "integer" if allowed.whole else "decimal", **_between(low, high)}
            rule["error_message"] = self.word("refused", range=_range(value, allowed.low, allowed.high))[
                :_LONGEST_PROMPT
            ]
        if rule is not None:
            sheet.data_validation(top, left, bottom, right, {"ignore_blank": True, **rule})

    def _coloured(self, sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
        for colour, fill in _LIGHTS.items():
            word = self.word(f"colour.{colour}")
            rule = {"type": "cell", "criteria": "==", "value": quoted(word).text}
            form = self.book.add_format({"bg_color": fill, "bold": colour in ("red", "amber")})
            sheet.conditional_format(top, left, bottom, right, {**rule, "format": form})

    # ------------------------------------------------------------ words

    def _label(self, name: str) -> str:
        file = self.tool.file
        return (file.lights[name] if name in file.lights else file.values[name]).label

    def _note(self, name: str) -> str:
        """Guidance: what it is, how it is computed, where a default comes from."""
        file = self.tool.file
        owner: ValueFile | LightFile = file.lights[name] if name in file.lights else file.values[name]
        lines = [bare(owner.note)] if owner.note else []
        decl = self.tool.program.values.get(name)
        if decl is not None and decl.formula is not None:
            lines.append(self.word("formula", formula=sentence(decl.formula, self._naming)))
        if owner.origin is not None and decl is not None:
            lines.append(
                self.word("origin", origin=self.words.text(f"page.origin.{owner.origin}"), why=bare(owner.why or ""))
            )
        return "\n".join(lines)

    @property
    def _naming(self) -> Naming:
        file = self.tool.file
        return Naming(
            self.tool.program,
            {name: value.label for name, value in file.values.items()},
            {name: a_list.label for name, a_list in file.lists.items()},
            self.words.section("function"),
        )

    def _says(self, name: str, sheet: str) -> str:
        """What a light says, by its colour."""
        says = self.tool.file.lights[name].says
        block = self.plan.layout.lights[name]
        code = reference(block.sheet, sheet, *block.cell(()))
        by_colour = [says if isinstance(says, str) else says.get(colour, "") for colour in COLOURS]  # type: ignore[call-overload]
        if isinstance(says, str):
            return self._told(says, sheet)
        texts = ",".join(self._told(each, sheet) if each else '""' for each in by_colour)
        return f"CHOOSE({code}+1,{texts})"

    def _told(self, says: str, sheet: str) -> str:
        """A text with live figures in it."""
        pieces = []
        for position, piece in enumerate(shown_as_pieces(bare(says))):
            if position % 2 == 0:
                pieces += [quoted(piece).text] if piece else []
            elif piece in self.tool.program.values and not self.tool.program.values[piece].shape:
                pieces.append(self._spoken(piece, sheet))
            else:
                pieces.append(quoted("{" + piece + "}").text)
        return "&".join(pieces) or '""'

    def _spoken(self, name: str, sheet: str) -> str:
        decl = self.tool.program.values[name]
        if decl.type.kind != "number":
            return f"({self._named_code(name, sheet, ())})"
        block = self.plan.layout.values[name]
        cell = reference(block.sheet, sheet, *block.cell(()))
        places, percent = shown_as.places_of(self.tool, name), shown_as.is_percent(self.tool, name)
        figure = f'FIXED({cell}*100,{places},TRUE)&"%"' if percent else f"FIXED({cell},{places},TRUE)"
        return f'IF({cell}="","–",{figure})'

    def _figure_format(self, name: str) -> Any:
        return self.format(**self._number_format(name), text_wrap=self._is_text(name))

    def _input_format(self, name: str) -> Any:
        edge = {"border": 1, "border_color": "#d8cfb8", "bg_color": _FIELD, "locked": False}
        return self.format(**self._number_format(name), **edge, text_wrap=self._is_text(name))

    def _is_text(self, name: str) -> bool:
        decl = self.tool.program.values.get(name)
        return decl is not None and decl.type.kind == "text"

    def _number_format(self, name: str) -> dict[str, str]:
        decl = self.tool.program.values.get(name)
        if decl is None or decl.type.kind != "number":
            return {}
        percent = shown_as.is_percent(self.tool, name)
        if shown_as.is_trimmed(self.tool, name):
            return {"num_format": "0.##%" if percent else "General"}
        places = shown_as.places_of(self.tool, name)
        zeros = "." + "0" * places if places else ""
        return {"num_format": f"0{zeros}%" if percent else f"#,##0{zeros}"}

    # ------------------------------------------------------------ the other sheets

    def _lists(self) -> None:
        layout, sheet = self.plan.layout, self.sheets[self.plan.names["lists"]]
        sheet.write_string(0, 0, self.word("lists_note"), self.format(font_color=_QUIET))
        for name, a_list in self.tool.program.lists.items():
            labels, choices = layout.labels[name], layout.choices[name]
            sheet.write_string(labels.top - 1, labels.left, self.tool.file.lists[name].label, self.format(bold=True))
            texts = a_list.labels if a_list.items is not None else layout.rows.get(name, ())
            for (place,) in labels.positions():  # empty cells too: a page puts the ids of a learner's rows there
                sheet.write_blank(*labels.cell((place,)), None, self.format())
            for place, text in enumerate(texts or a_list.items or ()):
                sheet.write_string(*labels.cell((place,)), text)
            if choices == labels:
                continue
            shown = self.tool.file.lists[name].shown_as
            for (at,) in choices.positions():
                own = reference(labels.sheet, labels.sheet, *labels.cell((at,)))
                if shown is not None:
                    block = layout.values[shown]
                    text = reference(block.sheet, choices.sheet, *block.cell((at,)))
                    own = f'IF({text}="",{own}&"",{text})'
                sheet.write_formula(*choices.cell((at,)), f'={own}&""')

    def _computed(self) -> None:
        """All that stands on no step: what is typed or the default, numbers of lights and items, helper cells."""
        shown = {(step.name) for step in self.plan.steps}
        for key in ("calc", "helpers"):
            sheet = self.sheets[self.plan.names[key]]
            sheet.write_string(0, 0, self.word(f"{key}_note"), self.format(font_color=_QUIET))
        for place in self.plan.layout.room.names:
            sheet.write_string(2, place[0], place[1], self.format(font_color=_QUIET))
        for (name, row, column), formula in self.cells.items():
            if name not in shown:
                self.sheets[name].write_formula(row, column, "=" + formula)

    def _origins(self) -> None:
        sheet = self.sheets[self.plan.names["origins"]]
        head = self.format(bold=True, bg_color=_PAPER, bottom=1)
        for column, (key, width) in enumerate((("what", 30), ("kind", 10), ("source", 14), ("why", 100))):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, self.word(f"origins.{key}"), head)
        row = 1
        owners: list[ValueFile | LightFile] = [*self.tool.file.values.values(), *self.tool.file.lights.values()]
        for owner in owners:
            if owner.origin is None:
                continue
            sources = [owner.source] if isinstance(owner.source, str) else owner.source or []
            texts = (
                owner.label,
                self.words.text(f"page.origin.{owner.origin}"),
                "、".join(sources),
                bare(owner.why or ""),
            )
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, self.format(text_wrap=column == 3))
            row += 1
        sheet.freeze_panes(1, 0)

    def _named(self) -> None:
        """Every value by its id: `v_score` is where its figures stand."""
        for name, block in self.plan.layout.values.items():
            if "." not in name:
                last = (block.top + block.height - 1, block.left + block.width - 1)
                self.book.define_name(f"v_{name}", "=" + reference(block.sheet, "", block.top, block.left, last))


def shown_as_pieces(says: str) -> list[str]:
    """Texts and, at odd places, the ids between braces."""
    return _BRACES.split(says)


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


def _looked_up(table: Figure | Table, ids: list[str]) -> Figure:
    for item in ids:
        if not isinstance(table, dict):
            return table
        table = table.get(item)
    return None if isinstance(table, dict) else table
