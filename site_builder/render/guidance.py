"""The guidance beside an empty form: notes on values and items, what each point means, lights as questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from ..words import Words
from .by_hand import ByHand
from .cells import Cells
from .figures import Scene
from .text import markdown_line, unlinked
from .worksheet_parts import Anchors, Check, Note

_BRACES = re.compile(r"\{[a-z][a-z0-9_]*\}")


@dataclass(frozen=True)
class Guidance:
    """Says everything once: `told` holds what it has said."""

    scene: Scene
    words: Words
    cells: Cells
    by_hand: ByHand
    open: frozenset[str]
    told: set[str] = field(default_factory=set)

    def notes(self, name: str) -> Iterator[Note]:
        about, value = self.cells.about(name), self.scene.tool.file.values[name]
        says = [unlinked(unfilled(value.note) or Markup())] if value.note else []
        if value.must is not None:
            says.append(unlinked(markdown_line(value.must.says)))
        if value.scale is not None and not value.anchors:
            says.append(Markup.escape(self.words.text("page.worksheet.scale", scale=value.scale.replace("-", "–"))))
        formula = self.by_hand.formula(name) if about.role == "derived" or name in self.open else ""
        of = self.scene.tool.program.values[name].type.list if kind_of(self.cells, name) == "item" else ""
        if of and about.role == "given" and of not in self.told and self.scene.tool.program.lists[of].items is not None:
            yield from self.items_of([of])
        if says or formula:
            default = self.words.text("page.worksheet.follows", formula=formula) if name in self.open else formula
            yield Note(about.label, tuple(says), default or None)

    def items_of(self, lists: Iterable[str]) -> Iterator[Note]:
        """What the items of fixed lists mean, and the list itself."""
        for list_name in lists:
            if list_name in self.told:
                continue
            self.told.add(list_name)
            file = self.scene.tool.file.lists[list_name]
            if file.note:
                yield Note(file.label, (unlinked(markdown_line(file.note)),), None)
            for item, each in (file.items or {}).items():
                if each.note and item in self.scene.ids[list_name]:
                    label = self.cells.label_of_item(list_name, item)
                    yield Note(label, (unlinked(markdown_line(each.note)),), None)

    def anchors(self, name: str) -> Iterator[Anchors]:
        made = self.cells.anchors(name) if name in self.scene.tool.program.values else []
        said = repr([points for _, _, points in made])  # two people rate by the same words
        if made and said not in self.told:
            self.told.add(said)
            points = tuple(point for point, _ in made[0][2])
            yield Anchors(
                self.cells.label(name),
                points,
                tuple((label, tuple(says for _, says in each)) for _, label, each in made),
            )

    def check(self, name: str) -> Check:
        light, decl = self.scene.tool.file.lights[name], self.scene.tool.program.lights[name]
        trees = (("red", decl.red), ("amber", decl.amber))
        rules = {state: self.by_hand.rules.plain(tree) for state, tree in trees if tree is not None}
        advice = unfilled(light.advice)
        return Check(light.label, rules, unlinked(advice) if advice else None)


def kind_of(cells: Cells, name: str) -> str:
    """How a figure is written down: "light", "fact", or as one types it."""
    tool = cells.scene.tool
    if name in tool.file.lights:
        return "light"
    return "fact" if tool.program.values[name].role == "fixed" else cells.cell(name, ()).input


def unfilled(text: str | None) -> Markup | None:
    """Markdown as HTML, with a line to write on where the page shows a figure."""
    if text is None:
        return None
    return Markup(_BRACES.sub('<span class="blank"></span>', unlinked(markdown_line(text))))
