"""What a workbook says of a value or light: guidance on a heading, and what a light says with live figures in it."""

from __future__ import annotations

import re

from ...catalog.tool_file import LightFile, ValueFile
from ...formula.targets.excel import COLOURS
from ...formula.targets.excel_blocks import reference
from ...formula.targets.excel_code import text as quoted
from ...formula.targets.words import Naming, sentence
from ...render.figures import decimal, is_percent, places_of
from ...render.text import bare
from .book import Book
from .cells import named_code

_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def note(book: Book, name: str) -> str:
    """Guidance: what it is, how it is computed, where a default comes from."""
    file = book.tool.file
    owner: ValueFile | LightFile = file.lights[name] if name in file.lights else file.values[name]
    lines = [bare(owner.note)] if owner.note else []
    decl = book.tool.program.values.get(name)
    if decl is not None and decl.formula is not None:
        lines.append(book.word("formula", formula=sentence(decl.formula, naming(book))))
    if owner.origin is not None and decl is not None:
        origin = book.words.text(f"page.origin.{owner.origin}")
        lines.append(book.word("origin", origin=origin, why=bare(owner.why or "")))
    return "\n".join(lines)


def naming(book: Book) -> Naming:
    file = book.tool.file
    return Naming(
        book.tool.program,
        {name: value.label for name, value in file.values.items()},
        {name: a_list.label for name, a_list in file.lists.items()},
        book.words.section("function"),
    )


def says(book: Book, name: str, sheet: str) -> str:
    """The formula of what a light of the whole says, by its colour."""
    said = book.tool.file.lights[name].says
    if isinstance(said, str):
        return _told(book, said, sheet)
    by_colour = {str(colour): text for colour, text in said.items()}
    block = book.plan.layout.lights[name]
    code = reference(block.sheet, sheet, *block.cell(()))
    return f"CHOOSE({code}+1,{','.join(_told(book, by_colour.get(colour, ''), sheet) for colour in COLOURS)})"


def said_now(book: Book, name: str) -> str:
    """What a light of the whole says of the figures that are filled in."""
    said = book.tool.file.lights[name].says
    if not isinstance(said, str):
        said = {str(colour): text for colour, text in said.items()}.get(book.results.colour(name, ()), "")

    def figure(braces: re.Match[str]) -> str:
        value = book.tool.program.values.get(braces[1])
        return braces[0] if value is None or value.shape else _figure_now(book, braces[1])

    return _BRACES.sub(figure, bare(said))


def _figure_now(book: Book, name: str) -> str:
    figure = book.results.shown(name, ())
    if book.tool.program.values[name].type.kind != "number":
        return str(figure)
    if not isinstance(figure, float):
        return "–"
    percent = is_percent(book.tool, name)
    text = decimal(figure * 100 if percent else figure, places_of(book.tool, name)).replace(",", "")
    return text + "%" * percent


def _told(book: Book, said: str, sheet: str) -> str:
    """A text with live figures in it: what stands between braces is at odd places."""
    pieces = []
    for position, piece in enumerate(_BRACES.split(bare(said))):
        if position % 2 == 0:
            pieces += [quoted(piece).text] if piece else []
        elif piece in book.tool.program.values and not book.tool.program.values[piece].shape:
            pieces.append(_spoken(book, piece, sheet))
        else:
            pieces.append(quoted("{" + piece + "}").text)
    return "&".join(pieces) or '""'


def _spoken(book: Book, name: str, sheet: str) -> str:
    if book.tool.program.values[name].type.kind != "number":
        return f"({named_code(book, name, sheet, ())})"
    block = book.plan.layout.values[name]
    cell = reference(block.sheet, sheet, *block.cell(()))
    places = places_of(book.tool, name)
    figure = f"FIXED({cell},{places},TRUE)"
    if is_percent(book.tool, name):
        figure = f'FIXED({cell}*100,{places},TRUE)&"%"'
    return f'IF({cell}="","–",{figure})'
