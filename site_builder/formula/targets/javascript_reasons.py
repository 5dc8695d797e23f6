"""Typed formulas in, the JavaScript that says why their figure is blank out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ..functions.entry import TOO_LARGE
from ..tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Typed, walk
from .javascript_code import filled, wrapped
from .javascript_formula import Writer, entry_of


def can_fail(node: Typed) -> bool:
    """Whether some part of a formula may have a reason of its own to give no figure."""
    return any(isinstance(part, Apply | Aggregate) and entry_of(part).may_fail for part in walk(node))


class Explainer(Writer):
    """Writes a function that returns why the figure at one position is blank."""

    def why(self, node: Typed) -> None:
        """Returns why a formula that is blank here is so: what failed first on the way, null for an ingredient."""
        if not can_fail(node):
            self.line("return null;")
            return
        match node:
            case Constant() | Item() | Here():
                raise AssertionError(node)
            case Label():
                self.why(node.item)
            case Read():
                self._why_any(node.at)
                self.line("return null;")
            case Apply(function="if" | "case"):
                for condition, result in zip(node.args[:-1:2], node.args[1::2], strict=True):
                    self._why_any((condition,))
                    self.open(f"if ({self.held(condition)} === 1)")
                    self.why(result)
                    self.close()
                self.why(node.args[-1])
            case Apply(function="when", args=(condition, result)):
                self._why_any((condition,))
                self.open(f"if ({self.held(condition)} === 1)")
                self.why(result)
                self.close()
                self.line('return "does_not_apply";')
            case Apply():
                self._why_any(node.args)
                reason, _ = filled(entry_of(node).reason or TOO_LARGE, [self._code(arg) for arg in node.args])
                self.line(f"return {reason};")
            case Aggregate():
                self._why_aggregate(node)
            case _:
                assert_never(node)

    def _why_any(self, nodes: Sequence[Typed]) -> None:
        """Where one of them is blank: why the first one is."""
        tests: list[str] = []
        for number, node in enumerate(nodes):
            if self.never_blank(node):
                continue
            tests.append(self.blank_test(node, self.held(node)))
            rest = [part for part in nodes[number + 1 :] if not self.never_blank(part)]
            if can_fail(node) or not rest or can_fail(rest[0]):
                self.open(f"if ({' || '.join(tests)})")
                self.why(node)
                self.close()
                tests = []

    def _why_aggregate(self, node: Aggregate) -> None:
        entry = entry_of(node)
        parts = node.args if node.where is None else (*node.args, node.where)
        n = self.name("n") if "{n}" in entry.reason else ""
        if n:
            self.line(f"let {n} = 0;")
        if n or not all(self.never_blank(part) for part in parts):
            for index in node.over:
                self.open_over(index)
            if node.where is not None:
                self._why_any((node.where,))
                self.line(f"if ({wrapped(self._code(node.where), 5)} === 0) continue;")
            self._why_any(node.args)
            if n:
                self.line(f"{n}++;")
            for _ in node.over:
                self.close()
        reason = entry.reason.format(n=n) or TOO_LARGE
        self.line(f"return {'null' if entry.kind == 'window' else reason};")
