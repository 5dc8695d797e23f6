"""Aggregates as Excel formulas: what one runs over stands below each other in helper cells, unless a range holds it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from .. import functions
from ..functions.entry import Function
from ..program import Program
from ..tree import Aggregate, Apply, Constant, Here, Index, Read, Shape, Typed
from .excel_blocks import Block, Cell, Room, rectangle, reference
from .excel_code import BLANK, LEFT_OUT, NO_TEXT, UNKNOWN, Code, number, strict, text

Env = Mapping[str, int]
"""Where the present cell is in each of its lists, from 0."""


@dataclass
class Aggregates(ABC):
    """What formulas are written from, and the aggregates among them.

    `blocks`: where the figure of each value stands; `labels`: the names of the items of each list; `counts`: of each
    grown list, 1 where a row counts; `room`: for helper cells, which are collected in `helpers`; `names`: what the
    cells of single values are called, where they have names.
    """

    program: Program
    sizes: Mapping[str, int]
    blocks: Mapping[str, Block]
    labels: Mapping[str, Block]
    counts: Mapping[str, Block]
    room: Room
    names: Mapping[str, str] = field(default_factory=dict)
    helpers: dict[Cell, str] = field(default_factory=dict)
    made: dict[object, Block] = field(default_factory=dict)
    sheet: str = ""
    """On which the formula will stand."""
    owner: str = ""
    """What it is for."""

    @abstractmethod
    def code(self, node: Typed, env: Env) -> Code:
        """The formula of a node."""

    def stored(self, node: Typed, env: Env) -> str:
        """As it is kept in a cell: truths as 1 and 0."""
        code = self.code(node, env)
        if node.type.kind != "truth" or code.cell:
            return code.text
        return str(int(code.known)) if isinstance(code.known, float) else f"IF({code.text},1,0)"

    def ref(self, block: Block, at: Sequence[int]) -> str:
        return reference(block.sheet, self.sheet, *block.cell(at))

    def whole(self, block: Block) -> str:
        last = (block.top + block.height - 1, block.left + block.width - 1)
        return reference(block.sheet, self.sheet, block.top, block.left, last)

    # ------------------------------------------------------------ helper cells

    def helper(
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

    def aggregate(self, node: Aggregate, env: Env) -> Code:
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
        factors = chain(node.args[0], "multiply") if node.function == "sum" else [node.args[0]]
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

        return self.helper((id(node), arg), node.over, outer, formula)

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

        return self.helper(key, (row,), outer, formula, {**self.sizes, "": self._size(node.over)})

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


def chain(node: Typed, function: str) -> list[Typed]:
    """The parts of `a and b and c`."""
    if isinstance(node, Apply) and node.function == function:
        return [part for arg in node.args for part in chain(arg, function)]
    return [node]
