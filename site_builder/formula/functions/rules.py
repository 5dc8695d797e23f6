"""How the type of a result follows from the types of the arguments."""

from __future__ import annotations

from ..tree import BARE, PLAIN, TEXT, TRUTH, Type
from ..units import multiply, raised, root, shown


class Mismatch(Exception):
    """Argument number `argument` (from 0) does not fit; `code` and `facts` make the message."""

    def __init__(self, argument: int, code: str, **facts: str) -> None:
        super().__init__(code)
        self.argument, self.code, self.facts = argument, code, facts


def _need(args: tuple[Type, ...], kind: str, start: int = 0) -> None:
    for position, arg in enumerate(args[start:], start):
        if arg.kind != kind:
            raise Mismatch(position, f"needs_{kind}", found=arg.kind)


def same_unit(args: tuple[Type, ...]) -> Type:
    """Numbers of one unit; a bare number fits any."""
    _need(args, "number")
    result = BARE
    for position, arg in enumerate(args):
        if arg.unit is None:
            continue
        if result.unit is not None and arg.unit != result.unit:
            raise Mismatch(position, "unit_mismatch", left=shown(result.unit), right=shown(arg.unit))
        result = arg
    return result


def product(args: tuple[Type, ...]) -> Type:
    _need(args, "number")
    left, right = args
    if left.unit is None and right.unit is None:
        return BARE
    return Type("number", multiply(left.unit or (), right.unit or ()))


def quotient(args: tuple[Type, ...]) -> Type:
    _need(args, "number")
    left, right = args
    if left.unit is None and right.unit is None:
        return BARE
    return Type("number", multiply(left.unit or (), raised(right.unit or (), -1)))


def square_root(args: tuple[Type, ...]) -> Type:
    _need(args, "number")
    if args[0].unit is None:
        return BARE
    unit = root(args[0].unit)
    if unit is None:
        raise Mismatch(0, "unit_root", unit=shown(args[0].unit))
    return Type("number", unit)


def plain(args: tuple[Type, ...], start: int = 0) -> Type:
    """Plain numbers only, from argument `start` on: ln, exp, the places of round."""
    _need(args, "number", start)
    for position, arg in enumerate(args[start:], start):
        if arg.unit:
            raise Mismatch(position, "needs_plain", unit=shown(arg.unit))
    return PLAIN


def keeps_unit(args: tuple[Type, ...]) -> Type:
    """The unit of the first; the others are plain (places)."""
    _need(args, "number")
    plain(args, 1)
    return args[0]


def comparison(args: tuple[Type, ...]) -> Type:
    if any(arg.kind == "item" for arg in args):
        raise Mismatch(0 if args[0].kind == "item" else 1, "compare_items")
    same_unit(args)
    return TRUTH


def equality(args: tuple[Type, ...]) -> Type:
    same_kind(args)
    return TRUTH


def same_kind(args: tuple[Type, ...]) -> Type:
    """All numbers of one unit, all truths, all texts, or all items of one list."""
    first = args[0]
    if first.kind == "number" and all(arg.kind == "number" for arg in args):
        return same_unit(args)
    for position, arg in enumerate(args):
        if arg.kind != first.kind:
            raise Mismatch(position, "kinds_differ", left=first.kind, right=arg.kind)
        if arg.list != first.list:
            raise Mismatch(position, "lists_differ", left=first.list, right=arg.list)
    return first


def truths(args: tuple[Type, ...]) -> Type:
    _need(args, "truth")
    return TRUTH


def choice(args: tuple[Type, ...]) -> Type:
    """if(condition, x, y), case(condition, x, condition, y, …, z)."""
    if len(args) % 2 == 0:
        raise Mismatch(len(args) - 1, "case_needs_otherwise")
    results = (*args[1:-1:2], args[-1])
    for position in range(0, len(args) - 1, 2):
        if args[position].kind != "truth":
            raise Mismatch(position, "needs_truth", found=args[position].kind)
    try:
        return same_kind(results)
    except Mismatch as mismatch:
        place = min(mismatch.argument * 2 + 1, len(args) - 1)
        raise Mismatch(place, mismatch.code, **mismatch.facts) from None


def conditional(args: tuple[Type, ...]) -> Type:
    """when(condition, x): whatever x is."""
    _need(args[:1], "truth")
    return args[1]


def anything_to_truth(args: tuple[Type, ...]) -> Type:
    return TRUTH


def position(args: tuple[Type, ...]) -> Type:
    _need(args, "item")
    return PLAIN


def counting(args: tuple[Type, ...]) -> Type:
    return PLAIN


def numbers_to_plain(args: tuple[Type, ...]) -> Type:
    """rank, place, correlation: numbers of any units."""
    _need(args, "number")
    return PLAIN


def to_text(args: tuple[Type, ...]) -> Type:
    _need(args, "number")
    plain(args, 1)
    return TEXT


def texts(args: tuple[Type, ...]) -> Type:
    for at, arg in enumerate(args):
        if arg.kind not in ("text", "item"):
            raise Mismatch(at, "needs_text", found=arg.kind)
    return TEXT


def same(args: tuple[Type, ...]) -> Type:
    """first: whatever it is given."""
    return args[0]
