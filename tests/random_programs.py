"""Random programs and random figures for them: Hypothesis strategies.

Formulas are well typed by construction; the few that the checker still refuses (a name in two lists, say) are left
out by the test. The list `colour` and `size` are fixed, `row` and `extra` are grown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

from site_builder.formula.given import Given
from site_builder.formula.program import Figure, Table
from site_builder.formula.source import LightSource, ListSource, Source, ValueSource
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Shape, Type

T = TypeVar("T")
LISTS = {
    "colour": ListSource({"red": "紅", "green": "綠", "blue": "藍"}),
    "size": ListSource({"S": "小", "M": "中", "L": "大", "XL": "特大"}),
    "row": ListSource(None, shown_as="name"),
    "extra": ListSource(None),
}
ITEMS = {name: tuple(a.items) for name, a in LISTS.items() if a.items is not None}
COLOUR, SIZE, ROW, EXTRA = (Index(name, name) for name in LISTS)
# Figures that tie, cancel, stand at a limit, or are nearly equal.
NUMBERS = (0.0, 1.0, 2.0, 3.0, -1.0, 0.1, 0.2, 0.3, 0.30000000000000004, 0.5, 2.5, 3.5, -2.5, 1.005, 10.0, 99.5, 1e6)
CONSTANTS = ("0", "1", "2", "3", "0.5", "0.1", "20%", "1.005", "100", "2.5")
METRES = Type("number", (("m", 1),))


@dataclass
class Maker:
    """Draws one program. A class, because every choice draws."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    values: dict[str, ValueSource] = field(default_factory=dict)
    blanks: int = 6
    """One figure in so many is blank; 0: none is."""

    # ------------------------------------------------------------ choices

    def one(self, *options: T) -> T:
        return options[self.draw(st.integers(0, len(options) - 1))]

    def chance(self, of: int) -> bool:
        return bool(self.draw(st.integers(0, of - 1)) == 0)

    def figure(self, kind: Type) -> Figure:
        if self.blanks and self.chance(self.blanks):
            return None
        if kind.kind == "number":
            return self.one(*NUMBERS)
        if kind.kind == "truth":
            return self.one(True, False)
        if kind.kind == "text":
            return self.one("甲", "乙", "", "</script>")
        return self.one(*ITEMS[kind.list])

    def table(self, kind: Type, shape: Shape) -> Figure | Table:
        if not shape or shape[0].list not in ITEMS:
            return self.figure(kind)
        return {
            item: self.table(kind, shape[1:]) for item in ITEMS[shape[0].list] if not self.blanks or not self.chance(12)
        }

    # ------------------------------------------------------------ declarations

    def source(self) -> Source:
        for name, kind, shape in (
            ("amount", PLAIN, (ROW,)), ("rating", PLAIN, (ROW, COLOUR)), ("rate", PLAIN, (COLOUR,)),
            ("length", METRES, (ROW,)), ("limit", PLAIN, ()), ("flag", TRUTH, (ROW,)), ("name", TEXT, (ROW,)),
            ("kind", Type("item", list="colour"), (ROW,)), ("owner", Type("item", list="row"), (EXTRA,)),
            ("grade", Type("item", list="size"), ()), ("table", PLAIN, (COLOUR, SIZE)),
        ):  # fmt: skip
            self.values[name] = self.base(kind, shape)
        for number in range(self.draw(st.integers(1, 5))):
            self.values[f"derived{number}"] = self.derived()
        for number in range(self.draw(st.integers(0, 2))):
            self.values[f"leaf{number}"] = self.leaf()
        shape = self.shape()
        light = LightSource(shape, self.truth(2, shape), self.truth(2, shape) if self.chance(2) else None)
        return Source(LISTS, self.values, {"light": light})

    def base(self, kind: Type, shape: Shape) -> ValueSource:
        required: bool | str = False
        if ROW in shape and self.chance(3):
            required = self.one(True, self.truth(1, shape))
        factor = 0.01 if kind == METRES and self.chance(2) else 1.0
        if kind.list == "row" or self.chance(2):
            return ValueSource(kind, shape, "given", required=required, factor=factor)
        if self.chance(4):
            return ValueSource(kind, shape, "given", formula=self.of(kind, 1, shape), required=required, factor=factor)
        role = self.one("given", "fixed")
        table = self.table(kind, shape)
        return ValueSource(kind, shape, role, table, required=required if role == "given" else False, factor=factor)

    def shape(self) -> Shape:
        return self.one((), (ROW,), (COLOUR,), (ROW, COLOUR), (SIZE,), (Index("a", "colour"), Index("b", "colour")))

    def derived(self) -> ValueSource:
        kind = self.one(PLAIN, PLAIN, PLAIN, TRUTH, TEXT, Type("item", list="colour"), METRES)
        shape = self.shape()
        must = self.truth(1, shape) if self.chance(8) else None
        return ValueSource(kind, shape, "derived", formula=self.of(kind, 3, shape), must=must)

    def leaf(self) -> ValueSource:
        """Functions that differ in their last digit between machines: nothing else is computed from them."""
        shape = self.shape()
        x = self.number(2, shape)
        formula = self.one(f"exp({x})", f"ln({x})", f"abs({x}) ^ 0.3", f"({x}) ^ -1.7", f"2 ^ ({x})")
        return ValueSource(PLAIN, shape, "derived", formula=formula)

    # ------------------------------------------------------------ formulas

    def of(self, kind: Type, depth: int, scope: Shape) -> str:
        if kind == METRES:
            return self.length(depth, scope)
        if kind.kind == "item":
            return self.item(kind.list, depth, scope)
        return {"number": self.number, "truth": self.truth, "text": self.text}[kind.kind](depth, scope)

    def read(self, kind: Type, depth: int, scope: Shape) -> str | None:
        """A value of that type, at the present items or at others."""
        names = [name for name, value in self.values.items() if value.type == kind and not name.startswith("leaf")]
        if not names:
            return None
        name = self.one(*names)
        for _ in range(3):  # rather one that is at hand
            if not set(self.values[name].shape) <= set(scope):
                name = self.one(*names)
        chosen = []
        for index in self.values[name].shape:
            if index in scope and not self.chance(4):
                continue
            if index.list == "extra" and index not in scope:
                return None
            chosen.append(f"{index.name} = {self.item(index.list, depth - 1, scope)}")
        return f"{name}[{', '.join(chosen)}]" if chosen else name

    def number(self, depth: int, scope: Shape) -> str:
        if depth <= 0 or self.chance(5):
            simple = self.read(PLAIN, depth, scope) if not self.chance(4) else None
            return simple or self.one(*CONSTANTS)
        match self.draw(st.integers(0, 12)):
            case 0 | 1:
                sign = self.one("+", "-", "*", "/")
                return f"({self.number(depth - 1, scope)} {sign} {self.number(depth - 1, scope)})"
            case 2:
                return self.scalar(depth, scope)
            case 3:
                yes, no = self.number(depth - 1, scope), self.number(depth - 1, scope)
                return f"if({self.truth(depth - 1, scope)}, {yes}, {no})"
            case 4:
                parts = [self.truth(depth - 1, scope), self.number(depth - 1, scope), self.truth(depth - 1, scope)]
                return f"case({', '.join(parts)}, {self.number(depth - 1, scope)}, {self.number(0, scope)})"
            case 5:
                number = self.number(depth - 1, scope)
                maybe = self.one(number, f"when({self.truth(depth - 1, scope)}, {number})")
                return f"otherwise({maybe}, {self.number(depth - 1, scope)})" if self.one(True, False) else maybe
            case 6:
                a_list = self.one(*LISTS)
                return f"position({self.item(a_list, depth - 1, scope)})"
            case 7:
                return f"({self.length(depth - 1, scope)} / {self.length(depth - 1, scope)})"
            case _:
                return self.aggregate(depth, scope)

    def scalar(self, depth: int, scope: Shape) -> str:
        x, y = self.number(depth - 1, scope), self.number(depth - 1, scope)
        places, exponent = self.one("0", "1", "2", "-1"), self.one("0", "1", "2", "3", "0.5", "-1", "64")
        return self.one(
            f"min({x}, {y})", f"max({x}, {y}, 1)", f"abs({x})", f"round({x}, {places})", f"floor({x})", f"ceil({x})",
            f"clamp({x}, 0, {y})", f"sqrt({x})", f"({x}) ^ {exponent}", f"-({x})", f"round({x} / {y}, 2)",
            f"floor({x} / {y})", f"floor({x} / 0.1)", f"ceil({x} * 3 / 0.3)", f"({x} + 0.2 - {x} - 0.2)",
        )  # fmt: skip

    def length(self, depth: int, scope: Shape) -> str:
        x = self.read(METRES, depth, scope) or "1"
        if depth <= 0:
            return x
        y = self.number(depth - 1, scope)
        return self.one(
            x, f"({x} + {x})", f"({x} * {y})", f"({x} - 2)", f"max({x}, 0.5)", f"if({self.truth(0, scope)}, {x}, {x})"
        )

    def over(self, scope: Shape, count: int = 1) -> tuple[str, Shape]:
        """What stands after `over`, and the indices inside."""
        names, inner = [], scope
        for number in range(count):
            a_list = self.one("colour", "size", "row", "row", "extra")
            alias = (
                f"k{len(scope)}{number}"
                if self.chance(3) or any(f" {a_list}" in f" {name}" for name in names)
                else a_list
            )
            names.append(a_list if alias == a_list else f"{a_list} as {alias}")
            inner = (*(index for index in inner if index.name != alias), Index(alias, a_list))
        return ", ".join(names), inner

    def aggregate(self, depth: int, scope: Shape) -> str:
        name = self.one(
            "sum", "sum", "average", "count", "min", "max", "first", "median", "stdev", "correlation", "rank", "place"
        )
        window = name in ("rank", "place")
        if window:
            return self.window(name, depth, scope)
        over, inner = self.over(scope, 2 if self.chance(4) else 1)
        where = f" where {self.truth(depth - 1, inner)}" if self.chance(2) else ""
        if name == "count" and self.chance(2):
            return (
                f"count({over.split(' ')[0].rstrip(',')}{where})" if " " not in over else f"count(1 over {over}{where})"
            )
        args = [self.varying(depth - 1, inner) for _ in range(2 if name == "correlation" else 1)]
        return f"{name}({', '.join(args)} over {over}{where})"

    def varying(self, depth: int, scope: Shape) -> str:
        """A number that differs from item to item of the innermost list, as it does in real formulas."""
        index = scope[-1]
        near = [
            name
            for name, value in self.values.items()
            if value.type == PLAIN and index in value.shape and set(value.shape) <= set(scope) and name[:4] != "leaf"
        ]
        if not near or self.chance(4):
            return self.number(depth, scope)
        x = self.one(*near)
        if not self.chance(3):
            return x
        return f"({x} {self.one('+', '-', '*', '/')} {self.number(depth - 1, scope)})"

    def window(self, name: str, depth: int, scope: Shape) -> str:
        """Of a list that runs here; else inside an aggregate that runs over it."""
        here = [index for index in scope if index.name == index.list]
        if not here or self.chance(3):
            a_list = self.one("row", "colour")
            inner = (*(index for index in scope if index.name != a_list), Index(a_list, a_list))
            window = (
                self.window(name, depth - 1, inner) if depth > 1 else f"{name}({self.varying(0, inner)} over {a_list})"
            )
            return f"sum({self.varying(0, inner)} over {a_list} where {window} <= 2)"
        index = self.one(*here)
        inner = (*(other for other in scope if other != index), index)
        args = [self.varying(depth - 1, inner) for _ in range(1 if name == "rank" else self.one(1, 2))]
        where = f" where {self.truth(depth - 1, inner)}" if self.chance(2) else ""
        return f"{name}({', '.join(args)} over {index.name}{where})"

    def truth(self, depth: int, scope: Shape) -> str:
        if depth <= 0:
            flag = self.read(TRUTH, 0, scope) if self.chance(3) else None
            return flag or self.compared(0, scope)
        match self.draw(st.integers(0, 6)):
            case 0:
                return f"({self.truth(depth - 1, scope)} and {self.truth(depth - 1, scope)})"
            case 1:
                return f"({self.truth(depth - 1, scope)} or {self.truth(depth - 1, scope)})"
            case 2:
                return f"(not {self.truth(depth - 1, scope)})"
            case 3:
                kind = self.one(PLAIN, TEXT, TRUTH, Type("item", list="size"))
                return f"is_blank({self.of(kind, depth - 1, scope)})"
            case 4:
                over, inner = self.over(scope, 2 if self.chance(4) else 1)
                where = f" where {self.truth(depth - 1, inner)}" if self.chance(2) else ""
                return f"{self.one('any', 'all')}({self.truth(depth - 1, inner)} over {over}{where})"
            case _:
                return self.compared(depth, scope)

    def compared(self, depth: int, scope: Shape) -> str:
        sign = self.one("=", "<>", "<", "<=", ">", ">=")
        if self.chance(6):  # nearly the same on both sides
            x = self.number(depth - 1, scope)
            return f"({x} {sign} {x} * 1.{self.one('0', '0000000000000002', '0000000005', '000000002', '001')})"
        kind = self.one(PLAIN, PLAIN, METRES, TEXT, Type("item", list="colour"), Type("item", list="size"))
        if kind.kind in ("text", "item"):
            sign = "=" if sign in ("=", "<", "<=") else "<>"
        return f"({self.of(kind, depth - 1, scope)} {sign} {self.of(kind, depth - 1, scope)})"

    def item(self, a_list: str, depth: int, scope: Shape) -> str:
        here = [index.name for index in scope if index.list == a_list]
        if here and not self.chance(3):
            return self.one(*here)
        read = self.read(Type("item", list=a_list), depth, scope) if depth > 0 and self.chance(2) else None
        if read is not None:
            return read
        if a_list in ITEMS and not (depth > 0 and self.chance(3)):
            return self.one(*ITEMS[a_list])
        if depth <= 0:
            return f"first({a_list})"
        inner = (*(index for index in scope if index.name != a_list), Index(a_list, a_list))
        return f"first({a_list} where {self.truth(min(depth - 1, 1), inner)})"

    def text(self, depth: int, scope: Shape) -> str:
        if depth <= 0:
            return (self.read(TEXT, 0, scope) if self.chance(2) else None) or '"乙"'
        match self.draw(st.integers(0, 5)):
            case 0:
                return f"text({self.number(depth - 1, scope)}, {self.one(0, 1, 2, 15)})"
            case 1:
                return f"join({self.text(depth - 1, scope)}, {self.text(depth - 1, scope)})"
            case 2:
                a_list = self.one(*LISTS)
                inner = (*(index for index in scope if index.name != a_list), Index(a_list, a_list))
                return f"join({a_list} where {self.truth(depth - 1, inner)})"
            case 3:
                return f"if({self.truth(depth - 1, scope)}, {self.text(depth - 1, scope)}, {self.text(0, scope)})"
            case 4:
                maybe = f"when({self.truth(depth - 1, scope)}, {self.text(depth - 1, scope)})"
                return f"otherwise({self.one(self.text(depth - 1, scope), maybe)}, {self.text(0, scope)})"
            case _:
                return self.text(0, scope)

    # ------------------------------------------------------------ figures

    def given(self, source: Source) -> Given:
        rows = {
            "row": tuple(f"A{number}" for number in range(self.one(3, 5, 4, 2, 1, 0))),
            "extra": tuple(f"E{number}" for number in range(self.one(2, 3, 1, 0))),
        }
        ids = {**ITEMS, **rows}

        def cells(kind: Type, shape: Shape) -> Figure | Table:
            if shape:
                return {item: cells(kind, shape[1:]) for item in ids[shape[0].list]}
            if kind.list == "row":
                return self.one(*(rows["row"] or (None,)))
            return self.figure(kind)

        typed = {
            name: cells(value.type, value.shape)
            for name, value in source.values.items()
            if value.role == "given" and not (self.blanks and self.chance(8))
        }
        return Given(rows, typed)


@st.composite
def programs(draw: Any) -> tuple[Source, list[Given]]:
    """A program's source and two sets of figures for it."""
    maker = Maker(draw)
    maker.blanks = maker.one(0, 0, 30, 6)
    source = maker.source()
    return source, [maker.given(source), maker.given(source)]
