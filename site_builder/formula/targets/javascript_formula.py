"""Typed formulas in, the lines of JavaScript that compute them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

from .. import functions
from ..functions.entry import Fold
from ..tree import Aggregate, Apply, Constant, Here, Item, Label, Read, Typed
from .javascript_blocks import Blocks
from .javascript_code import ATOM, PLAIN_CODE, Code, filled, literal, member, wrapped


def entry_of(node: Apply | Aggregate) -> functions.Function:
    table = functions.scalars if isinstance(node, Apply) else functions.aggregates
    return table[node.function]


def never_blank(node: Typed, sure: set[str]) -> bool:
    """Whether a formula has a figure wherever it is asked; `sure`: the values that have one at every position."""
    match node:
        case Constant() | Item() | Here():
            return node.value != float("inf") if isinstance(node, Constant) else True
        case Label():
            return never_blank(node.item, sure)
        case Read():
            return node.value in sure and all(never_blank(at, sure) for at in node.at)
        case Apply(function="is_blank"):
            return True
        case Apply(function="otherwise"):
            return any(never_blank(arg, sure) for arg in node.args)
        case Apply():
            return not entry_of(node).reason and all(never_blank(arg, sure) for arg in node.args)
        case Aggregate():
            entry, parts = entry_of(node), (*node.args, *([node.where] if node.where is not None else []))
            return entry.kind == "aggregate" and not entry.reason and all(never_blank(part, sure) for part in parts)
        case _:
            assert_never(node)


class Writer(Blocks):
    """Writes formulas into the open blocks."""

    def expression(self, node: Typed) -> str:
        """What computes the figure at the present positions."""
        return self._code(node)[0]

    def held(self, node: Typed) -> str:
        """The same as a variable or a constant, to be used more than once."""
        expression, _ = self._code(node)
        if PLAIN_CODE.fullmatch(expression):
            return expression
        return self.once(node, len(self.blocks) - 1, lambda: self.const(_hint(node), expression))

    def blank_test(self, node: Typed, expression: str) -> str:
        return f"{expression} === null" if node.type.kind == "text" else f"{expression} !== {expression}"

    def never_blank(self, node: Typed) -> bool:
        return never_blank(node, self.sure)

    def _code(self, node: Typed) -> Code:
        match node:
            case Constant():
                return literal(node.value), ATOM
            case Item():
                return str(node.position), ATOM
            case Here():
                return self.at(node.index), ATOM
            case Read(at=(), factor=1):
                return self.column(node.value), ATOM
            case Aggregate():
                return self._aggregate(node), ATOM
            case Apply() | Label() | Read():
                home, here = self.home(node.shape), len(self.blocks) - 1
                if home < here:
                    return self.once(node, home, lambda: self.const(_hint(node), self._inline(node)[0])), ATOM
                known = self.blocks[here].known.get(node)
                return (known, ATOM) if known is not None else self._inline(node)
            case _:
                assert_never(node)

    def _inline(self, node: Apply | Label | Read) -> Code:
        match node:
            case Label():
                return self._label(node)
            case Read():
                return self._read(node)
            case Apply(function="if" | "case"):
                return self._choice(node)
            case Apply():
                entry = entry_of(node)
                text = bool(entry.javascript_text) and any(arg.type.kind == "text" for arg in node.args)
                form = entry.javascript_text if text else entry.javascript
                assert isinstance(form, str)
                return filled(form, [self._code(arg) for arg in node.args])

    def _choice(self, node: Apply) -> Code:
        parts = []
        for condition, result in zip(node.args[:-1:2], node.args[1::2], strict=True):
            sure = self.never_blank(condition)
            holds = wrapped(self._code(condition), 5) if sure else self.held(condition)
            parts.append(f"{holds} === 1 ? {wrapped(self._code(result), 2)}")
            if not sure:
                parts.append(f"{holds} !== 0 ? {_blank(node)}")
        return " : ".join([*parts, wrapped(self._code(node.args[-1]), 2)]), 1

    def _label(self, node: Label) -> Code:
        a_list = self.program.lists[node.item.type.list]
        labels = f"sheet.{member('label', a_list.name)}" if a_list.labels is None else literal(list(a_list.labels))
        texts = self.read_first(labels, f"{a_list.name}_label")
        return self._guarded((node.item,), lambda at: f"{texts}[{at[0][0]}]", "null")

    def _read(self, node: Read) -> Code:
        shape = self.program.values[node.value].shape
        column = self.column(node.value)

        def cell(at: Sequence[Code]) -> str:
            if not at:
                return column
            offset = at[0]
            for index, position in zip(shape[1:], at[1:], strict=True):
                offset = filled("{0} * {1}", [offset, (self.size(index.list), ATOM)])
                offset = offset if position[0] == "0" else filled("{0} + {1}", [offset, position])
            return f"{column}[{offset[0]}]"

        read = self._guarded(node.at, cell, _blank(node))
        return read if node.factor == 1 else filled("{0} * {1}", [read, (literal(node.factor), ATOM)])

    def _guarded(self, at: Sequence[Typed], cell: Callable[[Sequence[Code]], str], blank: str) -> Code:
        """A cell at positions that may be blank."""
        tests, codes = [], []
        for node in at:
            if self.never_blank(node):
                codes.append(self._code(node))
            else:
                variable = self.held(node)
                codes.append((variable, ATOM))
                tests.append(f"{variable} === {variable}")
        return (f"{' && '.join(tests)} ? {cell(codes)} : {blank}", 1) if tests else (cell(codes), ATOM)

    # ------------------------------------------------------------ aggregates

    def _aggregate(self, node: Aggregate) -> str:
        entry = entry_of(node)
        home = self.home(tuple(index for index in node.shape if index not in node.over))
        if isinstance(entry.javascript, Fold):
            fold = entry.javascript
            return self.once(node, home, lambda: self._fold(node, fold))
        if entry.kind == "window":
            column = self.once(("column of", node), home, lambda: self._collected(node, entry))
            return f"{column}[{self.at(node.over[0])}]"
        return self.once(node, home, lambda: self._collected(node, entry))

    def _fold(self, node: Aggregate, fold: Fold) -> str:
        """A running figure over the items."""
        result, counts = self.name(node.function), "{n}" in fold.step + fold.end
        places = {"r": result, "blank": _blank(node), "n": self.name("n") if counts else ""}
        places["separator"] = literal(self.program.separator)
        chosen, blank = self._chosen(node)
        start = fold.start.format(**places)
        self.line(f"let {result} = {f'{blank} ? {_blank(node)} : {start}' if blank else start};")
        if counts:
            self.line(f"let {places['n']} = 0;")
        with self._inside(node, chosen, f"{result} = {_blank(node)};") as leave:
            (arg,) = node.args
            if not fold.carries and not self.never_blank(arg):
                self.line(f"if ({self.blank_test(arg, self.held(arg))}) {leave}")
            times = fold.step.count("{0}")
            figure = (self.held(arg) if times > 1 else self.expression(arg)) if times else ""
            self.line(fold.step.format(figure, **places) + ";")
            if counts:
                self.line(f"{places['n']}++;")
        if fold.end != "{r}":
            self.line(f"{result} = {fold.end.format(**places)};")
        return result

    def _collected(self, node: Aggregate, entry: functions.Function) -> str:
        """Columns of what the items give, then a function of the kit. `n` is -1 where one of them is blank."""
        assert isinstance(entry.javascript, str)
        window, n = entry.kind == "window", self.name("n")
        chosen, blank = self._chosen(node)
        sizes = [f"{chosen}.length" if chosen else self.room(index) for index in node.over]
        columns = []
        for _ in node.args:
            columns.append(self.name("column"))
            self.line(f"const {columns[-1]} = new Float64Array({' * '.join(sizes)});")
        at = self.const("places_at", f"new Int32Array({sizes[0]})") if window else ""
        self.line(f"let {n} = {f'{blank} ? -1 : 0' if blank else '0'};")
        with self._inside(node, chosen, f"{n} = -1;") as leave:
            for column, arg in zip(columns, node.args, strict=True):
                figure = self.expression(arg) if self.never_blank(arg) else self.held(arg)
                if not self.never_blank(arg):
                    self.line(f"if ({self.blank_test(arg, figure)}) {leave}")
                self.line(f"{column}[{n}] = {figure};")
            if window:
                self.line(f"{at}[{n}] = {self.at(node.over[0])};")
            self.line(f"{n}++;")
        count = f"{n} < 0 ? 0 : {n}" if window else n
        figures, _ = filled(entry.javascript, [(f"{column}.subarray(0, {count})", ATOM) for column in columns])
        if window:
            return self.const(node.function, f"spread({figures}, {at}, {self.size(node.over[0].list)})")
        return self.const(node.function, f"{n} < 0 ? {_blank(node)} : {figures}")

    def _chosen(self, node: Aggregate) -> tuple[str, str]:
        """Where `where` does not depend on all the loops around: the positions it takes, and whether it was blank.

        Both are variables of a block further out, or empty."""
        if node.where is None or len(node.over) > 1:
            return "", ""
        home = self.home(tuple(index for index in node.where.shape if index not in node.over))
        if home == len(self.blocks) - 1:
            return "", ""
        where, sure = node.where, self.never_blank(node.where)

        def write() -> str:
            chosen, (index,) = self.const("chosen", "[]"), node.over
            blank = "" if sure else self.name("blank")
            if blank:
                self.line(f"let {blank} = false;")
            self.open_over(index)
            holds = self.expression(where) if sure else self.held(where)
            if blank:
                self.line(f"if ({holds} !== {holds}) {{ {blank} = true; {chosen}.length = 0; break; }}")
            self.line(f"if ({holds} === 1) {chosen}.push({self.at(index)});")
            self.close()
            return f"{chosen} {blank}"

        chosen, _, blank = self.once((node.over, where), home, write).partition(" ")
        return chosen, blank

    @contextmanager
    def _inside(self, node: Aggregate, chosen: str, blank: str) -> Iterator[str]:
        """The loops over the items that `where` takes; gives what to do where something is blank: `blank`, and out."""
        label = self.name(f"{node.function}_over") if len(node.over) > 1 else ""
        leave = f"{{ {blank} break{' ' + label if label else ''}; }}"
        for number, index in enumerate(node.over):
            if chosen:
                self.open_rows(index, chosen)
            else:
                self.open_over(index, f"{label}: " if label and number == 0 else "")
        if node.where is not None and not chosen:
            if self.never_blank(node.where):
                self.line(f"if ({wrapped(self._code(node.where), 5)} === 0) continue;")
            else:
                holds = self.held(node.where)
                self.line(f"if ({holds} !== {holds}) {leave}")
                self.line(f"if ({holds} === 0) continue;")
        yield leave
        for _ in node.over:
            self.close()


def _blank(node: Typed) -> str:
    return "null" if node.type.kind == "text" else "NaN"


def _hint(node: Typed) -> str:
    """What to call the variable of a figure."""
    match node:
        case Read() | Label():
            return node.value if isinstance(node, Read) else "label"
        case Apply() | Aggregate():
            return node.function
        case _:
            return "figure"
