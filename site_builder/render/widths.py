"""Texts in drawings that the build makes: how wide they are, about, and where their lines break."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLOSING = "[、，。；：？！）」』》…％]*"
_PIECE = rf"\s*(?:[\u2e80-\u2fff\u3003-\u3007\u3021-\ufeff]|[^\s\u2e80-\uffff]+|.){_CLOSING}"


def text_width(text: str, size: float) -> float:
    """At most: a Chinese sign is as wide as it is high, Latin letters and figures are narrower."""
    return size * sum(map(_width, text))


def _width(sign: str) -> float:
    if ord(sign) > 0x2E7F:
        return 1
    return 0.95 if sign in "MWmw" else 0.74 if "A" <= sign <= "Z" else 0.62


def wrap(text: str, size: float, room: float, whole: Iterable[str] = ()) -> tuple[str, ...]:
    """Lines of at most `room`; a Latin word stays whole, and no line begins with a sign that closes.

    What is in `whole` stays whole, too, where it fits on a line.
    """
    kept = [re.escape(each) for each in whole if text_width(each, size) <= room - size]
    longest_first = "|".join(sorted(kept, key=len, reverse=True))
    piece_of = re.compile(rf"(?:{longest_first}){_CLOSING}|{_PIECE}") if kept else re.compile(_PIECE)
    lines = [""]
    for piece in piece_of.findall(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip("、"), size) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return tuple(line.strip() for line in lines)
