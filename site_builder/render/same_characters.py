"""Characters that are one for a reader who searches: those of a text in, groups of Traditional, Simplified and variants out.

Groups are made from OpenCC's dictionaries. Characters that share a Simplified form (發 and 髮 share 发) are one group, so
what is found is more than one meant, and never less.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from opencc import OpenCC

_ALL = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
_WAYS = ("t2s", "s2t", "t2tw", "t2hk")


def same_characters(texts: Iterable[str]) -> list[str]:
    """Groups of which a character stands in `texts`, each of two characters and more, Simplified first."""
    groups = _groups()
    standing = {groups[each] for each in {char for text in texts for char in text} if each in groups}
    return sorted(standing)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """By character, its group; characters that are alone are left out."""
    leader = {char: char for char in _ALL}

    def find(char: str) -> str:
        while leader[char] != char:
            leader[char] = leader[leader[char]]
            char = leader[char]
        return char

    simplified: set[str] = set()
    for way in _WAYS:
        # A line each, so that no phrase decides.
        for char, other in zip(_ALL, OpenCC(way).convert("\n".join(_ALL)).split("\n"), strict=True):
            if other != char and other in leader:
                if way == "t2s":
                    simplified.add(other)
                leader[find(char)] = find(other)
    members: dict[str, list[str]] = {}
    for char in _ALL:
        members.setdefault(find(char), []).append(char)
    return {
        char: "".join(sorted(group, key=lambda each: (each not in simplified, each)))
        for group in members.values()
        if len(group) > 1
        for char in group
    }
