"""Chinese of one writing in, of another out, by OpenCC, with corrections."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from opencc import OpenCC


def converter(rule: str, corrections: Mapping[str, str]) -> Callable[[str], str]:
    """`rule` is a configuration of OpenCC, such as tw2s. Where a text holds a key of `corrections`, its value is put.

    Text that is all ASCII stays as it is.
    """
    convert = _converter(rule)
    known = sorted(corrections, key=lambda each: (-len(each), each))
    parts = re.compile(f"({'|'.join(map(re.escape, known))})") if known else None

    def change(text: str) -> str:
        if text.isascii():
            return text
        if parts is None:
            return convert(text)
        # An odd part is a key; what stands between is converted.
        return "".join(corrections[each] if at % 2 else convert(each) for at, each in enumerate(parts.split(text)))

    return change


@cache
def _converter(rule: str) -> Callable[[str], str]:
    """Takes a tenth of a second to make."""
    convert: Callable[[str], str] = OpenCC(rule).convert
    return convert
