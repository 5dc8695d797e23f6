"""The JavaScript of one function: typed formulas in, lines of code out.

A `Writer` keeps a stack of blocks, one for each open loop. What does not depend on a loop is written into a block
further out, so it is computed once: the inner loop is put into the outer block only when it is closed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import assert_never

from .. import functions
from ..functions.entry import TOO_LARGE, Fold
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Shape, Typed, walk

KIT = (
    "add", "and", "atMost", "ceil", "correlation", "divide", "equal", "exp", "finite", "floor", "isBlank",
    "isBlankText", "join", "lay", "less", "ln", "median", "not", "or", "otherwise", "otherwiseText", "places",
    "positions", "power", "ranks", "round", "sameText", "spread", "stdev", "subtract", "text", "tile", "tileTexts",
    "typedNumbers", "typedTexts", "whyPower",
)  # fmt: skip
"""The functions of `browser/arithmetic.ts` that generated code calls."""

_RESERVED = (
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete",
    "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements",
    "import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public",
    "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void",
    "while", "with", "yield", "NaN", "Infinity", "Math", "Array", "Object", "Float64Array", "Int32Array",
    "Uint8Array", "kit", "compute", "reason", "reasons", "f", "sheet", "rows", "typed", "standard", "out", "figures",
    "counting", "lights",
)  # fmt: skip


def literal(figure: float | str | bool | Sequence[str]) -> str:
    """The one place that writes constants. Text is safe inside a script element, too."""
    match figure:
        case bool():
            return str(int(figure))
        case int() | float():
            text = repr(float(figure))
            return {"inf": "Infinity", "-inf": "-Infinity"}.get(text, text.removesuffix(".0"))
        case _:
            text = json.dumps(figure, ensure_ascii=False)
            for sign in "<\u2028\u2029":
                text = text.replace(sign, f"\\u{ord(sign):04x}")
            return text


@dataclass
class Names:
    """Names in JavaScript: what was asked for where it can be had, else with a number."""

    taken: set[str]

    def __init__(self, taken: Sequence[str]) -> None:
        self.taken = {*taken, *_RESERVED}

    def new(self, wanted: str) -> str:
        base = re.sub(r"[^A-Za-z0-9_]", "_", wanted)
        base = base if base[:1].isalpha() else f"_{base}"
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}{number}"
        self.taken.add(name)
        return name


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


def can_fail(node: Typed) -> bool:
    """Whether some part of a formula may have a reason of its own to give no figure."""
    return any(isinstance(part, Apply | Aggregate) and entry_of(part).may_fail for part in walk(node))


@dataclass
class _Block:
    """The lines of one block, the JavaScript variables of the indices it binds, and what it has computed."""

    bound: dict[Index, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    known: dict[object, str] = field(default_factory=dict)
    opening: str = ""


class Writer:
    """One function in the making. A class, because every part of a formula may add lines to any open block."""

    def __init__(self, program: Program, sure: set[str]) -> None:
        self.program, self.sure = program, sure
        self.names = Names(KIT)
        self.blocks = [_Block()]
        self.head: dict[str, str] = {}  # what the function reads first: expression → variable
        self.next = ""  # ends one round of the loop over all positions

    # ------------------------------------------------------------ the function as a whole

    def function(self, name: str, *parameters: str) -> str:
        """The finished function; every block but the first is closed."""
        (block,) = self.blocks
        same = [variable for expression, variable in self.head.items() if expression == f"f.{variable}"]
        head = [f"const {{ {', '.join(same)} }} = f;"] if same else []
        head += [f"const {new} = {old};" for old, new in self.head.items() if old != f"f.{new}"]
        body = [f"  {line}" for line in (*head, *block.lines)]
        return "\n".join([f"{name}({', '.join(('f', 'sheet', 'rows', *parameters))}) {{", *body, "}"])

    def line(self, text: str) -> None:
        self.blocks[-1].lines.append(text)

    def name(self, wanted: str) -> str:
        return self.names.new(wanted)

    def given(self, shape: Shape) -> list[str]:
        """Indices that are parameters of the function."""
        for index in shape:
            self.blocks[-1].bound[index] = self.name(index.name)
        return list(self.blocks[-1].bound.values())

    @contextmanager
    def every(self, shape: Shape, next: str = "") -> Iterator[str]:
        """A loop over all positions of a shape, row-major; gives the running position. `next`: what to do after the
        only position of no lists."""
        if not shape:
            self.next = next
            yield "0"
            return
        counter = self.name("i") if len(shape) > 1 else ""
        if counter:
            self.line(f"let {counter} = 0;")
        for index in shape:
            self._open_loop(index, self.size(index.list))
        self.next = f"{counter}++; continue;" if counter else "continue;"
        yield counter or self.at(shape[0])
        if counter:
            self.line(f"{counter}++;")
        for _ in shape:
            self._close()

    def size(self, name: str) -> str:
        items = self.program.lists[name].items
        return (
            str(len(items))
            if items is not None
            else self._read_first(f"sheet.{member('count', name)}", f"{name}_count")
        )

    def column(self, value: str) -> str:
        single = "" if self.program.values[value].shape else "[0]"
        return self._read_first(member("f", value) + single, value)

    def at(self, index: Index) -> str:
        """The variable of a running position."""
        return next(block.bound[index] for block in reversed(self.blocks) if index in block.bound)

    def _read_first(self, expression: str, wanted: str) -> str:
        if expression not in self.head:
            self.head[expression] = self.name(wanted)
        return self.head[expression]

    # ------------------------------------------------------------ blocks

    def _open_loop(self, index: Index, size: str, label: str = "") -> None:
        variable = self.name(index.name)
        self._open(f"{label}for (let {variable} = 0; {variable} < {size}; {variable}++)", {index: variable})

    def _open_rows(self, index: Index, rows: str, label: str = "") -> None:
        """A loop over the positions in an array."""
        variable, number = self.name(index.name), self.name("k")
        self._open(f"{label}for (let {number} = 0; {number} < {rows}.length; {number}++)", {index: variable})
        self.line(f"const {variable} = {rows}[{number}];")

    def _open(self, opening: str, bound: dict[Index, str] | None = None) -> None:
        """A block that is no loop repeats what the one around it binds, so that its parts stay inside it."""
        self.blocks.append(_Block(dict(self.blocks[-1].bound) if bound is None else bound, opening=opening))

    def _close(self) -> None:
        block = self.blocks.pop()
        if len(block.lines) == 1:
            self.line(f"{block.opening} {block.lines[0]}")
            return
        self.line(f"{block.opening} {{")
        for line in block.lines:
            self.line(f"  {line}")
        self.line("}")

    def _home(self, shape: Shape) -> int:
        """The outermost block in which every index of a shape has its present position."""
        return max((self._binder(index) for index in shape), default=0)

    def _binder(self, index: Index) -> int:
        return next(number for number in reversed(range(len(self.blocks))) if index in self.blocks[number].bound)

    @contextmanager
    def _in_block(self, number: int) -> Iterator[_Block]:
        inner = self.blocks[number + 1 :]
        del self.blocks[number + 1 :]
        yield self.blocks[-1]
        self.blocks += inner

    def _once(self, node: object, number: int, write: Callable[[], str]) -> str:
        """The variable that holds a node's figure, computed in a block where it is not there yet."""
        block = self.blocks[number]
        if node not in block.known:
            with self._in_block(number):
                block.known[node] = write()
        return block.known[node]

    # ------------------------------------------------------------ figures

    def expression(self, node: Typed) -> str:
        """What computes the figure at the present positions."""
        return self._code(node)[0]

    def held(self, node: Typed) -> str:
        """The same as a variable or a constant, to be used more than once."""
        expression, _ = self._code(node)
        if _PLAIN.fullmatch(expression):
            return expression
        return self._once(node, len(self.blocks) - 1, lambda: self._const(_hint(node), expression))

    def blank_test(self, node: Typed, expression: str) -> str:
        return f"{expression} === null" if node.type.kind == "text" else f"{expression} !== {expression}"

    def never_blank(self, node: Typed) -> bool:
        return never_blank(node, self.sure)

    def _const(self, wanted: str, expression: str) -> str:
        variable = self.name(wanted)
        self.line(f"const {variable} = {expression};")
        return variable

    def _code(self, node: Typed) -> _Code:
        match node:
            case Constant():
                return literal(node.value), _ATOM
            case Item():
                return str(node.position), _ATOM
            case Here():
                return self.at(node.index), _ATOM
            case Read(at=(), factor=1):
                return self.column(node.value), _ATOM
            case Aggregate():
                return self._aggregate(node), _ATOM
            case Apply() | Label() | Read():
                home, here = self._home(node.shape), len(self.blocks) - 1
                if home < here:
                    return self._once(node, home, lambda: self._const(_hint(node), self._inline(node)[0])), _ATOM
                known = self.blocks[here].known.get(node)
                return (known, _ATOM) if known is not None else self._inline(node)
            case _:
                assert_never(node)

    def _inline(self, node: Apply | Label | Read) -> _Code:
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
                return _filled(form, [self._code(arg) for arg in node.args])

    def _choice(self, node: Apply) -> _Code:
        parts = []
        for condition, result in zip(node.args[:-1:2], node.args[1::2], strict=True):
            sure = self.never_blank(condition)
            holds = _wrapped(self._code(condition), 5) if sure else self.held(condition)
            parts.append(f"{holds} === 1 ? {_wrapped(self._code(result), 2)}")
            if not sure:
                parts.append(f"{holds} !== 0 ? {_blank(node)}")
        return " : ".join([*parts, _wrapped(self._code(node.args[-1]), 2)]), 1

    def _label(self, node: Label) -> _Code:
        a_list = self.program.lists[node.item.type.list]
        labels = f"sheet.{member('label', a_list.name)}" if a_list.labels is None else literal(list(a_list.labels))
        texts = self._read_first(labels, f"{a_list.name}_label")
        return self._guarded((node.item,), lambda at: f"{texts}[{at[0][0]}]", "null")

    def _read(self, node: Read) -> _Code:
        shape = self.program.values[node.value].shape
        column = self.column(node.value)

        def cell(at: Sequence[_Code]) -> str:
            if not at:
                return column
            offset = at[0]
            for index, position in zip(shape[1:], at[1:], strict=True):
                offset = _filled("{0} * {1}", [offset, (self.size(index.list), _ATOM)])
                offset = offset if position[0] == "0" else _filled("{0} + {1}", [offset, position])
            return f"{column}[{offset[0]}]"

        read = self._guarded(node.at, cell, _blank(node))
        return read if node.factor == 1 else _filled("{0} * {1}", [read, (literal(node.factor), _ATOM)])

    def _guarded(self, at: Sequence[Typed], cell: Callable[[Sequence[_Code]], str], blank: str) -> _Code:
        """A cell at positions that may be blank."""
        tests, codes = [], []
        for node in at:
            if self.never_blank(node):
                codes.append(self._code(node))
            else:
                variable = self.held(node)
                codes.append((variable, _ATOM))
                tests.append(f"{variable} === {variable}")
        return (f"{' && '.join(tests)} ? {cell(codes)} : {blank}", 1) if tests else (cell(codes), _ATOM)

    # ------------------------------------------------------------ aggregates

    def _aggregate(self, node: Aggregate) -> str:
        entry = entry_of(node)
        home = self._home(tuple(index for index in node.shape if index not in node.over))
        if isinstance(entry.javascript, Fold):
            fold = entry.javascript
            return self._once(node, home, lambda: self._fold(node, fold))
        if entry.kind == "window":
            column = self._once(("column of", node), home, lambda: self._collected(node, entry))
            return f"{column}[{self.at(node.over[0])}]"
        return self._once(node, home, lambda: self._collected(node, entry))

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
        sizes = [f"{chosen}.length" if chosen else self._room(index) for index in node.over]
        columns = []
        for _ in node.args:
            columns.append(self.name("column"))
            self.line(f"const {columns[-1]} = new Float64Array({' * '.join(sizes)});")
        at = self._const("places_at", f"new Int32Array({sizes[0]})") if window else ""
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
        figures, _ = _filled(entry.javascript, [(f"{column}.subarray(0, {count})", _ATOM) for column in columns])
        if window:
            return self._const(node.function, f"spread({figures}, {at}, {self.size(node.over[0].list)})")
        return self._const(node.function, f"{n} < 0 ? {_blank(node)} : {figures}")

    def _chosen(self, node: Aggregate) -> tuple[str, str]:
        """Where `where` does not depend on all the loops around: the positions it takes, and whether it was blank.

        Both are variables of a block further out, or empty."""
        if node.where is None or len(node.over) > 1:
            return "", ""
        home = self._home(tuple(index for index in node.where.shape if index not in node.over))
        if home == len(self.blocks) - 1:
            return "", ""
        where, sure = node.where, self.never_blank(node.where)

        def write() -> str:
            chosen, (index,) = self._const("chosen", "[]"), node.over
            blank = "" if sure else self.name("blank")
            if blank:
                self.line(f"let {blank} = false;")
            self._open_over(index)
            holds = self.expression(where) if sure else self.held(where)
            if blank:
                self.line(f"if ({holds} !== {holds}) {{ {blank} = true; {chosen}.length = 0; break; }}")
            self.line(f"if ({holds} === 1) {chosen}.push({self.at(index)});")
            self._close()
            return f"{chosen} {blank}"

        chosen, _, blank = self._once((node.over, where), home, write).partition(" ")
        return chosen, blank

    @contextmanager
    def _inside(self, node: Aggregate, chosen: str, blank: str) -> Iterator[str]:
        """The loops over the items that `where` takes; gives what to do where something is blank: `blank`, and out."""
        label = self.name(f"{node.function}_over") if len(node.over) > 1 else ""
        leave = f"{{ {blank} break{' ' + label if label else ''}; }}"
        for number, index in enumerate(node.over):
            if chosen:
                self._open_rows(index, chosen)
            else:
                self._open_over(index, f"{label}: " if label and number == 0 else "")
        if node.where is not None and not chosen:
            if self.never_blank(node.where):
                self.line(f"if ({_wrapped(self._code(node.where), 5)} === 0) continue;")
            else:
                holds = self.held(node.where)
                self.line(f"if ({holds} !== {holds}) {leave}")
                self.line(f"if ({holds} === 0) continue;")
        yield leave
        for _ in node.over:
            self._close()

    def _room(self, index: Index) -> str:
        grown = self.program.lists[index.list].items is None
        return f"{self._rows(index)}.length" if grown else self.size(index.list)

    def _rows(self, index: Index) -> str:
        return self._read_first(member("rows", index.list), f"{index.list}_rows")

    def _open_over(self, index: Index, label: str = "") -> None:
        """All items of a fixed list, the rows that count of a grown one."""
        if self.program.lists[index.list].items is None:
            self._open_rows(index, self._rows(index), label)
        else:
            self._open_loop(index, self.size(index.list), label)

    # ------------------------------------------------------------ reasons

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
                    self._open(f"if ({self.held(condition)} === 1)")
                    self.why(result)
                    self._close()
                self.why(node.args[-1])
            case Apply():
                self._why_any(node.args)
                reason, _ = _filled(entry_of(node).reason or TOO_LARGE, [self._code(arg) for arg in node.args])
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
                self._open(f"if ({' || '.join(tests)})")
                self.why(node)
                self._close()
                tests = []

    def _why_aggregate(self, node: Aggregate) -> None:
        entry = entry_of(node)
        parts = node.args if node.where is None else (*node.args, node.where)
        n = self.name("n") if "{n}" in entry.reason else ""
        if n:
            self.line(f"let {n} = 0;")
        if n or not all(self.never_blank(part) for part in parts):
            for index in node.over:
                self._open_over(index)
            if node.where is not None:
                self._why_any((node.where,))
                self.line(f"if ({_wrapped(self._code(node.where), 5)} === 0) continue;")
            self._why_any(node.args)
            if n:
                self.line(f"{n}++;")
            for _ in node.over:
                self._close()
        reason = entry.reason.format(n=n) or TOO_LARGE
        self.line(f"return {'null' if entry.kind == 'window' else reason};")


# ---------------------------------------------------------------- text

_Code = tuple[str, int]
"""An expression and how tightly it binds: 1 a choice, 4 comparisons, 5 + and -, 6 *, 7 a sign, 100 the rest."""

_ATOM = 100
_PLAIN = re.compile(r"\w+|[\d.e+-]+|\"[^\"]*\"")
_CALL = re.compile(r"[\w.]+\(.*\)|\{0\}\.\w+\(.*\)")
_SIGNS = ((" ? ", 1), (" === ", 4), (" + ", 5), (" * ", 6), ("-", 7))


def _filled(form: str, args: Sequence[_Code]) -> _Code:
    """A form with its arguments, in parentheses where only these leave one reading."""
    if _CALL.fullmatch(form):
        texts = [text for text, _ in args]
        return form.replace("{*}", ", ".join(texts)).format(*texts), _ATOM
    tightness = next((tightness for sign, tightness in _SIGNS if sign in form), _ATOM)
    parts = [_wrapped(arg, tightness if form.startswith(f"{{{i}}}") else tightness + 1) for i, arg in enumerate(args)]
    return form.format(*parts), tightness


def _wrapped(code: _Code, least: int) -> str:
    return code[0] if code[1] >= least else f"({code[0]})"


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


def member(owner: str, name: str) -> str:
    return f"{owner}.{name}" if re.fullmatch(r"[A-Za-z_]\w*", name) else f"{owner}[{literal(name)}]"
