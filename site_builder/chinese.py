"""Chinese of one writing in, of another out, by OpenCC, with corrections."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from opencc import OpenCC


@dataclass(frozen=True)
class Converter:
    """`rule` is a configuration of OpenCC, such as tw2s. Where a text holds a key of `corrections`, its value is put.

    Text that is all ASCII stays as it is. Two of the same rule and corrections are equal.
    """

    rule: str
    corrections: Mapping[str, str]

    def __call__(self, text: str) -> str:
        if text.isascii():
            return text
        convert, known = _converter(self.rule), self._known
        if known is None:
            return convert(text)
        # An odd part is a key; what stands between is converted.
        parts = enumerate(known.split(text))
        return "".join(self.corrections[each] if at % 2 else convert(each) for at, each in parts)

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        known = sorted(self.corrections, key=lambda each: (-len(each), each))
        return re.compile(f"({'|'.join(map(re.escape, known))})") if known else None


@cache
def _converter(rule: str) -> Callable[[str], str]:
    """Takes a tenth of a second to make."""
    convert: Callable[[str], str] = OpenCC(rule).convert
    return convert
