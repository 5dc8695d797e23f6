"""Type checking: one parsed formula and what its names mean in; a typed formula in, or faults, out.

Every node gets a type (with unit) and the lists it varies over. Names are looked up in this order: an index in
scope, a value, an item of a fixed list, a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from ..problem import closest
from . import functions
from .fault import Fault, Unsound
from .functions.rules import Mismatch
from .source import Source
from .tree import (
    BARE,
    PLAIN,
    TEXT,
    TRUTH,
    Aggregate,
    Apply,
    Call,
    Constant,
    Here,
    Index,
    Item,
    Label,
    LookUp,
    Name,
    NumberText,
    Parsed,
    Place,
    Quoted,
    Read,
    Shape,
    Type,
    Typed,
)  # fmt: skip
from .units import raised, shown


def check(parsed: Parsed, source: Source, shape: Shape) -> Typed:
    """The typed formula of a figure that may vary over `shape`. Raises a Fault."""
    checker = _Checker(source, {index.name: index for index in shape})
    typed = checker.check(parsed)
    for index in typed.shape:
        if index not in shape:
            raise Fault(parsed.place, "still_varies", {"index": index.name, "list": index.list})
    return typed


def fits(found: Type, wanted: Type, place: Place) -> None:
    """Raises a Fault where a formula's type is not the one its value declares."""
    if found.kind != wanted.kind:
        raise Fault(place, f"needs_{wanted.kind}", {"found": found.kind})
    if found.list != wanted.list:
        raise Fault(place, "lists_differ", {"left": wanted.list, "right": found.list})
    if found.kind == "number" and found.unit is not None and found.unit != wanted.unit:
        raise Fault(place, "unit_mismatch", {"left": shown(wanted.unit), "right": shown(found.unit)})


@dataclass(frozen=True)
class _Checker:
    source: Source
    scope: dict[str, Index]

    def check(self, node: Parsed) -> Typed:
        match node:
            case NumberText():
                return Constant(node.value, PLAIN if node.percent else BARE, percent=node.percent)
            case Quoted():
                return Constant(node.value, TEXT)
            case Name():
                return self._name(node)
            case LookUp():
                return self._look_up(node)
            case Call():
                return self._call(node)
            case _:
                assert_never(node)

    # ------------------------------------------------------------ names

    def _name(self, node: Name) -> Typed:
        if node.name in ("true", "false"):
            return Constant(node.name == "true", TRUTH)
        if node.name in self.scope:
            return here(self.scope[node.name])
        if node.name in self.source.values:
            return self._read(node.name, {}, node.place)
        homes = [name for name, a_list in self.source.lists.items() if node.name in (a_list.items or ())]
        if len(homes) > 1:
            raise Fault(node.place, "ambiguous_item", {"name": node.name, "lists": ", ".join(homes)})
        if homes:
            return self._item(homes[0], node.name)
        if node.name in self.source.lists:
            return here(Index(node.name, node.name))
        near = _TRUTHS.get(node.name.lower()) or closest(node.name, self._known())
        raise Fault(node.place, "unknown_name", {"name": node.name}, near)

    def _known(self) -> Iterable[str]:
        items = (item for a_list in self.source.lists.values() for item in a_list.items or ())
        visible = (name for name in self.source.values if "." not in name)
        return [*self.scope, *visible, *items, *self.source.lists]

    def _item(self, a_list: str, item: str) -> Item:
        items = list(self.source.lists[a_list].items or ())
        return Item(a_list, item, items.index(item), Type("item", list=a_list))

    def _read(self, name: str, chosen: dict[str, Typed], place: Place) -> Typed:
        value = self.source.values[name]
        if not value.sound:
            raise Unsound
        at = tuple(chosen.get(index.name) or here(index) for index in value.shape)
        return Read(name, at, value.type, _union(part.shape for part in at), value.factor)

    def _look_up(self, node: LookUp) -> Typed:
        name = node.name.name
        if name not in self.source.values:
            raise Fault(node.name.place, "unknown_name", {"name": name}, closest(name, self.source.values))
        shape = self.source.values[name].shape
        if not self.source.values[name].sound:
            raise Unsound
        if not shape:
            raise Fault(node.place, "nothing_to_choose", {"value": name})
        chosen: dict[str, Typed] = {}
        for choice in node.choices:
            index, item = self._choice(choice.index, choice.item, shape, name, choice.place)
            if index.name in chosen:
                raise Fault(choice.place, "chosen_twice", {"index": index.name})
            chosen[index.name] = item
        return self._read(name, chosen, node.place)

    def _choice(self, said: str | None, node: Parsed, shape: Shape, name: str, place: Place) -> tuple[Index, Typed]:
        if said is not None:
            index = next((index for index in shape if index.name == said), None)
            if index is None:
                known = [index.name for index in shape]
                facts = {"value": name, "index": said, "known": ", ".join(known)}
                raise Fault(place, "not_for", facts, closest(said, known))
            item = self._item_of(index.list, node)
            if item.type != Type("item", list=index.list):
                raise Fault(node.place, "needs_item_of", {"list": index.list})
            return index, item
        own = [
            index
            for index in shape
            if isinstance(node, Name) and node.name in (self.source.lists[index.list].items or ())
        ]
        if len(own) == 1:
            return own[0], self._item_of(own[0].list, node)
        item = self.check(node)
        of_list = [index for index in shape if item.type == Type("item", list=index.list)]
        if len(of_list) != 1:
            raise Fault(place, "say_which_list", {"value": name, "known": ", ".join(index.name for index in shape)})
        return of_list[0], item

    def _item_of(self, a_list: str, node: Parsed) -> Typed:
        """An item named where only items of one list make sense may share its name with another list's."""
        if (
            isinstance(node, Name)
            and node.name not in self.scope
            and node.name in (self.source.lists[a_list].items or ())
        ):
            return self._item(a_list, node.name)
        return self.check(node)

    # ------------------------------------------------------------ functions

    def _call(self, node: Call) -> Typed:
        running = bool(node.over) or node.where is not None
        scalar = functions.scalars.get(node.name)
        if scalar is not None and bool(scalar.symbol) != bool(node.symbol):
            scalar = None
        aggregate = functions.aggregates.get(node.name) if not node.symbol else None
        if aggregate is not None and (scalar is None or running or len(node.args) < scalar.least):
            return self._aggregate(node, aggregate)
        if scalar is None:
            names = [entry.name for entry in functions.ALL if not entry.symbol]
            end = node.place.start + len(node.name)
            raise Fault(
                Place(node.place.start, end), "unknown_function", {"name": node.name}, closest(node.name, names)
            )
        if running:
            raise Fault(node.place, "not_an_aggregate", {"name": node.name})
        return self._apply(node, scalar)

    def _apply(self, node: Call, entry: functions.Function) -> Typed:
        _count(node, entry)
        args = self._arguments(node)
        kind = self._power(node, args) if entry.name == "power" else _result(node, entry, args)
        if entry.name == "join":
            args = tuple(self._as_text(arg) for arg in args)
        return Apply(entry.name, args, kind, _union(arg.shape for arg in args))

    def _arguments(self, node: Call) -> tuple[Typed, ...]:
        """Beside an item of a list, a name that several lists have is that list's (`grade = S`)."""
        args: list[Typed | None] = [None if self._shared_item(arg) else self.check(arg) for arg in node.args]
        lists = {arg.type.list for arg in args if arg is not None and arg.type.kind == "item"}
        home = lists.pop() if len(lists) == 1 else None
        return tuple(
            arg if arg is not None else self._item_of(home, parsed) if home else self.check(parsed)
            for arg, parsed in zip(args, node.args, strict=True)
        )

    def _shared_item(self, node: Parsed) -> bool:
        if not isinstance(node, Name) or node.name in self.scope or node.name in self.source.values:
            return False
        return sum(node.name in (a_list.items or ()) for a_list in self.source.lists.values()) > 1

    def _power(self, node: Call, args: tuple[Typed, ...]) -> Type:
        base, exponent = args
        for arg, parsed in zip(args, node.args, strict=True):
            if arg.type.kind != "number":
                raise Fault(parsed.place, "needs_number", {"found": arg.type.kind})
        if exponent.type.unit:
            raise Fault(node.args[1].place, "needs_plain", {"unit": shown(exponent.type.unit)})
        if not base.type.unit:
            return BARE if base.type.unit is None and exponent.type.unit is None else PLAIN
        whole = _whole_number(exponent)
        if whole is None:
            raise Fault(node.args[1].place, "unit_power", {"unit": shown(base.type.unit)})
        return Type("number", raised(base.type.unit, whole))

    def _aggregate(self, node: Call, entry: functions.Function) -> Typed:
        _count(node, entry)
        over = self._over(node)
        inner = _Checker(self.source, {**self.scope, **{index.name: index for index in over}})
        args = tuple(inner.check(arg) for arg in node.args)
        if not node.over:
            over = self._implied(node, args)
            inner = _Checker(self.source, {**self.scope, **{index.name: index for index in over}})
        where = inner.check(node.where) if node.where is not None else None
        if node.where is not None and where is not None and where.type.kind != "truth":
            raise Fault(node.where.place, "needs_truth", {"found": where.type.kind})
        if entry.kind == "window" and len(over) != 1:
            raise Fault(node.place, "one_list_only", {"name": entry.name})
        kind = _result(node, entry, args)
        if entry.name == "join":
            args = tuple(self._as_text(arg) for arg in args)
        whole = _union([*(arg.shape for arg in args), where.shape if where is not None else ()])
        rest = tuple(index for index in whole if index not in over)
        return Aggregate(entry.name, args, over, where, kind, (*rest, *over) if entry.kind == "window" else rest)

    def _over(self, node: Call) -> Shape:
        over: list[Index] = []
        for each in node.over:
            if each.list not in self.source.lists:
                raise Fault(each.place, "unknown_list", {"name": each.list}, closest(each.list, self.source.lists))
            clash = each.index != each.list and (each.index in self.source.values or each.index in self.source.lists)
            if clash or any(each.index == index.name for index in over):
                raise Fault(each.place, "name_taken", {"name": each.index})
            over.append(Index(each.index, each.list))
        return tuple(over)

    def _implied(self, node: Call, args: tuple[Typed, ...]) -> Shape:
        varies = _union(arg.shape for arg in args)
        if len(varies) != 1:
            code = "say_over_which" if varies else "nothing_to_run_over"
            raise Fault(node.place, code, {"name": node.name, "lists": ", ".join(index.name for index in varies)})
        return varies

    def _as_text(self, arg: Typed) -> Typed:
        if arg.type.kind != "item":
            return arg
        label = Label(arg, TEXT, arg.shape)
        shown_as = self.source.lists[arg.type.list].shown_as
        if shown_as is None:
            return label
        return Apply("otherwise", (Read(shown_as, (arg,), TEXT, arg.shape), label), TEXT, arg.shape)


_TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def here(index: Index) -> Here:
    return Here(index, Type("item", list=index.list), (index,))


def _union(shapes: Iterable[Shape]) -> Shape:
    return tuple(dict.fromkeys(index for shape in shapes for index in shape))


def _whole_number(node: Typed) -> int | None:
    match node:
        case Constant(value=float() as value) if value == int(value):
            return int(value)
        case Apply(function="negative", args=(Constant(value=float() as value),)) if value == int(value):
            return -int(value)
    return None


def _count(node: Call, entry: functions.Function) -> None:
    given = len(node.args)
    if given < entry.least or (entry.most is not None and given > entry.most):
        wanted = str(entry.least) if entry.least == entry.most else f"{entry.least}–{entry.most or '…'}"
        raise Fault(node.place, "argument_count", {"name": entry.name, "wanted": wanted, "given": str(given)})


def _result(node: Call, entry: functions.Function, args: tuple[Typed, ...]) -> Type:
    try:
        return entry.rule(tuple(arg.type for arg in args))
    except Mismatch as mismatch:
        raise Fault(node.args[mismatch.argument].place, mismatch.code, mismatch.facts) from None
