"""The sheet that says of every default and every rule where it comes from, from which source, and why."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalog.tool_file import LightFile, ValueFile
from ...formula.program import Figure, Table
from ...formula.targets.words import sentence
from ...render.figures import is_percent, plain_number, with_unit
from ...render.text import bare
from .book import PAPER, Book
from .heights import Heights
from .wording import naming

_WIDTHS = {0: 26.0, 1: 30.0, 2: 12.0, 3: 44.0, 4: 60.0}
_HEADS = ("what", "default", "kind", "source", "why")


def write_origins(book: Book) -> None:
    sheet, file, heights = book.sheet("origins"), book.tool.file, Heights(_WIDTHS, 0)
    for (column, width), key in zip(_WIDTHS.items(), _HEADS, strict=True):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, book.word(f"origins.{key}"), book.format(bold=True, bg_color=PAPER, bottom=1))
    owners: dict[str, ValueFile | LightFile] = {**file.values, **file.lights}
    row = 0
    for name, owner in owners.items():
        if owner.origin is None:
            continue
        row += 1
        origin = book.words.text(f"page.origin.{owner.origin}")
        sources = "\n".join(_sources(book, owner))
        for column, said in enumerate((owner.label, _default(book, name), origin, sources, bare(owner.why or ""))):
            sheet.write_string(row, column, said, book.format(text_wrap=True, valign="top"))
            heights.text(row, column, said)
    heights.write(sheet)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _sources(book: Book, owner: ValueFile | LightFile) -> Iterator[str]:
    for source in [owner.source] if isinstance(owner.source, str) else owner.source or ():
        yield f"{source} {book.sources.get(source, '')}".strip()


def _default(book: Book, name: str) -> str:
    """As the author wrote it, item by item; a formula in words; of a light, its rules."""
    light = book.tool.program.lights.get(name)
    if light is not None:
        rules = (("red", light.red), ("amber", light.amber))
        return "\n".join(
            f"{book.results.colours[colour]}{book.word('colon')}{sentence(rule, naming(book))}"
            for colour, rule in rules if rule is not None
        )  # fmt: skip
    decl = book.tool.program.values[name]
    if decl.formula is not None:
        return sentence(decl.formula, naming(book))
    lists = [index.list for index in decl.shape]
    return "\n".join(_lines(book, name, decl.table, lists))


def _lines(book: Book, name: str, table: Figure | Table, lists: list[str], before: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        flat = all(not isinstance(part, dict) for part in table.values())
        if flat and before and lists:  # of a table within a table, a line for each row
            named = ((book.results.choice(lists[0], item), part) for item, part in table.items())
            parts = [f"{label} {_written(book, name, part)}" for label, part in named]
            yield f"{before}{book.word('colon')}{book.words.text('text.separator').join(parts)}"
            return
        for item, part in table.items():
            label = book.results.choice(lists[0], item) if lists else item
            yield from _lines(book, name, part, lists[1:], f"{before} {label}".strip())
    elif table is not None:
        yield f"{before} {_written(book, name, table)}".strip()


def _written(book: Book, name: str, figure: Figure | Table) -> str:
    kind = book.tool.program.values[name].type
    match figure:
        case bool():
            return book.plan.layout.truths[0 if figure else 1]
        case str():
            return book.results.choice(kind.list, figure) if kind.kind == "item" else figure
        case float() | int():
            percent = is_percent(book.tool, name)
            return plain_number(figure * 100) + "%" if percent else with_unit(book.tool, name, plain_number(figure))
        case _:
            return ""
