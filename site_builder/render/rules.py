"""Formulas in words: a tool's typed formulas in, a sentence and MathML with its labels out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from ..catalog import Tool
from ..formula.tree import Typed
from ..words import Words


@dataclass(frozen=True)
class Rules:
    tool: Tool
    words: Words

    def formula(self, name: str) -> Markup | None:
        """Of a derived value, or of the default of a given one."""
        formula = self.tool.program.values[name].formula
        value = self.tool.file.values[name]
        text = value.formula or getattr(value.default, "formula", None)
        return self._words(formula, str(text)) if formula is not None else None

    def light(self, name: str) -> dict[str, Markup]:
        """The conditions of `red` and `amber`."""
        decl, file = self.tool.program.lights[name], self.tool.file.lights[name]
        pairs = (("red", decl.red, file.red), ("amber", decl.amber, file.amber))
        return {state: self._words(tree, str(text)) for state, tree, text in pairs if tree is not None}

    def _words(self, tree: Typed, text: str) -> Markup:
        return Markup('<code class="formula__text">{}</code>').format(escape(text))
