"""Typed formulas in, Excel formulas out: one for each cell, with the positions of its items written in.

What Excel cannot say in one cell (what an aggregate runs over, an argument that is used twice) goes to helper cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import assert_never

from .. import functions
from ..functions.entry import Function
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Index, Item, Label, Read, Shape, Typed
from .excel_blocks import Block, Cell, Room, rectangle, reference
from .excel_code import (
    ATOM,
    BLANK,
    JOINED,
    LEFT_OUT,
    NO_TEXT,
    PRODUCT,
    SIGN,
    SUM,
    UNKNOWN,
    Code,
    filled,
    infix,
    number,
    strict,
    text,
    truth,
    wrapped,
)

Env = Mapping[str, int]
_INFIX = {"add": ("+", SUM), "subtract": ("-", SUM), "multiply": ("*", PRODUCT), "divide": ("/", PRODUCT)}
_LIMITS = {"less": "<", "at_most": "<=", "greater": ">", "at_least": ">="}
_LONG = 40  # characters of an argument that is written twice


@dataclass
class Formulas:
    """Writes formulas. `blocks`: where the figure of each value stands; `labels`: the names of the items of each list;
    `counts`: of each grown list, 1 where a row counts; `room`: for helper cells, which are collected in `helpers`."""

    program: Program
    sizes: Mapping[str, int]
    blocks: Mapping[str, Block]
    labels: Mapping[str, Block]
    counts: Mapping[str, Block]
    room: Room
    helpers: dict[Cell, str] = field(default_factory=dict)
    made: dict[object, Block] = field(default_factory=dict)
    sheet: str = ""
    """On which the formula will stand."""
    owner: str = ""
    """What it is for."""

    def on(self, sheet: str, owner: str, node: Typed, env: Env) -> Code:
        """The formula of a cell of `sheet`, an error where there is no figure."""
        self.sheet, self.owner = sheet, owner
        return self.strictly(node, env)

    def stored(self, node: Typed, env: Env) -> str:
        """As it is kept in a cell: truths as 1 and 0."""
        code = self.code(node, env)
        if node.type.kind != "truth" or code.cell:
            return code.text
        return str(int(code.known)) if isinstance(code.known, float) else f"IF({code.text},1,0)"

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
                return self._aggregate(node, env)
            case _:
                assert_never(node)

    def ref(self, block: Block, at: Sequence[int]) -> str:
        return reference(block.sheet, self.sheet, *block.cell(at))

    def whole(self, block: Block) -> str:
        last = (block.top + block.height - 1, block.left + block.width - 1)
        return reference(block.sheet, self.sheet, block.top, block.left, last)

    def _label(self, node: Label, env: Env) -> Code:
        block, item = self.labels[node.item.type.list], self.strictly(node.item, env)
        if isinstance(item.known, float):
            return Code(self.ref(block, (int(item.known) - 1,)), cell=True)
        return Code(f"INDEX({self.whole(block)},{item.text})", cell=True)

    def _read(self, node: Read, env: Env) -> Code:
        block = self.blocks[node.value]
        places = [_place(each, env) for each in node.at]
        if None not in places:
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
        sides = [self.code(side, env) for side in _chain(node, node.function)]
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
        block = self._made((id(node), "held"), node.shape, (), lambda here: f'IFERROR({self.stored(node, here)},"")')
        return Code(self.ref(block, [env[index.name] for index in node.shape]), cell=True)

    def _made(
        self,
        key: object,
        down: Shape,
        across: Shape,
        formula: Callable[[dict[str, int]], str],
        sizes: Mapping[str, int] | None = None,
    ) -> Block:
        """A helper block, written when it is first asked for."""
        if key in self.made:
            return self.made[key]
        shape = (*down, *across)
        lengths = tuple((sizes or self.sizes)[index.list] for index in shape)
        downs = tuple(range(len(down)))
        block = self.room.block(lengths, downs, tuple(range(len(down), len(shape))), self.owner)
        self.made[key] = block
        before, self.sheet = self.sheet, block.sheet
        for at in block.positions():
            here = {index.name: position for index, position in zip(shape, at, strict=True)}
            self.helpers[block.sheet, *block.cell(at)] = formula(here)
        self.sheet = before
        return block

    # ------------------------------------------------------------ aggregates

    def _aggregate(self, node: Aggregate, env: Env) -> Code:
        entry = functions.aggregates[node.function]
        if entry.excel and (direct := self._direct(node, entry, env)) is not None:
            return direct
        outer = tuple(index for index in node.shape if index not in node.over)
        at = [env[index.name] for index in outer]
        if node.function in ("first", "count"):
            return self._taken(node, at, outer)
        columns = [self._column(node, place, outer) for place in range(len(node.args))]
        parts = [self._part(column, at, len(node.over)) for column in columns]
        if node.function in ("any", "all"):
            return self._truths(node, parts[0])
        blanks = "+".join(f"COUNTBLANK({part})" for part in parts)
        if node.where is not None:
            blanks += f'+COUNTIF({parts[0]},"{UNKNOWN}")'
        match node.function:
            case "join":
                last = self._chain_of(node, columns[0], outer)
                figure = self.ref(last, (self._size(node.over) - 1, *at))
                figure = f'IF({figure}="","{NO_TEXT}",{figure})'
            case "rank" | "place":
                return self._window(node, columns, parts, at, blanks, env)
            case "sum":
                figure = entry.excel.format(*parts)
            case "stdev" | "correlation":
                figure = f"IF(COUNT({parts[0]})<2,{BLANK},{entry.excel.format(*parts)})"
            case _:
                figure = f"IF(COUNT({parts[0]})=0,{BLANK},{entry.excel.format(*parts)})"
        return Code(f"IF({blanks}>0,{BLANK},{figure})")

    def _taken(self, node: Aggregate, at: Sequence[int], outer: Shape) -> Code:
        """How many are taken, or the first of them; none of their figures may be blank."""
        places = self._part(self._column(node, None, outer), at, len(node.over))
        blanks = [f'COUNTIF({places},"{UNKNOWN}")'] if node.where is not None else []
        found, figure = f"COUNT({places})", f"MIN({places})"
        if not isinstance(node.args[0], Here | Constant) or len(node.over) > 1:
            figures = self._part(self._column(node, 0, outer), at, len(node.over))
            blanks.append(f"COUNTBLANK({figures})")
            figure = f"INDEX({figures},MIN({places}))"
        if node.function == "first":
            found = f"IF({found}=0,{BLANK},{figure})"
        return Code(f"IF({'+'.join(blanks)}>0,{BLANK},{found})" if blanks else found)

    def _direct(self, node: Aggregate, entry: Function, env: Env) -> Code | None:
        """Over fixed lists, of figures that stand in a rectangle: no helper cells."""
        if node.where is not None or node.function in ("stdev", "correlation"):
            return None
        if any(self.program.lists[index.list].items is None for index in node.over):
            return None
        size = self._size(node.over)
        if node.function == "count":
            return number(size) if isinstance(node.args[0], Here | Constant) else None
        if size == 0:
            return None
        factors = _chain(node.args[0], "multiply") if node.function == "sum" else [node.args[0]]
        ranges = [self._range(factor, node.over, env) for factor in factors]
        if None in ranges or len({shape for shape, _ in ranges if shape}) > 1:  # type: ignore[misc]
            return None
        names = [name for each in ranges if each is not None for name in [each[1]]]
        figure = entry.excel.format(names[0]) if len(names) == 1 else f"SUMPRODUCT({','.join(names)})"
        return Code(f"IF(COUNT({','.join(names)})<{size * len(names)},{BLANK},{figure})")

    def _range(self, node: Typed, over: Shape, env: Env) -> tuple[tuple[int, int], str] | None:
        if not isinstance(node, Read) or node.factor != 1 or node.type.kind != "number":
            return None
        if not all(isinstance(at, Here) for at in node.at) or not {i for i in over} <= {i for i in node.shape}:
            return None
        block = self.blocks[node.value]
        cells = []
        for positions in product(*(range(self.sizes[index.list]) for index in over)):
            here = {**env, **{index.name: position for index, position in zip(over, positions, strict=True)}}
            cells.append(block.cell([here[at.index.name] for at in node.at if isinstance(at, Here)]))
        if not rectangle(cells):
            return None
        (top, left), (bottom, right) = cells[0], cells[-1]
        name = reference(block.sheet, self.sheet, top, left, (bottom, right))
        return (bottom - top, right - left), name

    def _column(self, node: Aggregate, arg: int | None, outer: Shape) -> Block:
        """What an aggregate takes, one cell below the other; without `arg` the places of what it takes."""

        def formula(here: dict[str, int]) -> str:
            place = 0
            for index in node.over:
                place = place * self.sizes[index.list] + here[index.name]
            figure = str(place + 1) if arg is None else f'IFERROR({self.stored(node.args[arg], here)},"")'
            if node.where is not None:
                holds = self.code(node.where, here)
                if holds.known is not None:
                    figure = figure if holds.known else f'"{LEFT_OUT}"'
                else:
                    taken = f'IF({strict(holds, "truth").text},{figure},"{LEFT_OUT}")'
                    figure = f'IFERROR({taken},"{UNKNOWN}")'
            rows = [index for index in node.over if self.program.lists[index.list].items is None]
            for index in rows:
                counts = self.ref(self.counts[index.list], (here[index.name],))
                figure = f'IF({counts}=1,{figure},"{LEFT_OUT}")'
            return figure

        return self._made((id(node), arg), node.over, outer, formula)

    def _part(self, block: Block, at: Sequence[int], overs: int) -> str:
        """The cells of a helper column for one position of what is outside the aggregate."""
        first = block.cell([0] * overs + [*at])
        last = (first[0] + block.height - 1, first[1])
        return reference(block.sheet, self.sheet, *first, last)

    def _size(self, over: Shape) -> int:
        size = 1
        for index in over:
            size *= self.sizes[index.list]
        return size

    def _truths(self, node: Aggregate, part: str) -> Code:
        decides, other = (1, 0) if node.function == "any" else (0, 1)
        made = f"IF(COUNTIF({part},{decides})>0,{decides},IF(COUNTBLANK({part})>0,{BLANK},{other}))"
        return Code(f'IF(COUNTIF({part},"{UNKNOWN}")>0,{BLANK},{made})' if node.where is not None else made)

    def _chain_of(self, node: Aggregate, column: Block, outer: Shape) -> Block:
        """Running texts: each cell is the one above and its own."""
        key, row = (id(node), "chain"), Index("", "")
        separator = text(self.program.separator).text

        def formula(here: dict[str, int]) -> str:
            at = [here[index.name] for index in outer]
            first, col = column.cell([0] * len(node.over) + at)
            own = reference(column.sheet, self.sheet, first + here[""], col)
            left_out = f'OR({own}="{LEFT_OUT}",{own}="{UNKNOWN}")'
            if here[""] == 0:
                return f'IF({left_out},"",{own})'
            above = self.ref(self.made[key], (here[""] - 1, *at))
            return f'IF({left_out},{above},IF({above}="",{own},{above}&{separator}&{own}))'

        return self._made(key, (row,), outer, formula, {**self.sizes, "": self._size(node.over)})

    def _window(
        self, node: Aggregate, columns: list[Block], parts: list[str], at: list[int], blanks: str, env: Env
    ) -> Code:
        own = [self.ref(column, (env[node.over[0].name], *at)) for column in columns]
        if node.function == "rank":
            low, high = (f"{own[0]}{sign}1E-9*ABS({own[0]})" for sign in "-+")
            less = f"SUMPRODUCT(ISNUMBER({parts[0]})*({parts[0]}<{low}))"
            equal = f"SUMPRODUCT(ISNUMBER({parts[0]})*({parts[0]}>={low})*({parts[0]}<={high}))"
            figure = f"{less}+({equal}+1)/2"
        else:
            before = f"(ROW({parts[0]})<ROW({own[0]}))"
            for part, mine in zip(reversed(parts), reversed(own), strict=True):
                low, high = (f"{mine}{sign}1E-9*ABS({mine})" for sign in "-+")
                before = f"(({part}>{high})+({part}>={low})*({part}<={high})*{before})"
            figure = f"1+SUMPRODUCT(ISNUMBER({parts[0]})*{before})"
        return Code(f"IF({blanks}>0,{BLANK},IF(ISNUMBER({own[0]}),{figure},{BLANK}))")


def _chain(node: Typed, function: str) -> list[Typed]:
    """The parts of `a and b and c`."""
    if isinstance(node, Apply) and node.function == function:
        return [part for arg in node.args for part in _chain(arg, function)]
    return [node]


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
