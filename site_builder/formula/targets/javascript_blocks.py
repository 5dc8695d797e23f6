"""One JavaScript function in the making: a stack of blocks, one for each open loop, each a list of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..program import Program
from ..tree import Index, Shape
from .javascript_code import Names, member


@dataclass
class _Block:
    """The lines of one block, the JavaScript variables of the indices it binds, and what it has computed."""

    bound: dict[Index, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    known: dict[object, str] = field(default_factory=dict)
    opening: str = ""


class Blocks:
    """One function in the making. A class, because every part of a formula may add lines to any open block.

    What does not depend on a loop is written into a block further out, so it is computed once: an inner loop is put
    into the outer block only when it is closed. `sure`: the values that have a figure at every position.
    """

    def __init__(self, program: Program, sure: set[str]) -> None:
        self.program, self.sure = program, sure
        self.names = Names()
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
            self.open_loop(index, self.size(index.list))
        self.next = f"{counter}++; continue;" if counter else "continue;"
        yield counter or self.at(shape[0])
        if counter:
            self.line(f"{counter}++;")
        for _ in shape:
            self.close()

    def size(self, name: str) -> str:
        items = self.program.lists[name].items
        return (
            str(len(items)) if items is not None else self.read_first(f"sheet.{member('count', name)}", f"{name}_count")
        )

    def column(self, value: str) -> str:
        single = "" if self.program.values[value].shape else "[0]"
        return self.read_first(member("f", value) + single, value)

    def at(self, index: Index) -> str:
        """The variable of a running position."""
        return next(block.bound[index] for block in reversed(self.blocks) if index in block.bound)

    def read_first(self, expression: str, wanted: str) -> str:
        if expression not in self.head:
            self.head[expression] = self.name(wanted)
        return self.head[expression]

    # ------------------------------------------------------------ blocks

    def open_loop(self, index: Index, size: str, label: str = "") -> None:
        variable = self.name(index.name)
        self.open(f"{label}for (let {variable} = 0; {variable} < {size}; {variable}++)", {index: variable})

    def open_rows(self, index: Index, rows: str, label: str = "") -> None:
        """A loop over the positions in an array."""
        variable, number = self.name(index.name), self.name("k")
        self.open(f"{label}for (let {number} = 0; {number} < {rows}.length; {number}++)", {index: variable})
        self.line(f"const {variable} = {rows}[{number}];")

    def open(self, opening: str, bound: dict[Index, str] | None = None) -> None:
        """A block that is no loop repeats what the one around it binds, so that its parts stay inside it."""
        self.blocks.append(_Block(dict(self.blocks[-1].bound) if bound is None else bound, opening=opening))

    def close(self) -> None:
        block = self.blocks.pop()
        if len(block.lines) == 1:
            self.line(f"{block.opening} {block.lines[0]}")
            return
        self.line(f"{block.opening} {{")
        for line in block.lines:
            self.line(f"  {line}")
        self.line("}")

    def home(self, shape: Shape) -> int:
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

    def once(self, node: object, number: int, write: Callable[[], str]) -> str:
        """The variable that holds a node's figure, computed in a block where it is not there yet."""
        block = self.blocks[number]
        if node not in block.known:
            with self._in_block(number):
                block.known[node] = write()
        return block.known[node]

    def const(self, wanted: str, expression: str) -> str:
        variable = self.name(wanted)
        self.line(f"const {variable} = {expression};")
        return variable

    # ------------------------------------------------------------ lists

    def room(self, index: Index) -> str:
        grown = self.program.lists[index.list].items is None
        return f"{self.rows(index)}.length" if grown else self.size(index.list)

    def rows(self, index: Index) -> str:
        return self.read_first(member("rows", index.list), f"{index.list}_rows")

    def open_over(self, index: Index, label: str = "") -> None:
        """All items of a fixed list, the rows that count of a grown one."""
        if self.program.lists[index.list].items is None:
            self.open_rows(index, self.rows(index), label)
        else:
            self.open_loop(index, self.size(index.list), label)
