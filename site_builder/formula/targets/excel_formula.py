"""Typed formulas in, Excel formulas out: one for each cell, with the positions of its items written in.

What Excel cannot say in one cell (what an aggregate runs over, an argument that is used twice) goes to helper cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from .. import functions
from ..functions.entry import Function
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Typed
from .excel_aggregate import Aggregates, Env, chain
from .excel_blocks import Block
from .excel_code import (
    ATOM,
    BLANK,
    JOINED,
    NO_TEXT,
    PRODUCT,
    SIGN,
    SUM,
    Code,
    filled,
    infix,
    number,
    strict,
    text,
    truth,
    wrapped,
)

_INFIX = {"add": ("+", SUM), "subtract": ("-", SUM), "multiply": ("*", PRODUCT), "divide": ("/", PRODUCT)}
_LIMITS = {"less": "<", "at_most": "<=", "greater": ">", "at_least": ">="}
_LONG = 40  # characters of an argument that is written twice


class Formulas(Aggregates):
    """Writes the formula of one cell after the other, and collects the helper cells that they need."""

    def on(self, sheet: str, owner: str, node: Typed, env: Env) -> Code:
        """The formula of a cell of `sheet`, an error where there is no figure."""
        self.sheet, self.owner = sheet, owner
        return self.strictly(node, env)

    # ------------------------------------------------------------ nodes

    def strictly(self, node: Typed, env: Env) -> Code:
        return strict(self.code(node, env), node.type.kind)

    def code(self, node: Typed, env: Env) -> Code:
        match node:
            case Constant(value=bool() as value):
                return truth(value)
            case Constant(value=str() as value):
                return text(value)
            case Constant():
                return number(float(node.value))
            case Item():
                return number(node.position + 1)
            case Here():
                return number(env[node.index.name] + 1)
            case Label():
                return self._label(node, env)
            case Read():
                return self._read(node, env)
            case Apply():
                return self._apply(node, env)
            case Aggregate():
                return self.aggregate(node, env)
            case _:
                assert_never(node)

    def _label(self, node: Label, env: Env) -> Code:
        block, item = self.labels[node.item.type.list], self.strictly(node.item, env)
        if isinstance(item.known, float):
            return Code(self.ref(block, (int(item.known) - 1,)), cell=True)
        return Code(f"INDEX({self.whole(block)},{item.text})", cell=True)

    def _read(self, node: Read, env: Env) -> Code:
        block = self.blocks[node.value]
        places = [_place(each, env) for each in node.at]
        if node.value in self.names and not places:
            read = Code(self.names[node.value], cell=True)
        elif None not in places:
            read = Code(self.ref(block, [place for place in places if place is not None]), cell=True)
        else:
            at = [self.strictly(each, env) for each in node.at]
            row, column = self._flat(block, block.down, at), self._flat(block, block.across, at)
            column = f",{column}" if block.width > 1 else ""
            read = Code(f"INDEX({self.whole(block)},{row}{column})", cell=True)
        return read if node.factor == 1 else infix("*", PRODUCT, read, number(node.factor))

    def _flat(self, block: Block, axes: Sequence[int], at: Sequence[Code]) -> str:
        """The row or column within the block, from 1."""
        made = number(1)
        for place, axis in enumerate(axes):
            if place == 0:
                made = at[axis]
                continue
            before = infix("*", PRODUCT, infix("-", SUM, made, number(1)), number(block.sizes[axis]))
            made = infix("+", SUM, before, at[axis])
        return made.text

    def _apply(self, node: Apply, env: Env) -> Code:
        entry = functions.scalars[node.function]
        if (known := self._known(node, entry, env)) is not None:
            return known
        match node.function:
            case "and" | "or":
                return self._both(node, env)
            case "if" | "case" | "when":
                return self._choice(node, env)
            case "join":
                return self._joined(node, env)
            case "negative":
                return Code("-" + wrapped(self.code(node.args[0], env), SIGN), SIGN)
            case name if name in _INFIX:
                return infix(*_INFIX[name], *(self.code(arg, env) for arg in node.args))
            case name if name in _LIMITS and (limit := self.code(node.args[1], env)).known == 0:
                return Code(f"{wrapped(self.strictly(node.args[0], env), SUM)}{_LIMITS[name]}{limit.text}", 1)
            case "equal" | "differs" if node.args[0].type.kind != "number":
                return self._same(node, env)
            case "power" if (exponent := self.code(node.args[1], env).known) and float(exponent).is_integer():
                return Code(filled("POWER({0},{1})", [self.strictly(arg, env) for arg in node.args]))
            case "round" | "text":
                return self._rounded(node, entry, env)
            case _:
                tight = 1 if node.function in ("equal", "differs", *_LIMITS) else ATOM
                return Code(filled(entry.excel, self._atoms(node.args, entry.excel, env)), tight)

    def _known(self, node: Apply, entry: Function, env: Env) -> Code | None:
        """A condition on positions that is decided as the formula is written: `position(a) < position(b)`."""
        if node.function not in ("equal", "differs", *_LIMITS):
            return None
        sides = [_known_place(arg, env) for arg in node.args]
        return None if None in sides else truth(entry.python(*sides))

    def _both(self, node: Apply, env: Env) -> Code:
        """Three-valued: 0 for false, 1 for true, a half for blank; the least, or the largest, of them decides."""
        sides = [self.code(side, env) for side in chain(node, node.function)]
        decided, known = (0.0, 1.0) if node.function == "and" else (1.0, 0.0)
        if any(side.known == decided for side in sides):
            return truth(bool(decided))
        rest = [side for side in sides if side.known != known]
        if len(rest) <= 1:
            return rest[0] if rest else truth(bool(known))
        if all(isinstance(side, Code) and _sure(side) for side in rest):
            return Code(f"{node.function.upper()}({','.join(side.text for side in rest)})")
        halves = ",".join(f"IFERROR(--{wrapped(strict(side, 'truth'), ATOM)},0.5)" for side in rest)
        least = "MIN" if node.function == "and" else "MAX"
        return Code(f"CHOOSE(1+2*{least}({halves}),0,{BLANK},1)")

    def _choice(self, node: Apply, env: Env) -> Code:
        args = node.args if node.function != "when" else (*node.args, None)
        pairs: list[tuple[str, str]] = []
        last = args[-1]
        for condition, result in zip(args[:-1:2], args[1::2], strict=True):
            assert condition is not None and result is not None
            holds = self.code(condition, env)
            if holds.known == 0:
                continue
            if holds.known is not None:
                last = result
                break
            pairs.append((strict(holds, "truth").text, self._result(result, env)))
        code = self.code(last, env) if last is not None else Code(BLANK)
        if not pairs:
            return code
        made = self._result(last, env) if last is not None else BLANK
        for condition_text, result_text in reversed(pairs):
            made = f"IF({condition_text},{result_text},{made})"
        return Code(made)

    def _result(self, node: Typed, env: Env) -> str:
        return self.strictly(node, env).text

    def _joined(self, node: Apply, env: Env) -> Code:
        parts = []
        for arg in node.args:
            code = strict(self.code(arg, env), "text")
            if isinstance(arg, Constant) and code.known == NO_TEXT:
                continue
            empty = not isinstance(arg, Constant | Label) and not (isinstance(arg, Apply) and arg.function == "text")
            parts.append(f'SUBSTITUTE({code.text},"{NO_TEXT}","")' if empty else wrapped(code, JOINED))
        if all(part.startswith("SUBSTITUTE") for part in parts):
            parts.append(f'"{NO_TEXT}"')
        return Code("&".join(parts), JOINED)

    def _same(self, node: Apply, env: Env) -> Code:
        left, right = (self.strictly(arg, env) for arg in node.args)
        if node.args[0].type.kind == "text":
            same = Code(f"EXACT({left.text},{right.text})")
            return same if node.function == "equal" else Code(f"NOT({same.text})")
        if node.args[0].type.kind == "truth":
            left, right = (Code(f"--{wrapped(side, ATOM)}", SIGN) for side in (left, right))
        sign = "=" if node.function == "equal" else "<>"
        return Code(f"{wrapped(left, SUM)}{sign}{wrapped(right, SUM)}", 1)

    def _rounded(self, node: Apply, entry: Function, env: Env) -> Code:
        """What was typed has no more than 15 digits; anything else is seen with 15 digits first."""
        figure, typed = self._atoms(node.args[:1], "{0}{0}", env)[0], _is_typed(node.args[0], self.program)
        seen = figure if typed else Code(filled("ROUND({0},14-INT(LOG10(ABS({0})+({0}=0))))", [figure]))
        places = self.strictly(node.args[1], env) if len(node.args) > 1 else number(0)
        return Code(filled(entry.excel, [seen, places]))

    def _atoms(self, args: Sequence[Typed], form: str, env: Env) -> list[Code]:
        """Arguments of a form; one that is long and used more than once is kept in a helper cell."""
        made = []
        for place, arg in enumerate(args):
            code = self.code(arg, env)
            often = form.count(f"{{{place}}}") > 1
            if often and not code.short and len(code.text) > _LONG:
                code = self._helper(arg, env)
            bare = code.cell and arg.type.kind == "number" and form.startswith(("ABS(", "{0}-{1}", "IF(ABS("))
            made.append(code if bare else strict(code, arg.type.kind))
        return made

    # ------------------------------------------------------------ helper cells

    def _helper(self, node: Typed, env: Env) -> Code:
        block = self.helper((id(node), "held"), node.shape, (), lambda here: f'IFERROR({self.stored(node, here)},"")')
        return Code(self.ref(block, [env[index.name] for index in node.shape]), cell=True)


def _sure(code: Code) -> bool:
    """Whether a truth is never blank: what asks for blanks."""
    return code.text.startswith("ISERROR(")


def _place(node: Typed, env: Env) -> int | None:
    """Where an item stands in its list, from 0, if that is known as the formula is written."""
    match node:
        case Here():
            return env[node.index.name]
        case Item():
            return node.position
        case _:
            return None


def _known_place(node: Typed, env: Env) -> float | None:
    """The number, or the place of the item, that a side of a comparison is known to be."""
    match node:
        case Constant(value=float() | int() as value) if not isinstance(value, bool):
            return float(value)
        case Apply(function="position"):
            return _known_place(node.args[0], env)
        case _:
            place = _place(node, env)
            return None if place is None else place + 1.0


def _is_typed(node: Typed, program: Program) -> bool:
    return isinstance(node, Read) and program.values[node.value].role != "derived" and node.factor == 1
