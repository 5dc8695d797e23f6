"""Formulas in words: a tool's typed formulas in; a sentence whose figures are marked, and MathML, out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from ..catalog import Tool
from ..formula.targets.words import Naming, Reference, mathml, sentence, tokens
from ..formula.tree import Typed
from ..words import Words
from .figures import Key

Show = Callable[[str, Key], str]
"""The figure of a value at a place, as text."""


@dataclass(frozen=True)
class Rules:
    tool: Tool
    words: Words

    def formula(self, name: str) -> Markup | None:
        """Of a derived value, or of the default of a given one: a sentence and MathML."""
        formula = self.tool.program.values[name].formula
        if formula is None:
            return None
        sentence = Markup('<p class="formula__words">{}</p>').format(self._sentence(formula, None, {}))
        drawn = Markup(mathml(formula, self._naming))  # it escapes every text
        label = self.words.text("calculator.page.formula")
        # A long formula scrolls by itself, by key too.
        frame = Markup('<div class="formula__math" tabindex="0" role="group" aria-label="{}">{}</div>')
        return sentence + frame.format(label, drawn)

    def light(self, name: str, show: Show | None = None, key: Key = ()) -> dict[str, Markup]:
        """The conditions of `red` and `amber`, as sentences; with `show`, figures at fixed places stand in them, and
        those of the light's own item, which `key` says."""
        decl = self.tool.program.lights[name]
        where = {index.name: item for index, item in zip(decl.shape, key, strict=False)}
        pairs = (("red", decl.red), ("amber", decl.amber))
        return {state: self._sentence(tree, show, where) for state, tree in pairs if tree is not None}

    def plain(self, tree: Typed) -> str:
        """A sentence for paper, where nothing can be looked up."""
        return sentence(tree, self._naming)

    @cached_property
    def _naming(self) -> Naming:
        file = self.tool.file
        return Naming(
            self.tool.program,
            {name: value.label for name, value in file.values.items()},
            {name: a_list.label for name, a_list in file.lists.items()},
            self.words.section("function"),
        )

    def _sentence(self, tree: Typed, show: Show | None, where: dict[str, str]) -> Markup:
        return Markup().join(
            escape(piece) if isinstance(piece, str) else self._term(piece, show, where)
            for piece in tokens(tree, self._naming)
        )

    def _term(self, term: Reference, show: Show | None, where: dict[str, str]) -> Markup:
        """A figure that the sentence mentions: the script finds it by `data-term`."""
        key = self._fixed(term, where)
        if show is not None and key is not None:
            figure = Markup('<b data-value="{}" data-at="{}" data-long>{}</b>')
            return escape(term.label) + " " + figure.format(term.value, "/".join(key), show(term.value, key))
        read = json.dumps(_read(term), ensure_ascii=False, separators=(",", ":"))
        return Markup('<span class="term" data-term="{}">{}</span>').format(read, term.label)

    def _fixed(self, term: Reference, where: dict[str, str]) -> Key | None:
        """The item ids of a place that is always the same, or that `where` says."""
        items = []
        for index, at in zip(self.tool.program.values[term.value].shape, term.at, strict=True):
            if isinstance(at, str) and at in where:
                items.append(where[at])
                continue
            known = self.tool.program.lists[index.list].items
            if not isinstance(at, int) or known is None:
                return None
            items.append(known[at])
        return tuple(items)


def _read(term: Reference) -> dict[str, Any]:
    """The form of `Read` in `browser/model/page_data.ts`."""
    return {"value": term.value, "at": [_read(at) if isinstance(at, Reference) else at for at in term.at]}
