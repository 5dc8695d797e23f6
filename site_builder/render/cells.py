"""The parts of a calculator as the templates show them: fields, figures, lights, and what is said about a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from ..catalog.takes import Taken
from ..catalog.tool_file import Sourced
from ..formula.program import Figure, Table
from ..words import Words
from .figures import BLANK, Key, Scene, sides_of
from .text import markdown_html, markdown_line

_SUBSCRIPT = re.compile(r"_(?:\{([^}]*)\}|(\w+(?:,\w+)*))")
_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class About:
    """What is said about a value, a light or an item, beside its name."""

    label: str
    symbol: str | None
    unit: str | None
    note: Markup | None
    origin: str | None
    source: str | None
    why: Markup | None
    required: str | None  # "all", "some"
    role: str
    takes: Taken | None = None
    sides: tuple[str, str] = ("", "")  # what the unit puts before and behind a figure

    @property
    def tells(self) -> bool:
        return self.note is not None or self.origin is not None or self.why is not None or self.takes is not None


@dataclass(frozen=True)
class Cell:
    """One figure of a value at one place; `key` may hold placeholders such as {row} in the template of a row."""

    scene: Scene
    value: str
    key: Key
    blank_word: str

    @property
    def at(self) -> str:
        return "/".join(self.key)

    @cached_property
    def is_row_to_come(self) -> bool:
        return any(part.startswith("{") for part in self.key)

    @cached_property
    def role(self) -> str:
        return self.scene.tool.program.values[self.value].role

    @cached_property
    def held(self) -> Figure:
        return None if self.is_row_to_come else self.scene.held(self.value, self.key)

    @property
    def is_blank(self) -> bool:
        return self.held is None

    @property
    def text(self) -> str:
        return BLANK if self.is_blank else self.scene.shown(self.value, self.key)

    @property
    def long_text(self) -> str:
        """For single figures, where there is room to say why there is none."""
        return self.blank_word if self.is_blank else self.text

    @property
    def typed(self) -> str:
        return "" if self.is_blank else self.scene.typed_form(self.value, self.key)

    @cached_property
    def input(self) -> str:
        value = self.scene.tool.file.values[self.value]
        kind = self.scene.tool.program.values[self.value].type.kind
        if value.scale:
            return "scale"
        if kind == "number":
            return "number"
        if kind == "text" and self.role == "given" and self.value not in self.scene.names:
            return "date" if value.type == "date" else "long"
        return kind

    @property
    def is_default(self) -> bool:
        has = self.scene.tool.file.values[self.value].default is not None
        return has and not self.is_blank and self.scene.typed(self.value, self.key) is None

    @property
    def is_needed(self) -> bool:
        required = self.scene.tool.file.values[self.value].required
        if isinstance(required, str):
            return not self.is_row_to_come and self.scene.held(f"{self.value}.required", self.key) is True
        return required

    @property
    def list(self) -> str:
        return self.scene.tool.program.values[self.value].type.list

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """Of an item: ids and labels."""
        return [(item, self.scene.item(self.list, item)) for item in self.scene.ids[self.list]]


@dataclass(frozen=True)
class LightView:
    """`says` and the rules are HTML; the figures in them are written by the script."""

    name: str
    at: str
    state: str
    says: dict[str, Markup]
    advice: Markup | None
    rules: dict[str, Markup]


@dataclass(frozen=True)
class ConstantLine:
    """Defaults or facts of one item of a first list (or of all): figures by the label of a second one's item."""

    label: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cells:
    """Makes the parts out of one scene."""

    scene: Scene
    words: Words
    _told: dict[tuple[str, ...], About] = field(default_factory=dict, compare=False)

    def cell(self, value: str, key: Key) -> Cell:
        return Cell(self.scene, value, key, self.words.text("calculator.script.blank"))

    def long_text(self, value: str, key: Key) -> str:
        return self.cell(value, key).long_text

    def chosen(self, list_name: str) -> str:
        """Of a list of which one item is shown, the one that the page shows first."""
        return next(iter(self.scene.ids[list_name]), "-")

    def key(self, name: str, each: Sequence[str]) -> Key:
        """Of a value or light for the lists of which one item is shown: where it stands at first."""
        lists = [index.list for index in self.scene.shape(name)]
        return tuple(self.chosen(one) for one in lists) if lists == list(each) else ()

    def label(self, name: str) -> str:
        file = self.scene.tool.file
        return file.values[name].label if name in file.values else file.lights[name].label

    def about(self, name: str) -> About:
        """Made once: a value may stand in many places."""
        if (name,) not in self._told:
            self._told[name,] = self._about(name)
        return self._told[name,]

    def about_item(self, list_name: str, item: str) -> About:
        if (list_name, item) not in self._told:
            self._told[list_name, item] = self._about_item(list_name, item)
        return self._told[list_name, item]

    def _about(self, name: str) -> About:
        file = self.scene.tool.file
        value, light = file.values.get(name), file.lights.get(name)
        facts: Sourced | None = value or light
        assert facts is not None
        named = value or light
        assert named is not None
        required = None
        if value is not None and value.required is not False:
            required = "all" if value.required is True else "some"
        return About(
            label=named.label,
            symbol=named.symbol,
            unit=value.unit if value else None,
            note=markdown_html(named.note) if named.note else None,
            origin=facts.origin,
            source=self.sources(facts),
            why=markdown_html(facts.why) if facts.why else None,
            required=required,
            role=self.scene.tool.program.values[name].role if value else "light",
            takes=self.scene.tool.takes.get(name),
            sides=sides_of(self.scene.tool, name) if value else ("", ""),
        )

    def _about_item(self, list_name: str, item: str) -> About:
        items = self.scene.tool.file.lists[list_name].items
        assert items is not None
        facts = items[item]
        note = markdown_html(facts.note) if facts.note else None
        return About(self.scene.item(list_name, item), facts.symbol, None, note, None, None, None, None, "item")

    def sources(self, facts: Sourced) -> str | None:
        return self.words.text("text.separator").join(facts.source) if isinstance(facts.source, list) else facts.source

    def anchors(self, value: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Of a scale: per item its id, its label and the points with their texts."""
        anchors = self.scene.tool.file.values[value].anchors
        if not anchors:
            return []
        last = self.scene.shape(value)[-1].list
        return [
            (item, self.label_of_item(last, item), [(str(point), words) for point, words in points.items()])
            for item, points in anchors.items()
        ]

    def label_of_item(self, list_name: str, item: str) -> str:
        items = self.scene.tool.file.lists[list_name].items
        symbol = items[item].symbol if items and item in items else None
        label = self.scene.item(list_name, item)
        return f"{symbol} {label}" if symbol else label

    def light(self, name: str, key: Key, rules: dict[str, Markup]) -> LightView:
        """`key` may hold a placeholder for a row to come."""
        file = self.scene.tool.file.lights[name]
        says = file.says if isinstance(file.says, dict) else {"red": file.says, "amber": file.says}
        at = "/".join(key)
        state = "unknown" if "{" in at else self.scene.light(name, key)
        said = {state: self.with_figures(markdown_line(words), key, name) for state, words in says.items()}
        advice = self.with_figures(markdown_line(file.advice), key, name) if file.advice else None
        return LightView(name, at, state, said, advice, rules)

    def counts(self, name: str, sheet: Sequence[str]) -> Counter[str]:
        """Of a light for a list (and for the chosen item of another one): how many items have each colour."""
        return Counter(state for _, state in self._states(name, sheet))

    def lit(self, name: str, sheet: Sequence[str], state: str) -> str:
        """The items whose light has that colour."""
        row = self.scene.shape(name)[-1].list
        comma = self.words.text("calculator.script.comma")
        return comma.join(self.scene.item(row, item) for item, each in self._states(name, sheet) if each == state)

    def _states(self, name: str, sheet: Sequence[str]) -> list[tuple[str, str]]:
        chosen = tuple(self.chosen(one) for one in sheet)
        row = self.scene.shape(name)[-1].list
        return [(item, self.scene.light(name, (*chosen, item))) for item in self.scene.ids[row]]

    def constants(self, name: str) -> list[ConstantLine]:
        """The author's figures of a default or a fact: one line for up to one list, else a line per item."""
        table = self.scene.tool.program.values[name].table
        lists = [index.list for index in self.scene.shape(name)]
        return list(self._lines(name, table, lists, ())) if table is not None else []

    def _lines(
        self, name: str, table: Figure | Table, lists: list[str], labels: tuple[str, ...]
    ) -> Iterator[ConstantLine]:
        if isinstance(table, dict) and any(isinstance(inner, dict) for inner in table.values()):
            for item, inner in table.items():
                yield from self._lines(name, inner, lists[1:], (*labels, self.label_of_item(lists[0], item)))
        elif isinstance(table, dict):
            figures = [(self.label_of_item(lists[0], item), self.scene.text_of(name, f)) for item, f in table.items()]
            yield ConstantLine(" · ".join(labels), tuple(figures))
        else:
            yield ConstantLine(" · ".join(labels), (("", self.scene.text_of(name, table)),))

    def light_word(self, state: str) -> str:
        return self.words.text(f"calculator.script.light_{state}")

    def in_step(self, html: Markup, each: str | None) -> Markup:
        """As `with_figures`, for a step's text: figures for the list of which one item is shown are that item's."""
        if each is None:
            return self._with_figures(html, (), [])
        made = self._with_figures(html, (self.chosen(each),), [each])
        return Markup('<div data-sheet="{}" class="as-is">{}</div>').format(each, made) if "data-at" in made else made

    def with_figures(self, html: Markup, key: Key = (), light: str | None = None) -> Markup:
        """`{value_id}` becomes the value's figure, in an element that the script keeps up to date. In what a light says
        of one item, that item's figure."""
        return self._with_figures(html, key, [index.list for index in self.scene.shape(light)] if light else [])

    def _with_figures(self, html: Markup, key: Key, here: Sequence[str]) -> Markup:

        def figure(found: re.Match[str]) -> str:
            name = found[1]
            decl = self.scene.tool.program.values.get(name)
            lists = [index.list for index in decl.shape] if decl else []
            if decl is None or lists != list(here[: len(lists)]):
                return found[0]
            cell = self.cell(name, key[: len(lists)])
            return (
                f'<span class="inline-figure" data-value="{name}" data-at="{escape(cell.at)}" data-long>'
                f"{escape(cell.long_text)}</span>"
            )

        return Markup(_NAME.sub(figure, html))


def symbol_html(symbol: str) -> Markup:
    """`x_{a,i}` and `R_a` with their indexes set below the line."""
    return Markup(_SUBSCRIPT.sub(r"<sub>\1\2</sub>", str(escape(symbol))))
