"""Characters that are one for a reader who searches: those of texts in, groups of both scripts and variants out.

Groups are made from OpenCC's dictionaries. Characters that share a Simplified form (發 and 髮 share 发) are one group,
so what is found is more than one meant, and never less.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from opencc import OpenCC

_ALL = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))


def same_characters(texts: Iterable[str]) -> list[str]:
    """Groups of which a character stands in `texts`, each of two characters and more, Simplified first."""
    lines = sorted(set(texts))
    groups, simplified = _Groups(dict(_of_each_character().leader)), _converter("t2s")
    for way in ("t2s", "s2t"):
        groups.join(lines, way)  # some characters change within phrases only: 批覆 is 批复
    standing = {groups.find(char) for char in set("".join(lines)) if char in groups.leader}
    members: dict[str, list[str]] = {each: [] for each in sorted(standing)}
    for char in groups.leader:
        if (leader := groups.find(char)) in members:
            members[leader].append(char)
    return sorted(
        "".join(sorted(group, key=lambda char: (simplified.convert(char) != char, char)))
        for group in members.values()
        if len(group) > 1
    )


_converter = lru_cache(OpenCC)


@lru_cache(maxsize=1)
def _of_each_character() -> _Groups:
    """Of every character alone, whatever texts hold."""
    groups = _Groups({char: char for char in _ALL})
    for way in ("t2s", "s2t", "t2tw", "t2hk"):
        groups.join(list(_ALL), way)
    return groups


class _Groups:
    """Joined sets: `leader` leads from each character towards the one that stands for its group."""

    def __init__(self, leader: dict[str, str]) -> None:
        self.leader = leader

    def find(self, char: str) -> str:
        while (above := self.leader[char]) != char:
            self.leader[char] = self.leader[above]
            char = above
        return char

    def join(self, lines: list[str], way: str) -> None:
        """Joins each character with what OpenCC makes of it in its line."""
        made = _converter(way).convert("\n".join(lines)).split("\n") if lines else []
        for line, other in zip(lines, made, strict=True):
            if line == other or len(line) != len(other):
                continue
            for a, b in zip(line, other, strict=True):
                if a != b and a in self.leader and b in self.leader:
                    self.leader[self.find(a)] = self.find(b)
