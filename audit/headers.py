"""The headers that docs/headers.md asks a server to send: its `_headers` file in, the headers of a path out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "headers.md"
Rules = list[tuple[str, dict[str, str]]]


def documented() -> Callable[[str], Mapping[str, str]]:
    """As the stricter of the hosts does it: all rules of a path hold, a header that two of them give is sent twice."""
    rules = rules_of(written("_headers"))

    def headers_of(path: str) -> Mapping[str, str]:
        sent: dict[str, str] = {}
        for pattern, headers in rules:
            if fnmatchcase(path, pattern):
                for name, value in headers.items():
                    sent[name] = f"{sent[name]}, {value}" if name in sent else value
        return {"Cache-Control": "no-cache"} | sent

    return headers_of


def written(title: str) -> str:
    """The block of the page that has this title."""
    found = re.search(
        rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```', PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert found is not None, title
    return found[1]


def rules_of(text: str) -> Rules:
    """A path with its headers below it, each on a line that begins with blanks."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules
