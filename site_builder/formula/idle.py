"""What of a program can never come about: its formulas and the ranges of their figures in, faults out.

Ranges say too much and never too little, so what is told here is certain; where they cannot tell, nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .arithmetic import less
from .fault import Fault
from .ranges import Range
from .tree import Aggregate, Apply, Call, Here, Parsed, Read, Typed, walk

RangeOf = Callable[[Typed], Range]

_UP = {"at_least": False, "greater": True}
_DOWN = {"at_most": False, "less": True}
_MIRRORED = {"at_least": "at_most", "at_most": "at_least", "greater": "less", "less": "greater"}


@dataclass(frozen=True)
class Bound:
    """`what` is above (`up`) or below `limit`; `strict`: and never at it."""

    what: Typed
    up: bool
    strict: bool
    limit: Typed


def idle(parsed: Parsed, typed: Typed, of: RangeOf) -> Iterator[Fault]:
    """Divisors that are always 0, conditions that never hold, and those that an earlier one leaves nothing to."""
    for node, each in placed(parsed, typed):
        match each:
            case Apply("divide", (_, divisor)) if of(divisor).low == of(divisor).high == 0:
                yield Fault(_arg(node, 1).place, "divides_by_zero", {})
            case Apply("if" | "case"):
                earlier: list[Typed] = []
                for at, condition in list(enumerate(each.args))[:-1:2]:
                    if never(condition, of):
                        yield Fault(_arg(node, at).place, "condition_never", {})
                    elif any(within(condition, other, of) for other in earlier):
                        yield Fault(_arg(node, at).place, "condition_covered", {})
                    earlier.append(condition)
            case Aggregate(where=condition) if condition is not None and never(condition, of):
                if isinstance(node, Call) and node.where is not None:
                    yield Fault(node.where.place, "condition_never", {})


def never(condition: Typed, of: RangeOf) -> bool:
    """Whether it is there and can not hold. What is always blank is another matter; `1 > 2`, which reads nothing, says
    so itself."""
    found = of(condition)
    reads = any(isinstance(node, Read | Here | Aggregate) for node in walk(condition))
    return reads and not found.is_never and not found.may_hold


def within(inner: Typed, outer: Typed, of: RangeOf) -> bool:
    """Whether `outer` holds wherever `inner` does."""
    if inner == outer:
        return True
    if isinstance(inner, Apply) and inner.function == "and":
        return any(within(part, outer, of) for part in inner.args)
    if isinstance(outer, Apply) and outer.function == "or":
        return any(within(inner, part, of) for part in outer.args)
    return any(
        a.what == b.what and a.up == b.up and _no_wider(a, of(a.limit), b.strict, of(b.limit))
        for a in bounds(inner)
        for b in bounds(outer)
    )


def bounds(condition: Typed) -> Iterator[Bound]:
    """A comparison by size, from both of its sides."""
    if isinstance(condition, Apply) and condition.function in _MIRRORED:
        left, right = condition.args
        for name, what, limit in ((condition.function, left, right), (_MIRRORED[condition.function], right, left)):
            yield Bound(what, name in _UP, (_UP | _DOWN)[name], limit)


def _no_wider(inner: Bound, mine: Range, strict: bool, theirs: Range) -> bool:
    """Whether each figure beyond `mine` is beyond `theirs` too, wherever in these ranges the limits lie."""
    near, far = (mine.low, theirs.high) if inner.up else (theirs.low, mine.high)
    if mine.is_never or theirs.is_never:
        return False
    return less(far, near) or (not less(near, far) and (inner.strict or not strict))


# ---------------------------------------------------------------- ladders: first(tier where score >= cut)


@dataclass(frozen=True)
class Ladder:
    """The first item is taken whose limit, in the value that `read` reads, is reached; `alone`: that decides alone."""

    bound: Bound
    read: Read
    alone: bool

    def too_far(self, limit: float, what: Range) -> bool:
        """Whether no figure within `what` reaches the limit."""
        end = what.high if self.bound.up else what.low
        beyond = less(end, limit) if self.bound.up else less(limit, end)
        return not what.is_never and (beyond or (self.bound.strict and end == limit))

    def covers(self, earlier: float, limit: float) -> bool:
        """Whether all that reaches `limit` has reached the earlier one."""
        return self.alone and (earlier <= limit if self.bound.up else earlier >= limit)

    def has_gap(self, limits: Sequence[float], what: Range) -> bool:
        """Whether there are figures that reach no limit. Of figures without an end nothing is known."""
        end = what.low if self.bound.up else what.high
        if not self.alone or what.is_never or math.isinf(end):
            return False
        return all(less(end, each) if self.bound.up else less(each, end) for each in limits)


def ladders(typed: Typed) -> Iterator[tuple[Typed, Ladder]]:
    for node in walk(typed):
        match node:
            case Aggregate("first", (Here(index),), (one,), where) if where is not None and index == one:
                conditions = list(_all_of(where))
                for bound in (each for condition in conditions for each in bounds(condition)):
                    limit = bound.limit
                    if isinstance(limit, Read) and limit.shape == (one,) and one not in bound.what.shape:
                        yield node, Ladder(bound, limit, len(conditions) == 1)


def _all_of(condition: Typed) -> Iterator[Typed]:
    if isinstance(condition, Apply) and condition.function == "and":
        for part in condition.args:
            yield from _all_of(part)
    else:
        yield condition


# ---------------------------------------------------------------- places


def placed(parsed: Parsed, typed: Typed) -> Iterator[tuple[Parsed, Typed]]:
    """The nodes of a formula beside what they were checked to be."""
    yield parsed, typed
    if isinstance(parsed, Call) and isinstance(typed, Apply | Aggregate):
        for one, other in zip(parsed.args, typed.args, strict=False):
            yield from placed(one, other)
        if parsed.where is not None and isinstance(typed, Aggregate) and typed.where is not None:
            yield from placed(parsed.where, typed.where)


def _arg(node: Parsed, at: int) -> Parsed:
    return node.args[at] if isinstance(node, Call) and at < len(node.args) else node
